"""The vocabulary: frozen rows and the names of their states."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo


class Locale(StrEnum):
    """A language people read here."""

    KM = "km"
    EN = "en"


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


class Role(StrEnum):
    """What a participant may do."""

    ATTENDEE = "attendee"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    ORGANISER = "organiser"


class RegistrationStatus(StrEnum):
    """Where a participant's registration stands."""

    NONE = "none"
    REGISTERED = "registered"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class Level(StrEnum):
    """Where an organisation works."""

    NATIONAL = "national"
    SUB_NATIONAL = "sub_national"


class Step(StrEnum):
    """Where a registration stands; the names outlive restarts."""

    CONSENT = "register.consent"
    NAME = "register.name"
    ORGANISATION = "register.organisation"
    SAME_ORGANISATION = "register.same_organisation"
    LEVEL = "register.level"
    PROVINCE = "register.province"
    POSITION = "register.position"
    PHONE = "register.phone"
    SUMMARY = "register.summary"


class Problem(StrEnum):
    """Why an answer cannot be taken."""

    NAME = "name"
    NAME_TOO_LONG = "name_too_long"
    ORGANISATION = "organisation"
    POSITION = "position"
    PHONE = "phone"
    SOMEONE_ELSES_CONTACT = "someone_elses_contact"
    LEVEL = "level"
    PROVINCE = "province"
    TAP = "tap"
    NOT_TEXT = "not_text"


class Phase(StrEnum):
    """What a session is at a moment."""

    PAST = "past"
    RUNNING = "running"
    COMING = "coming"


class DeliveryKind(StrEnum):
    """What a delivery tells its recipient."""

    PROMOTED = "promoted"


class DeliveryStatus(StrEnum):
    """What became of a delivery."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"


class Priority(StrEnum):
    """How soon a delivery should go out."""

    URGENT = "urgent"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language people read here."""

    km: str
    en: str

    def in_(self, locale: Locale) -> str:
        """Return the text in one language."""
        return self.km if locale is Locale.KM else self.en


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
    """An item of the agenda; `starts_at` and `ends_at` are aware UTC."""

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


@dataclass(frozen=True, slots=True)
class EventFile:
    """All that one event file says, checked: what `storage` keeps of it."""

    event: Event
    rooms: tuple[Room, ...]
    speakers: tuple[Speaker, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of the agenda and the sessions that start on it, in order of time."""

    date: date
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Agenda:
    """The event and its sessions in order of time: one version, as everyone reads it.

    An agenda equals only itself, so that what was drawn from it can be kept and found again.
    """

    event: Event
    sessions: tuple[Session, ...]
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


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who has opened the bot and chosen a language.

    The fields from `name` on are None until they registered; `step` is where their registration
    stands, None when none is under way. Times are aware UTC.
    """

    id: int
    telegram_id: int
    locale: Locale
    role: Role
    status: RegistrationStatus
    joined_at: datetime
    consented_at: datetime | None
    registered_at: datetime | None
    name: str | None
    organisation: str | None
    level: Level | None
    province: str | None
    position: str | None
    phone: str | None
    ticket_code: str | None
    unreachable_since: datetime | None
    step: Step | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as first written; `key` is its name as names are compared."""

    id: int
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A registration on its way, step by step; None where not reached yet.

    `typed_organisation` waits while close matches are offered, `editing` says that a step was
    opened from the summary and leads back there, `misses` counts wrong inputs at this step.
    """

    consented: bool = False
    name: str | None = None
    organisation: str | None = None
    level: Level | None = None
    province: str | None = None
    position: str | None = None
    phone: str | None = None
    typed_organisation: str | None = None
    editing: bool = False
    misses: int = 0

    def at(self, **changes: object) -> "Draft":
        """Return the draft with these changes and the count of misses begun anew."""
        return replace(self, **{"misses": 0, **changes})  # type: ignore[arg-type]  # field names


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a chat stands in a conversation, and what was said so far.

    `heard` is the update that brought the newest answer: Telegram delivers it again when the bot
    was killed before it confirmed it.
    """

    chat_id: int
    step: Step
    draft: Draft
    heard: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one recipient, and what became of it. Times are aware UTC."""

    id: int
    participant_id: int
    chat_id: int
    kind: DeliveryKind
    subject: str
    priority: Priority
    status: DeliveryStatus
    due_at: datetime
    expires_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Now:
    """What is true at a moment: `running` sessions, and those that start `next` together."""

    running: tuple[Session, ...]
    next: tuple[Session, ...]
    begun: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a registration stands after an answer, what was wrong with it, and close matches."""

    conversation: Conversation
    problem: Problem | None = None
    close: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything that is stored about one person."""

    participant: Participant
    starred: frozenset[str]
    conversation: Conversation | None
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct: where (`sessions[3] (panel).title.km`, counted from 1) and what.

    `problem` is a msgid (`bot.services.event_fault.Problem`); `values` fills its placeholders.
    """

    place: str
    problem: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.place}: {self.problem.format_map(self.values)}"
