"""What was announced already: corrected or taken back, once, wherever it is."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.services import announcements, corrections, progress
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from storage import announcements as rows
from storage import conversations, roles
from storage.database import Database
from storage.models import (
    Agenda,
    Announcement,
    AnnouncementStatus,
    DeliveryKind,
    Entry,
    EntryStep,
    Participant,
    Role,
    Unreached,
)

Joins = Callable[..., Awaitable[Participant]]


@pytest.fixture
async def sent(
    *,
    db: Database,
    mony: Participant,
    draft: Announcement,
    register: Joins,
    agenda: Agenda,
    now: datetime,
) -> Announcement:
    """To four people: one has it, one gets it right now, one waits for it, one blocked the bot."""
    for number in (2, 3, 4):
        await register(number, agenda)
    its = await announcements.send(
        db, mony, draft.id, revision=draft.revision, message_id=7, agenda=agenda, now=now
    )
    async with db.transaction() as tx:
        for number, status in enumerate(("sent", "sending", "pending", "blocked"), start=1):
            await tx.all(
                "UPDATE delivery SET status = ?2, message_id = 40 + ?1 WHERE participant_id = ?1",
                (number, status),
            )
    return its


async def write(db: Database, mony: Participant, its: Announcement, now: datetime) -> Announcement:
    entry = Entry(1, EntryStep.CORRECT_KM, str(its.id))
    its, step = await corrections.write(db, mony, entry, "ថ្មី", now=now)
    assert step is EntryStep.CORRECT_EN
    assert await conversations.entry_of(db, 1) == Entry(1, step, str(its.id))
    return its


async def queued(db: Database) -> list[tuple[object, ...]]:
    found = await db.all(
        "SELECT participant_id, subject, priority, status FROM delivery WHERE kind = 'correction'"
        " ORDER BY id"
    )
    return [tuple(row) for row in found]


async def test_whoever_has_it_or_is_getting_it_is_corrected_once(
    db: Database, mony: Participant, sent: Announcement, now: datetime
) -> None:
    its = await write(db, mony, sent, now)

    new, subject = await corrections.send(
        db, mony, its.id, revision=its.revision, message_id=9, now=now
    )
    again = await corrections.send(db, mony, its.id, revision=its.revision, message_id=9, now=now)

    assert (new.text_km, new.text_en, new.correction_km) == ("ថ្មី", "Hello", None)
    assert again == (new, subject)
    assert await rows.find(db, sent.id) == replace(new, status=AnnouncementStatus.SENDING)
    assert await queued(db) == [
        (1, subject, "urgent", "pending"),
        (2, subject, "urgent", "pending"),
    ]


async def test_a_second_correction_takes_the_place_of_the_first(
    db: Database, mony: Participant, sent: Announcement, now: datetime
) -> None:
    its = await write(db, mony, sent, now)
    its, first = await corrections.send(
        db, mony, its.id, revision=its.revision, message_id=9, now=now
    )
    entry = Entry(1, EntryStep.CORRECT_EN, str(its.id))
    its, step = await corrections.write(db, mony, entry, "Once more", now=now)
    its, second = await corrections.send(
        db, mony, its.id, revision=its.revision, message_id=10, now=now
    )

    assert step is None
    assert [row[1:] for row in await queued(db)] == [
        (first, "urgent", "expired"),
        (first, "urgent", "expired"),
        (second, "urgent", "pending"),
        (second, "urgent", "pending"),
    ]


async def test_what_was_not_previewed_is_not_sent(
    db: Database, mony: Participant, sent: Announcement, now: datetime
) -> None:
    its = await write(db, mony, sent, now)
    await write(db, mony, its, now)

    with pytest.raises(PreviewPassed):
        await corrections.send(db, mony, its.id, revision=its.revision, message_id=9, now=now)


async def test_the_same_wording_is_nothing_to_correct(sent: Announcement) -> None:
    with pytest.raises(DoesNotFit):
        corrections.corrected(replace(sent, correction_km=sent.text_km))


def test_english_can_be_added_later(sent: Announcement) -> None:
    khmer = replace(sent, text_en=None, khmer_only=True, correction_en="Hello at last")

    new = corrections.corrected(khmer)

    assert (new.text_en, new.khmer_only, new.correction_en) == ("Hello at last", False, None)


async def test_beginning_forgets_what_was_never_sent(
    db: Database, mony: Participant, sent: Announcement, now: datetime
) -> None:
    its = await write(db, mony, sent, now)

    begun = await corrections.begin(db, mony, its.id)
    again = await corrections.begin(db, mony, its.id)

    assert (begun.correction_km, begun.revision) == (None, its.revision + 1)
    assert again == begun


async def test_withdrawn_nobody_else_gets_it(
    db: Database, mony: Participant, sent: Announcement, now: datetime
) -> None:
    its, subject = await corrections.withdraw(db, mony, sent.id, message_id=9, now=now)
    again = await corrections.withdraw(db, mony, sent.id, message_id=9, now=now)

    assert (its.status, again) == (AnnouncementStatus.WITHDRAWN, (its, subject))
    stand = await db.all(
        "SELECT status, reason FROM delivery WHERE kind = 'announcement' ORDER BY id"
    )
    assert [tuple(row) for row in stand] == [
        ("sent", None),
        ("sending", None),
        ("expired", "withdrawn"),
        ("blocked", None),
    ]
    assert await queued(db) == [(n, subject, "urgent", "pending") for n in (1, 2)]
    with pytest.raises(PreviewPassed):
        await corrections.find(db, mony, sent.id)


async def test_only_organisers_may(
    db: Database,
    mony: Participant,
    sent: Announcement,
    now: datetime,
    dump: Callable[[], Awaitable[object]],
) -> None:
    async with db.transaction() as tx:
        await roles.change(tx, mony.id, was=Role.ORGANISER, becomes=Role.MODERATOR)
    before = await dump()
    kind, subject = DeliveryKind.ANNOUNCEMENT, str(sent.id)

    for attempt in (
        corrections.find(db, mony, sent.id),
        corrections.begin(db, mony, sent.id),
        corrections.write(db, mony, Entry(1, EntryStep.CORRECT_KM, str(sent.id)), "ថ្មី", now=now),
        corrections.send(db, mony, sent.id, revision=sent.revision, message_id=9, now=now),
        corrections.withdraw(db, mony, sent.id, message_id=9, now=now),
        progress.follow(db, mony, kind, subject, 1, 2),
        progress.standing(db, mony, kind, subject, now=now),
        progress.unreached(db, mony, kind, subject),
        progress.cancel(db, mony, kind, subject, now=now),
    ):
        with pytest.raises(NotAllowed):
            await attempt

    assert await dump() == before


async def test_a_broadcast_can_be_cancelled_on_the_way(
    db: Database, mony: Participant, sent: Announcement, now: datetime
) -> None:
    kind, subject = DeliveryKind.ANNOUNCEMENT, str(sent.id)

    assert await progress.cancel(db, mony, kind, subject, now=now) == 1
    assert await progress.cancel(db, mony, kind, subject, now=now) == 0
    missed = await progress.unreached(db, mony, kind, subject)
    assert [(each.status, each.reason) for each in missed] == [
        ("expired", "cancelled"),
        ("blocked", None),
    ]
    assert all(isinstance(each, Unreached) for each in missed)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (DeliveryKind.ANNOUNCEMENT, "%"),
        (DeliveryKind.ANNOUNCEMENT, ""),
        (DeliveryKind.ANNOUNCEMENT, "១"),
        (DeliveryKind.CORRECTION, "1-%"),
        (DeliveryKind.CHANGE, "%"),
        (DeliveryKind.CHANGE, "%%-1"),
        (DeliveryKind.REMINDER, "%"),
        (DeliveryKind.PROMOTED, ""),
    ],
)
async def test_what_is_no_broadcast_is_refused(
    db: Database, mony: Participant, now: datetime, kind: DeliveryKind, subject: str
) -> None:
    with pytest.raises(PreviewPassed):
        await progress.cancel(db, mony, kind, subject, now=now)
