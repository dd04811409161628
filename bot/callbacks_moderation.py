"""The moderators' buttons: what waits, and what becomes of each question."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import Callback
from storage.models import Moderation, QuestionStatus, Reason, Spot


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


class Sheet(StrEnum):
    """A form of the export."""

    XLSX = "xlsx"
    CSV = "csv"


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


@dataclass(frozen=True, slots=True)
class PutOnStage(Callback):
    """Put an open question on the stage, or take it off; `run` 1 from the running list."""

    CODE = "mod.stage"
    question_id: str
    spot: Spot
    run: int


@dataclass(frozen=True, slots=True)
class PutOff(Callback):
    """Give a question that is on the stage the spot that it had, and go on to the next."""

    CODE = "mod.off"
    question_id: str


@dataclass(frozen=True, slots=True)
class MarkAnswered(Callback):
    """Note that a question was answered on the stage; `run` 1 from the running list."""

    CODE = "mod.done"
    question_id: str
    run: int


@dataclass(frozen=True, slots=True)
class Reopen(Callback):
    """Take back that a question was answered on the stage."""

    CODE = "mod.open"
    question_id: str


@dataclass(frozen=True, slots=True)
class RunQuestions(Callback):
    """Show the questions of a session, `short` of its id, as the stage takes them.

    `after`: the number in the list from which on to show; it counts from 0.
    """

    CODE = "mod.run"
    session: str
    after: int


@dataclass(frozen=True, slots=True)
class RunFrom(Callback):
    """Show a question among those of its session as the stage takes them."""

    CODE = "mod.at"
    question_id: str


@dataclass(frozen=True, slots=True)
class OpenRules(Callback):
    """Show which sessions take questions, and when these are moderated."""

    CODE = "mod.rules"


@dataclass(frozen=True, slots=True)
class OpenRule(Callback):
    """Show the rule of a session, `short` of its id."""

    CODE = "mod.rule"
    session: str


@dataclass(frozen=True, slots=True)
class SetModeration(Callback):
    """Moderate before or after publication; for the whole event where `session` is empty.

    Afterwards for the whole event is asked about first.
    """

    CODE = "mod.when"
    session: str
    moderation: Moderation


@dataclass(frozen=True, slots=True)
class PublishAtOnce(Callback):
    """Moderate the whole event after publication; `of`: the mark of the rules that were shown."""

    CODE = "mod.all"
    of: str


@dataclass(frozen=True, slots=True)
class SetOpen(Callback):
    """Let a session, `short` of its id, take questions (1) or not (0)."""

    CODE = "mod.takes"
    session: str
    yes: int


@dataclass(frozen=True, slots=True)
class OpenSummaries(Callback):
    """Show how the questions of each session went; pages count from 0."""

    CODE = "mod.sum"
    page: int


@dataclass(frozen=True, slots=True)
class ExportQuestions(Callback):
    """Send all questions as a file."""

    CODE = "mod.exp"
    sheet: Sheet
