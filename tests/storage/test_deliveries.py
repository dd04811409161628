"""What is known of a broadcast: its ledger, whom it did not reach, and what failed."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from storage import deliveries, linked_chats, outbox
from storage.database import Database
from storage.models import (
    Agenda,
    DeliveryKind,
    DeliveryStatus,
    Failure,
    Ledger,
    Outcome,
    Participant,
    Priority,
    Unreached,
)

MINUTE = timedelta(minutes=1)
ANNOUNCED, CHANGED = DeliveryKind.ANNOUNCEMENT, DeliveryKind.CHANGE
PENDING, SENT = DeliveryStatus.PENDING, DeliveryStatus.SENT
FAILED, BLOCKED = DeliveryStatus.FAILED, DeliveryStatus.BLOCKED
UNCERTAIN, EXPIRED = DeliveryStatus.UNCERTAIN, DeliveryStatus.EXPIRED

ENDED = [
    (SENT, None),
    (BLOCKED, None),
    (FAILED, "Chat not found"),
    (FAILED, "Chat not found"),
    (UNCERTAIN, "no answer from Telegram"),
    (EXPIRED, None),
]


@pytest.fixture
async def crowd(
    register: Callable[..., Awaitable[Participant]],
    join: Callable[..., Awaitable[Participant]],
    agenda: Agenda,
) -> list[Participant]:
    """Seven people, the first of whom have names; the last has opened the bot only."""
    names = ["Chan Dara", "Vann Rith", "Sok Thida", "Ek Bopha", "Kim Sophea", "Ouk Vanna"]
    people = [await register(n, agenda, name=name) for n, name in enumerate(names, 1)]
    return [*people, await join(7)]


async def tell(
    db: Database, people: list[Participant], kind: DeliveryKind, subject: str, now: datetime
) -> None:
    async with db.transaction() as tx:
        await deliveries.enqueue_for(
            tx,
            [person.id for person in people],
            once=f"{kind}:{subject}",
            kind=kind,
            subject=subject,
            priority=Priority.NORMAL,
            due_at=now,
            expires_at=now + 5 * MINUTE,
            now=now,
        )


async def end(db: Database, kind: DeliveryKind, subject: str, now: datetime) -> None:
    """Let the first of a broadcast's deliveries end as `ENDED` says."""
    async with db.transaction() as tx:
        rows = await tx.all(
            f"{outbox.SELECT} WHERE kind = ?1 AND subject = ?2 ORDER BY delivery.id",
            (kind, subject),
        )
        its = [outbox.from_row(row) for row in rows]
        await outbox.take(tx, [each.id for each in its[: len(ENDED)]], now=now)
        outcomes = [
            Outcome(each, status, reason)
            for each, (status, reason) in zip(its, ENDED, strict=False)
        ]
        await outbox.finish(tx, outcomes, now=now)


async def test_a_ledger_counts_by_state(
    empty_db: Database, crowd: list[Participant], now: datetime
) -> None:
    await tell(empty_db, crowd, ANNOUNCED, "1", now)
    await tell(empty_db, crowd, ANNOUNCED, "11", now)
    await end(empty_db, ANNOUNCED, "1", now)

    ledger = await deliveries.ledger(empty_db, ANNOUNCED, "1")
    assert ledger == Ledger({SENT: 1, BLOCKED: 1, FAILED: 2, UNCERTAIN: 1, EXPIRED: 1, PENDING: 1})
    assert (ledger.total, ledger.under_way, ledger.of(FAILED)) == (7, 1, 2)
    assert await deliveries.ledger(empty_db, ANNOUNCED, "2") == Ledger({})


async def test_a_pattern_takes_several_broadcasts_together(
    empty_db: Database, crowd: list[Participant], now: datetime
) -> None:
    await tell(empty_db, crowd[:3], CHANGED, "1-3", now)
    await tell(empty_db, crowd[3:5], CHANGED, "2-3", now)
    await tell(empty_db, crowd[5:], CHANGED, "3-13", now)

    assert await deliveries.ledger(empty_db, CHANGED, "%-3") == Ledger({PENDING: 5})
    async with empty_db.transaction() as tx:
        given_up = await deliveries.cancel_pending(tx, CHANGED, "%-3", reason="cancelled", now=now)
    assert given_up == 5
    assert await deliveries.ledger(empty_db, CHANGED, "%-3") == Ledger({EXPIRED: 5})
    assert await deliveries.ledger(empty_db, CHANGED, "3-13") == Ledger({PENDING: 2})


async def test_who_was_not_reached_is_named(
    empty_db: Database, crowd: list[Participant], now: datetime
) -> None:
    await tell(empty_db, list(reversed(crowd)), ANNOUNCED, "1", now)
    await end(empty_db, ANNOUNCED, "1", now)

    where = ("Open Development Cambodia", "012345678")
    assert await deliveries.unreached(empty_db, ANNOUNCED, "1") == [
        Unreached("Ek Bopha", *where, FAILED, "Chat not found"),
        Unreached("Kim Sophea", *where, FAILED, "Chat not found"),
        Unreached("Ouk Vanna", *where, BLOCKED, None),
        Unreached("Sok Thida", *where, UNCERTAIN, "no answer from Telegram"),
        Unreached("Vann Rith", *where, EXPIRED, None),
    ]

    await tell(empty_db, crowd[-1:], ANNOUNCED, "2", now)
    async with empty_db.transaction() as tx:
        await deliveries.cancel_pending(tx, ANNOUNCED, "2", reason="cancelled", now=now)
    assert await deliveries.unreached(empty_db, ANNOUNCED, "2") == [
        Unreached(name=None, organisation=None, phone=None, status=EXPIRED, reason="cancelled")
    ]


async def test_chats_are_named_last_and_those_that_are_lost_counted(
    empty_db: Database, crowd: list[Participant], now: datetime
) -> None:
    async with empty_db.transaction() as tx:
        added = [
            await linked_chats.add(tx, -n, title=title, by=None, now=now)
            for n, title in enumerate(("Team", "Aid"), 1)
        ]
        await deliveries.enqueue_for_chats(
            tx,
            [chat.id for chat in added],
            once="1",
            kind=ANNOUNCED,
            subject="1",
            priority=Priority.NORMAL,
            due_at=now,
            expires_at=now + 5 * MINUTE,
            now=now,
        )
    await tell(empty_db, crowd[-1:], ANNOUNCED, "1", now)
    async with empty_db.transaction() as tx:
        await outbox.block(tx, [1, 2, 3], now=now)

    assert await deliveries.ledger(empty_db, ANNOUNCED, "1") == Ledger({BLOCKED: 3}, lost_chats=2)
    assert await deliveries.unreached(empty_db, ANNOUNCED, "1") == [
        Unreached(None, None, None, BLOCKED, None),
        Unreached("Aid", None, None, BLOCKED, None, is_chat=True),
        Unreached("Team", None, None, BLOCKED, None, is_chat=True),
    ]


async def test_what_was_cancelled_does_not_wait_again(
    empty_db: Database, crowd: list[Participant], now: datetime
) -> None:
    await tell(empty_db, crowd[:3], ANNOUNCED, "1", now)
    async with empty_db.transaction() as tx:
        await outbox.block(tx, [1], now=now)
        await outbox.take(tx, [2], now=now)
        assert await deliveries.cancel_pending(tx, ANNOUNCED, "1", reason="cancelled", now=now) == 1
        await outbox.revive(tx, crowd[0].telegram_id, now=now)
        await outbox.recover(tx, now=now)
        await outbox.expire(tx, now=now)
    assert await deliveries.ledger(empty_db, ANNOUNCED, "1") == Ledger({BLOCKED: 1, EXPIRED: 2})


async def test_what_failed_is_told_alike_ones_together_the_latest_first(
    empty_db: Database, crowd: list[Participant], now: datetime
) -> None:
    await tell(empty_db, crowd, ANNOUNCED, "1", now)
    await end(empty_db, ANNOUNCED, "1", now - 2 * MINUTE)
    await tell(empty_db, crowd, CHANGED, "1-2", now)
    await end(empty_db, CHANGED, "1-2", now)

    unknown, silent = "Chat not found", "no answer from Telegram"
    earlier = now - 2 * MINUTE
    of_the_change = [
        Failure(CHANGED, UNCERTAIN, silent, 1, now),
        Failure(CHANGED, FAILED, unknown, 2, now),
    ]
    assert await deliveries.failures(empty_db, since=earlier) == [
        *of_the_change,
        Failure(ANNOUNCED, UNCERTAIN, silent, 1, earlier),
        Failure(ANNOUNCED, FAILED, unknown, 2, earlier),
    ]
    assert await deliveries.failures(empty_db, since=now - MINUTE) == of_the_change
