"""Notices in the outbox: once for quick edits, until when, and none of what was taken back."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.services import notices, participants, progress
from storage import agenda_versions, linked_chats
from storage.database import Database
from storage.models import (
    Agenda,
    Broadcast,
    ChangeKind,
    DeliveryKind,
    DeliveryStatus,
    Ledger,
    Participant,
    Plan,
)
from tests.services.noticing import (
    CANCELLED,
    MINUTE,
    NOW,
    RENAMED,
    Edit,
    later,
    publish,
    star,
    told,
)

Register = Callable[..., Awaitable[Participant]]


async def block(db: Database) -> None:
    """Let whatever waits turn out not to reach anybody."""
    async with db.transaction() as tx:
        await tx.all("UPDATE delivery SET status = 'blocked' WHERE status = 'pending'")


async def test_what_a_notice_looks_like_in_the_outbox(
    db: Database, register: Register, agenda: Agenda
) -> None:
    await register(1, agenda)
    await publish(db, panel=later(15))
    (row,) = await db.all("SELECT * FROM delivery")
    assert dict(row) == {
        "id": 1,
        "dedupe_key": "change:2:1",
        "participant_id": 1,
        "linked_chat_id": None,
        "kind": "change",
        "subject": "1-2",
        "priority": "normal",
        "status": "pending",
        "due_at": "2025-07-03T01:22:00Z",
        "expires_at": "2025-07-03T05:15:00Z",
        "attempts": 0,
        "reason": None,
        "message_id": None,
        "changed_at": "2025-07-03T01:20:00Z",
    }


@pytest.mark.parametrize(
    ("minutes_before", "edit", "priority", "expires"),
    [
        (45, later(15), "normal", "05:15"),
        (30, later(15), "urgent", "05:15"),
        (45, later(-15), "urgent", "04:45"),  # by its new time it starts soon
        (-10, CANCELLED, "urgent", "05:00"),
        (-60, CANCELLED, "normal", "05:00"),
        (-74, CANCELLED, "normal", "05:11"),  # it ends before they would be told
    ],
)
async def test_what_starts_soon_is_urgent_and_what_is_over_is_useless(
    db: Database,
    register: Register,
    agenda: Agenda,
    built_in: Plan,
    *,
    minutes_before: int,
    edit: Edit,
    priority: str,
    expires: str,
) -> None:
    await register(1, agenda)
    panel = built_in.sessions[5]
    await publish(db, panel=edit, at=panel.starts_at - minutes_before * MINUTE)
    (row,) = await db.all("SELECT priority, expires_at FROM delivery")
    assert tuple(row) == (priority, f"2025-07-03T{expires}:00Z")


async def test_of_what_is_over_nobody_is_told(
    db: Database, register: Register, agenda: Agenda, built_in: Plan
) -> None:
    await register(1, agenda)
    over = built_in.sessions[5].ends_at
    assert await publish(db, panel=CANCELLED, at=over) == 0
    assert await told(db) == []


async def test_quick_edits_become_one_notice(
    db: Database, register: Register, agenda: Agenda, now: datetime
) -> None:
    dara, chan = await register(1, agenda), await register(2, agenda)
    await star(db, agenda, dara, "panel")
    assert await publish(db, panel=RENAMED) == 1
    assert await told(db) == [(1, "1-2")]
    assert await publish(db, lunch_break=later(15), at=now + MINUTE) == 2
    assert await told(db) == [(1, "1-3"), (2, "2-3")]
    rows = await db.all("SELECT status, reason, due_at FROM delivery ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("expired", notices.MERGED, "2025-07-03T01:22:00Z"),
        ("pending", None, "2025-07-03T01:23:00Z"),
        ("pending", None, "2025-07-03T01:23:00Z"),
    ]
    assert [
        [(change.after.id, change.kinds) for change in await notices.concerning(db, subject, who)]
        for subject, who in (("1-3", dara), ("2-3", chan))
    ] == [
        [("panel", (ChangeKind.RENAMED,)), ("lunch-break", (ChangeKind.MOVED,))],
        [("lunch-break", (ChangeKind.MOVED,))],
    ]


async def test_a_change_taken_back_in_time_tells_nobody(
    db: Database, register: Register, agenda: Agenda
) -> None:
    await register(1, agenda)
    assert await publish(db, panel=later(15)) == 1
    assert await publish(db, panel=later(-15)) == 0
    assert await told(db) == []


async def test_whoever_cannot_be_reached_is_told_once_when_they_come_back(
    db: Database, register: Register, agenda: Agenda, now: datetime
) -> None:
    dara = await register(1, agenda)
    await publish(db, panel=later(15))
    await block(db)
    assert await publish(db, panel=later(5), at=now + MINUTE) == 1
    assert await told(db) == [(1, "1-3")]
    await block(db)
    assert await publish(db, panel=later(-20), at=now + 2 * MINUTE) == 0

    await participants.reachable(db, dara.telegram_id, yes=True, now=now + 3 * MINUTE)

    assert await told(db) == []
    rows = await db.all("SELECT subject, status, reason FROM delivery ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("1-2", "expired", notices.MERGED),
        ("1-3", "expired", notices.MERGED),
    ]


async def test_what_somebody_missed_for_good_is_not_told_again(
    db: Database, register: Register, agenda: Agenda, built_in: Plan
) -> None:
    await register(1, agenda)
    await publish(db, panel=later(15))
    await block(db)
    over = built_in.sessions[5].ends_at + 15 * MINUTE
    assert await publish(db, closing=later(15), at=over) == 1
    assert await told(db) == [(1, "2-3")]


async def test_a_lost_chat_that_waits_is_told_from_what_it_knew(db: Database) -> None:
    async with db.transaction() as tx:
        group = await linked_chats.add(tx, -1, title="Group", by=None, now=NOW)
    await publish(db, panel=later(15))
    await block(db)
    async with db.transaction() as tx:
        await linked_chats.lose(tx, -1, since=NOW)
    await publish(db, closing=later(15))
    await publish(db, panel=later(-15))

    rows = await db.all("SELECT linked_chat_id, subject, status FROM delivery ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (group.id, "1-2", "expired"),
        (group.id, "1-3", "expired"),
        (group.id, "1-4", "pending"),
    ]


async def test_whoever_was_told_already_is_told_what_is_new(
    db: Database, register: Register, agenda: Agenda
) -> None:
    await register(1, agenda)
    await register(2, agenda)
    await publish(db, panel=later(15))
    async with db.transaction() as tx:
        await tx.all("UPDATE delivery SET status = 'sending' WHERE dedupe_key = 'change:2:1'")
    assert await publish(db, panel=later(-15)) == 1
    assert await told(db) == [(1, "2-3")]


async def test_the_preview_counts_who_is_told(
    db: Database, register: Register, agenda: Agenda, now: datetime
) -> None:
    await register(1, agenda)
    await register(2, agenda)
    await publish(db, panel=later(15))
    newest = await agenda_versions.newest(db)
    first = await agenda_versions.numbered(db, 1)
    assert newest is not None
    assert first is not None
    assert await notices.count(db, newest, newest.plan, now=now) == 2
    assert await notices.count(db, newest, first.plan, now=now) == 0


async def test_nobody_is_missed_by_a_notice_that_became_part_of_a_later_one(
    db: Database, register: Register, agenda: Agenda, now: datetime
) -> None:
    await register(1, agenda)
    await publish(db, panel=later(15))
    await publish(db, at=now + MINUTE, panel=later(5))

    earlier, newest = [
        await progress.of(db, DeliveryKind.CHANGE, f"%-{number}", now=now) for number in (2, 3)
    ]

    merged = Ledger({DeliveryStatus.EXPIRED: 1})
    assert earlier == Broadcast(DeliveryKind.CHANGE, "%-2", merged, unreached=())
    assert newest.ledger == Ledger({DeliveryStatus.PENDING: 1})
