"""No bot at all: reads ids out of the bytes and writes bytes back, to find the server's ceiling."""

import asyncio
import os
import re
from urllib.parse import urlsplit

CONNECTIONS = 256
_UPDATE = re.compile(rb'"chat": \{"id": (\d+).*?"text": "(\d+)"')
_POST = b"POST /bot1:a/%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"


class Line:
    """One connection, one request at a time."""

    async def open(self, host: str, port: int) -> None:
        self._reader, self._writer = await asyncio.open_connection(host, port, limit=2**20)

    async def ask(self, method: bytes, body: bytes) -> bytes:
        self._writer.write(_POST % (method, len(body), body))
        head = await self._reader.readuntil(b"\r\n\r\n")
        return await self._reader.readexactly(int(head.rsplit(b" ", 1)[1]))


async def main() -> None:
    address = urlsplit(os.environ["BOT_API_URL"])
    assert address.hostname is not None
    assert address.port is not None
    lines: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        line = Line()
        await line.open(address.hostname, address.port)
        lines.put_nowait(line)
    chats: dict[bytes, asyncio.Queue[bytes]] = {}

    async def reply(chat: bytes, texts: asyncio.Queue[bytes]) -> None:
        while True:
            text = await texts.get()
            line = await lines.get()
            await line.ask(b"sendMessage", b"chat_id=%s&text=%s" % (chat, text))
            lines.put_nowait(line)

    poll, tasks = await lines.get(), []
    while True:
        for chat, text in _UPDATE.findall(await poll.ask(b"getUpdates", b"")):
            if chat not in chats:
                chats[chat] = asyncio.Queue()
                tasks.append(asyncio.create_task(reply(chat, chats[chat])))
            chats[chat].put_nowait(text)


if __name__ == "__main__":
    asyncio.run(main())
