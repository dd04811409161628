"""Questions that nobody can trace, their answers, and who may see what of them."""

from dataclasses import dataclass
from enum import StrEnum

from storage.models.agenda import Session


class QuestionStatus(StrEnum):
    """Where a question stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    ANSWERED = "answered"


class Reason(StrEnum):
    """Why a question was declined."""

    OFF_TOPIC = "off_topic"
    REPEATED = "repeated"
    DISRESPECTFUL = "disrespectful"
    PERSONAL = "personal"
    """It holds personal data."""
    OTHER = "other"
    """In the moderator's own words."""


class Spot(StrEnum):
    """A question on the stage: not there, to be answered there, or there right now."""

    NONE = "none"
    PLANNED = "planned"
    NOW = "now"


class Moderation(StrEnum):
    """Whether a moderator sees a question before or after everybody does."""

    BEFORE = "before"
    AFTER = "after"


class Hint(StrEnum):
    """What a moderator should look at in a text."""

    LINK = "link"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; nothing in it says who asked it, or when.

    `speaker_id` is whom it is for, None for whoever of the session can answer. `released`: it was
    let out to the moderators, or to everybody. `translation` is a moderator's. `votes` as counted
    last. `seen`: a moderator decided about it; `decided_by` is who, while they are here.
    """

    id: str
    session_id: str
    speaker_id: str | None
    text: str
    translation: str | None
    edited: bool
    status: QuestionStatus
    released: bool
    reason: Reason | None
    reason_text: str | None
    merged_into: str | None
    spot: Spot
    votes: int
    reports: int
    decided_by: int | None
    seen: bool = False

    @property
    def is_public(self) -> bool:
        """Say whether everybody reads it."""
        return self.status in {QuestionStatus.APPROVED, QuestionStatus.ANSWERED}


@dataclass(frozen=True, slots=True)
class Answer:
    """A speaker's answer in writing, and its translation where a moderator added one."""

    question_id: str
    speaker_id: str
    text: str
    translation: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A question with its answers, as a reader sees it; `mine`: they want to know it too."""

    question: Question
    answers: tuple[Answer, ...]
    mine: bool = False


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A page of a session's questions: those to be answered by votes, then the answered ones.

    `first`: nothing comes before it; `more`: something comes after it.
    """

    session: Session
    listed: tuple[Listed, ...]
    first: bool
    more: bool


@dataclass(frozen=True, slots=True)
class QaRule:
    """How the questions of a session are handled; where it says nothing, as for the event."""

    moderation: Moderation
    open: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A question before a moderator.

    `similar`: others of the session that say much the same, the closest first. `decided_by`: the
    name of who decided, None where nobody did or they have none.
    """

    question: Question
    answers: tuple[Answer, ...]
    similar: tuple[Question, ...]
    hints: tuple[Hint, ...]
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """What moderators have to do: what waits for them, and what readers reported.

    `stray`: approved ones that no speaker takes. All in the order of the agenda, and within a
    session in none that tells who asked first.
    """

    waiting: tuple[Question, ...]
    reported: tuple[Question, ...]
    stray: tuple[Question, ...]
    open: int
    """How many are published and not answered."""
    answered: int
    declined: int


@dataclass(frozen=True, slots=True)
class QaSummary:
    """How the questions of a session went; a number is None where it is withheld (see rule 9).

    `declined` is by reason. The cells waiting, open, answered and declined add up to `asked`.
    `top`: the published ones with most votes.
    """

    session: Session
    asked: int | None
    waiting: int | None
    open: int | None
    answered: int | None
    declined: dict[Reason, int | None]
    top: tuple[Question, ...]
