"""The day at a glance: every number counted against people who are there."""

from datetime import datetime, timedelta

import pytest

from bot.services import drafts, overview
from bot.services.errors import NotAllowed
from storage import announcements, deliveries, linked_chats
from storage.database import Database, Transaction
from storage.models import (
    Agenda,
    Cancel,
    DeliveryKind,
    DeliveryStatus,
    Failure,
    Head,
    Locale,
    Overview,
    Participant,
    Priority,
    Role,
)
from tests.conftest import NOW
from tests.services.conftest import Has, Join

KM, EN = Locale


async def test_of_an_empty_day(
    db: Database, sokha: Participant, agenda: Agenda, now: datetime
) -> None:
    its = await overview.look(db, sokha, event=agenda.event, now=now)

    nobody = Head(0, 0, 0, reachable={KM: 0, EN: 1}, blocked=0)
    assert its == Overview(nobody, 0, None, (), 0, 0, ())


async def test_of_a_day_under_way(
    db: Database, sokha: Participant, has: Has, join: Join, register: Join, agenda: Agenda
) -> None:
    dara = await register(1, agenda)
    bopha = await register(2, agenda)
    waiting = await register(3, agenda)
    await register(4, agenda)
    await has(5, Role.ATTENDEE, "thy-try")
    await has(6, Role.MODERATOR)
    await join(7)  # nobody's guest yet, and told nothing
    async with db.transaction() as tx:
        for column, value, who in (
            ("locale", "'km'", dara),
            ("unreachable_since", "'2025-07-03T00:00:00Z'", bopha),
            ("status", "'waiting'", waiting),
        ):
            await tx.all(f"UPDATE participant SET {column} = {value} WHERE id = ?1", (who.id,))
        await tx.all("INSERT INTO check_in VALUES (?1, '2025-07-03T01:00:00Z')", (dara.id,))
        await announcements.add(tx, author_id=sokha.id, text_km="ក", now=NOW)
        chat = await linked_chats.add(tx, -1, title="Team", by=sokha.id, now=NOW)
        await enqueue(tx, dara, "due", NOW)
        await enqueue(tx, dara, "later", NOW + timedelta(hours=2))
        for who, key, status, reason, hours in (
            (dara, "yesterday", "failed", "old", -12),
            (dara, "today", "failed", "Bad Request: chat not found", -1),
            (bopha, "today", "failed", "Bad Request: chat not found", 0),
            (bopha, "unsure", "uncertain", "no answer from Telegram", -2),
            (bopha, "blocked", "blocked", None, 0),
        ):
            await enqueue(tx, who, key, NOW)
            await tx.all(
                "UPDATE delivery SET status = ?2, reason = ?3, changed_at = ?4"
                " WHERE dedupe_key = ?1",
                (
                    f"{key}:{who.id}",
                    status,
                    reason,
                    (NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ"),
                ),
            )
    await drafts.change(db, sokha, Cancel("panel"), now=NOW)

    its = await overview.look(db, sokha, event=agenda.event, now=NOW)

    assert its.head == Head(3, 1, 1, reachable={KM: 1, EN: 4}, blocked=1)
    assert (its.queued, its.until) == (2, NOW + timedelta(hours=2))
    refused, unsure = DeliveryStatus.FAILED, DeliveryStatus.UNCERTAIN
    kind, hour = DeliveryKind.ANNOUNCEMENT, timedelta(hours=1)
    assert its.failures == (
        Failure(kind, refused, "Bad Request: chat not found", 2, NOW),
        Failure(kind, unsure, "no answer from Telegram", 1, NOW - 2 * hour),
    )
    assert (its.agenda_drafts, its.announcement_drafts, its.chats) == (1, 1, (chat,))


async def test_nudges_that_wait_do_not_tell_how_few_have_answered(
    db: Database, sokha: Participant, register: Join, agenda: Agenda
) -> None:
    people = [await register(number, agenda) for number in (1, 2)]
    async with db.transaction() as tx:
        for one in people:
            await enqueue(tx, one, "0", NOW, kind=DeliveryKind.NUDGE)

    its = await overview.look(db, sokha, event=agenda.event, now=NOW)

    assert (its.queued, its.until) == (0, None)


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER, Role.MODERATOR])
async def test_it_is_for_organisers(
    db: Database, has: Has, agenda: Agenda, now: datetime, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        await overview.look(db, await has(2, role), event=agenda.event, now=now)


async def enqueue(
    tx: Transaction,
    who: Participant,
    key: str,
    due_at: datetime,
    *,
    kind: DeliveryKind = DeliveryKind.ANNOUNCEMENT,
) -> None:
    """Queue a message."""
    await deliveries.enqueue(
        tx,
        dedupe_key=f"{key}:{who.id}",
        participant_id=who.id,
        kind=kind,
        subject="1",
        priority=Priority.NORMAL,
        due_at=due_at,
        expires_at=due_at + timedelta(hours=5),
        now=NOW,
    )
