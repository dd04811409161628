"""Where a chat stands in a conversation: registering, or an entry that an organiser writes."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


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


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as first written; `key` is its name as names are compared."""

    id: int
    name: str
    key: str


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

    def at(self, **changes: Any) -> "Draft":
        """Return the draft with these changes and the count of misses begun anew."""
        return replace(self, **{"misses": 0, **changes})


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


class EntryStep(StrEnum):
    """What an organiser's next message is; the names outlive restarts."""

    ANNOUNCE_KM = "announce.km"
    ANNOUNCE_EN = "announce.en"
    ANNOUNCE_MEDIA = "announce.media"
    ANNOUNCE_TIME = "announce.time"
    CORRECT_KM = "announce.correct_km"
    CORRECT_EN = "announce.correct_en"
    LATE_MINUTES = "agenda.late"
    SESSION_TIME = "agenda.time"
    SESSION_TITLE_KM = "agenda.title_km"
    SESSION_TITLE_EN = "agenda.title_en"
    ROOM_KM = "agenda.room_km"
    ROOM_EN = "agenda.room_en"
    SPEAKER_KM = "agenda.speaker_km"
    SPEAKER_EN = "agenda.speaker_en"
    NEW_SESSION_KM = "agenda.new_km"
    NEW_SESSION_EN = "agenda.new_en"
    NEW_SESSION_TIME = "agenda.new_time"
    EVENT_FILE = "agenda.file"
    CORRECT_QUESTION = "question.text"
    TRANSLATE_QUESTION = "question.translation"
    TRANSLATE_ANSWER = "question.answer_translation"
    DECLINE_REASON = "question.reason"
    ANSWER = "queue.answer"
    CHECK_IN = "checkin.find"
    ROSTER = "checkin.roster"
    WALK_IN_NAME = "walkin.name"
    WALK_IN_ORGANISATION = "walkin.organisation"
    WALK_IN_POSITION = "walkin.position"
    WALK_IN_PHONE = "walkin.phone"
    WALK_IN_SAME = "walkin.same"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an organiser is writing, a message at a time.

    `subject` says about what (the id of an announcement or a session, for one), `km` and `en` are
    the texts given so far, `heard` is the update that brought the newest one (see Conversation).
    The rest is what staff enter of somebody who came unregistered, and the file they sent.
    """

    chat_id: int
    step: EntryStep
    subject: str = ""
    km: str = ""
    en: str = ""
    misses: int = 0
    heard: int | None = None
    name: str = ""
    organisation: str = ""
    position: str = ""
    phone: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a registration stands after an answer, what was wrong with it, and close matches."""

    conversation: Conversation
    problem: Problem | None = None
    close: tuple[Organisation, ...] = ()
