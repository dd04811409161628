"""How python-telegram-bot reaches Telegram: its request interface over aiohttp."""

import json
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.transport_errors import (
    NeverSent,
    NoAnswer,
    PerhapsDelivered,
    ServerFailed,
    understood,
)
from bot.transport_route import route

if TYPE_CHECKING:
    from telegram.error import NetworkError

__all__ = [
    "AiohttpRequest",
    "NeverSent",
    "NoAnswer",
    "PerhapsDelivered",
    "ServerFailed",
    "Timeouts",
]

# Idle connections are dropped before the far side would: a request written to one that the server
# is just closing leaves us not knowing whether it was read.
KEEPALIVE_SECONDS = 15.0
DNS_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Say in seconds how long each part of a request may take; None waits without limit."""

    pool: float | None = 5.0
    connect: float | None = 5.0
    write: float | None = 10.0
    upload: float | None = 60.0
    """Takes the place of `write` when files are sent."""
    read: float | None = 15.0


class AiohttpRequest(BaseRequest):
    """Send the Bot API's requests over a bounded pool of kept-alive connections.

    Use one instance for getUpdates and another for all else, so that a long poll holds nobody up.
    HTTP_PROXY, HTTPS_PROXY and NO_PROXY are honoured, except towards this machine itself. No
    message of an error contains the URL: the token is a part of it.

    Raises: NeverSent, PerhapsDelivered (see there), besides what Telegram's answer means.
    """

    __slots__ = ("_in_flight", "_pool_size", "_routes", "_session", "_timeouts")

    def __init__(
        self, *, connection_pool_size: int = 256, timeouts: Timeouts | None = None
    ) -> None:
        self._pool_size = connection_pool_size
        self._timeouts = timeouts or Timeouts()
        self._session: aiohttp.ClientSession | None = None
        self._routes: dict[str, dict[str, Any]] = {}
        self._in_flight = 0

    @property
    def read_timeout(self) -> float | None:
        """Give the default read timeout in seconds."""
        return self._timeouts.read

    @property
    def in_flight(self) -> int:
        """Count the requests now under way, those waiting for a connection included."""
        return self._in_flight

    async def initialize(self) -> None:
        """Open the pool; nothing is connected yet. Harmless when it is open."""
        if self._session is not None:
            return
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._pool_size,
                keepalive_timeout=KEEPALIVE_SECONDS,
                ttl_dns_cache=DNS_SECONDS,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
        )

    async def shutdown(self) -> None:
        """Close the pool and its connections. It may be opened again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 -- the signature is BaseRequest's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request and give its status and body; never repeats a POST by itself."""
        if self._session is None:
            raise NeverSent("The transport is not open.")
        default = self._timeouts
        upload = request_data is not None and request_data.contains_files
        timeout = _timeout(
            _chosen(pool_timeout, default.pool),
            _chosen(connect_timeout, default.connect),
            _chosen(write_timeout, default.upload if upload else default.write),
            _chosen(read_timeout, default.read),
        )
        failure: NetworkError
        self._in_flight += 1
        try:
            async with self._session.request(
                method,
                URL(url, encoded=True),
                timeout=timeout,
                allow_redirects=False,
                **_body(request_data),
                **self._route_towards(url),
            ) as response:
                status, answer = response.status, await response.read()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = understood(error)
        else:
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                failure = ServerFailed(f"The server answered {status}.")
            elif status >= HTTPStatus.MULTIPLE_CHOICES and not answer.startswith(b"{"):
                # A proxy's page, say: to take its 403 for Telegram's would mark people as blocked.
                failure = PerhapsDelivered(f"An answer of {status} that is not Telegram's.")
            else:
                return status, answer
        finally:
            self._in_flight -= 1
        # Raised out here, so that the library's own error, whose text may hold the URL, is not
        # its context and is never printed with it.
        raise failure

    def _route_towards(self, url: str) -> dict[str, Any]:
        # aiohttp's own trust_env reads the environment in a thread, for every request.
        origin = url[: url.find("/", len("https://"))]
        if origin not in self._routes:
            self._routes[origin] = route(origin)
        return self._routes[origin]

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read the answer; one that is no JSON leaves the outcome unknown, and is not logged.

        Raises: PerhapsDelivered.
        """
        try:
            parsed = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise PerhapsDelivered("The answer is not a JSON object.")
        return parsed


def _chosen(asked: ODVInput[float], default: float | None) -> float | None:
    """Take what this request asked for, or else the instance's own."""
    return default if isinstance(asked, DefaultValue) else asked


@lru_cache(maxsize=128)
def _timeout(
    pool: float | None, connect: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    """Express our four limits as aiohttp's: it has none for writing, so the total covers that."""
    limits = (pool, connect, write, read)
    total = None if None in limits else sum(limit or 0.0 for limit in limits)
    ready = None if pool is None or connect is None else pool + connect
    return aiohttp.ClientTimeout(total=total, connect=ready, sock_connect=connect, sock_read=read)


def _body(request_data: RequestData | None) -> dict[str, Any]:
    """Give the arguments that carry the parameters: JSON, or a form when there are files."""
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"data": request_data.json_payload, "headers": {"Content-Type": "application/json"}}
    # Names of files go out as they are written; Telegram would show a quoted one with its percents.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in request_data.multipart_data.items():
        # A stream is written in pieces; bytes would hold up everything else in one go.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=mime_type)
    return {"data": form}
