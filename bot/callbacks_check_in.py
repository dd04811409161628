"""The buttons of the check-in desk."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from bot.callbacks import Callback
from storage.models import EntryStep, GuestKind


class Sheet(StrEnum):
    """A form of the roster."""

    XLSX = "xlsx"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class OpenDesk(Callback):
    """Show how many came, and wait for a code or a name."""

    CODE = "ci"


@dataclass(frozen=True, slots=True)
class CheckIn(Callback):
    """Check a guest in."""

    CODE = "ci.in"
    kind: GuestKind
    number: int


@dataclass(frozen=True, slots=True)
class UndoCheckIn(Callback):
    """Take a guest's check-in back: the one of this moment, in seconds since 1970."""

    CODE = "ci.undo"
    kind: GuestKind
    number: int
    since: int

    @classmethod
    def of(cls, kind: GuestKind, number: int, moment: datetime) -> Self:
        """Make the button for a check-in; `moment`: aware."""
        return cls(kind, number, int(moment.timestamp()))

    @property
    def moment(self) -> datetime | None:
        """Return when it was, aware UTC; None for no moment that a calendar has."""
        return _moment(self.since)


@dataclass(frozen=True, slots=True)
class UndoLetIn(Callback):
    """Take a check-in back and, with it, the place of somebody who waited for one.

    `since`: the check-in, `waited_since`: the waiting; in seconds since 1970.
    """

    CODE = "ci.unlet"
    participant_id: int
    since: int
    waited_since: int

    @classmethod
    def of(cls, participant_id: int, moment: datetime, waited_since: datetime) -> Self:
        """Make the button for a check-in; both moments: aware."""
        return cls(participant_id, int(moment.timestamp()), int(waited_since.timestamp()))

    @property
    def moments(self) -> tuple[datetime, datetime] | None:
        """Return both, aware UTC; None for no moments that a calendar has."""
        moment, waited_since = _moment(self.since), _moment(self.waited_since)
        return None if moment is None or waited_since is None else (moment, waited_since)


def _moment(seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class LetIn(Callback):
    """Give somebody on the waiting list a place and check them in."""

    CODE = "ci.let"
    participant_id: int


@dataclass(frozen=True, slots=True)
class StartWalkIn(Callback):
    """Write down somebody who came unregistered."""

    CODE = "ci.walk"


@dataclass(frozen=True, slots=True)
class SkipField(Callback):
    """Leave out what this step asks about them."""

    CODE = "ci.skip"
    step: EntryStep


@dataclass(frozen=True, slots=True)
class StoreWalkIn(Callback):
    """They are somebody else than those of the same name: store them."""

    CODE = "ci.new"


@dataclass(frozen=True, slots=True)
class ForgetWalkIn(Callback):
    """Delete a walk-in who is not checked in."""

    CODE = "ci.drop"
    walk_in_id: int


@dataclass(frozen=True, slots=True)
class SendRoster(Callback):
    """Send the roster as a file."""

    CODE = "ci.list"
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class ReturnRoster(Callback):
    """Wait for a roster that was filled in."""

    CODE = "ci.back"


@dataclass(frozen=True, slots=True)
class ApplyRoster(Callback):
    """Do what the preview of a roster says, `short` of its file's id."""

    CODE = "ci.apply"
    file: str


@dataclass(frozen=True, slots=True)
class SendPoster(Callback):
    """Send the poster by which people check themselves in."""

    CODE = "ci.poster"
