"""Summaries of sessions' questions: no number that is too small, no trace of who asked."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.services import qa_summaries, questions
from bot.services import running as stage_run
from bot.services.errors import NotAllowed
from storage import answers
from storage.models import (
    Agenda,
    Answer,
    Listed,
    QaSummary,
    Question,
    QuestionStatus,
    Reason,
    Role,
    Session,
)
from tests.conftest import SEAL
from tests.services.asking import Questions
from tests.services.conftest import Has

PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
ANSWERED, REJECTED = QuestionStatus.ANSWERED, QuestionStatus.REJECTED


def panel(agenda: Agenda) -> Session:
    session = agenda.session("panel")
    assert session is not None
    return session


def rows(
    counts: Sequence[tuple[int, QuestionStatus, Reason | None]],
) -> list[Question]:
    """Return so many questions of each status and reason, those with most votes first."""
    found: list[Question] = []
    for n, status, reason in counts:
        for _ in range(n):
            question_id = f"{len(found):022}"
            question = questions.new(question_id, "panel", None, f"Question {question_id}")
            found.append(replace(question, status=status, reason=reason, released=True))
    return found


def test_the_numbers_of_a_session(agenda: Agenda) -> None:
    asked = rows(
        [
            (6, PENDING, None),
            (11, APPROVED, None),
            (20, ANSWERED, None),
            (5, REJECTED, Reason.OFF_TOPIC),
            (7, REJECTED, Reason.REPEATED),
        ]
    )

    assert qa_summaries.summary(panel(agenda), asked) == QaSummary(
        session=panel(agenda),
        asked=49,
        waiting=6,
        open=11,
        answered=20,
        declined={
            Reason.OFF_TOPIC: 5,
            Reason.REPEATED: 7,
            Reason.DISRESPECTFUL: 0,
            Reason.PERSONAL: 0,
            Reason.OTHER: 0,
        },
        top=tuple(asked[6:9]),
    )


def test_one_that_was_declined_is_hidden_behind_another_number(agenda: Agenda) -> None:
    asked = rows([(9, APPROVED, None), (20, ANSWERED, None), (1, REJECTED, Reason.PERSONAL)])

    its = qa_summaries.summary(panel(agenda), asked)

    assert (its.asked, its.waiting, its.open, its.answered) == (30, 0, None, 20)
    assert its.declined == {reason: None if reason is Reason.PERSONAL else 0 for reason in Reason}


def test_of_fewer_than_five_nothing_is_counted(agenda: Agenda) -> None:
    its = qa_summaries.summary(panel(agenda), rows([(3, APPROVED, None), (1, ANSWERED, None)]))

    assert (its.asked, its.waiting, its.open, its.answered) == (None, 0, None, None)


async def test_every_session_that_was_asked_anything_has_one(q: Questions) -> None:
    await q.waiting(session_id="recommendations")
    few, many = await q.published(), await q.published()
    for voter in range(2):
        await questions.vote(q.db, SEAL, voter, many, on=True)
    await q.release()
    await q.asked(session_id="plenary")  # not let out yet

    summaries = await qa_summaries.of_all(q.db, q.moderator, agenda=q.agenda)

    assert [(its.session.id, [each.id for each in its.top]) for its in summaries] == [
        ("panel", [many, few]),
        ("recommendations", []),
    ]


async def test_what_is_exported_says_nothing_of_its_order(q: Questions, has: Has) -> None:
    sokha = await has(100, Role.ORGANISER)
    later = [await q.waiting(session_id="recommendations") for _ in range(2)]
    first = [await q.published() for _ in range(5)]
    await q.asked()
    async with q.db.transaction(anonymous=True) as tx:
        await answers.save(tx, min(first), "thy-try", "In a safe place.")
    await stage_run.answered_on_stage(q.db, q.moderator, min(first))
    listed = [Listed(await q.at(each), ()) for each in (*sorted(first), *sorted(later))]
    answer = Answer(min(first), "thy-try", "In a safe place.", None)
    listed[0] = replace(listed[0], answers=(answer,))

    assert await qa_summaries.to_export(q.db, sokha, agenda=q.agenda) == listed
    assert await qa_summaries.to_export(q.db, None, agenda=q.agenda) == listed


async def test_who_may_see_them(q: Questions, has: Has) -> None:
    dara = await has(300, Role.SPEAKER, "thy-try")

    with pytest.raises(NotAllowed):
        await qa_summaries.of_all(q.db, dara, agenda=q.agenda)
    for one in (dara, q.moderator):
        with pytest.raises(NotAllowed):
            await qa_summaries.to_export(q.db, one, agenda=q.agenda)
