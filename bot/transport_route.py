"""The way to a server: which certificates are trusted, and which proxy is in between."""

import ssl
import urllib.request
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import certifi
from yarl import URL


def route(origin: str) -> dict[str, Any]:
    """Give aiohttp's arguments for reaching this origin: what to trust, and through which proxy.

    origin: scheme, host and port of a URL. The proxy is the environment's (HTTP_PROXY, HTTPS_PROXY,
    NO_PROXY), but this machine itself is always reached directly.
    """
    parts = urlsplit(origin)
    host = parts.hostname or ""
    arguments: dict[str, Any] = {"ssl": _trusted()} if parts.scheme == "https" else {}
    if host == "localhost" or host.startswith("127.") or host == "::1":
        return arguments
    proxy = urllib.request.getproxies().get(parts.scheme)
    if proxy and not urllib.request.proxy_bypass(host):
        arguments["proxy"] = URL(proxy)
    return arguments


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Trust the system's certificates and, for systems that come with none, certifi's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
