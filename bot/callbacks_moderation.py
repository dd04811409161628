"""The moderators' buttons: what waits, and what becomes of each question."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import Callback
from storage.models import QuestionStatus, Reason


class Box(StrEnum):
    """A list of the moderators."""

    WAITING = "waiting"
    REPORTED = "reported"
    STRAY = "stray"
    PUBLISHED = "published"
    ANSWERED = "answered"
    DECLINED = "declined"


class Wording(StrEnum):
    """What of a question a moderator writes."""

    TEXT = "text"
    TRANSLATION = "translation"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class OpenInbox(Callback):
    """Show what moderators have to do."""

    CODE = "mod"


@dataclass(frozen=True, slots=True)
class OpenBox(Callback):
    """Show a page of one of the lists; pages count from 0."""

    CODE = "mod.box"
    box: Box
    page: int


@dataclass(frozen=True, slots=True)
class OpenCase(Callback):
    """Show a question with what can be done about it."""

    CODE = "mod.see"
    question_id: str


@dataclass(frozen=True, slots=True)
class Approve(Callback):
    """Publish a question, or keep one that was published unseen."""

    CODE = "mod.ok"
    question_id: str


@dataclass(frozen=True, slots=True)
class ChooseReason(Callback):
    """Choose why a question is declined; `was` is how it stood."""

    CODE = "mod.no"
    question_id: str
    was: QuestionStatus


@dataclass(frozen=True, slots=True)
class Decline(Callback):
    """Decline a question that stands as `was`."""

    CODE = "mod.why"
    question_id: str
    reason: Reason
    was: QuestionStatus


@dataclass(frozen=True, slots=True)
class Reconsider(Callback):
    """Let a declined question wait again."""

    CODE = "mod.back"
    question_id: str


@dataclass(frozen=True, slots=True)
class KeepReported(Callback):
    """Let a reported question stand."""

    CODE = "mod.keep"
    question_id: str


@dataclass(frozen=True, slots=True)
class WriteAbout(Callback):
    """Write a wording of a question; for a reason, `was` is how it stood."""

    CODE = "mod.write"
    question_id: str
    wording: Wording
    was: QuestionStatus = QuestionStatus.PENDING


@dataclass(frozen=True, slots=True)
class WriteAnswerTranslation(Callback):
    """Translate the answer of a speaker, `short` of their id."""

    CODE = "mod.tr"
    question_id: str
    speaker: str


@dataclass(frozen=True, slots=True)
class DropTranslation(Callback):
    """Take a translation away: a question's, or that of the answer of a speaker (`short`).

    `of`: the mark of what it translated, as it was shown.
    """

    CODE = "mod.untr"
    question_id: str
    speaker: str
    of: str


@dataclass(frozen=True, slots=True)
class ChooseWhole(Callback):
    """Choose with which question this one is united."""

    CODE = "mod.dup"
    question_id: str


@dataclass(frozen=True, slots=True)
class MergeInto(Callback):
    """Unite a question with another."""

    CODE = "mod.into"
    question_id: str
    into: str


@dataclass(frozen=True, slots=True)
class ChooseSession(Callback):
    """Choose to which session a question is handed; pages count from 0."""

    CODE = "mod.to"
    question_id: str
    page: int


@dataclass(frozen=True, slots=True)
class ChooseSpeakerFor(Callback):
    """Choose to which speaker of a session, `short` of its id, a question is handed."""

    CODE = "mod.who"
    question_id: str
    session: str


@dataclass(frozen=True, slots=True)
class HandOver(Callback):
    """Hand a question to a speaker of a session, `short` of the ids; empty: whoever can answer."""

    CODE = "mod.hand"
    question_id: str
    session: str
    speaker: str
