"""The event and its agenda."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from storage.models.surveys import Survey
from storage.models.texts import Text


class SessionKind(StrEnum):
    """What an item of the agenda is."""

    REGISTRATION = "registration"
    REMARK = "remark"
    PRESENTATION = "presentation"
    PANEL = "panel"
    GROUP_WORK = "group_work"
    PLENARY = "plenary"
    BREAK = "break"
    LUNCH = "lunch"
    CLOSING = "closing"
    OTHER = "other"


class SpeakerKind(StrEnum):
    """Who stands behind a name on the agenda."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"


class SessionRole(StrEnum):
    """What somebody does in a session."""

    SPEAKER = "speaker"
    GUEST_SPEAKER = "guest_speaker"
    PANELIST = "panelist"
    FACILITATOR = "facilitator"
    MODERATOR = "moderator"


class SessionStatus(StrEnum):
    """Whether a session takes place."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class ChangeKind(StrEnum):
    """What changed about a session."""

    ADDED = "added"
    MOVED = "moved"
    REHOUSED = "rehoused"
    RENAMED = "renamed"
    RECAST = "recast"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    DETAILS = "details"
    """The description, the items and the like: shown to organisers, told to nobody."""


class Phase(StrEnum):
    """What a session is at a moment."""

    PAST = "past"
    RUNNING = "running"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Venue:
    """Where the event takes place; coordinates in degrees, WGS 84."""

    name: Text
    address: Text
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom participants reach when the bot cannot help; any part may be missing."""

    name: Text | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class EventOrganiser:
    """An organisation that holds the event."""

    id: str
    name: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Event:
    """The workshop itself.

    `capacity` is None where there is no limit; `purge_on` is the local day on which personal
    data is deleted; `file_hash` is the SHA-256 (hex) of the event file last loaded.
    """

    id: str
    title: Text
    topic: Text
    note: Text | None
    first_day: date
    last_day: date
    time_zone: ZoneInfo
    venue: Venue
    contact: Contact
    capacity: int | None
    purge_on: date
    organisers: tuple[EventOrganiser, ...]
    file_hash: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the venue."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, an organisation or a group that the agenda names.

    `name.km` is the Khmer spelling where the organiser supplied one, else the source's own.
    """

    id: str
    kind: SpeakerKind
    name: Text
    honorific: Text | None
    position: Text | None
    organisation: Text | None
    biography: Text | None


@dataclass(frozen=True, slots=True)
class SessionSpeaker:
    """Somebody's part in a session; not confirmed means TBC."""

    speaker: Speaker
    role: SessionRole
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SessionItem:
    """A point inside a session; `minutes` where the agenda gives it time of its own."""

    title: Text
    minutes: int | None
    qa: bool


@dataclass(frozen=True, slots=True)
class Session:
    """An item of the agenda; `starts_at` and `ends_at` are aware UTC.

    `optional`: only whoever starred it is told of its changes. `sequence` counts its published
    changes, as calendars want it. Source: RFC 5545, SEQUENCE.
    """

    id: str
    kind: SessionKind
    title: Text
    description: Text | None
    starts_at: datetime
    ends_at: datetime
    room: Room | None
    qa_open: bool
    items: tuple[SessionItem, ...]
    speakers: tuple[SessionSpeaker, ...]
    optional: bool = False
    status: SessionStatus = SessionStatus.SCHEDULED
    sequence: int = 0

    @property
    def cancelled(self) -> bool:
        """Say whether it was called off."""
        return self.status is SessionStatus.CANCELLED

    @property
    def is_break(self) -> bool:
        """Say whether it is time off: coffee or lunch."""
        return self.kind in {SessionKind.BREAK, SessionKind.LUNCH}


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of the whole agenda, as the event file gave it or as organisers changed it."""

    event: Event
    rooms: tuple[Room, ...]
    speakers: tuple[Speaker, ...]
    sessions: tuple[Session, ...]
    survey: Survey | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of the agenda and the sessions that start on it, in order of time."""

    date: date
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class SessionChange:
    """A session before (None: it is new) and after, and everything that is different about it."""

    before: Session | None
    after: Session
    kinds: tuple[ChangeKind, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """What an organiser said is really on. `since` and `until`, when the clock says it again."""

    session_id: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Agenda:
    """The event and its sessions in order of time: one version, as everyone reads it.

    `sessions` holds the cancelled ones too. `changes` are those published since the day began,
    `stage` is what an organiser said is on. An agenda equals only itself, so that what was drawn
    from it can be kept and found again.
    """

    event: Event
    sessions: tuple[Session, ...]
    version: int = 0
    changes: tuple[SessionChange, ...] = ()
    stage: Stage | None = None
    survey: Survey | None = None
    days: tuple[Day, ...] = field(init=False)

    def __post_init__(self) -> None:
        zone = self.event.time_zone
        by_day = groupby(self.sessions, lambda each: each.starts_at.astimezone(zone).date())
        days = tuple(Day(date, tuple(sessions)) for date, sessions in by_day)
        object.__setattr__(self, "days", days)

    @property
    def ends_at(self) -> datetime:
        """Say when the last session is over, aware UTC."""
        return max(session.ends_at for session in self.sessions)

    @property
    def speakers(self) -> dict[str, Speaker]:
        """Return whoever has a part in a session, by id, in the order of the agenda.

        Without groups such as all participants, who are nobody in particular.
        """
        everyone = [part.speaker for session in self.sessions for part in session.speakers]
        return {one.id: one for one in everyone if one.kind is not SpeakerKind.GROUP}

    def session(self, session_id: str) -> Session | None:
        """Return a session, or None when there is none of this id."""
        return next((each for each in self.sessions if each.id == session_id), None)

    def change(self, session_id: str) -> SessionChange | None:
        """Return what changed about a session since the day began, or None."""
        return next((each for each in self.changes if each.after.id == session_id), None)


@dataclass(frozen=True, slots=True)
class AgendaVersion:
    """A published agenda: when (aware UTC) and by whom, None for the event file itself."""

    number: int
    plan: Plan
    published_at: datetime
    published_by: int | None


@dataclass(frozen=True, slots=True)
class Now:
    """What is true at a moment: `running` sessions, and those that start `next` together."""

    running: tuple[Session, ...]
    next: tuple[Session, ...]
    begun: bool
