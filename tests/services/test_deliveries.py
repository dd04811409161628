"""Deliveries: queued once, taken in hand once, and what became of each."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import deliveries, participants
from storage import deliveries as rows
from storage.database import Database
from storage.models import Delivery, DeliveryKind, DeliveryStatus, Participant, Priority

Join = Callable[..., Awaitable[Participant]]
Queue = Callable[..., Awaitable[None]]

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def dara(join: Join) -> Participant:
    return await join(1)


@pytest.fixture
def queue(empty_db: Database, dara: Participant, now: datetime) -> Queue:
    """Queue a delivery to Dara: `await queue("key")`."""

    async def queued(
        dedupe_key: str,
        *,
        to: Participant = dara,
        due_at: datetime = now,
        expires_at: datetime = now + HOUR,
        subject: str = "",
    ) -> None:
        async with empty_db.transaction() as tx:
            await rows.enqueue(
                tx,
                dedupe_key=dedupe_key,
                participant_id=to.id,
                kind=DeliveryKind.PROMOTED,
                subject=subject,
                priority=Priority.URGENT,
                due_at=due_at,
                expires_at=expires_at,
                now=now,
            )

    return queued


async def ledger(db: Database) -> list[tuple[object, ...]]:
    """Status, attempts, reason, message_id and changed_at of every delivery."""
    columns = "status, attempts, reason, message_id, changed_at"
    return [tuple(row) for row in await db.all(f"SELECT {columns} FROM delivery ORDER BY id")]


async def taken(db: Database, now: datetime) -> Delivery:
    (delivery,) = await deliveries.due(db, now=now, limit=10)
    assert await deliveries.begin(db, delivery, now=now)
    return delivery


async def test_the_same_key_queues_once(
    empty_db: Database, queue: Queue, dara: Participant, now: datetime
) -> None:
    await queue("key", subject="first")
    await queue("key", subject="second")
    assert await deliveries.due(empty_db, now=now, limit=10) == [
        Delivery(
            id=1,
            participant_id=dara.id,
            linked_chat_id=None,
            chat_id=1,
            kind=DeliveryKind.PROMOTED,
            subject="first",
            priority=Priority.URGENT,
            status=DeliveryStatus.PENDING,
            due_at=now,
            expires_at=now + HOUR,
            attempts=0,
            changed_at=now,
        )
    ]
    assert await ledger(empty_db) == [("pending", 0, None, None, "2025-07-03T01:20:00Z")]


async def test_the_oldest_come_first_and_the_later_ones_wait(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("c", due_at=now, subject="third")
    await queue("a", due_at=now - MINUTE, subject="first")
    await queue("b", due_at=now - MINUTE, subject="second")
    await queue("d", due_at=now + MINUTE, subject="later")

    async def due(moment: datetime, limit: int = 10) -> list[str]:
        return [d.subject for d in await deliveries.due(empty_db, now=moment, limit=limit)]

    assert await due(now) == ["first", "second", "third"]
    assert await due(now, limit=2) == ["first", "second"]
    assert await due(now + MINUTE) == ["first", "second", "third", "later"]


async def test_a_delivery_is_taken_in_hand_once(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("key")
    (delivery,) = await deliveries.due(empty_db, now=now, limit=10)
    hands = await asyncio.gather(*(deliveries.begin(empty_db, delivery, now=now) for _ in range(5)))
    assert sorted(hands) == [False, False, False, False, True]
    assert await deliveries.due(empty_db, now=now, limit=10) == []
    assert await ledger(empty_db) == [("sending", 1, None, None, "2025-07-03T01:20:00Z")]


async def test_sent(empty_db: Database, queue: Queue, now: datetime) -> None:
    await queue("key")
    delivery = await taken(empty_db, now)
    await deliveries.sent(empty_db, delivery, message_id=77, now=now + MINUTE)
    assert await ledger(empty_db) == [("sent", 1, None, 77, "2025-07-03T01:21:00Z")]

    await queue("key")
    assert await deliveries.due(empty_db, now=now + MINUTE, limit=10) == []


async def test_blocked_makes_its_reader_unreachable(
    empty_db: Database, queue: Queue, dara: Participant, join: Join, now: datetime
) -> None:
    chan = await join(2)
    await queue("key")
    delivery = await taken(empty_db, now)
    await deliveries.blocked(empty_db, delivery, now=now)
    assert await ledger(empty_db) == [("blocked", 1, None, None, "2025-07-03T01:20:00Z")]
    blocked = await participants.speak(empty_db, 1, dara.locale, now=now)
    assert blocked == replace(dara, unreachable_since=now)

    await queue("to dara", subject="dara")
    await queue("to chan", to=chan, subject="chan")
    due = await deliveries.due(empty_db, now=now, limit=10)
    assert [delivery.subject for delivery in due] == ["chan"]

    await participants.reachable(empty_db, 1, now=now, yes=True)
    due = await deliveries.due(empty_db, now=now, limit=10)
    assert [delivery.subject for delivery in due] == ["dara", "chan"]


@pytest.mark.parametrize("status", [DeliveryStatus.FAILED, DeliveryStatus.UNCERTAIN])
async def test_over_for_a_reason(
    empty_db: Database, queue: Queue, now: datetime, status: DeliveryStatus
) -> None:
    await queue("key")
    delivery = await taken(empty_db, now)
    await deliveries.over(empty_db, delivery, status, reason="chat not found", now=now)
    assert await ledger(empty_db) == [(status, 1, "chat not found", None, "2025-07-03T01:20:00Z")]
    assert await deliveries.due(empty_db, now=now + MINUTE, limit=10) == []


async def test_later_and_then_sent(empty_db: Database, queue: Queue, now: datetime) -> None:
    await queue("key")
    delivery = await taken(empty_db, now)
    await deliveries.later(empty_db, delivery, at=now + 2 * MINUTE, now=now)
    assert await deliveries.due(empty_db, now=now + MINUTE, limit=10) == []

    again = await taken(empty_db, now + 2 * MINUTE)
    assert again == replace(delivery, due_at=now + 2 * MINUTE, attempts=1)
    await deliveries.sent(empty_db, again, message_id=78, now=now + 2 * MINUTE)
    assert await ledger(empty_db) == [("sent", 2, None, 78, "2025-07-03T01:22:00Z")]


async def test_what_is_of_no_use_any_more_expires(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("useless", expires_at=now + MINUTE)
    await queue("useful", expires_at=now + 2 * MINUTE, subject="useful")
    due = await deliveries.due(empty_db, now=now + MINUTE, limit=10)
    assert [delivery.subject for delivery in due] == ["useful"]
    assert await ledger(empty_db) == [
        ("expired", 0, None, None, "2025-07-03T01:21:00Z"),
        ("pending", 0, None, None, "2025-07-03T01:20:00Z"),
    ]


async def test_what_is_in_hand_does_not_expire(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("key", expires_at=now + MINUTE)
    delivery = await taken(empty_db, now)
    assert await deliveries.due(empty_db, now=now + HOUR, limit=10) == []
    await deliveries.sent(empty_db, delivery, message_id=79, now=now + HOUR)
    assert await ledger(empty_db) == [("sent", 1, None, 79, "2025-07-03T02:20:00Z")]


async def test_a_stop_while_sending_leaves_doubt(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("in hand")
    delivery = await taken(empty_db, now)
    await queue("waiting", subject="waiting")

    await deliveries.recover(empty_db, now=now + MINUTE)
    assert await ledger(empty_db) == [
        ("uncertain", 1, "the program stopped while sending", None, "2025-07-03T01:21:00Z"),
        ("pending", 0, None, None, "2025-07-03T01:20:00Z"),
    ]
    due = await deliveries.due(empty_db, now=now + MINUTE, limit=10)
    assert [delivery.subject for delivery in due] == ["waiting"]
    assert await deliveries.begin(empty_db, delivery, now=now + MINUTE) is False


async def test_what_is_over_stays_as_it_ended(
    empty_db: Database, queue: Queue, now: datetime
) -> None:
    await queue("key")
    delivery = await taken(empty_db, now)
    await deliveries.sent(empty_db, delivery, message_id=80, now=now)
    ended = await ledger(empty_db)

    failed = DeliveryStatus.FAILED
    await deliveries.sent(empty_db, delivery, message_id=81, now=now + MINUTE)
    await deliveries.over(empty_db, delivery, failed, reason="late", now=now + MINUTE)
    await deliveries.later(empty_db, delivery, at=now, now=now + MINUTE)
    await deliveries.recover(empty_db, now=now + MINUTE)
    assert await ledger(empty_db) == ended
