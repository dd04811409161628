"""A session is asked about once it is over by the stage, of whoever came, and rated by nobody."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

import pytest

from bot.services import feedback, participants, responses, surveys
from bot.services.errors import DoesNotFit, NoSuchSession, NotAllowed, PreviewPassed
from storage import deliveries, shown_answers
from storage import responses as rows
from storage.database import Database
from storage.models import (
    Agenda,
    DeliveryKind,
    Participant,
    Priority,
    ResponseCounts,
    SessionStatus,
    Stage,
)
from tests.conftest import SEAL
from tests.services.asking import deliveries_of, with_
from tests.services.responding import Answers
from tests.services.test_surveys import MINUTE, local

Join = Callable[..., Awaitable[Participant]]
RNG = Random(1)


@pytest.fixture
async def dara(db: Database, agenda: Agenda, join: Join) -> Participant:
    """Somebody who came."""
    person = await join(1)
    await Answers(db, agenda).came(person, now=local(16))
    return person


async def asked(db: Database) -> list[str]:
    return [subject for kind, subject, _who in await deliveries_of(db) if kind == "feedback"]


async def rate(
    db: Database,
    agenda: Agenda,
    person: Participant,
    value: str = "4",
    *,
    hour: int = 13,
    asked: bool = True,
) -> bool:
    """Rate the panel; `asked`: having been asked about it."""
    if asked:
        async with db.transaction() as tx:
            await deliveries.enqueue_for(
                tx,
                [person.id],
                once="feedback:panel",
                kind=DeliveryKind.FEEDBACK,
                subject="panel",
                priority=Priority.NORMAL,
                due_at=local(12),
                expires_at=local(13),
                now=local(12),
            )
    return await feedback.rate(
        db, SEAL, person, "panel", value, agenda=agenda, rng=RNG, now=local(hour)
    )


async def test_sessions_worth_it_are_asked_about_when_they_are_over(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    moment = local(8)
    while moment < local(17):
        await feedback.enqueue_due(db, agenda, now=moment)
        moment += timedelta(minutes=5)

    assert await asked(db) == ["presentation", "panel", "group-work", "plenary", "recommendations"]
    del dara


async def test_the_stage_says_when_a_session_is_over(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    overruns = replace(agenda, stage=Stage("panel", local(10, 45), local(12, 40)))
    await feedback.enqueue_due(db, overruns, now=local(12, 15))
    assert "panel" not in await asked(db)

    early = replace(agenda, stage=Stage("lunch-break", local(11, 50), local(13, 30)))
    await feedback.enqueue_due(db, early, now=local(11, 51))
    assert "panel" not in await asked(db)  # perhaps a slip
    await feedback.enqueue_due(db, early, now=local(11, 52))
    assert "panel" in await asked(db)
    del dara


async def test_what_was_passed_over_cancelled_or_long_ago_is_not_asked_about(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    skipped = replace(agenda, stage=Stage("closing", local(10), local(16, 30)))
    await feedback.enqueue_due(db, skipped, now=local(10, 5))
    assert await asked(db) == ["presentation"]
    cancelled = with_(agenda, "panel", status=SessionStatus.CANCELLED)
    await feedback.enqueue_due(db, cancelled, now=local(12, 5))
    await feedback.enqueue_due(db, agenda, now=local(15, 5))
    assert await asked(db) == ["presentation", "group-work"]
    del dara


async def test_organisers_switch_it_off_and_on(
    db: Database, agenda: Agenda, dara: Participant, sokha: Participant
) -> None:
    with pytest.raises(NotAllowed):
        await feedback.switch(db, dara, on=False)
    await feedback.switch(db, sokha, on=False)
    await feedback.enqueue_due(db, agenda, now=local(12, 5))
    assert (await asked(db), await feedback.is_asked(db, agenda)) == ([], False)

    await feedback.switch(db, sokha, on=True)
    await feedback.enqueue_due(db, agenda, now=local(12, 6))
    assert "panel" in await asked(db)


async def test_the_event_file_may_do_without(db: Database, agenda: Agenda) -> None:
    assert agenda.survey is not None
    without = replace(agenda, survey=replace(agenda.survey, feedback=False))
    assert not await feedback.is_asked(db, without)
    assert await feedback.is_asked(db, replace(agenda, survey=None))


async def test_one_rating_a_person_sealed_and_let_out_from_five_on(
    db: Database, agenda: Agenda, dara: Participant, join: Join
) -> None:
    assert await rate(db, agenda, dara)
    assert not await rate(db, agenda, dara, "1")
    for number in range(2, 6):
        person = await join(number)
        await Answers(db, agenda).came(person, now=local(16))
        assert await rows.waiting_counts(db) == {"feedback:panel": number - 1}
        assert await rate(db, agenda, person, "5")
    await surveys.let_out(db, SEAL, agenda, rng=RNG, now=local(13))

    counted = await shown_answers.counts(db, "feedback:panel", shown=False)
    assert counted == {"rating": ResponseCounts({"4": 1, "5": 4}, answered=5, texts=0)}


async def test_what_is_written_stands_apart_from_the_rating_and_once(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    async def write(text: str) -> bool:
        return await feedback.say_more(
            db, SEAL, dara, "panel", text, agenda=agenda, rng=RNG, now=local(13)
        )

    await rate(db, agenda, dara)
    with pytest.raises(DoesNotFit):
        await write(" ")
    assert await write("More time for questions.")
    assert not await write("And more.")
    assert await feedback.has_written(db, SEAL, "panel", 1)
    assert await rows.waiting_counts(db) == {"feedback:panel": 1, "comment:panel": 1}
    (rated,) = (await rows.waiting(db, "feedback:panel")).values()
    (written,) = (await rows.waiting(db, "comment:panel")).values()
    assert len(rated) == len(written)
    hashes = {
        each
        for survey in ("feedback:panel", "comment:panel")
        for each in await rows.everyone(db, survey)
    }
    assert len(hashes) == 2


async def test_only_who_came_rates_only_what_is_over_and_not_for_ever(
    db: Database, agenda: Agenda, dara: Participant, join: Join
) -> None:
    absent = await join(2)
    with pytest.raises(PreviewPassed):
        await rate(db, agenda, absent, asked=False)
    with pytest.raises(PreviewPassed):
        await rate(db, agenda, dara, hour=11)
    for value in ("0", "6", "*", ""):
        with pytest.raises(PreviewPassed):
            await rate(db, agenda, dara, value)
    with pytest.raises(NoSuchSession):
        await feedback.rate(db, SEAL, dara, "x", "4", agenda=agenda, rng=RNG, now=local(13))
    for passed in ("lunch-break", "closing"):
        with pytest.raises(PreviewPassed):
            await feedback.rate(db, SEAL, dara, passed, "4", agenda=agenda, rng=RNG, now=local(20))
    assert agenda.survey is not None
    panel = agenda.session("panel")
    midnight = local(0) + timedelta(days=1)
    assert feedback.closes(agenda, panel) == midnight
    with pytest.raises(PreviewPassed):
        feedback.may_rate(agenda, "panel", now=midnight)
    assert feedback.may_rate(agenda, "panel", now=midnight - MINUTE) == panel
    assert feedback.closes(agenda, None) == agenda.survey.closes
    none = replace(agenda, survey=None)
    assert feedback.closes(none, panel) == midnight
    assert feedback.closes(none, None) == agenda.ends_at + timedelta(days=3)
    assert await rows.waiting_counts(db) == {}


async def test_the_rest_comes_out_when_no_more_can_come(
    db: Database, agenda: Agenda, join: Join
) -> None:
    for number in range(1, 13):
        person = await join(number)
        await Answers(db, agenda).came(person, now=local(16))
        await rate(db, agenda, person)
        await surveys.let_out(db, SEAL, agenda, rng=RNG, now=local(13))
    assert await rows.let_out(db, "feedback:panel") == 5
    over: datetime = feedback.closes(agenda, agenda.session("panel"))
    assert await surveys.let_out(db, SEAL, agenda, rng=RNG, now=over - MINUTE) == 0
    assert await surveys.let_out(db, SEAL, agenda, rng=RNG, now=over) == 7
    assert await responses.kept_of(db, SEAL, 1) == (1, 0)


async def test_whoever_was_checked_in_after_it_rates_it_not(
    db: Database, agenda: Agenda, join: Join
) -> None:
    late = await join(9)
    await Answers(db, agenda).came(late, now=local(20, 1))  # at 12:01
    await feedback.enqueue_due(db, agenda, now=local(12, 2))
    with pytest.raises(PreviewPassed):
        await rate(db, agenda, late, asked=False)


async def test_where_nobody_is_asked_nobody_rates(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    """Else one account could do so before the others are asked, again and again."""
    with pytest.raises(PreviewPassed):
        await rate(db, agenda, dara, asked=False)


async def test_what_would_never_be_counted_is_refused(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    async with db.transaction() as tx:
        await shown_answers.complete(tx, "feedback:panel")
    with pytest.raises(PreviewPassed):
        await rate(db, agenda, dara)
    assert await rows.waiting_counts(db) == {}


async def test_whoever_comes_back_after_a_session_that_was_over_early_rates_it_once(
    db: Database, agenda: Agenda, dara: Participant, join: Join
) -> None:
    """Else four such ratings and one of somebody else were let out together."""
    early = replace(agenda, stage=Stage("lunch-break", local(11, 30), local(13, 30)))
    await Answers(db, agenda).came(await join(2), now=local(16))
    await feedback.enqueue_due(db, early, now=local(11, 32))
    once = partial(
        feedback.rate,
        db,
        SEAL,
        session_id="panel",
        value="4",
        agenda=early,
        rng=RNG,
        now=local(11, 45),
    )
    assert await once(dara)
    await participants.forget(db, SEAL, dara, agenda=early, now=local(11, 35))
    again = await join(1)
    await Answers(db, agenda).came(again, now=local(19, 40))  # at 11:40

    with pytest.raises(PreviewPassed):
        await once(again)
    assert await rows.waiting_counts(db) == {"feedback:panel": 1}
