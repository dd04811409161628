"""The people, what they may do, and what they chose."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.models.outbox import Delivery, LinkedChat
from storage.models.registration import (
    Conversation,
    EntryStep,
    Level,
    RegistrationStatus,
    Step,
)
from storage.models.texts import Locale


class Role(StrEnum):
    """What a participant may do."""

    ATTENDEE = "attendee"
    SPEAKER = "speaker"
    HELPER = "helper"
    """At the check-in desk."""
    MODERATOR = "moderator"
    ORGANISER = "organiser"


class Right(StrEnum):
    """What not everybody may do."""

    ORGANISE = "organise"
    """Change the agenda, announce, run the team, see who is here."""
    SET_STAGE = "set_stage"
    MODERATE = "moderate"
    CHECK_IN = "check_in"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who has opened the bot and chosen a language.

    The fields from `name` on are None until they registered; `step` is where their registration
    stands, `entry` what an organiser is writing, None when neither is under way. `speaker_id` is
    the agenda's speaker who they are. Until `quiet_until` they get nothing unasked that is not
    urgent. Times are aware UTC.
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
    entry: EntryStep | None = None
    speaker_id: str | None = None
    quiet_until: datetime | None = None

    @property
    def has_place(self) -> bool:
        """Say whether they are registered with a place."""
        return self.status is RegistrationStatus.REGISTERED


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is taken in hand for one recipient: more than one delivery may become one message."""

    reader: Participant | LinkedChat
    deliveries: tuple[Delivery, ...]


class ReminderScope(StrEnum):
    """Of which sessions somebody wants to be reminded."""

    ALL = "all"
    STARRED = "starred"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """Which reminders somebody wants: `minutes` before the start is 5, 10, 15 or 30.

    `breaks`: of coffee and lunch too. `morning`: the day's plan in the morning.
    """

    scope: ReminderScope = ReminderScope.ALL
    minutes: int = 10
    breaks: bool = False
    morning: bool = True


class InvitationKind(StrEnum):
    """What a link does for whoever opens it."""

    CLAIM = "claim"
    TEAM = "team"
    SPEAKER = "speaker"
    LINK = "link"
    """The group or channel where the code is written gets announcements."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that grants something once. Times are aware UTC; `role` None for a linked chat."""

    id: int
    kind: InvitationKind
    role: Role | None
    speaker_id: str | None
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    used_by: int | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything that is stored about one person."""

    participant: Participant
    starred: frozenset[str]
    conversation: Conversation | None
    deliveries: tuple[Delivery, ...]
    reminders: ReminderRule = field(default_factory=ReminderRule)
    to_be_told: int = 0
    """Of how many questions they asked they want to be told; which ones is sealed."""
    votes: int = 0
    """How many questions they want to know too; which ones only a keyed hash says."""
    reports: int = 0
    """How many questions they reported; likewise."""
    surveys: int = 0
    """How many surveys and sessions they answered; likewise. What they answered nobody can say."""
    unsent: int = 0
    """How many answers to the survey wait, sealed, for them to send or change them."""
    checked_in_at: datetime | None = None
    """When they came; aware UTC."""
