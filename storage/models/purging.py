"""The end of the data: what was deleted, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Erased(StrEnum):
    """What is deleted at the end, as it is counted."""

    PEOPLE = "people"
    """Everybody who chose a language; with them their stars, reminders and roles."""
    REGISTRATIONS = "registrations"
    """Those of them who gave a name."""
    WALK_INS = "walk_ins"
    CHECK_INS = "check_ins"
    ORGANISATIONS = "organisations"
    UNFINISHED = "unfinished"
    """Registrations and texts that somebody was in the middle of."""
    DELIVERIES = "deliveries"
    ANNOUNCEMENTS = "announcements"
    INVITATIONS = "invitations"
    CHATS = "chats"
    DRAFTS = "drafts"
    """Of the agenda, edited event files included."""
    MARKS = "marks"
    """Stand-ins for people: of votes, reports and surveys; what they counted stays counted."""
    WAYS_BACK = "ways_back"
    RESPONSES = "responses"
    """Answers to surveys that were not sent, or of too few people to be let out."""
    QUESTIONS = "questions"
    """Declined because they hold personal data."""


class KeyEnd(StrEnum):
    """What became of the database's key when everything else was deleted."""

    GONE = "gone"
    KEPT = "kept"
    """It could not be deleted, or that it was could not be noted."""
    ELSEWHERE = "elsewhere"
    """It is not where it was looked for: it lies in another place, or was deleted before."""


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """When personal data was deleted (aware UTC), and how much of what; None: too few to say."""

    purged_at: datetime
    counts: Mapping[Erased, int | None]
