"""The check-in desk: who may come, who came, and what became of letting them in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.models.agenda import Session
from storage.models.registration import Level, RegistrationStatus


class GuestKind(StrEnum):
    """Where a guest stands in the database."""

    PARTICIPANT = "p"
    WALK_IN = "w"
    """They came without having registered, and staff wrote down who they are."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of whom the desk knows; `checked_in_at` is aware UTC, None before they came.

    `status` of a walk-in is REGISTERED. `id` is one within its kind.
    """

    kind: GuestKind
    id: int
    name: str
    organisation: str | None
    code: str
    status: RegistrationStatus
    position: str | None = None
    phone: str | None = None
    level: Level | None = None
    province: str | None = None
    checked_in_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Say whether they wait for a place."""
        return self.status is RegistrationStatus.WAITING


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many with a place there are, how many of them came, and how many came besides."""

    registered: int
    came: int
    walk_ins: int


class Arrival(StrEnum):
    """What checking somebody in did."""

    CHECKED_IN = "checked_in"
    ALREADY = "already"
    """Nothing: they were checked in before."""
    UNKNOWN = "unknown"
    """Nothing: nobody registered so."""
    WAITING = "waiting"
    """Nothing: they wait for a place."""
    CLOSED = "closed"
    """Nothing: people check themselves in only around the event's hours."""
    UNDONE = "undone"
    """They are not checked in any more."""
    PASSED = "passed"
    """Nothing: another check-in was to be taken back than the one that stands."""


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What became of checking somebody in; `guest` as they are now, None where there is none.

    `waited_since`: since when they waited for the place that they were just given (aware UTC).
    """

    arrival: Arrival
    guest: Guest | None = None
    waited_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when people may check themselves in on a day of the event (aware UTC)."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Search:
    """Whom a text that staff typed may mean; `code`: it is the one guest's own."""

    guests: tuple[Guest, ...]
    code: bool = False
    more: int = 0
    """How many others fit too."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What is on for somebody who comes late, and what comes next."""

    running: tuple[Session, ...] = ()
    next: tuple[Session, ...] = ()


class RosterColumn(StrEnum):
    """A column of the roster, in order."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    ORGANISATION = "organisation"
    POSITION = "position"
    PLACE = "place"
    PHONE = "phone"
    STATUS = "status"
    CHECKED_IN = "checked_in"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row of a roster that came back; `number` counts from 1, as the spreadsheet shows it.

    `came`: somebody noted that they did; `at` is the time they wrote, on the local clock.
    `unclear`: what they wrote, where it says neither that nor the contrary.
    """

    number: int
    code: str
    name: str
    organisation: str
    position: str
    phone: str
    came: bool
    at: str = ""
    unclear: str = ""


class Conflict(StrEnum):
    """Why a row of a roster is not taken as it stands."""

    UNKNOWN_CODE = "unknown_code"
    OTHER_NAME = "other_name"
    TWICE = "twice"
    NO_NAME = "no_name"
    WAITING = "waiting"
    KNOWN_NAME = "known_name"
    """A row without a code has the name of somebody who registered."""
    UNCLEAR = "unclear"
    """What was written in the row says neither that they came nor that they did not."""
    NOT_ON_PAPER = "not_on_paper"
    """They are checked in here and the paper does not say that they came."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict: the row (None for somebody who is on no row), and what stands here."""

    why: Conflict
    row: RosterRow | None
    guest: Guest | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a roster changes, or has changed: who is checked in, who is added, who was here already.

    `already`: how many rows say what stands here.
    """

    check_in: tuple[tuple[RosterRow, Guest], ...]
    add: tuple[RosterRow, ...]
    already: int
    clashes: tuple[Clash, ...]
