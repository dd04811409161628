"""Server-sent events: what happens in the simulator, told to every page that listens."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

KEEP_ALIVE_SECONDS = 15.0


class Events:
    """Hands each event to all who subscribed."""

    def __init__(self, *, keep_alive: float = KEEP_ALIVE_SECONDS) -> None:
        self._keep_alive = keep_alive
        self._queues: set[asyncio.Queue[str | None]] = set()

    def publish(self, kind: str, *, person: int | None = None, **fields: Any) -> None:
        """Tell everybody that something happened; costs nothing when nobody listens."""
        if not self._queues:
            return
        data = json.dumps({"kind": kind, "person": person, **fields}, ensure_ascii=False)
        for queue in self._queues:
            queue.put_nowait(data)

    def close(self) -> None:
        """End every stream."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def stream(self) -> AsyncIterator[str]:
        """Yield events as lines of text/event-stream, and a comment when nothing happens."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield ": listening\n\n"
            while True:
                try:
                    data = await asyncio.wait_for(queue.get(), self._keep_alive)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if data is None:
                    return
                yield f"data: {data}\n\n"
        finally:
            self._queues.discard(queue)
