"""Questions as views are given them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from storage.models import (
    Answer,
    Case,
    Inbox,
    Listed,
    Question,
    QuestionStatus,
    Reason,
    Spot,
)

NOW = datetime(2025, 7, 3, 4, tzinfo=UTC)
ASKED = Question(
    id="Q" * 22,
    session_id="panel",
    speaker_id=None,
    text="What is the <b>SLA</b>?\nAnd when does it start?",
    translation=None,
    edited=False,
    status=QuestionStatus.PENDING,
    released=True,
    reason=None,
    reason_text=None,
    merged_into=None,
    spot=Spot.NONE,
    votes=0,
    reports=0,
    decided_by=None,
)
OPEN = replace(
    ASKED,
    id="R" * 22,
    speaker_id="thy-try",
    text="តើ SLA ជាអ្វី?",
    translation="What is an SLA?",
    edited=True,
    status=QuestionStatus.APPROVED,
    votes=12,
    seen=True,
)
ANSWERED = replace(
    ASKED, id="S" * 22, text="Who pays & why?", status=QuestionStatus.ANSWERED, votes=3
)
DECLINED = replace(
    ASKED,
    id="T" * 22,
    status=QuestionStatus.REJECTED,
    reason=Reason.OTHER,
    reason_text="Please ask <CCC>.",
)
MERGED = replace(DECLINED, reason=Reason.REPEATED, reason_text=None, merged_into=OPEN.id)
ON_STAGE = replace(OPEN, id="U" * 22, spot=Spot.NOW)
PLANNED = replace(OPEN, id="V" * 22, spot=Spot.PLANNED, speaker_id=None, votes=1)
ANSWER = Answer(ANSWERED.id, "thong-sopymakara", "The ministry, <for now>.", "ក្រសួង សម្រាប់ពេលនេះ។")


def listed(question: Question, *answers: Answer, mine: bool = False) -> Listed:
    """Give a question with its answers."""
    return Listed(question, answers, mine)


def case(question: Question, *answers: Answer, **more: Any) -> Case:
    """Give a question as a moderator has it."""
    given: dict[str, Any] = {
        "similar": (),
        "hints": (),
        "decided_by": None,
        **more,
    }
    return Case(question, answers, **given)


def inbox(**more: Any) -> Inbox:
    """Give what moderators have to do."""
    given: dict[str, Any] = {"waiting": (), "reported": (), "stray": ()}
    given |= {"open": 0, "answered": 0, "declined": 0, **more}
    return Inbox(**given)


def full(question: Question, sign: str = "ក") -> Question:
    """Return a question whose texts are as long as they may be."""
    text = (f"{sign}<&" * 500)[:500]
    return replace(question, text=text, translation=text, reason_text=text[:200])
