"""The waiting list: with two places, whoever waited longest gets the one that became free."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

import pytest

from bot.services import agenda as agendas
from bot.services import participants, registration
from storage import deliveries
from storage import participants as rows
from storage.agenda import load
from storage.database import Database
from storage.models import (
    Agenda,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Participant,
    Plan,
    Priority,
    RegistrationStatus,
)
from tests.conftest import SEAL

Join = Callable[..., Awaitable[Participant]]
Ready = Callable[..., Awaitable[None]]
Register = Callable[..., Awaitable[Participant]]

REGISTERED, WAITING = RegistrationStatus.REGISTERED, RegistrationStatus.WAITING


def with_capacity(file: Plan, capacity: int | None) -> Plan:
    event = replace(file.event, capacity=capacity, file_hash=f"capacity {capacity}")
    return replace(file, event=event)


@pytest.fixture
async def agenda(empty_db: Database, built_in: Plan, now: datetime) -> Agenda:
    """The built-in agenda, with two places."""
    await agendas.load_event(empty_db, with_capacity(built_in, 2), now=now)
    return await load(empty_db)


async def statuses(db: Database) -> dict[int, str]:
    people = await db.all("SELECT telegram_id, status FROM participant ORDER BY telegram_id")
    return {row["telegram_id"]: row["status"] for row in people}


async def person(db: Database, telegram_id: int) -> Participant:
    found = await rows.by_telegram_id(db, telegram_id)
    assert found is not None
    return found


class Crowd(NamedTuple):
    first: Participant
    second: Participant
    third: Participant
    fourth: Participant


@pytest.fixture
async def crowd(agenda: Agenda, register: Register, now: datetime) -> Crowd:
    """Four register a minute apart: two places, two waiting."""
    return Crowd(
        *[
            await register(number, agenda, now=now + timedelta(minutes=number))
            for number in range(1, 5)
        ]
    )


async def told(db: Database) -> list[int]:
    """Who hears that they have a place, in order."""
    rows_ = await db.all(
        "SELECT telegram_id FROM delivery JOIN participant ON participant.id = participant_id"
        " ORDER BY delivery.id"
    )
    return [row["telegram_id"] for row in rows_]


async def test_beyond_two_places_people_wait(empty_db: Database, crowd: Crowd) -> None:
    assert await statuses(empty_db) == {1: REGISTERED, 2: REGISTERED, 3: WAITING, 4: WAITING}
    ahead = [await rows.waiting_ahead(empty_db, each) for each in crowd[2:]]
    assert ahead == [0, 1]
    assert all(each.ticket_code for each in crowd)


async def test_those_who_came_in_the_same_second_wait_in_order(
    empty_db: Database, agenda: Agenda, register: Register
) -> None:
    people = [await register(number, agenda) for number in range(1, 6)]
    assert [await rows.waiting_ahead(empty_db, each) for each in people[2:]] == [0, 1, 2]


async def test_a_withdrawal_promotes_whoever_waited_longest(
    empty_db: Database, agenda: Agenda, crowd: Crowd, now: datetime
) -> None:
    later = now + timedelta(hours=2)
    await registration.withdraw(empty_db, crowd.first, agenda=agenda, now=later)
    assert await statuses(empty_db) == {
        1: RegistrationStatus.WITHDRAWN,
        2: REGISTERED,
        3: REGISTERED,
        4: WAITING,
    }
    assert await person(empty_db, 3) == replace(crowd.third, status=REGISTERED, registered_at=later)
    assert await deliveries.of(empty_db, crowd.third.id) == [
        Delivery(
            id=1,
            participant_id=crowd.third.id,
            linked_chat_id=None,
            chat_id=3,
            kind=DeliveryKind.PROMOTED,
            subject="",
            priority=Priority.URGENT,
            status=DeliveryStatus.PENDING,
            due_at=later,
            expires_at=agenda.sessions[-1].ends_at,
            attempts=0,
            changed_at=later,
        )
    ]


async def test_who_stops_waiting_promotes_nobody(
    empty_db: Database, agenda: Agenda, crowd: Crowd, now: datetime
) -> None:
    await registration.withdraw(empty_db, crowd.third, agenda=agenda, now=now)
    assert await statuses(empty_db) == {
        1: REGISTERED,
        2: REGISTERED,
        3: RegistrationStatus.WITHDRAWN,
        4: WAITING,
    }
    assert await told(empty_db) == []


async def test_a_deletion_promotes_too(
    empty_db: Database, agenda: Agenda, crowd: Crowd, now: datetime
) -> None:
    await participants.forget(empty_db, SEAL, crowd.second, agenda=agenda, now=now)
    assert await statuses(empty_db) == {1: REGISTERED, 3: REGISTERED, 4: WAITING}
    assert await told(empty_db) == [3]


@pytest.mark.parametrize(
    ("capacity", "waiting"), [(2, [3, 4]), (3, [4]), (4, []), (170, []), (None, []), (1, [3, 4])]
)
async def test_another_capacity_promotes_as_many_as_fit(
    *,
    empty_db: Database,
    built_in: Plan,
    crowd: Crowd,
    now: datetime,
    capacity: int | None,
    waiting: list[int],
) -> None:
    del crowd
    later = now + timedelta(hours=2)
    await agendas.load_event(empty_db, with_capacity(built_in, capacity), now=later)
    assert await statuses(empty_db) == {
        number: WAITING if number in waiting else REGISTERED for number in range(1, 5)
    }
    assert await told(empty_db) == [n for n in (3, 4) if n not in waiting]


async def test_no_limit_means_nobody_waits(
    empty_db: Database, built_in: Plan, register: Register, now: datetime
) -> None:
    await agendas.load_event(empty_db, with_capacity(built_in, None), now=now)
    agenda = await load(empty_db)
    people = [await register(number, agenda) for number in range(1, 6)]
    assert [each.status for each in people] == [REGISTERED] * 5


async def test_two_confirmations_for_the_last_place(
    *,
    empty_db: Database,
    agenda: Agenda,
    register: Register,
    join: Join,
    ready: Ready,
    now: datetime,
) -> None:
    await register(1, agenda)
    both = [await join(2), await join(3)]
    for each in both:
        await ready(each)
    rng = Random(1)
    confirmed = await asyncio.gather(
        *(registration.confirm(empty_db, each, agenda=agenda, rng=rng, now=now) for each in both)
    )
    assert sorted(each.status for each in confirmed) == [REGISTERED, WAITING]
    assert sorted((await statuses(empty_db)).values()) == [REGISTERED, REGISTERED, WAITING]


async def test_a_hurried_second_confirmation_takes_no_second_place(
    empty_db: Database, agenda: Agenda, join: Join, ready: Ready, now: datetime
) -> None:
    dara = await join(1)
    await ready(dara)
    rng = Random(1)
    results = await asyncio.gather(
        *(registration.confirm(empty_db, dara, agenda=agenda, rng=rng, now=now) for _ in range(2)),
        return_exceptions=True,
    )
    assert [type(result).__name__ for result in results] == ["Participant", "StepPassed"]


async def test_two_withdrawals_at_once_promote_two(
    empty_db: Database, agenda: Agenda, crowd: Crowd, now: datetime
) -> None:
    await asyncio.gather(
        *(registration.withdraw(empty_db, each, agenda=agenda, now=now) for each in crowd[:2])
    )
    assert list((await statuses(empty_db)).values()) == [
        RegistrationStatus.WITHDRAWN,
        RegistrationStatus.WITHDRAWN,
        REGISTERED,
        REGISTERED,
    ]
    assert await told(empty_db) == [3, 4]


async def test_changing_the_details_while_waiting_keeps_the_turn(
    empty_db: Database, agenda: Agenda, crowd: Crowd, ready: Ready, now: datetime
) -> None:
    await ready(crowd.third, name="Other Name")
    later = now + timedelta(hours=1)
    rng = Random(1)
    again = await registration.confirm(empty_db, crowd.third, agenda=agenda, rng=rng, now=later)
    assert again == replace(crowd.third, name="Other Name")
    assert await rows.waiting_ahead(empty_db, crowd.fourth) == 1


async def test_a_place_that_came_while_changing_the_details_is_kept(
    empty_db: Database, agenda: Agenda, crowd: Crowd, ready: Ready, now: datetime
) -> None:
    await ready(crowd.third, name="Other Name")
    await registration.withdraw(empty_db, crowd.first, agenda=agenda, now=now)
    rng = Random(1)
    # What was read before the withdrawal still says “waiting”.
    stale = crowd.third
    again = await registration.confirm(empty_db, stale, agenda=agenda, rng=rng, now=now)
    assert (again.status, again.name) == (REGISTERED, "Other Name")


async def test_who_comes_back_waits_at_the_end(
    empty_db: Database, agenda: Agenda, crowd: Crowd, register: Register, now: datetime
) -> None:
    await registration.withdraw(empty_db, crowd.third, agenda=agenda, now=now)
    back = await register(3, agenda, now=now + timedelta(hours=2))
    assert back.status is WAITING
    assert await rows.waiting_ahead(empty_db, back) == 1


async def test_who_is_promoted_twice_is_told_twice(
    empty_db: Database, agenda: Agenda, crowd: Crowd, register: Register, now: datetime
) -> None:
    hours = timedelta(hours=2)
    await registration.withdraw(empty_db, crowd.first, agenda=agenda, now=now + hours)
    third = await person(empty_db, 3)
    await registration.withdraw(empty_db, third, agenda=agenda, now=now + 2 * hours)
    await register(3, agenda, now=now + 3 * hours)
    await registration.withdraw(empty_db, crowd.second, agenda=agenda, now=now + 4 * hours)
    assert (await person(empty_db, 3)).status is REGISTERED
    news = await deliveries.of(empty_db, crowd.third.id)
    assert [delivery.due_at for delivery in news] == [now + hours, now + 4 * hours]
