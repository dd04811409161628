"""Announcements: sent once as they were shown, to whom they are for, and what became of them."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.services import announcement_drafts, announcements
from bot.services.errors import DoesNotFit, PreviewPassed
from storage import announcements as rows
from storage import deliveries, progress
from storage.database import Database
from storage.models import (
    Agenda,
    Announcement,
    AnnouncementStatus,
    Audience,
    AudienceKind,
    DeliveryKind,
    DeliveryStatus,
    Ledger,
    Locale,
    Participant,
    Priority,
    Progress,
    Recipients,
)
from storage.stamps import stamp

Joins = Callable[..., Awaitable[Participant]]
Sends = Callable[..., Awaitable[Announcement]]


@pytest.fixture
def send(
    db: Database, mony: Participant, agenda: Agenda, now: datetime
) -> Callable[..., Awaitable[Announcement]]:
    async def sent(its: Announcement, **changed: int) -> Announcement:
        given = {"revision": its.revision, "message_id": 77, **changed}
        return await announcements.send(db, mony, its.id, agenda=agenda, now=now, **given)

    return sent


async def test_sent_it_is_queued_once_for_each_and_followed(
    *,
    db: Database,
    draft: Announcement,
    send: Sends,
    join: Joins,
    register: Joins,
    agenda: Agenda,
    now: datetime,
) -> None:
    await register(2, agenda)
    await join(3)
    async with db.transaction() as tx:
        await tx.all(
            "INSERT INTO linked_chat (chat_id, title, language, linked_at, lost_since)"
            " VALUES (-5, 'Team', 'both', ?1, NULL), (-6, 'Gone', 'km', ?1, ?1)",
            (stamp(now),),
        )

    sent = await send(draft)
    again = await send(draft)

    assert (sent.status, again.status) == (AnnouncementStatus.SENDING, AnnouncementStatus.SENDING)
    queued = await db.all(
        "SELECT participant_id, linked_chat_id, subject, priority, due_at, expires_at FROM delivery"
    )
    midnight = "2025-07-03T17:00:00Z"
    rest = (str(draft.id), "normal", stamp(now), midnight)
    assert [tuple(row) for row in queued] == [(1, None, *rest), (2, None, *rest), (None, 1, *rest)]
    followed = await db.all("SELECT kind, subject, chat_id, message_id, over FROM progress")
    assert [tuple(row) for row in followed] == [("announcement", str(draft.id), 1, 77, 0)]


async def test_only_everyone_s_goes_to_the_linked_chats(
    db: Database, mony: Participant, draft: Announcement, send: Sends, now: datetime
) -> None:
    async with db.transaction() as tx:
        await tx.all(
            "INSERT INTO linked_chat (chat_id, title, language, linked_at)"
            " VALUES (-5, 'Team', 'both', ?1)",
            (stamp(now),),
        )
    everyone = await announcements.composed(db, mony, draft.id)
    audience = Audience(AudienceKind.LANGUAGE, Locale.EN)
    changed = await announcement_drafts.change(db, mony, draft.id, audience=audience)
    readers = await announcements.composed(db, mony, draft.id)

    await send(changed)

    assert everyone.recipients == Recipients(0, 1, 1)
    assert readers.recipients == Recipients(0, 1, 0)
    assert len(await db.all("SELECT id FROM delivery")) == 1


async def test_what_was_not_previewed_is_not_sent(
    db: Database, mony: Participant, draft: Announcement, send: Sends
) -> None:
    await announcement_drafts.change(db, mony, draft.id, priority=Priority.URGENT)

    with pytest.raises(PreviewPassed):
        await send(draft)

    assert await db.all("SELECT id FROM delivery") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"text_en": None},
        {"audience": Audience(AudienceKind.WAITING)},
        {"due_at": datetime.fromisoformat("2025-07-03T01:20:00Z")},
    ],
    ids=["no English", "nobody", "past"],
)
async def test_what_cannot_be_sent_says_why(
    db: Database, mony: Participant, draft: Announcement, send: Sends, changes: dict[str, object]
) -> None:
    changed = await announcement_drafts.change(db, mony, draft.id, **changes)

    with pytest.raises(DoesNotFit):
        await send(changed)


@pytest.mark.parametrize(
    ("due", "expires"),
    [
        ("2025-06-20T02:00:00Z", "2025-07-03T17:00:00Z"),
        ("2025-07-03T16:00:00Z", "2025-07-03T17:00:00Z"),
        ("2025-07-03T16:30:00Z", "2025-07-04T16:30:00Z"),
        ("2025-07-10T02:00:00Z", "2025-07-11T02:00:00Z"),
    ],
)
async def test_how_long_it_is_worth_sending(
    *, db: Database, mony: Participant, draft: Announcement, agenda: Agenda, due: str, expires: str
) -> None:
    due_at = datetime.fromisoformat(due)
    its = await announcement_drafts.change(db, mony, draft.id, due_at=due_at)
    before = due_at - timedelta(days=1)

    sent = await announcements.send(
        db, mony, its.id, revision=its.revision, message_id=1, agenda=agenda, now=before
    )

    (row,) = await db.all("SELECT due_at, expires_at FROM delivery")
    assert (sent.status, *row) == (AnnouncementStatus.SCHEDULED, due, expires)


@pytest.mark.parametrize(
    ("stand", "becomes"),
    [
        ({DeliveryStatus.PENDING: 1, DeliveryStatus.SENT: 1}, AnnouncementStatus.SENDING),
        ({DeliveryStatus.SENDING: 1}, AnnouncementStatus.SENDING),
        ({DeliveryStatus.SENT: 2, DeliveryStatus.EXPIRED: 1}, AnnouncementStatus.SENT),
        ({DeliveryStatus.BLOCKED: 1}, AnnouncementStatus.SENT),
        ({DeliveryStatus.EXPIRED: 2}, AnnouncementStatus.CANCELLED),
        ({}, AnnouncementStatus.SENT),
    ],
)
async def test_where_it_stands_follows_its_deliveries(
    *,
    db: Database,
    draft: Announcement,
    send: Sends,
    stand: dict[DeliveryStatus, int],
    becomes: AnnouncementStatus,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await send(draft)

    async def ledger(_db: object, _kind: DeliveryKind, _subject: str) -> Ledger:
        return Ledger(stand)

    monkeypatch.setattr(deliveries, "ledger", ledger)
    await announcements.settle(db)

    found = await rows.find(db, draft.id)
    assert found is not None
    assert found.status is becomes


async def test_a_scheduled_one_goes_to_whoever_it_is_for_at_its_time(
    *,
    db: Database,
    mony: Participant,
    draft: Announcement,
    register: Joins,
    agenda: Agenda,
    now: datetime,
    send: Sends,
) -> None:
    due_at = now + timedelta(hours=2)
    its = await send(await announcement_drafts.change(db, mony, draft.id, due_at=due_at))
    await register(2, agenda)
    stands = []
    for at in (due_at - timedelta(minutes=1), due_at, due_at):
        await announcements.begin(db, agenda, now=at)
        await announcements.settle(db)
        found = await rows.find(db, its.id)
        queued = await db.all("SELECT participant_id, due_at, expires_at FROM delivery")
        stands.append((found and found.status, [tuple(row) for row in queued]))

    when = (stamp(due_at), "2025-07-03T17:00:00Z")
    assert stands == [
        (AnnouncementStatus.SCHEDULED, [(1, *when)]),
        (AnnouncementStatus.SENDING, [(1, *when), (2, *when)]),
        (AnnouncementStatus.SENDING, [(1, *when), (2, *when)]),
    ]


async def test_a_scheduled_one_that_was_cancelled_does_not_begin(
    *,
    db: Database,
    mony: Participant,
    draft: Announcement,
    register: Joins,
    agenda: Agenda,
    now: datetime,
    send: Sends,
) -> None:
    due_at = now + timedelta(hours=2)
    its = await send(await announcement_drafts.change(db, mony, draft.id, due_at=due_at))
    kind, subject = DeliveryKind.ANNOUNCEMENT, str(its.id)
    async with db.transaction() as tx:
        await deliveries.cancel_pending(tx, kind, subject, reason="cancelled", now=now)
    await register(2, agenda)
    await announcements.begin(db, agenda, now=due_at)
    await announcements.settle(db)

    found = await rows.find(db, its.id)
    assert found is not None
    assert found.status is AnnouncementStatus.CANCELLED
    assert len(await db.all("SELECT id FROM delivery")) == 1


async def test_progress_is_one_message_a_chat_and_broadcast(
    db: Database, draft: Announcement, send: Sends
) -> None:
    await send(draft)
    kind, subject = DeliveryKind.ANNOUNCEMENT, str(draft.id)
    async with db.transaction() as tx:
        await progress.note(tx, Progress(kind, subject, 1, 77), shown="1", over=False)
    noted = await progress.under_way(db)
    async with db.transaction() as tx:
        await progress.follow(tx, Progress(kind, subject, 1, 99))
        await progress.note(tx, Progress(kind, subject, 1, 77), shown="2", over=True)

    assert noted == [Progress(kind, subject, 1, 77, "1")]
    assert await progress.under_way(db) == [Progress(kind, subject, 1, 99, "")]
