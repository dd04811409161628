"""Those who come to the whole day, and what stands on their phones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.models import Locale, ReminderScope

MINUTE = timedelta(minutes=1)
LOCAL = timedelta(hours=7)


def at(hour: int, minute: int = 0, *, day: int = 3) -> datetime:
    """Give a local time of July 2025, aware UTC."""
    return datetime(2025, 7, day, hour, minute, tzinfo=UTC) - LOCAL


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who registered before the day, and what they chose; `speaks` in a session."""

    id: int
    locale: Locale
    minutes: int = 10
    scope: ReminderScope = ReminderScope.ALL
    breaks: bool = False
    morning: bool = True
    stars: frozenset[str] = frozenset()
    speaks: frozenset[str] = frozenset()

    @property
    def concerned(self) -> frozenset[str]:
        """Give the sessions that concern them more than others."""
        return self.stars | self.speaks


@dataclass(frozen=True)
class Line:
    """A message of the bot as it stands on a phone: when it came, and whether with a sound."""

    time: datetime
    text: str
    silent: bool


def written(lines: list[Line]) -> str:
    """Write a chat as text, which a test that fails can compare line by line."""
    return "\n\n".join(
        f"[{line.time + LOCAL:%H:%M}{' silent' if line.silent else ''}]\n{line.text}"
        for line in lines
    )
