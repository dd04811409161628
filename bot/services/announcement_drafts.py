"""Announcements that are not sent yet: each is its author's own, one at a time."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.services import access, announcement_texts
from bot.services.announcement_texts import Media
from bot.services.errors import PreviewPassed
from storage import announcements, conversations
from storage.database import Database, Query, Transaction
from storage.models import (
    Announcement,
    AnnouncementStatus,
    Entry,
    EntryStep,
    Participant,
    Right,
)


async def draft_of(db: Database, actor: Participant) -> Announcement | None:
    """Return what an organiser has not sent yet, or None. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.ORGANISE)
    return await announcements.draft_of(db, actor.id)


async def write(
    db: Database,
    actor: Participant,
    entry: Entry,
    text: str,
    *,
    media: Media | None = None,
    now: datetime,
) -> tuple[Announcement, EntryStep | None]:
    """Take a text of a draft; return the draft and what to ask next, None when it is whole.

    An entry without a subject begins a new draft, and gives up an earlier one.
    Raises: NotAllowed; PreviewPassed when the draft is gone; DoesNotFit, which says why.
    """
    in_khmer = entry.step is EntryStep.ANNOUNCE_KM
    written = (announcement_texts.khmer if in_khmer else announcement_texts.english)(text)
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        if entry.subject:
            draft = await own_draft(tx, actor, int(entry.subject))
        else:
            await announcements.discard(tx, actor.id)
            draft = await announcements.add(tx, author_id=actor.id, text_km=written, now=now)
        words = {"text_km": written} if in_khmer else {"text_en": written, "khmer_only": False}
        draft = await _store(tx, replace(_with(draft, media), **words))
        missing = EntryStep.ANNOUNCE_EN if draft.text_km else EntryStep.ANNOUNCE_KM
        step = None if draft.complete else missing
        await _wait_for(tx, entry, step, draft, now=now)
    return draft, step


async def keep(
    db: Database, actor: Participant, entry: Entry, media: Media, *, now: datetime
) -> Entry:
    """Keep a photo or document that came before the text asked for; return what is waited for.

    Raises: NotAllowed; PreviewPassed when the draft is gone; DoesNotFit.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        if entry.subject:
            draft = await own_draft(tx, actor, int(entry.subject))
        else:
            await announcements.discard(tx, actor.id)
            draft = await announcements.add(tx, author_id=actor.id, text_km=None, now=now)
        draft = await _store(tx, _with(draft, media))
        waits = replace(entry, subject=str(draft.id))
        await conversations.save_entry(tx, waits, now=now)
    return waits


async def attach(
    db: Database, actor: Participant, entry: Entry, media: Media, *, now: datetime
) -> Announcement:
    """Let a photo or document go along. Raises: NotAllowed; PreviewPassed; DoesNotFit."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        draft = await own_draft(tx, actor, int(entry.subject))
        draft = await _store(tx, _with(draft, media))
        await _wait_for(tx, entry, None, draft, now=now)
    return draft


async def change(
    db: Database, actor: Participant, announcement_id: int, **changes: Any
) -> Announcement:
    """Change fields of an organiser's draft; what it says already changes nothing.

    Raises: NotAllowed; PreviewPassed; DoesNotFit.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        draft = await own_draft(tx, actor, announcement_id)
        changed = replace(draft, **changes)
        return draft if changed == draft else await _store(tx, changed)


async def discard(db: Database, actor: Participant, announcement_id: int) -> None:
    """Give an organiser's draft up. Raises: NotAllowed; PreviewPassed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        await own_draft(tx, actor, announcement_id)
        await announcements.discard(tx, actor.id)


async def own_draft(db: Query, actor: Participant, announcement_id: int) -> Announcement:
    """Return an organiser's own draft. Raises: PreviewPassed when it is none any more."""
    found = await announcements.find(db, announcement_id)
    if found is None or found.author_id != actor.id or found.status is not AnnouncementStatus.DRAFT:
        raise PreviewPassed
    return found


async def _store(tx: Transaction, changed: Announcement) -> Announcement:
    announcement_texts.check_length(changed)
    if not await announcements.save(tx, changed):
        raise PreviewPassed
    return replace(changed, revision=changed.revision + 1)


def _with(draft: Announcement, media: Media | None) -> Announcement:
    return draft if media is None else replace(draft, media_kind=media.kind, file_id=media.file_id)


async def _wait_for(
    tx: Transaction, entry: Entry, step: EntryStep | None, draft: Announcement, *, now: datetime
) -> None:
    """Note what the organiser's next message is; in the transaction that took this one."""
    if step is None:
        await conversations.end(tx, entry.chat_id)
    else:
        waits = replace(entry, step=step, subject=str(draft.id), misses=0)
        await conversations.save_entry(tx, waits, now=now)
