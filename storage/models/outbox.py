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
    """An announcement that arrived has a new wording or was withdrawn (its id)."""
    EVENT_FILE = "event_file"
    """To organisers: an edited event file waits to be published (its hash)."""


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
    """How many deliveries of one broadcast stand where."""

    counts: dict[DeliveryStatus, int]

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
    """Somebody to tell in person: who they are, and why the message did not reach them."""

    name: str | None
    organisation: str | None
    phone: str | None
    status: DeliveryStatus
    reason: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """An organiser's message that shows how a broadcast goes on."""

    kind: DeliveryKind
    subject: str
    chat_id: int
    message_id: int
