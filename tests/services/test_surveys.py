"""The survey opens with the stage, reminds twice, closes by itself; whoever came is thanked."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import surveys
from storage import responses, shown_answers
from storage import surveys as rows
from storage.database import Database
from storage.models import Agenda, Participant, SessionStatus, Stage
from tests.conftest import SEAL
from tests.services.asking import deliveries_of, with_
from tests.services.responding import OPENS, Answers

Join = Callable[..., Awaitable[Participant]]
MINUTE = timedelta(minutes=1)


def local(hour: int, minute: int = 0, *, day: int = 3) -> datetime:
    """A local time of the event's July."""
    return datetime.fromisoformat(f"2025-07-{day:02}T{hour:02}:{minute:02}:00+07:00")


@pytest.fixture
def its(db: Database, agenda: Agenda) -> Answers:
    return Answers(db, agenda)


async def is_open(db: Database) -> bool:
    state = await rows.state(db)
    return state is not None and state.is_open


async def test_it_opens_when_the_closing_session_begins(its: Answers, db: Database) -> None:
    await its.tick(now=OPENS - MINUTE)
    assert not await is_open(db)
    await its.tick(now=OPENS)
    assert await is_open(db)


async def test_it_follows_the_stage_and_waits_whether_that_was_a_slip(
    its: Answers, db: Database
) -> None:
    early = local(15)
    said = Stage("closing", early, early + timedelta(minutes=30))
    its.agenda = replace(its.agenda, stage=said)
    await its.tick(now=early + MINUTE)
    assert not await is_open(db)
    await its.tick(now=early + 2 * MINUTE)
    assert await is_open(db)


async def test_while_something_else_is_on_stage_it_waits(its: Answers, db: Database) -> None:
    said = Stage("recommendations", local(15, 30), local(16, 40))
    its.agenda = replace(its.agenda, stage=said)
    await its.tick(now=local(16, 30))
    assert not await is_open(db)


async def test_without_its_session_it_opens_at_the_end(its: Answers, db: Database) -> None:
    its.agenda = with_(its.agenda, "closing", status=SessionStatus.CANCELLED)
    await its.tick(now=its.agenda.ends_at - MINUTE)
    assert not await is_open(db)
    await its.tick(now=its.agenda.ends_at)
    assert await is_open(db)


def moved(its: Answers, until: datetime) -> Agenda:
    """The closing session begins at this time."""
    return with_(its.agenda, "closing", starts_at=until, ends_at=until + 15 * MINUTE)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (local(18, 59, day=6), local(20, day=6)),
        (local(19, 1, day=6), local(19, 1, day=7)),
        (local(20, day=6), local(20, day=7)),
        (local(21, day=6), local(21, day=7)),
    ],
)
async def test_where_less_than_an_hour_would_be_left_it_stays_open_for_a_day(
    its: Answers, db: Database, opens: datetime, closes: datetime
) -> None:
    """The file says that it closes on the 6th at 20:00."""
    its.agenda = moved(its, opens)
    await its.tick(now=opens)

    state = await rows.state(db)
    assert state is not None
    assert (state.opened_at, state.survey.closes) == (opens, closes)
    await its.tick(now=closes - MINUTE)
    assert await is_open(db)
    await its.tick(now=closes)
    assert not await is_open(db)


async def test_what_was_rated_waits_for_a_survey_that_opens_after_its_close(
    its: Answers, db: Database
) -> None:
    """Else what is rated until the new close would never come out."""
    its.agenda = moved(its, local(21, day=6))
    at = local(20, 30, day=6)
    async with db.transaction() as tx:
        await responses.wait(tx, "feedback:panel", "A" * 22, b"sealed")
    await surveys.let_out(db, SEAL, its.agenda, rng=its.rng, now=at)
    assert await shown_answers.completed(db) == set()

    at = its.survey.closes + timedelta(days=2)
    await surveys.let_out(db, SEAL, its.agenda, rng=its.rng, now=at)
    assert await shown_answers.completed(db) == {"feedback:panel"}


async def test_after_days_of_downtime_it_does_not_open(its: Answers, db: Database) -> None:
    for moment in (its.survey.closes, its.survey.closes + timedelta(days=1)):
        assert surveys.is_missed(its.agenda, its.survey, moment)
        await its.tick(now=moment)
        assert not await is_open(db)
    assert not surveys.is_missed(its.agenda, its.survey, its.survey.closes - MINUTE)


async def test_a_nudge_of_before_it_opened_does_not_come(
    its: Answers, db: Database, join: Join
) -> None:
    await its.came(await join(1))
    its.agenda = moved(its, local(20))
    await its.tick(now=local(20))
    await its.tick(now=local(20, 1))
    await its.tick(now=local(8, 30, day=4))

    assert [row[:2] for row in await deliveries_of(db) if row[0] == "nudge"] == [("nudge", "1")]


async def test_those_who_came_are_asked_once(its: Answers, db: Database, join: Join) -> None:
    dara, _absent = await join(1), await join(2)
    await its.came(dara)
    await its.open()
    await its.tick(now=OPENS + MINUTE)

    assert await deliveries_of(db) == [("survey", "", dara.id)]


async def test_where_nobody_was_checked_in_whoever_is_registered_is_asked(
    its: Answers, db: Database, register: Join, agenda: Agenda, join: Join
) -> None:
    dara = await register(1, agenda)
    await join(2)
    await its.open()

    asked = [row for row in await deliveries_of(db) if row[0] == "survey"]
    assert asked == [("survey", "", dara.id)]


async def test_two_nudges_are_queued_for_all_and_then_silence(
    its: Answers, db: Database, join: Join
) -> None:
    dara, emma = await join(1), await join(2)
    await its.came(dara, emma)
    await its.open()
    await its.tick(now=local(19) - MINUTE)
    await its.tick(now=local(19))
    await its.sent(1)
    await its.tick(now=local(19, 1))
    for moment in (local(8, 30, day=4), local(8, 31, day=4), local(19, day=4), local(8, day=5)):
        await its.tick(now=moment)

    nudged = [row for row in await deliveries_of(db) if row[0] == "nudge"]
    # Dara's too, though she has answered: a row less would say so.
    assert nudged == [("nudge", n, each.id) for n in ("0", "1") for each in (dara, emma)]


async def test_a_nudge_whose_time_has_passed_does_not_come_at_night(
    its: Answers, db: Database, join: Join
) -> None:
    await its.came(await join(1))
    await its.open()
    await its.tick(now=local(22, 1))

    assert [row for row in await deliveries_of(db) if row[0] == "nudge"] == []


async def test_it_closes_by_itself_also_late(its: Answers, db: Database) -> None:
    await its.open()
    await its.tick(now=its.survey.closes - MINUTE)
    assert await is_open(db)
    await its.tick(now=its.survey.closes + timedelta(days=1))

    state = await rows.state(db)
    assert state is not None
    assert (state.is_open, state.closed_at) == (False, its.survey.closes + timedelta(days=1))
    await its.tick(now=its.survey.closes + timedelta(days=2))
    assert await rows.state(db) == state


async def test_whoever_came_is_thanked_once_after_the_last_session(
    its: Answers, db: Database, join: Join
) -> None:
    dara = await join(1)
    await its.came(dara)
    for moment in (local(16, 29), local(16, 30), local(16, 31), local(17)):
        await its.tick(now=moment)

    thanked = [row for row in await deliveries_of(db) if row[0] == "thanks"]
    assert thanked == [("thanks", "", dara.id)]


async def test_nobody_is_thanked_while_the_day_goes_on(
    its: Answers, db: Database, join: Join
) -> None:
    await its.came(await join(1))
    its.agenda = replace(its.agenda, stage=Stage("closing", local(16, 15), local(17)))
    await its.tick(now=local(16, 45))
    assert [row for row in await deliveries_of(db) if row[0] == "thanks"] == []

    await its.tick(now=local(20))  # and not in the evening, after hours of silence
    assert [row for row in await deliveries_of(db) if row[0] == "thanks"] == []


async def test_how_it_stands_for_one_person(its: Answers, db: Database) -> None:
    assert (await surveys.look(db, SEAL, 1)).sent is False
    assert not await surveys.invites(db, SEAL, 1)
    await its.open()
    assert await surveys.invites(db, SEAL, 1)
    await its.sent(1)
    assert (await surveys.look(db, SEAL, 1)).sent
    assert not await surveys.invites(db, SEAL, 1)
    assert await surveys.invites(db, SEAL, 2)


async def test_an_event_without_a_survey_has_none(its: Answers, db: Database) -> None:
    async with db.transaction() as tx:
        await rows.define(tx, None)
    await its.tick(now=OPENS)

    assert await rows.state(db) is None
    assert (await surveys.look(db, SEAL, 1)).state is None
