"""A lean Telegram in its own process: hands out updates, takes the replies, tells what it saw.

It speaks HTTP over a bare asyncio protocol, so that what is measured is the bot and not this.
Lines of JSON on its output: `port`, `polled` (first getUpdates), `first` (the load begins), `done`.
"""

import argparse
import asyncio
import json
import re
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass
from pathlib import Path
from typing import Self

FIRST_USER = 1001
BATCH = 100
POLL_SECONDS = 10.0
QUIET_SECONDS = 0.5
GIVE_UP_SECONDS = 30.0
DATE = 1765515600

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id["=:\s]+(\d+)')
_TEXT = re.compile(rb'\btext["=:\s]+(\d+)')
_ME = b'{"id":1,"is_bot":true,"first_name":"Load","username":"load_bot"}'
_SENT = b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"from":%s,"text":"%d"}'


def message(user: int, *, text: str) -> dict[str, object]:
    """Build what an update carries when this user writes; a command gets its entity."""
    person = {"id": user, "is_bot": False, "first_name": "Dara", "language_code": "en"}
    chat = {"id": user, "type": "private", "first_name": "Dara"}
    content: dict[str, object] = {"message_id": 1, "date": DATE, "chat": chat, "from": person}
    if text.startswith("/"):
        entity = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
        content["entities"] = [entity]
    return {"message": content | {"text": text}}


def filled(template: object, user: int) -> dict[str, object]:
    """Put a user's id where a template says "$user", and a name made from it for $name."""
    name = "".join(chr(ord("a") + int(digit)) for digit in str(user))
    text = json.dumps(template).replace('"$user"', str(user)).replace("$name", f"Dara {name}")
    result: dict[str, object] = json.loads(text)
    return result


def _templates(path: Path | None) -> list[object]:
    return list(json.loads(path.read_text())) if path else []


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a bot, and how many bytes of the stream it took."""

    method: bytes
    body: bytes
    size: int

    @classmethod
    def first_in(cls, stream: bytes) -> Self | None:
        """Read the first request; None when it has not come whole."""
        end = stream.find(b"\r\n\r\n")
        length = _LENGTH.search(stream, 0, end) if end >= 0 else None
        size = end + 4 + (int(length[1]) if length else 0)
        if end < 0 or len(stream) < size:
            return None
        method = stream[: stream.find(b" ", 5)].rsplit(b"/", 1)[-1].split(b"?")[0]
        return cls(method, stream[end:size], size)

    @property
    def chat(self) -> int | None:
        """The chat that it is about."""
        found = _CHAT.search(self.body)
        return int(found[1]) if found else None


class Load:
    """The updates still to be handed out, in stages, and what came back for them."""

    def __init__(self, options: argparse.Namespace) -> None:
        users = range(FIRST_USER, FIRST_USER + options.users)
        per_user = options.updates // options.users
        self.latency: float = options.latency
        self.stages: deque[list[bytes]] = deque()
        self._number = 0
        prelude = _templates(options.prelude)
        for template in prelude:
            self._stage([filled(template, user) for user in users])
        script = _templates(options.script)
        if script and options.one_by_one:
            self._stage([filled(template, user) for user in users for template in script])
        elif script:
            self._stage([filled(template, user) for template in script for user in users])
        else:
            said = (options.text or str(n) for n in range(per_user) for _ in users)
            self._stage([message(user, text=next(said)) for _ in range(per_user) for user in users])
        self.scripted = bool(script)
        self.one_by_one: bool = options.one_by_one
        self.expected = len(self.stages[-1])
        self.checks_text = options.text is None
        self.pending: deque[bytes] = deque()
        self.polls: deque[asyncio.Transport] = deque()
        self.polled = asyncio.Event()
        self.began: float | None = None
        self.last_send = time.perf_counter()
        self.sends = 0
        self.next_text: Counter[int] = Counter()
        self.unanswered: Counter[int] = Counter()
        self.disordered: set[int] = set()
        self.overlapping: set[int] = set()

    def _stage(self, updates: list[dict[str, object]]) -> None:
        numbered = []
        for update in updates:
            self._number += 1
            numbered.append(json.dumps({"update_id": self._number} | update).encode())
        self.stages.append(numbered)

    def poll(self, transport: asyncio.Transport) -> None:
        """Answer a getUpdates: now if there is something, or later."""
        if not self.polled.is_set():
            self.polled.set()
            tell("polled")
            self.advance()
        self.polls.append(transport)
        self.hand_out()
        if transport in self.polls:
            asyncio.get_running_loop().call_later(POLL_SECONDS, self._end_poll, transport)

    def _end_poll(self, transport: asyncio.Transport) -> None:
        if transport in self.polls:
            self.polls.remove(transport)
            respond(transport, b"[]")

    def hand_out(self) -> None:
        while self.pending and self.polls:
            most = 1 if self.one_by_one and self.began else BATCH
            batch = [self.pending.popleft() for _ in range(min(most, len(self.pending)))]
            respond(self.polls.popleft(), b"[" + b",".join(batch) + b"]")

    def advance(self) -> None:
        """Begin the next stage; the last is the load itself."""
        if not self.stages:
            return
        self.pending.extend(self.stages.popleft())
        if not self.stages:
            self.began = self.last_send = time.perf_counter()
            self.sends = 0
            tell("first")

    def take(self, chat: int, text: int | None) -> None:
        """Note a message that arrived."""
        self.sends += 1
        self.last_send = time.perf_counter()
        if self.unanswered[chat]:
            self.overlapping.add(chat)
        self.unanswered[chat] += 1
        if self.checks_text and self.began:
            if text != self.next_text[chat]:
                self.disordered.add(chat)
            self.next_text[chat] += 1

    async def watch(self) -> None:
        """Go through the stages, and tell the result once the load has come back."""
        while not self.began:
            await asyncio.sleep(QUIET_SECONDS / 5)
            quiet = time.perf_counter() - self.last_send > QUIET_SECONDS
            if quiet and self.polls and not self.pending:
                self.advance()
                self.hand_out()
        while self.scripted or self.sends < self.expected:
            await asyncio.sleep(0.01)
            silent = time.perf_counter() - self.last_send
            # A script's updates have more than one answer each: it is over when all is quiet.
            if silent > GIVE_UP_SECONDS or (self.scripted and silent > 2 * QUIET_SECONDS):
                break
        tell(
            "done",
            seconds=self.last_send - self.began,
            sends=min(self.sends, self.expected),
            expected=self.expected,
            disordered=len(self.disordered),
            overlapping=len(self.overlapping),
        )


class Connection(asyncio.Protocol):
    """One kept-alive HTTP connection of the bot."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (request := Request.first_in(self._buffer)) is not None:
            self._buffer = self._buffer[request.size :]
            self._answer(request.method, request)

    def _answer(self, method: bytes, request: Request) -> None:
        load, chat = self._load, request.chat
        if method == b"getUpdates":
            load.poll(self._transport)
        elif method.startswith((b"send", b"edit")) and chat is not None:
            text = _TEXT.search(request.body)
            load.take(chat, int(text[1]) if text else None)
            if load.latency:
                asyncio.get_running_loop().call_later(load.latency, self._sent, chat)
            else:
                self._sent(chat)
        else:
            respond(self._transport, _ME if method == b"getMe" else b"true")

    def _sent(self, chat: int) -> None:
        self._load.unanswered[chat] -= 1
        respond(self._transport, _SENT % (self._load.sends, DATE, chat, _ME, self._load.sends))


def respond(transport: asyncio.Transport, result: bytes) -> None:
    """Write Telegram's answer around a result."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    transport.write(head % (len(result) + 21) + b'{"ok":true,"result":' + result + b"}")


def tell(event: str, **facts: object) -> None:
    """Write a line that the one who measures reads."""
    sys.stdout.write(json.dumps({"event": event} | facts) + "\n")
    sys.stdout.flush()


async def serve(options: argparse.Namespace) -> None:
    load = Load(options)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(load), "127.0.0.1")
    tell("port", port=server.sockets[0].getsockname()[1])
    await load.polled.wait()
    await load.watch()
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each send takes")
    parser.add_argument("--text", help="what everyone writes; by default numbers, to be echoed")
    parser.add_argument("--prelude", type=Path, help="a JSON list of updates that come first")
    parser.add_argument("--script", type=Path, help="a JSON list of updates that everyone sends")
    parser.add_argument("--one-by-one", action="store_true", help="one at a time, all alone")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
