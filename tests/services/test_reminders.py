"""Reminders: who is told of what, when, and never twice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services import agenda as agendas
from bot.services import participants, registration, reminder_times, reminders
from bot.services.errors import StepPassed
from bot.services.reminder_times import LEADS
from storage import agenda as agenda_rows
from storage import deliveries, event_file
from storage.database import Database, Transaction
from storage.models import (
    Agenda,
    Day,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Locale,
    Participant,
    Plan,
    Priority,
    ReminderRule,
    ReminderScope,
    Role,
    Session,
    SessionStatus,
)
from tests.conftest import SEAL

Join = Callable[..., Awaitable[Participant]]
Register = Callable[..., Awaitable[Participant]]

EVENING = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PANEL = "panel@2025-07-03T03:45:00Z"
LUNCH = "lunch-break@2025-07-03T05:00:00Z"


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A local time of the workshop's day."""
    return datetime(2025, 7, 3, hour, minute, second, tzinfo=UTC) - timedelta(hours=7)


@pytest.fixture
async def dara(db: Database, agenda: Agenda, register: Register) -> Participant:
    """Somebody who registered the evening before."""
    del db
    return await register(1, agenda, now=EVENING)


async def queued(db: Database, *kinds: DeliveryKind) -> list[tuple[int, str]]:
    """Whom is told what, in the order it was queued."""
    wanted = kinds or (DeliveryKind.REMINDER,)
    rows = await db.all("SELECT participant_id, kind, subject FROM delivery ORDER BY id")
    return [(row[0], row[2]) for row in rows if row[1] in wanted]


async def told(db: Database, agenda: Agenda, now: datetime) -> list[tuple[int, str]]:
    """Run a tick and return all reminders that were queued so far."""
    await reminders.enqueue_due(db, agenda, now=now)
    return await queued(db)


async def choose(
    db: Database, person: Participant, agenda: Agenda, *, now: datetime = EVENING, **chosen: Any
) -> ReminderRule:
    return await reminders.choose(db, person, agenda=agenda, now=now, **chosen)


async def published(db: Database, plan: Plan, session_id: str, **changes: Any) -> Agenda:
    """Change a session of the agenda that holds, and return the agenda."""
    now = await agenda_rows.load(db)
    sessions = tuple(
        replace(each, **changes) if each.id == session_id else each for each in now.sessions
    )
    async with db.transaction() as tx:
        await event_file.replace(tx, replace(plan, sessions=sessions))
    return await agenda_rows.load(db)


async def test_by_default_ten_minutes_before_a_session(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    assert await told(db, agenda, at(10, 34, 59)) == []
    assert await told(db, agenda, at(10, 35)) == [(dara.id, PANEL)]
    assert await told(db, agenda, at(10, 36)) == [(dara.id, PANEL)]
    assert await deliveries.of(db, dara.id) == [
        Delivery(
            id=1,
            participant_id=dara.id,
            linked_chat_id=None,
            chat_id=1,
            kind=DeliveryKind.REMINDER,
            subject=PANEL,
            priority=Priority.NORMAL,
            status=DeliveryStatus.PENDING,
            due_at=at(10, 35),
            expires_at=at(12),
            attempts=0,
            changed_at=at(10, 35),
        )
    ]


async def test_each_session_of_the_day_that_is_worth_walking_to(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    for minutes in range(6 * 60, 18 * 60):
        await reminders.enqueue_due(db, agenda, now=at(0) + minutes * MINUTE)

    ids = [subject.partition("@")[0] for _, subject in await queued(db)]
    assert ids == [
        *("welcome", "opening", "presentation", "panel"),
        *("group-work", "plenary", "recommendations", "closing"),
    ]
    assert await queued(db, DeliveryKind.MORNING) == [(dara.id, "2025-07-03")]


@pytest.mark.parametrize("minutes", LEADS)
async def test_as_many_minutes_before_as_chosen(
    db: Database, agenda: Agenda, dara: Participant, minutes: int
) -> None:
    await choose(db, dara, agenda, minutes=minutes)
    due = at(10, 45) - minutes * MINUTE
    before = await told(db, agenda, due - timedelta(seconds=1))
    after = await told(db, agenda, due)
    assert [each for each in after if each not in before] == [(dara.id, PANEL)]


async def test_only_whoever_has_a_place_and_the_team_are_reminded(
    db: Database, agenda: Agenda, join: Join, register: Register
) -> None:
    placed = await register(1, agenda, now=EVENING)
    await join(2, now=EVENING)
    gone = await register(3, agenda, now=EVENING)
    await registration.withdraw(db, gone, agenda=agenda, now=EVENING)
    moderator, speaker = await join(4, now=EVENING), await join(5, now=EVENING)
    async with db.transaction() as tx:
        change = "UPDATE participant SET role = ?2 WHERE id = ?1"
        await tx.all(change, (moderator.id, Role.MODERATOR))
        await tx.all("UPDATE participant SET speaker_id = ?2 WHERE id = ?1", (speaker.id, "x"))

    await reminders.enqueue_due(db, agenda, now=at(7))
    reminded = await told(db, agenda, at(10, 35))

    concerned = [placed.id, moderator.id, speaker.id]
    assert reminded == [(number, PANEL) for number in concerned]
    assert await queued(db, DeliveryKind.MORNING) == [(n, "2025-07-03") for n in concerned]


async def test_only_the_starred_ones(db: Database, agenda: Agenda, dara: Participant) -> None:
    await choose(db, dara, agenda, scope=ReminderScope.STARRED)
    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=EVENING)

    assert await told(db, agenda, at(9, 20)) == []
    assert await told(db, agenda, at(10, 40)) == [(dara.id, PANEL)]


async def test_none(db: Database, agenda: Agenda, dara: Participant) -> None:
    await choose(db, dara, agenda, scope=ReminderScope.NONE, breaks=True)
    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=EVENING)

    assert await told(db, agenda, at(10, 40)) == []
    assert await told(db, agenda, at(12)) == []


async def test_breaks_where_they_are_wanted_or_starred(
    db: Database, agenda: Agenda, register: Register
) -> None:
    wants, stars, neither = [await register(n, agenda, now=EVENING) for n in (1, 2, 3)]
    await choose(db, wants, agenda, scope=ReminderScope.STARRED, breaks=True)
    await agendas.star(db, stars.id, agenda=agenda, session_id="lunch-break", now=EVENING)
    await choose(db, neither, agenda, breaks=False)

    reminded = await told(db, agenda, at(11, 50))

    lunch = sorted(each for each in reminded if each[1] == LUNCH)
    assert lunch == [(wants.id, LUNCH), (stars.id, LUNCH)]


async def test_an_optional_session_is_for_whoever_starred_it_or_speaks_in_it(
    db: Database, built_in: Plan, agenda: Agenda, register: Register
) -> None:
    stars, speaks, _other = [await register(n, agenda, now=EVENING) for n in (1, 2, 3)]
    await agendas.star(db, stars.id, agenda=agenda, session_id="panel", now=EVENING)
    changed = await published(db, built_in, "panel", optional=True)
    panel = changed.session("panel")
    assert panel is not None
    async with db.transaction() as tx:
        change = "UPDATE participant SET speaker_id = ?2 WHERE id = ?1"
        await tx.all(change, (speaks.id, panel.speakers[0].speaker.id))

    assert await told(db, changed, at(10, 35)) == [(stars.id, PANEL), (speaks.id, PANEL)]


async def test_a_cancelled_session_reminds_nobody(
    db: Database, built_in: Plan, agenda: Agenda, dara: Participant
) -> None:
    del agenda, dara
    changed = await published(db, built_in, "panel", status=SessionStatus.CANCELLED)
    assert await told(db, changed, at(10, 40)) == []
    assert reminder_times.reminded_of(changed, PANEL) is None


async def test_after_downtime_what_is_still_of_use_is_queued_and_the_rest_is_not(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    """At 10:50 the panel has begun; the presentation is over."""
    assert await told(db, agenda, at(10, 50)) == [(dara.id, PANEL)]
    assert await told(db, agenda, at(12)) == [(dara.id, PANEL)]


async def test_at_600_times_the_speed_a_session_found_late_is_still_told(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    """A tick is then ten minutes of the event."""
    for minutes in range(7 * 60 + 3, 17 * 60, 10):
        await reminders.enqueue_due(db, agenda, now=at(0) + minutes * MINUTE)

    ids = [subject.partition("@")[0] for _, subject in await queued(db)]
    assert sorted(ids) == sorted(
        each.id for each in agenda.sessions if not each.is_break and each.id != "registration"
    )
    assert len(await deliveries.of(db, dara.id)) == len(ids) + 1


async def test_a_moved_session_is_reminded_again_and_a_moved_back_one_is_not(
    db: Database, built_in: Plan, agenda: Agenda, dara: Participant
) -> None:
    later = "panel@2025-07-03T04:00:00Z"
    assert await told(db, agenda, at(10, 35)) == [(dara.id, PANEL)]

    moved = await published(db, built_in, "panel", starts_at=at(11))
    assert await told(db, moved, at(10, 49)) == [(dara.id, PANEL)]
    assert await told(db, moved, at(10, 50)) == [(dara.id, PANEL), (dara.id, later)]
    assert reminder_times.reminded_of(moved, PANEL) is None
    assert reminder_times.reminded_of(moved, later) == moved.session("panel")

    assert await told(db, agenda, at(10, 51)) == [(dara.id, PANEL), (dara.id, later)]


async def test_ticks_side_by_side_queue_once(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    await asyncio.gather(
        *(reminders.enqueue_due(db, agenda, now=at(10, 35)) for _ in range(5)),
    )
    assert await queued(db) == [(dara.id, PANEL)]


@pytest.mark.parametrize("cut_short", [0, 1, 2])
async def test_more_than_are_queued_at_once_and_a_tick_cut_short(
    db: Database,
    agenda: Agenda,
    register: Register,
    monkeypatch: pytest.MonkeyPatch,
    cut_short: int,
) -> None:
    people = [await register(n, agenda, now=EVENING) for n in range(1, 6)]
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    await reminders.enqueue_due(db, agenda, now=at(7))
    enqueue_for, queueing = deliveries.enqueue_for, iter(range(cut_short))

    async def killed(tx: Transaction, people: list[int], **fields: Any) -> None:
        if people and next(queueing, None) is None:
            raise KeyboardInterrupt
        await enqueue_for(tx, people, **fields)

    with monkeypatch.context() as patched:
        patched.setattr(deliveries, "enqueue_for", killed)
        with pytest.raises(KeyboardInterrupt):
            await reminders.enqueue_due(db, agenda, now=at(10, 35))
    assert len(await queued(db)) == 2 * cut_short

    assert await told(db, agenda, at(10, 35)) == [(each.id, PANEL) for each in people]
    assert len(await queued(db, DeliveryKind.MORNING)) == 5


async def test_whoever_registers_shortly_before_is_reminded_too(
    db: Database, agenda: Agenda, register: Register
) -> None:
    await reminders.enqueue_due(db, agenda, now=at(10, 35))
    in_time = await register(1, agenda, now=at(10, 44, 30))
    await register(2, agenda, now=at(10, 45))
    assert await queued(db) == [(in_time.id, PANEL)]


async def test_whoever_gets_a_place_shortly_before_is_reminded_too(
    db: Database, built_in: Plan, register: Register
) -> None:
    event = replace(built_in.event, capacity=1, file_hash="one place")
    await agendas.load_event(db, replace(built_in, event=event), now=EVENING)
    agenda = await agenda_rows.load(db)
    first, second = [await register(n, agenda, now=EVENING) for n in (1, 2)]
    assert await told(db, agenda, at(10, 35)) == [(first.id, PANEL)]

    await registration.withdraw(db, first, agenda=agenda, now=at(10, 36))

    assert await queued(db) == [(first.id, PANEL), (second.id, PANEL)]


async def test_whoever_stars_shortly_before_is_reminded_and_may_think_again(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    await choose(db, dara, agenda, scope=ReminderScope.STARRED)
    await told(db, agenda, at(10, 35))

    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=at(10, 36))
    assert await queued(db) == [(dara.id, PANEL)]
    await agendas.unstar(db, dara.id, agenda=agenda, session_id="panel", now=at(10, 37))
    assert await queued(db) == []
    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=at(10, 46))
    assert await queued(db) == []


async def test_what_was_sent_is_not_sent_again_by_another_choice(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    await told(db, agenda, at(10, 35))
    async with db.transaction() as tx:
        await tx.all("UPDATE delivery SET status = ?1", (DeliveryStatus.SENT,))

    await choose(db, dara, agenda, scope=ReminderScope.NONE, now=at(10, 36))
    await choose(db, dara, agenda, scope=ReminderScope.ALL, minutes=30, now=at(10, 37))
    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=at(10, 38))

    assert await told(db, agenda, at(10, 40)) == [(dara.id, PANEL)]


async def test_a_longer_lead_chosen_late_is_caught_up_with(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    twenty_before = at(13, 10)
    group_work = (dara.id, "group-work@2025-07-03T06:30:00Z")
    assert await told(db, agenda, twenty_before) == []
    await choose(db, dara, agenda, minutes=15, now=twenty_before)
    assert await queued(db) == []
    await choose(db, dara, agenda, minutes=30, now=twenty_before)
    assert await queued(db) == [group_work]
    await choose(db, dara, agenda, minutes=5, now=twenty_before)
    assert await queued(db) == []
    assert await told(db, agenda, at(13, 25)) == [group_work]


async def test_a_choice_that_is_none_changes_nothing(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    with pytest.raises(StepPassed):
        await choose(db, dara, agenda, minutes=7)
    assert await reminders.rule_of(db, dara) == ReminderRule()


async def test_a_choice_is_kept_and_shown_with_all_that_is_stored(
    db: Database, agenda: Agenda, dara: Participant
) -> None:
    scope = ReminderScope.STARRED
    chosen: dict[str, Any] = {"scope": scope, "minutes": 5, "breaks": True, "morning": False}
    rule = ReminderRule(scope, minutes=5, breaks=True, morning=False)

    assert await choose(db, dara, agenda, **chosen) == rule
    assert await choose(db, dara, agenda, **chosen) == rule

    await participants.speak(db, 1, Locale.KM, now=EVENING)
    assert await reminders.rule_of(db, dara) == rule
    assert (await participants.stored_about(db, SEAL, dara)).reminders == rule


@pytest.mark.parametrize(
    ("now", "told_at"),
    [(at(6, 59, 59), False), (at(7), True), (at(8, 59, 59), True), (at(9), False)],
)
async def test_the_day_s_plan_comes_from_seven_until_the_first_session_ends(
    db: Database, agenda: Agenda, dara: Participant, now: datetime, *, told_at: bool
) -> None:
    await reminders.enqueue_due(db, agenda, now=now)
    await reminders.enqueue_due(db, agenda, now=now)
    morning = await queued(db, DeliveryKind.MORNING)
    assert morning == ([(dara.id, "2025-07-03")] if told_at else [])


async def test_a_day_that_begins_early_is_told_earlier(
    db: Database, built_in: Plan, agenda: Agenda, dara: Participant
) -> None:
    del agenda
    changed = await published(db, built_in, "registration", starts_at=at(7, 30))
    await reminders.enqueue_due(db, changed, now=at(5, 59))
    assert await queued(db, DeliveryKind.MORNING) == []
    await reminders.enqueue_due(db, changed, now=at(6))
    assert await queued(db, DeliveryKind.MORNING) == [(dara.id, "2025-07-03")]


async def test_whoever_registers_that_morning_gets_the_ticket_and_not_the_plan(
    db: Database, agenda: Agenda, register: Register
) -> None:
    await register(1, agenda, now=at(7))
    await reminders.enqueue_due(db, agenda, now=at(8))
    assert await queued(db, DeliveryKind.MORNING) == []


async def test_the_plan_is_given_to_whoever_asks_for_it_and_not_to_whoever_does_not(
    db: Database, agenda: Agenda, register: Register, join: Join
) -> None:
    dara, early, stranger = (
        await register(1, agenda, now=EVENING),
        await register(2, agenda, now=EVENING),
        await join(3, now=EVENING),
    )
    for person in (dara, early, stranger):
        await choose(db, person, agenda, morning=False)
    await choose(db, early, agenda, morning=True)
    await reminders.enqueue_due(db, agenda, now=at(7))
    assert await queued(db, DeliveryKind.MORNING) == [(early.id, "2025-07-03")]

    await choose(db, early, agenda, morning=False, now=at(7))
    assert await queued(db, DeliveryKind.MORNING) == []
    for person in (dara, stranger):
        await choose(db, person, agenda, morning=True, now=at(8))
        await choose(db, person, agenda, morning=True, now=at(8))
    assert await queued(db, DeliveryKind.MORNING) == [(dara.id, "2025-07-03")]


def test_a_day_without_what_was_cancelled(agenda: Agenda) -> None:
    off: tuple[Session, ...] = tuple(
        replace(each, status=SessionStatus.CANCELLED) if each.is_break else each
        for each in agenda.sessions
    )
    day = agenda.days[0]
    left = tuple(each for each in off if not each.cancelled)

    assert reminder_times.day_of(Agenda(agenda.event, off), "2025-07-03") == Day(day.date, left)
    assert reminder_times.day_of(agenda, "2025-07-04") is None
    all_off = tuple(replace(each, status=SessionStatus.CANCELLED) for each in off)
    assert reminder_times.day_of(Agenda(agenda.event, all_off), "2025-07-03") is None
