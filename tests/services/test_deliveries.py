"""Deliveries: queued once, taken in hand by the parcel, and what became of each."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.services import deliveries, participants
from storage import deliveries as rows
from storage.database import Database
from storage.models import (
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Outcome,
    Parcel,
    Participant,
    Priority,
)

Join = Callable[..., Awaitable[Participant]]
Queue = Callable[..., Awaitable[None]]

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

URGENT, NORMAL = Priority.URGENT, Priority.NORMAL
SENT, PENDING = DeliveryStatus.SENT, DeliveryStatus.PENDING


@pytest.fixture
async def dara(join: Join) -> Participant:
    return await join(1)


@pytest.fixture
async def chan(join: Join) -> Participant:
    return await join(2)


@pytest.fixture
def queue(empty_db: Database, dara: Participant, now: datetime) -> Queue:
    """Queue a delivery, to Dara unless told otherwise: `await queue("key")`."""

    async def queued(
        dedupe_key: str,
        priority: Priority = URGENT,
        *,
        to: Participant = dara,
        kind: DeliveryKind = DeliveryKind.PROMOTED,
        due_at: datetime = now,
        expires_at: datetime = now + HOUR,
    ) -> None:
        async with empty_db.transaction() as tx:
            await rows.enqueue(
                tx,
                dedupe_key=dedupe_key,
                participant_id=to.id,
                kind=kind,
                subject=dedupe_key,
                priority=priority,
                due_at=due_at,
                expires_at=expires_at,
                now=now,
            )

    return queued


async def link(db: Database, chat_id: int) -> int:
    """Link a group; return its id here."""
    async with db.transaction() as tx:
        row = await tx.one(
            "INSERT INTO linked_chat (chat_id, title, language, linked_at)"
            " VALUES (?1, 'Team', 'both', '2025-07-03T00:00:00Z') RETURNING id",
            (chat_id,),
        )
    assert row is not None
    return int(row["id"])


async def queue_for_chat(db: Database, linked_chat_id: int, once: str, now: datetime) -> None:
    async with db.transaction() as tx:
        await rows.enqueue_for_chats(
            tx,
            [linked_chat_id],
            once=once,
            kind=DeliveryKind.ANNOUNCEMENT,
            subject="1",
            priority=NORMAL,
            due_at=now,
            expires_at=now + HOUR,
            now=now,
        )


async def ledger(db: Database) -> list[tuple[object, ...]]:
    """Status, attempts, reason, message_id and changed_at of every delivery."""
    columns = "status, attempts, reason, message_id, changed_at"
    return [tuple(row) for row in await db.all(f"SELECT {columns} FROM delivery ORDER BY id")]


async def states(db: Database) -> list[str]:
    return [str(status) for status, *_ in await ledger(db)]


async def take(db: Database, now: datetime, room: int = 10) -> list[list[str]]:
    """Take in hand what there is; the subjects in each parcel."""
    return subjects(await deliveries.turn(db, room=room, now=now))


def subjects(parcels: list[Parcel]) -> list[list[str]]:
    return [[each.subject for each in parcel.deliveries] for parcel in parcels]


async def taken(db: Database, now: datetime) -> Delivery:
    """Take the one delivery in hand that can be."""
    (parcel,) = await deliveries.turn(db, room=10, now=now)
    (delivery,) = parcel.deliveries
    return delivery


async def note(
    db: Database, delivery: Delivery, status: DeliveryStatus, *, now: datetime, **details: Any
) -> None:
    outcome = replace(Outcome(delivery, status), **details)
    assert await deliveries.turn(db, [outcome], room=0, now=now) == []


async def test_the_same_key_queues_once(
    empty_db: Database, queue: Queue, dara: Participant, now: datetime
) -> None:
    await queue("key")
    await queue("key", NORMAL)
    assert await ledger(empty_db) == [("pending", 0, None, None, "2025-07-03T01:20:00Z")]
    assert await deliveries.turn(empty_db, room=1, now=now) == [
        Parcel(
            dara,
            (
                Delivery(
                    id=1,
                    participant_id=dara.id,
                    linked_chat_id=None,
                    chat_id=1,
                    kind=DeliveryKind.PROMOTED,
                    subject="key",
                    priority=URGENT,
                    status=PENDING,
                    due_at=now,
                    expires_at=now + HOUR,
                    attempts=0,
                    changed_at=now,
                ),
            ),
        )
    ]
    assert await ledger(empty_db) == [("sending", 1, None, None, "2025-07-03T01:20:00Z")]


async def test_urgent_ones_come_first_then_the_oldest_and_the_later_ones_wait(
    empty_db: Database, queue: Queue, join: Join, now: datetime
) -> None:
    people = [await join(number) for number in range(11, 17)]
    await queue("d", NORMAL, to=people[0], due_at=now)
    await queue("c", NORMAL, to=people[1], due_at=now - MINUTE)
    await queue("b", URGENT, to=people[2], due_at=now)
    await queue("a", URGENT, to=people[3], due_at=now - SECOND)
    await queue("later", URGENT, to=people[4], due_at=now + MINUTE)

    assert await take(empty_db, now, room=3) == [["a"], ["b"], ["c"]]
    assert await take(empty_db, now, room=3) == [["d"]]
    assert await take(empty_db, now, room=3) == []
    assert await take(empty_db, now + MINUTE) == [["later"]]


async def test_a_delivery_is_taken_in_hand_once(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("key")
    hands = await asyncio.gather(*(take(empty_db, now) for _ in range(5)))
    assert sorted(hands, key=len) == [[], [], [], [], [["key"]]]
    assert await ledger(empty_db) == [("sending", 1, None, None, "2025-07-03T01:20:00Z")]


async def test_a_recipient_has_one_parcel_in_hand_at_a_time(
    empty_db: Database, queue: Queue, chan: Participant, now: datetime
) -> None:
    await queue("first")
    await queue("second")
    await queue("third", NORMAL)
    await queue("other", to=chan)

    parcels = await deliveries.turn(empty_db, room=10, now=now)
    assert subjects(parcels) == [["first"], ["other"]]
    assert await take(empty_db, now) == []

    outcome = Outcome(parcels[0].deliveries[0], SENT, message_id=7)
    assert subjects(await deliveries.turn(empty_db, [outcome], room=10, now=now)) == [["second"]]


async def test_sent(empty_db: Database, queue: Queue, now: datetime) -> None:
    await queue("key")
    delivery = await taken(empty_db, now)
    await note(empty_db, delivery, SENT, message_id=77, now=now + MINUTE)
    assert await ledger(empty_db) == [("sent", 1, None, 77, "2025-07-03T01:21:00Z")]

    await queue("key")
    assert await take(empty_db, now + MINUTE) == []


async def test_what_piles_up_for_somebody_comes_together_and_then_nothing_for_ten_minutes(
    empty_db: Database, queue: Queue, chan: Participant, now: datetime
) -> None:
    await queue("b", NORMAL, due_at=now)
    await queue("a", NORMAL, due_at=now - MINUTE)
    await queue("not yet", NORMAL, due_at=now + MINUTE)
    await queue("urgent", URGENT, to=chan)
    (parcel, other) = reversed(await deliveries.turn(empty_db, room=10, now=now))
    assert subjects([parcel, other]) == [["a", "b"], ["urgent"]]
    sent = [Outcome(each, SENT, message_id=5) for each in (*parcel.deliveries, *other.deliveries)]
    assert await deliveries.turn(empty_db, sent, room=10, now=now) == []

    await queue("more", NORMAL, due_at=now + 2 * MINUTE)
    await queue("to others", NORMAL, to=chan, due_at=now + 2 * MINUTE)
    soon = now + deliveries.QUIET - SECOND
    assert await take(empty_db, soon) == [["to others"]]
    held = await empty_db.all("SELECT subject, due_at FROM delivery WHERE status = 'pending'")
    assert [tuple(row) for row in held] == [
        ("not yet", "2025-07-03T01:30:00Z"),
        ("more", "2025-07-03T01:30:00Z"),
    ]
    await queue("at once", URGENT, due_at=now)
    assert await take(empty_db, soon) == [["at once"]]


async def test_what_was_held_comes_together_when_the_time_is_over(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("a", NORMAL)
    await note(empty_db, await taken(empty_db, now), SENT, message_id=5, now=now)
    await queue("b", NORMAL, due_at=now + MINUTE)
    await queue("c", NORMAL, due_at=now + 5 * MINUTE)
    await queue("useless", NORMAL, due_at=now + MINUTE, expires_at=now + 9 * MINUTE)

    for minutes in range(1, 10):
        assert await take(empty_db, now + minutes * MINUTE) == []
    assert await take(empty_db, now + 10 * MINUTE) == [["b", "c"]]
    assert await states(empty_db) == ["sent", "sending", "sending", "expired"]


@pytest.mark.parametrize("kind", [DeliveryKind.CORRECTION, DeliveryKind.CHANGE])
async def test_an_edit_neither_waits_nor_makes_others_wait(
    empty_db: Database, queue: Queue, now: datetime, kind: DeliveryKind
) -> None:
    edits = kind is DeliveryKind.CORRECTION
    await queue("a", NORMAL)
    await note(empty_db, await taken(empty_db, now), SENT, message_id=5, now=now)
    await queue("edit", NORMAL, kind=kind)

    assert await take(empty_db, now) == ([["edit"]] if edits else [])


async def test_urgent_ones_make_nobody_wait(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("urgent")
    await note(empty_db, await taken(empty_db, now), SENT, message_id=5, now=now)
    await queue("normal", NORMAL)
    assert await take(empty_db, now) == [["normal"]]


async def test_blocked_makes_its_reader_unreachable_until_they_come_back(
    empty_db: Database, queue: Queue, dara: Participant, chan: Participant, now: datetime
) -> None:
    await queue("key")
    await note(empty_db, await taken(empty_db, now), DeliveryStatus.BLOCKED, now=now)
    assert await ledger(empty_db) == [("blocked", 1, None, None, "2025-07-03T01:20:00Z")]
    blocked = await participants.speak(empty_db, 1, dara.locale, now=now)
    assert blocked == replace(dara, unreachable_since=now)

    await queue("to dara", NORMAL)
    await queue("useless soon", NORMAL, expires_at=now + MINUTE)
    await queue("later", due_at=now + MINUTE)
    await queue("to chan", NORMAL, to=chan)
    assert await take(empty_db, now) == [["to chan"]]
    assert await states(empty_db) == ["blocked", "blocked", "blocked", "pending", "sending"]

    back = now + MINUTE
    await participants.reachable(empty_db, 1, now=back, yes=True)
    assert await states(empty_db) == ["pending", "pending", "blocked", "pending", "sending"]
    assert await take(empty_db, back) == [["key"]]


async def test_many_who_cannot_be_reached_do_not_hold_up_the_others(
    empty_db: Database, queue: Queue, join: Join, chan: Participant, now: datetime
) -> None:
    for number in range(10, 13 + 2 * deliveries.LOOK):
        gone = await join(number)
        await participants.reachable(empty_db, number, now=now, yes=False)
        await queue(f"gone {number}", NORMAL, to=gone)
    await queue("to chan", NORMAL, to=chan)

    assert await take(empty_db, now) == [["to chan"]]
    assert set(await states(empty_db)) == {"blocked", "sending"}


@pytest.mark.parametrize("status", [DeliveryStatus.FAILED, DeliveryStatus.UNCERTAIN])
async def test_over_for_a_reason(
    empty_db: Database, queue: Queue, now: datetime, status: DeliveryStatus
) -> None:
    await queue("key", NORMAL)
    await note(empty_db, await taken(empty_db, now), status, reason="chat not found", now=now)
    assert await ledger(empty_db) == [(status, 1, "chat not found", None, "2025-07-03T01:20:00Z")]
    assert await take(empty_db, now + MINUTE) == []

    await queue("nothing came yet", NORMAL)
    assert await take(empty_db, now + MINUTE) == [["nothing came yet"]]


@pytest.mark.parametrize(("untried", "attempts"), [(False, 2), (True, 1)])
async def test_put_back_and_then_sent(
    empty_db: Database, queue: Queue, now: datetime, *, untried: bool, attempts: int
) -> None:
    await queue("key")
    delivery = await taken(empty_db, now)
    await note(empty_db, delivery, PENDING, untried=untried, now=now)
    assert await states(empty_db) == ["pending"]

    again = await taken(empty_db, now + MINUTE)
    assert again == replace(delivery, attempts=attempts - 1)
    await note(empty_db, again, SENT, message_id=78, now=now + MINUTE)
    assert await ledger(empty_db) == [("sent", attempts, None, 78, "2025-07-03T01:21:00Z")]


async def test_what_is_of_no_use_any_more_expires(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("useless", expires_at=now + MINUTE)
    await queue("useful", expires_at=now + 2 * MINUTE)
    assert await take(empty_db, now + MINUTE) == [["useful"]]
    assert await states(empty_db) == ["expired", "sending"]


async def test_what_is_in_hand_does_not_expire(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("key", expires_at=now + MINUTE)
    delivery = await taken(empty_db, now)
    assert await take(empty_db, now + HOUR) == []
    await note(empty_db, delivery, SENT, message_id=79, now=now + HOUR)
    assert await ledger(empty_db) == [("sent", 1, None, 79, "2025-07-03T02:20:00Z")]


async def test_what_was_in_hand_at_a_stop_is_sent_again(
    empty_db: Database, queue: Queue, chan: Participant, now: datetime
) -> None:
    await queue("in hand")
    await queue("waiting", to=chan, due_at=now + MINUTE)
    await taken(empty_db, now)

    await deliveries.recover(empty_db, now=now + MINUTE)
    assert await states(empty_db) == ["pending", "pending"]
    assert await take(empty_db, now + MINUTE) == [["in hand"], ["waiting"]]
    assert [attempts for _, attempts, *_ in await ledger(empty_db)] == [2, 1]


async def test_what_is_over_stays_as_it_ended(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("key")
    delivery = await taken(empty_db, now)
    await note(empty_db, delivery, SENT, message_id=80, now=now)
    ended = await ledger(empty_db)

    await note(empty_db, delivery, SENT, message_id=81, now=now + MINUTE)
    await note(empty_db, delivery, DeliveryStatus.FAILED, reason="late", now=now + MINUTE)
    await note(empty_db, delivery, PENDING, now=now + MINUTE)
    await deliveries.recover(empty_db, now=now + MINUTE)
    assert await ledger(empty_db) == ended


async def test_a_linked_chat_gets_one_thing_after_another_and_is_not_kept_waiting(
    empty_db: Database, now: datetime
) -> None:
    team = await link(empty_db, -100)
    await queue_for_chat(empty_db, team, "first", now)
    await queue_for_chat(empty_db, team, "second", now)

    first = await taken(empty_db, now)
    assert (first.chat_id, first.linked_chat_id, first.participant_id) == (-100, team, None)
    assert await take(empty_db, now) == []
    await note(empty_db, first, SENT, message_id=1, now=now)
    second = await taken(empty_db, now)
    assert second.id > first.id


async def test_a_chat_that_removed_the_bot_is_lost(empty_db: Database, now: datetime) -> None:
    team = await link(empty_db, -100)
    await queue_for_chat(empty_db, team, "first", now)
    await queue_for_chat(empty_db, team, "second", now)
    await note(empty_db, await taken(empty_db, now), DeliveryStatus.BLOCKED, now=now)

    assert await take(empty_db, now) == []
    assert await states(empty_db) == ["blocked", "blocked"]
    row = await empty_db.one("SELECT lost_since FROM linked_chat")
    assert row is not None
    assert row["lost_since"] == "2025-07-03T01:20:00Z"


async def test_a_group_that_became_a_supergroup_is_followed(
    empty_db: Database, now: datetime
) -> None:
    team = await link(empty_db, -100)
    await queue_for_chat(empty_db, team, "first", now)
    await note(empty_db, await taken(empty_db, now), PENDING, moved_to=-1001, now=now)
    assert (await taken(empty_db, now)).chat_id == -1001


async def test_a_supergroup_that_was_linked_meanwhile_is_not_told_twice(
    empty_db: Database, now: datetime
) -> None:
    team = await link(empty_db, -100)
    await link(empty_db, -1001)
    await queue_for_chat(empty_db, team, "first", now)
    await note(empty_db, await taken(empty_db, now), PENDING, moved_to=-1001, now=now)
    assert await take(empty_db, now) == []
    assert await states(empty_db) == ["blocked"]


async def test_with_nothing_due_nothing_is_written(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("later", due_at=now + MINUTE)
    before = empty_db.version
    assert await take(empty_db, now) == []
    assert await take(empty_db, now + MINUTE, room=0) == []
    assert empty_db.version == before
