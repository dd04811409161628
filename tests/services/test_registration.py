"""Registration as a service: each answer stored, each wrong one counted."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.services import registration
from storage import conversations
from storage.database import Database
from storage.models import (
    Agenda,
    Conversation,
    Draft,
    Level,
    Participant,
    Problem,
    RegistrationStatus,
    Role,
    Step,
    Turn,
)

At = Callable[..., Awaitable[Conversation]]


async def test_from_the_notice_to_the_ticket(
    db: Database, dara: Participant, agenda: Agenda, now: datetime
) -> None:
    turn = await registration.begin(db, dara, now=now)
    assert turn == Turn(Conversation(1, Step.CONSENT, Draft()))

    turn = await registration.consent(db, turn.conversation, now=now)
    walked = [turn.conversation.step]
    for text in ("សុខ ដារ៉ា", "ODC", "Sub-national", "កំពត", "Officer", "០១២ ៣៤៥ ៦៧៨"):
        turn = await registration.answer(db, turn.conversation, text, now=now)
        assert await conversations.of(db, 1) == turn.conversation
        walked.append(turn.conversation.step)
    assert walked == [
        Step.NAME,
        Step.ORGANISATION,
        Step.LEVEL,
        Step.PROVINCE,
        Step.POSITION,
        Step.PHONE,
        Step.SUMMARY,
    ]
    assert turn == Turn(
        Conversation(
            1,
            Step.SUMMARY,
            Draft(
                consented=True,
                name="សុខ ដារ៉ា",
                organisation="ODC",
                level=Level.SUB_NATIONAL,
                province="kampot",
                position="Officer",
                phone="012345678",
            ),
        )
    )

    rng = Random(1)
    later = now + timedelta(minutes=5)
    registered = await registration.confirm(db, dara, agenda=agenda, rng=rng, now=later)
    expected = Random(1).choices(registration.TICKET_LETTERS, k=6)
    assert registered == replace(
        dara,
        role=Role.ATTENDEE,
        status=RegistrationStatus.REGISTERED,
        consented_at=later,
        registered_at=later,
        name="សុខ ដារ៉ា",
        organisation="ODC",
        level=Level.SUB_NATIONAL,
        province="kampot",
        position="Officer",
        phone="012345678",
        ticket_code="".join(expected),
        step=None,
    )
    assert await conversations.of(db, 1) is None


async def test_beginning_again_goes_on_where_it_stood(
    db: Database, dara: Participant, at: At, now: datetime
) -> None:
    stood = await at(Step.POSITION, consented=True, name="Dara", level=Level.NATIONAL)
    assert await registration.begin(db, dara, now=now) == Turn(stood)


async def test_the_steps_come_back_from_the_database_as_they_were(
    db: Database, dara: Participant
) -> None:
    full = Conversation(
        dara.telegram_id,
        Step.SAME_ORGANISATION,
        Draft(
            consented=True,
            name="សុខ “ដារ៉ា” <b>",
            organisation="ODC",
            level=Level.SUB_NATIONAL,
            province="kampot",
            position="នាយក\nរង",
            phone="+85512345678",
            typed_organisation="OD\\C",
            editing=True,
            misses=2,
        ),
        heard=123456789012,
    )
    async with db.transaction() as tx:
        await conversations.save(tx, full, now=dara.joined_at)
    assert await conversations.of(db, full.chat_id) == full
    assert await conversations.steps(db) == {full.chat_id: full.step}


@pytest.mark.parametrize(
    ("step", "text", "problem"),
    [
        (Step.CONSENT, "yes", Problem.TAP),
        (Step.NAME, "1", Problem.NAME),
        (Step.NAME, "x" * 81, Problem.NAME_TOO_LONG),
        (Step.ORGANISATION, "1", Problem.ORGANISATION),
        (Step.SAME_ORGANISATION, "1", Problem.ORGANISATION),
        (Step.LEVEL, "both", Problem.LEVEL),
        (Step.PROVINCE, "Paris", Problem.PROVINCE),
        (Step.POSITION, "1", Problem.POSITION),
        (Step.PHONE, "1", Problem.PHONE),
        (Step.SUMMARY, "yes", Problem.TAP),
    ],
)
async def test_wrong_answers_are_counted_and_the_step_stays(
    *,
    db: Database,
    dara: Participant,
    at: At,
    now: datetime,
    step: Step,
    text: str,
    problem: Problem,
) -> None:
    draft = Draft(consented=True, name="Dara", typed_organisation="ODC")
    conversation = await at(step, consented=True, name="Dara", typed_organisation="ODC")
    for misses in (1, 2, 3):
        turn = await registration.answer(db, conversation, text, now=now)
        conversation = turn.conversation
        assert (turn.problem, conversation) == (
            problem,
            Conversation(dara.telegram_id, step, replace(draft, misses=misses)),
        )
        assert await conversations.of(db, 1) == conversation


async def test_a_right_answer_begins_the_count_anew(
    db: Database, dara: Participant, at: At, now: datetime
) -> None:
    del dara
    conversation = await at(Step.NAME, consented=True)
    turn = await registration.miss(db, conversation, Problem.NAME, now=now)
    turn = await registration.answer(db, turn.conversation, "Dara", now=now)
    assert turn == Turn(
        Conversation(1, Step.ORGANISATION, Draft(consented=True, name="Dara", misses=0))
    )


@pytest.mark.parametrize("step", Step)
async def test_what_is_no_text_is_refused(
    db: Database, dara: Participant, at: At, now: datetime, step: Step
) -> None:
    del dara
    turn = await registration.not_text(db, await at(step), now=now)
    taps = {Step.CONSENT, Step.SUMMARY}
    assert turn.problem is (Problem.TAP if step in taps else Problem.NOT_TEXT)
    assert turn.conversation == Conversation(1, step, Draft(misses=1))
