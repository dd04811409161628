"""What was announced already: said anew in every chat that has it, or taken back."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.i18n.marked import N_
from bot.services import access, announcement_texts
from bot.services.errors import DoesNotFit, PreviewPassed
from storage import announcements, conversations, deliveries, progress
from storage.database import Database, Query, Transaction
from storage.models import (
    Announcement,
    AnnouncementStatus,
    DeliveryKind,
    DeliveryStatus,
    Entry,
    EntryStep,
    Participant,
    Priority,
    Progress,
    Right,
)

WITHDRAWN = "withdrawn"
"""Why a delivery expired, where its announcement was taken back."""
SUPERSEDED = "a newer wording"
NOT_ARRIVED = "the announcement comes in the new wording"
STANDS = frozenset(
    {AnnouncementStatus.SCHEDULED, AnnouncementStatus.SENDING, AnnouncementStatus.SENT}
)
LASTS = timedelta(days=1)


async def find(db: Database, actor: Participant, announcement_id: int) -> Announcement:
    """Return an announcement that can be corrected. Raises: NotAllowed; PreviewPassed."""
    await access.require(db, actor.id, Right.ORGANISE)
    return await _standing(db, announcement_id)


async def begin(db: Database, actor: Participant, announcement_id: int) -> Announcement:
    """Forget the wordings of an earlier correction that was never sent.

    Raises: NotAllowed; PreviewPassed.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        its = await _standing(tx, announcement_id)
        if its.correction_km is None and its.correction_en is None:
            return its
        return await _store(tx, replace(its, correction_km=None, correction_en=None))


async def write(
    db: Database, actor: Participant, entry: Entry, text: str, *, now: datetime
) -> tuple[Announcement, EntryStep | None]:
    """Take a new wording; return the announcement and what to ask next, None at the end.

    Raises: NotAllowed; PreviewPassed; DoesNotFit, which says why.
    """
    in_khmer = entry.step is EntryStep.CORRECT_KM
    written = (announcement_texts.khmer if in_khmer else announcement_texts.english)(text)
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        its = await _standing(tx, int(entry.subject))
        its = await _store(
            tx,
            replace(its, correction_km=written)
            if in_khmer
            else replace(its, correction_en=written),
        )
        step = EntryStep.CORRECT_EN if in_khmer else None
        if step is None:
            await conversations.end(tx, entry.chat_id)
        else:
            await conversations.save_entry(tx, replace(entry, step=step, misses=0), now=now)
    return its, step


def corrected(its: Announcement) -> Announcement:
    """Return an announcement in its new wording. Raises: DoesNotFit when that is the old one."""
    new = replace(
        its,
        text_km=its.correction_km or its.text_km,
        text_en=its.correction_en or its.text_en,
        khmer_only=its.khmer_only and its.correction_en is None,
        correction_km=None,
        correction_en=None,
    )
    if (new.text_km, new.text_en) == (its.text_km, its.text_en):
        raise DoesNotFit(N_("The wording is the same as before, so there is nothing to correct."))
    return new


async def send(
    db: Database,
    actor: Participant,
    announcement_id: int,
    *,
    revision: int,
    message_id: int,
    now: datetime,
) -> tuple[Announcement, str]:
    """Let every chat that has an announcement read its new wording; a second time changes nothing.

    Returns the announcement, and the subject of the corrections that are sent.
    Raises: NotAllowed; PreviewPassed when it is not what was shown; DoesNotFit.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        its = await _standing(tx, announcement_id)
        subject = f"{its.id}-{revision}"
        if (await deliveries.ledger(tx, DeliveryKind.CORRECTION, subject)).total:
            return its, subject
        if its.revision != revision:
            raise PreviewPassed
        its = await _store(tx, corrected(its))
        await _enqueue(tx, its, subject, now=now)
        shown = Progress(DeliveryKind.CORRECTION, subject, actor.telegram_id, message_id)
        await progress.follow(tx, shown)
    return its, subject


async def withdraw(
    db: Database, actor: Participant, announcement_id: int, *, message_id: int, now: datetime
) -> tuple[Announcement, str]:
    """Take an announcement back wherever it is; a second time changes nothing.

    Returns the announcement, and the subject of the corrections that say so.
    Raises: NotAllowed; PreviewPassed.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        its = await announcements.find(tx, announcement_id)
        if its is None or its.status not in STANDS | {AnnouncementStatus.WITHDRAWN}:
            raise PreviewPassed
        subject = f"{its.id}-{its.revision}"
        withdrawn = AnnouncementStatus.WITHDRAWN
        if its.status is not withdrawn:
            await announcements.change_status(tx, its.id, was=its.status, becomes=withdrawn)
            kind = DeliveryKind.ANNOUNCEMENT
            await deliveries.cancel_pending(tx, kind, str(its.id), reason=WITHDRAWN, now=now)
            await _enqueue(tx, its, subject, now=now)
            shown = Progress(DeliveryKind.CORRECTION, subject, actor.telegram_id, message_id)
            await progress.follow(tx, shown)
    return replace(its, status=withdrawn), subject


def announcement_of(subject: str) -> int:
    """Return the id of the announcement that a correction's subject is about."""
    return int(subject.partition("-")[0])


async def _standing(db: Query, announcement_id: int) -> Announcement:
    found = await announcements.find(db, announcement_id)
    if found is None or found.status not in STANDS:
        raise PreviewPassed
    return found


async def _store(tx: Transaction, changed: Announcement) -> Announcement:
    announcement_texts.check_length(changed)
    if not await announcements.save(tx, changed):
        raise PreviewPassed
    return replace(changed, revision=changed.revision + 1)


async def _enqueue(tx: Transaction, its: Announcement, subject: str, *, now: datetime) -> None:
    """Queue an edit of each message that arrived or is in hand; what waits is written anew anyway.

    Urgent: an edit rings nowhere, and what is wrong should not stand for longer than it takes.
    """
    for older in await announcements.corrections_waiting(tx, its.id):
        kind = DeliveryKind.CORRECTION
        await deliveries.cancel_pending(tx, kind, older, reason=SUPERSEDED, now=now)
    # Nobody is sent anything while something is in hand for them: by then that has arrived.
    for status in (DeliveryStatus.SENT, DeliveryStatus.SENDING):
        people, chats = await announcements.recipients(tx, its.id, status)
        await deliveries.enqueue_for(
            tx,
            people,
            once=f"correction:{subject}",
            kind=DeliveryKind.CORRECTION,
            subject=subject,
            priority=Priority.URGENT,
            due_at=now,
            expires_at=now + LASTS,
            now=now,
        )
        await deliveries.enqueue_for_chats(
            tx,
            chats,
            once=f"correction:{subject}",
            kind=DeliveryKind.CORRECTION,
            subject=subject,
            priority=Priority.URGENT,
            due_at=now,
            expires_at=now + LASTS,
            now=now,
        )
