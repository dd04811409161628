"""A door of the bot's own: a port that an outage shuts, so that connections are refused."""

import asyncio
import socket
from collections.abc import Callable

ROUNDS_TO_ACCEPT = 5


class Door:
    """A listening port of `host` that can be locked and unlocked without losing its number."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._make: Callable[[], asyncio.Protocol] | None = None
        self._server: asyncio.Server | None = None
        self._held: socket.socket | None = None
        self.port = 0

    @property
    def shut(self) -> bool:
        """Tell whether connections are refused."""
        return self._held is not None

    async def open(self, make: Callable[[], asyncio.Protocol]) -> None:
        """Listen on a free port; `make` serves a connection."""
        self._make = make
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(make, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def lock(self) -> None:
        """Refuse connections from now on, keeping the port."""
        if self._server is None or self.shut:
            return
        await close(self._server)
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((self._host, self.port))
        self._server, self._held = None, held

    async def unlock(self) -> None:
        """Listen again on the same port."""
        if self._held is None or self._make is None:
            return
        held, self._held = self._held, None
        held.setblocking(False)
        self._server = await asyncio.get_running_loop().create_server(self._make, sock=held)

    async def close(self) -> None:
        """Give the port back."""
        if self._held is not None:
            self._held.close()
        elif self._server is not None:
            await close(self._server)


async def close(server: asyncio.Server) -> None:
    """Stop listening."""
    # A server closed between the accept and the making of a connection leaks its socket.
    for listening in server.sockets:
        asyncio.get_running_loop().remove_reader(listening.fileno())
    for _ in range(ROUNDS_TO_ACCEPT):
        await asyncio.sleep(0)
    server.close()
