"""The time the simulator stamps on messages."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable


@runtime_checkable
class Clock(Protocol):
    """A clock that the page may set and speed up; the caller shares it with the bot."""

    @property
    def speed(self) -> float:
        """How many seconds of its time pass in one real second."""
        ...

    def now(self) -> datetime:
        """Tell the time, aware."""
        ...

    def set(self, *, now: datetime | None, speed: float | None) -> None:
        """Move the clock, change its speed, or both; None leaves a part as it is."""
        ...


def real_now() -> datetime:
    """Tell the real time, aware UTC."""
    return datetime.now(UTC)


Now = Callable[[], datetime]
