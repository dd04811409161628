"""Announcements: what organisers tell many at once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.models.outbox import Priority
from storage.models.texts import Locale


class AnnouncementStatus(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class AudienceKind(StrEnum):
    """Whom an announcement is for; in brackets, what the audience's `value` is."""

    EVERYONE = "everyone"
    """Everyone registered, and the team (nothing)."""
    CHECKED_IN = "checked_in"
    LANGUAGE = "language"
    """(a Locale)"""
    LEVEL = "level"
    """(a Level)"""
    ORGANISATION = "organisation"
    """(an organisation's id)"""
    STARRED = "starred"
    """(a session's id)"""
    ROLE = "role"
    """(a Role)"""
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an announcement is for."""

    kind: AudienceKind = AudienceKind.EVERYONE
    value: str = ""


class MediaKind(StrEnum):
    """What goes along with an announcement."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What organisers tell many at once; the texts as typed, trimmed.

    `text_en` is None in a draft and where it is in Khmer only, on purpose (`khmer_only`).
    `due_at` None means as soon as it is confirmed. `revision` counts its changes, corrections too:
    a preview of an earlier revision is an old one. Aware UTC.
    """

    id: int
    author_id: int | None
    status: AnnouncementStatus
    text_km: str | None
    text_en: str | None
    khmer_only: bool
    media_kind: MediaKind | None
    file_id: str | None
    audience: Audience
    priority: Priority
    due_at: datetime | None
    revision: int
    correction_km: str | None
    correction_en: str | None
    confirmed_at: datetime | None

    def text(self, locale: Locale) -> str:
        """Return what a reader of this language gets: Khmer where there is no English."""
        english = self.text_en if locale is Locale.EN else None
        return english or self.text_km or ""

    @property
    def complete(self) -> bool:
        """Say whether everybody can read it."""
        return bool(self.text_km) and (bool(self.text_en) or self.khmer_only)


@dataclass(frozen=True, slots=True)
class Recipients:
    """How many people get an announcement by the language they read, and how many linked chats."""

    km: int
    en: int
    chats: int = 0

    @property
    def people(self) -> int:
        """Count the people."""
        return self.km + self.en


@dataclass(frozen=True, slots=True)
class Composed:
    """An announcement as its author sees it; `organisation`: the name of its audience's, if any."""

    announcement: Announcement
    recipients: Recipients
    organisation: str | None = None
