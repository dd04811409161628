"""What can go wrong on the way to Telegram, told apart by whether the request went out."""

import aiohttp
from telegram.error import NetworkError, TimedOut


class NeverSent(NetworkError):
    """Tell that nothing of the request left this machine: sending again is safe.

    The whole tree, all of it `telegram.error.NetworkError`:
    `NeverSent`: no name, no connection, no free connection in time.
    `PerhapsDelivered`: written at least in part; Telegram may have done it. Do not blindly repeat.
      `NoAnswer`: no answer in time; also a `TimedOut`, which is what polling expects.
      `ServerFailed`: an answer of the 500s.
    """


class PerhapsDelivered(NetworkError):
    """Tell that the request went out and its outcome is unknown."""


class NoAnswer(PerhapsDelivered, TimedOut):
    """Tell that the request went out and no answer came in time."""


class ServerFailed(PerhapsDelivered):
    """Tell that the server answered 5xx, which says nothing certain about the request."""


def understood(error: Exception) -> NetworkError:
    """Say whether the request went out, in words of our own: aiohttp's may hold the URL.

    error: what aiohttp raised. Only its class, its host and the system's reason are told.
    """
    name = type(error).__name__
    if reason := _why_never_sent(error):
        return NeverSent(f"{reason} ({name}).")
    if isinstance(error, TimeoutError):
        return NoAnswer(f"No answer in time ({name}).")
    return PerhapsDelivered(f"The connection broke before the answer came ({name}).")


def _why_never_sent(error: Exception) -> str | None:
    """Give the reason if the request certainly did not go out."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"No connection to {error.host}:{error.port}: bad certificate"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"No connection to {error.host}:{error.port}: {error.os_error.strerror}"
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return "No connection in time"
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"The proxy refused with {error.status}"
    # aiohttp checks addresses before it writes; its InvalidURL is a ValueError too.
    return "Not a usable address" if isinstance(error, ValueError) else None
