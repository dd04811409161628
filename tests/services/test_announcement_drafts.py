"""Announcements that are not sent yet: an author's own, a text at a time."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.services import announcement_drafts, announcements
from bot.services.announcement_texts import Media
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from storage import announcements as rows
from storage import conversations, participants, roles
from storage.database import Database
from storage.models import (
    Agenda,
    Announcement,
    Entry,
    EntryStep,
    MediaKind,
    Participant,
    Priority,
    Role,
)

Joins = Callable[..., Awaitable[Participant]]


async def promoted(db: Database, person: Participant, role: Role) -> Participant:
    async with db.transaction() as tx:
        await roles.change(tx, person.id, was=person.role, becomes=role)
    found = await participants.by_id(db, person.id)
    assert found is not None
    return found


async def test_a_text_and_what_is_asked_next_are_stored_together(
    db: Database, mony: Participant, now: datetime
) -> None:
    entry = Entry(1, EntryStep.ANNOUNCE_KM, heard=5, misses=2)
    its, step = await announcement_drafts.write(db, mony, entry, " សួស្ដី ", now=now)

    assert (its.text_km, its.text_en, its.complete, step) == (
        "សួស្ដី",
        None,
        False,
        EntryStep.ANNOUNCE_EN,
    )
    waits = Entry(1, EntryStep.ANNOUNCE_EN, str(its.id), heard=5)
    assert await conversations.entry_of(db, 1) == waits
    assert await rows.find(db, its.id) == its


async def test_a_photo_that_comes_first_is_kept(
    db: Database, mony: Participant, now: datetime
) -> None:
    photo = Media(MediaKind.PHOTO, "x")
    entry = Entry(1, EntryStep.ANNOUNCE_KM, heard=5)
    waits = await announcement_drafts.keep(db, mony, entry, photo, now=now)
    its, step = await announcement_drafts.write(db, mony, waits, "សួស្ដី", now=now)

    assert waits == Entry(1, EntryStep.ANNOUNCE_KM, "1", heard=5)
    assert (its.text_km, its.media_kind, its.file_id, step) == (
        "សួស្ដី",
        MediaKind.PHOTO,
        "x",
        EntryStep.ANNOUNCE_EN,
    )


async def test_english_first_leaves_the_khmer_text_to_be_asked_for(
    db: Database, mony: Participant, now: datetime
) -> None:
    photo = Media(MediaKind.PHOTO, "x")
    waits = await announcement_drafts.keep(
        db, mony, Entry(1, EntryStep.ANNOUNCE_KM), photo, now=now
    )
    english = Entry(1, EntryStep.ANNOUNCE_EN, waits.subject)
    its, step = await announcement_drafts.write(db, mony, english, "Hello", now=now)

    assert (its.complete, step) == (False, EntryStep.ANNOUNCE_KM)
    with pytest.raises(DoesNotFit, match="The Khmer text is missing"):
        announcements.check(await announcements.composed(db, mony, its.id), now=now)


async def test_with_both_texts_nothing_is_waited_for(db: Database, draft: Announcement) -> None:
    assert draft.complete
    assert await conversations.entry_of(db, 1) is None


@pytest.mark.usefixtures("draft")
async def test_a_new_one_gives_up_the_one_before(
    db: Database, mony: Participant, now: datetime
) -> None:
    entry = Entry(1, EntryStep.ANNOUNCE_KM)
    await announcement_drafts.write(db, mony, entry, "ថ្មី", now=now)

    found = await announcement_drafts.draft_of(db, mony)
    assert found is not None
    assert found.text_km == "ថ្មី"
    assert len(await db.all("SELECT id FROM announcement")) == 1


async def test_what_it_says_already_changes_nothing(
    db: Database, mony: Participant, draft: Announcement
) -> None:
    same = await announcement_drafts.change(db, mony, draft.id, priority=Priority.NORMAL)
    other = await announcement_drafts.change(db, mony, draft.id, priority=Priority.URGENT)

    assert (same, other.revision) == (draft, draft.revision + 1)


async def test_a_photo_does_not_go_with_a_long_text(
    db: Database, mony: Participant, draft: Announcement, now: datetime
) -> None:
    await announcement_drafts.change(db, mony, draft.id, text_km="ក" * 901)
    entry = Entry(1, EntryStep.ANNOUNCE_MEDIA, str(draft.id))

    with pytest.raises(DoesNotFit):
        await announcement_drafts.attach(db, mony, entry, Media(MediaKind.PHOTO, "x"), now=now)

    found = await rows.find(db, draft.id)
    assert found is not None
    assert (found.media_kind, found.file_id) == (None, None)


async def test_a_draft_is_its_author_s_own(
    db: Database, draft: Announcement, join: Joins, agenda: Agenda, now: datetime
) -> None:
    other = await promoted(db, await join(2), Role.ORGANISER)

    for attempt in (
        announcements.composed(db, other, draft.id),
        announcement_drafts.change(db, other, draft.id, khmer_only=True),
        announcement_drafts.discard(db, other, draft.id),
        announcements.send(
            db, other, draft.id, revision=draft.revision, message_id=1, agenda=agenda, now=now
        ),
    ):
        with pytest.raises(PreviewPassed):
            await attempt


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER, Role.MODERATOR])
async def test_others_may_do_nothing_of_it(
    *,
    db: Database,
    mony: Participant,
    draft: Announcement,
    agenda: Agenda,
    now: datetime,
    role: Role,
    dump: Callable[[], Awaitable[object]],
) -> None:
    """Their role is read anew: what they were when the update came does not count."""
    await promoted(db, mony, role)
    before = await dump()
    entry = Entry(1, EntryStep.ANNOUNCE_MEDIA, str(draft.id))

    for attempt in (
        announcement_drafts.draft_of(db, mony),
        announcement_drafts.write(db, mony, Entry(1, EntryStep.ANNOUNCE_KM), "ក", now=now),
        announcement_drafts.attach(db, mony, entry, Media(MediaKind.PHOTO, "x"), now=now),
        announcement_drafts.change(db, mony, draft.id, khmer_only=True),
        announcement_drafts.discard(db, mony, draft.id),
        announcements.composed(db, mony, draft.id),
        announcements.confirmed(db, mony, limit=1, offset=0),
        announcements.find(db, mony, draft.id),
        announcements.send(
            db, mony, draft.id, revision=draft.revision, message_id=1, agenda=agenda, now=now
        ),
    ):
        with pytest.raises(NotAllowed):
            await attempt

    assert await dump() == before
