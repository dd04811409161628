"""The time: real, or started elsewhere and sped up for a rehearsal."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that everything that asks the time asks.

    Without `start` it shows the real time. With one it starts there and runs `speed` times as
    fast; at speed 0 it stands still until it is set, which is how tests move it.
    """

    def __init__(
        self,
        *,
        start: datetime | None = None,
        speed: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._since = monotonic()
        # None: the machine's own time, which goes on while it sleeps; monotonic() does not.
        self._start = datetime.now(UTC) if start is None and speed != 1 else start
        self.speed = speed

    def now(self) -> datetime:
        """Return this clock's moment, aware UTC."""
        if self._start is None:
            return datetime.now(UTC)
        elapsed = (self._monotonic() - self._since) * self.speed
        return (self._start + timedelta(seconds=elapsed)).astimezone(UTC)

    def set(self, *, now: datetime | None = None, speed: float | None = None) -> None:
        """Jump to a moment (aware), or go on at another speed (not negative), or both."""
        self._start = now or self.now()
        self._since = self._monotonic()
        if speed is not None:
            self.speed = speed
