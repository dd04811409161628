"""What those who run the day look at: the stage, and the day at a glance."""

from dataclasses import dataclass
from datetime import datetime

from storage.models.agenda import Session
from storage.models.outbox import Failure, LinkedChat
from storage.models.texts import Locale


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody said is on: since when (aware UTC), and who said so.

    `renewed_at`: when it was last said again. `by` is None where they have no name.
    """

    session_id: str
    since: datetime
    renewed_at: datetime | None
    by_id: int | None
    by: str | None

    @property
    def said_at(self) -> datetime:
        """Say when it was last said."""
        return self.renewed_at or self.since


@dataclass(frozen=True, slots=True)
class OnStage:
    """The stage as those who run it see it.

    `by_clock`: what the clock says is on. `mark`: what somebody said instead, while that holds:
    `until` then (aware UTC). `sessions`: what can be marked, in order of time. `late`: by how many
    minutes the rest of the day is late by the mark, below zero early; 0 where it is neither.
    `may_move`: whether its reader may move that rest.
    """

    by_clock: tuple[Session, ...]
    mark: Mark | None
    until: datetime | None
    sessions: tuple[Session, ...]
    late: int
    may_move: bool


@dataclass(frozen=True, slots=True)
class Head:
    """How many people there are: those with a place, those who wait for one, those who came.

    Whoever came without having registered counts among the last.

    `reachable` and `blocked` count everyone who gets announcements: the team too.
    """

    registered: int
    waiting: int
    checked_in: int
    reachable: dict[Locale, int]
    blocked: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The day at a glance.

    `queued`: how many messages wait to be sent, the last of them not before `until` (aware UTC).
    `failures`: those of today. The drafts are of the agenda and of announcements, everybody's.
    """

    head: Head
    queued: int
    until: datetime | None
    failures: tuple[Failure, ...]
    agenda_drafts: int
    announcement_drafts: int
    chats: tuple[LinkedChat, ...]
    questions: int = 0
    """How many wait to be looked at."""
