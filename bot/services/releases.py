"""When what waits is let out, and how much one person may ask: kept in memory, never stored."""

from collections import deque
from datetime import datetime, timedelta
from random import Random

EARLIEST = timedelta(seconds=25)
LATEST = timedelta(seconds=55)
"""Between two moments at which questions, votes and notices are let out, all that wait together.

What comes is let out at the second moment: after 25 to 110 seconds, never just after it came.
"""

AT_ONCE = 3
WITHIN = timedelta(minutes=5)
"""So many questions one person may send in this time."""

TOLD_AGAIN = timedelta(minutes=10)
"""Moderators who leave questions waiting are told of further ones after this time."""


class Releases:
    """The moments at which things are let out: they have nothing to do with when these came."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._next: datetime | None = None
        self._seen: frozenset[str] = frozenset()
        self._told_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Say whether this is such a moment, and if so choose the next one. `now`: aware UTC."""
        is_set_back = self._next is not None and self._next - now > LATEST
        if self._next is not None and now < self._next and not is_set_back:
            return False
        first = self._next is None
        seconds = self._rng.uniform(EARLIEST.total_seconds(), LATEST.total_seconds())
        self._next = now + timedelta(seconds=seconds)
        return not first

    def is_news(self, todo: frozenset[str], *, now: datetime) -> bool:
        """Say whether moderators are told that this is to be done: what, and about which question.

        They are when nothing was to be done before, and later once something was added and they
        have not been told for a while.
        """
        known, added = self._seen & todo, todo - self._seen
        rested = self._told_at is None or not timedelta(0) <= now - self._told_at < TOLD_AGAIN
        if not added or (known and not rested):
            self._seen = known
            return False
        self._seen, self._told_at = todo, now
        return True


class Floods:
    """Who asked how much lately."""

    def __init__(self) -> None:
        self._sent: dict[int, deque[datetime]] = {}

    def allows(self, telegram_id: int, *, now: datetime) -> bool:
        """Say whether somebody may ask one more question now."""
        return len(self._lately(telegram_id, now)) < AT_ONCE

    def count(self, telegram_id: int, *, now: datetime) -> None:
        """Note that somebody asked."""
        self._lately(telegram_id, now).append(now)
        for quiet in [each for each in self._sent if not self._lately(each, now)]:
            del self._sent[quiet]

    def clear(self) -> None:
        """Let go of everybody."""
        self._sent.clear()

    def _lately(self, telegram_id: int, now: datetime) -> deque[datetime]:
        sent = self._sent.setdefault(telegram_id, deque())
        while sent and not now - WITHIN < sent[0] <= now:
            sent.popleft()
        return sent
