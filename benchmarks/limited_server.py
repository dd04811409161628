"""A lean Telegram that enforces a limit: counts what it takes, refuses the rest, lets people tap.

It runs inside whoever measures; the bot is a process of its own.
"""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from benchmarks.load_server import BATCH, DATE, POLL_SECONDS, Request, message, respond

_ME = b'{"id":1,"is_bot":true,"first_name":"Load","username":"load_bot"}'
_SENT = b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"from":%s,"text":"-"}'
_REFUSED = (
    b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d",'
    b'"parameters":{"retry_after":%d}}'
)


class Limit(Protocol):
    """Says how a message that comes now fares."""

    def wait(self, now: float) -> float:
        """Give the seconds until one would be taken; 0 takes this one."""


class Bucket:
    """Tokens that come back evenly; `burst` of them at most."""

    def __init__(self, per_second: float, *, burst: float) -> None:
        self._rate, self._burst, self._tokens, self._at = per_second, burst, burst, 0.0

    def wait(self, now: float) -> float:
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return (1 - self._tokens) / self._rate
        self._tokens -= 1
        return 0.0


class Window:
    """So many within any one second."""

    def __init__(self, per_second: float) -> None:
        self._most = per_second
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._times and self._times[0] <= now - 1:
            self._times.popleft()
        if len(self._times) >= self._most:
            return self._times[0] + 1 - now
        self._times.append(now)
        return 0.0


class Blocking:
    """After a refusal nothing is taken for a second, however long one waited before."""

    def __init__(self, per_second: float, *, burst: float) -> None:
        self._bucket, self._until = Bucket(per_second, burst=burst), 0.0

    def wait(self, now: float) -> float:
        if now < self._until:
            return self._until - now
        if self._bucket.wait(now) > 0:
            self._until = now + 1
            return 1.0
        return 0.0


class Telegram:
    """What it took and when, and how long people waited for an answer to a tap."""

    def __init__(self, limit: Limit | None = None, *, latency: float = 0.0) -> None:
        self._limit = limit
        self._latency = latency
        self._updates: deque[bytes] = deque()
        self._polls: deque[asyncio.Transport] = deque()
        self._tapped: dict[int, float] = {}
        self._number = 0
        self.polled = asyncio.Event()
        self.took: list[float] = []
        """When, edits included."""
        self.told: list[float] = []
        """When, edits left out."""
        self.got: Counter[int] = Counter()
        """How many messages each chat has, edits left out."""
        self.refused = 0
        self.waits: list[tuple[float, float]] = []
        """When each tap came, and how long its answer took."""

    @property
    def unanswered(self) -> dict[int, float]:
        """Who tapped and waits, and since when."""
        return self._tapped

    def tap(self, chat: int, data: str) -> None:
        """Let somebody tap a button."""
        self._number += 1
        person = {"id": chat, "is_bot": False, "first_name": "Dara", "language_code": "en"}
        tapped = message(chat, text="-")["message"]
        query = {"id": str(self._number), "from": person, "chat_instance": "1", "data": data}
        update = {"update_id": self._number, "callback_query": query | {"message": tapped}}
        self._tapped[chat] = time.perf_counter()
        self._updates.append(json.dumps(update).encode())
        self._hand_out()

    def answer(self, request: Request, transport: asyncio.Transport) -> None:
        """Answer one request of the bot."""
        method, chat = request.method, request.chat
        if method == b"getUpdates":
            self.polled.set()
            self._polls.append(transport)
            self._hand_out()
            asyncio.get_running_loop().call_later(POLL_SECONDS, self._end_poll, transport)
        elif method.startswith((b"send", b"edit")) and chat is not None:
            self._take(method, chat, transport)
        else:
            self._later(transport, _ME if method == b"getMe" else b"true")

    def _take(self, method: bytes, chat: int, transport: asyncio.Transport) -> None:
        now = time.perf_counter()
        wait = self._limit.wait(now) if self._limit else 0.0
        if wait > 0:
            self.refused += 1
            seconds = int(wait) + 1
            body = _REFUSED % (seconds, seconds)
            asyncio.get_running_loop().call_later(self._latency, respond_with, transport, body)
            return
        self.took.append(now)
        if method.startswith(b"send"):
            self.got[chat] += 1
            self.told.append(now)
        elif (tapped := self._tapped.pop(chat, None)) is not None:
            self.waits.append((tapped, now + self._latency - tapped))
        self._later(transport, _SENT % (len(self.took), DATE, chat, _ME))

    def _later(self, transport: asyncio.Transport, result: bytes) -> None:
        if self._latency:
            loop = asyncio.get_running_loop()
            loop.call_later(self._latency, respond, transport, result)
        else:
            respond(transport, result)

    def _hand_out(self) -> None:
        while self._updates and self._polls:
            batch = [self._updates.popleft() for _ in range(min(BATCH, len(self._updates)))]
            respond(self._polls.popleft(), b"[" + b",".join(batch) + b"]")

    def _end_poll(self, transport: asyncio.Transport) -> None:
        if transport in self._polls:
            self._polls.remove(transport)
            respond(transport, b"[]")


def respond_with(transport: asyncio.Transport, body: bytes) -> None:
    """Write Telegram's refusal."""
    head = b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\n"
    transport.write(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)


class Connection(asyncio.Protocol):
    """One kept-alive HTTP connection of the bot."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (request := Request.first_in(self._buffer)) is not None:
            self._buffer = self._buffer[request.size :]
            self._telegram.answer(request, self._transport)


@asynccontextmanager
async def serving(telegram: Telegram) -> AsyncIterator[str]:
    """Serve as long as the block lasts; gives the address."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1")
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
