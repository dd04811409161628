"""Requests of the bot: the log of those answered, and whether any are under way."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

LOG_LENGTH = 20_000
QUIET_SECONDS = 0.05
TURNS = 20


class Traffic:
    """Counts requests; `time` is a monotonic clock in seconds."""

    def __init__(self, *, time: Callable[[], float]) -> None:
        self._time = time
        self._in_flight = 0
        self._touched = time()
        self._number = 0
        self._log: deque[dict[str, Any]] = deque(maxlen=LOG_LENGTH)

    def touch(self) -> None:
        """Note that something just happened."""
        self._touched = self._time()

    @contextmanager
    def under_way(self, *, waits: bool) -> Iterator[None]:
        """Count a request while it is handled; one that `waits` (getUpdates) is not counted."""
        self.touch()
        self._in_flight += not waits
        try:
            yield
        finally:
            self._in_flight -= not waits
            self.touch()

    def note(self, method: str, *, chat_id: str, error_code: int | None) -> None:
        """Add an answered request to the log."""
        self._number += 1
        entry: dict[str, Any] = {"number": self._number, "method": method}
        if chat_id:
            entry["chat_id"] = chat_id
        entry["ok"] = error_code is None
        if error_code is not None:
            entry["error_code"] = error_code
        self._log.append(entry)

    def after(self, number: int) -> list[dict[str, Any]]:
        """Give the log's entries after `number`, oldest first."""
        return [entry for entry in self._log if entry["number"] > number]

    async def quiet(self, *, busy: Callable[[], bool], seconds: float = QUIET_SECONDS) -> None:
        """Wait until no request is under way, none came for `seconds` and nothing else is `busy`.

        Where the machine is slow, seconds alone say little: the loop also gets its turns, in which
        what is on its way between two in this process arrives.
        """
        turns = TURNS
        while True:
            still = seconds - (self._time() - self._touched)
            if self._in_flight or busy():
                still = seconds
            if still > 0:
                turns = TURNS
            elif not turns:
                return
            turns -= still <= 0
            await asyncio.sleep(max(still, 0))
