"""The outbox: one row a message and recipient; who else gets messages, and how a broadcast goes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryKind(StrEnum):
    """What a delivery tells its recipient; in brackets, what its `subject` is."""

    PROMOTED = "promoted"
    """A place became free for somebody on the waiting list (nothing)."""
    REMINDER = "reminder"
    """A session starts soon (`session_id@start`, the start as `storage.stamps` writes it)."""
    MORNING = "morning"
    """The day's plan (the local day, ISO 8601)."""
    CHANGE = "change"
    """The agenda changed (`from-to`, numbers of versions)."""
    ANNOUNCEMENT = "announcement"
    """An organiser announces something (the announcement's id)."""
    CORRECTION = "correction"
    """An announcement that arrived has a new wording or was withdrawn (`id-revision`)."""
    EVENT_FILE = "event_file"
    """To organisers: an edited event file waits to be published (its hash)."""
    MODERATION = "moderation"
    """To moderators: questions wait (nothing; no single question is named)."""
    QUESTION = "question"
    """To a speaker: a question for them (its id)."""
    QUEUE = "queue"
    """To a speaker on stage: the list of their questions, kept up to date (as of a reminder)."""
    BRIEFING = "briefing"
    """To a speaker: their session begins soon (as of a reminder)."""
    WELCOME = "welcome"
    """Somebody was checked in at the desk (when, as `storage.stamps` writes it)."""
    FEEDBACK = "feedback"
    """A session is over: how was it (the session's id)."""
    SURVEY = "survey"
    """The survey is open (nothing)."""
    NUDGE = "nudge"
    """The survey is open still (the nudge's number, from 0)."""
    THANKS = "thanks"
    """The workshop is over (nothing)."""
    PURGE = "purge"
    """To organisers: personal data will be deleted soon (`days@day`: so many before the day)."""


class DeliveryStatus(StrEnum):
    """What became of a delivery."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"
    DONE = "done"
    """Of what is DISCREET: it went, or was of no use any more; which of these is not kept."""


DISCREET = frozenset({DeliveryKind.SURVEY, DeliveryKind.NUDGE})
"""Queued for all alike, and not sent to those who have answered: their rows must not differ."""


class Priority(StrEnum):
    """How soon a delivery should go out."""

    URGENT = "urgent"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one recipient, and what became of it. Times are aware UTC.

    The recipient is a participant or a linked chat; `chat_id` is where it goes either way.
    `changed_at`: when it became what `status` says. `reason` is for organisers to read.
    """

    id: int
    participant_id: int | None
    linked_chat_id: int | None
    chat_id: int
    kind: DeliveryKind
    subject: str
    priority: Priority
    status: DeliveryStatus
    due_at: datetime
    expires_at: datetime
    attempts: int
    changed_at: datetime
    reason: str | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that is due; `lost`: its recipient cannot be reached.

    `quiet_until`: until then its recipient gets nothing that is not urgent; aware UTC.
    """

    delivery: Delivery
    lost: bool
    quiet_until: datetime | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery in hand; with status PENDING it goes back and is sent later.

    `message_id`: of the message that it became. `moved_to`: the id that its chat has now.
    `untried`: nothing left for Telegram, or it asked to wait; the attempt does not count.
    `named`: the ids of the questions of which it tells a speaker.
    """

    delivery: Delivery
    status: DeliveryStatus
    reason: str | None = None
    message_id: int | None = None
    moved_to: int | None = None
    untried: bool = False
    named: tuple[str, ...] = ()


class ChatLanguage(StrEnum):
    """In which language a linked chat reads."""

    KM = "km"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class LinkedChat:
    """A group or channel that gets announcements and changes; lost once the bot was removed."""

    id: int
    chat_id: int
    title: str
    language: ChatLanguage
    linked_at: datetime
    lost_since: datetime | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """How many deliveries of one broadcast stand where.

    `lost_chats`: how many of those that are BLOCKED are for linked chats.
    """

    counts: dict[DeliveryStatus, int]
    lost_chats: int = 0

    @property
    def total(self) -> int:
        """Count them all."""
        return sum(self.counts.values())

    @property
    def under_way(self) -> int:
        """Count those of which nothing is known yet."""
        return self.of(DeliveryStatus.PENDING) + self.of(DeliveryStatus.SENDING)

    def of(self, status: DeliveryStatus) -> int:
        """Count those with this status."""
        return self.counts.get(status, 0)


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody to tell in person: who they are, and why the message did not reach them.

    `is_chat`: it is a linked chat, and `name` its title.
    """

    name: str | None
    organisation: str | None
    phone: str | None
    status: DeliveryStatus
    reason: str | None
    is_chat: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Deliveries of one kind that ended badly in the same way, and when last (aware UTC)."""

    kind: DeliveryKind
    status: DeliveryStatus
    reason: str | None
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Broadcast:
    """How a broadcast stands; `due_at` where all of it still waits for a later moment.

    `unreached` is known once nothing is under way any more.
    """

    kind: DeliveryKind
    subject: str
    ledger: Ledger
    unreached: tuple[Unreached, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """An organiser's message that shows how a broadcast goes on; `shown`: its last numbers."""

    kind: DeliveryKind
    subject: str
    chat_id: int
    message_id: int
    shown: str = ""
