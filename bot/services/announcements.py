"""Announcements: whom they would reach, sending them once, and what became of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.i18n.marked import N_
from bot.services import access, announcement_drafts, announcement_texts
from bot.services.errors import DoesNotFit, PreviewPassed
from storage import (
    announcements,
    audiences,
    deliveries,
    notices,
    organisations,
    progress,
)
from storage.database import Database, Query, Transaction
from storage.models import (
    Agenda,
    Announcement,
    AnnouncementStatus,
    Audience,
    AudienceKind,
    Composed,
    DeliveryKind,
    DeliveryStatus,
    Ledger,
    Locale,
    Participant,
    Progress,
    Recipients,
    Right,
)

AT_LEAST = timedelta(hours=1)
"""How long what goes out on the event's last evening stays worth sending before midnight."""


async def confirmed(
    db: Database, actor: Participant, *, limit: int, offset: int
) -> list[Announcement]:
    """Return what was announced, the newest first. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.ORGANISE)
    return await announcements.confirmed(db, limit=limit, offset=offset)


async def find(db: Database, actor: Participant, announcement_id: int) -> Composed:
    """Return what was announced, and whom that would reach now.

    Raises: NotAllowed; PreviewPassed for a draft.
    """
    await access.require(db, actor.id, Right.ORGANISE)
    found = await announcements.find(db, announcement_id)
    if found is None or found.status is AnnouncementStatus.DRAFT:
        raise PreviewPassed
    return await counted(db, found)


async def composed(db: Database, actor: Participant, announcement_id: int) -> Composed:
    """Return an organiser's draft, and whom it would reach. Raises: NotAllowed; PreviewPassed."""
    await access.require(db, actor.id, Right.ORGANISE)
    return await counted(db, await announcement_drafts.own_draft(db, actor, announcement_id))


async def counted(db: Query, announcement: Announcement) -> Composed:
    """Return an announcement, and whom it would reach now."""
    audience = announcement.audience
    people = await audiences.count(db, audience)
    chats = await _chats(db, audience)
    its = None
    if audience.kind is AudienceKind.ORGANISATION:
        its = await organisations.find(db, int(audience.value))
    return Composed(
        announcement,
        Recipients(people[Locale.KM], people[Locale.EN], len(chats)),
        its.name if its else None,
    )


async def send(
    db: Database,
    actor: Participant,
    announcement_id: int,
    *,
    revision: int,
    message_id: int,
    agenda: Agenda,
    now: datetime,
) -> Announcement:
    """Send a draft to everyone it is for, as it was previewed; a second time changes nothing.

    `message_id` is the organiser's message that shows how it goes on.
    Raises: NotAllowed; PreviewPassed when it is not what was shown; DoesNotFit.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        draft = await announcements.find(tx, announcement_id)
        if draft is None or draft.author_id != actor.id or draft.revision != revision:
            raise PreviewPassed
        if draft.status is not AnnouncementStatus.DRAFT:
            return draft
        check(await counted(tx, draft), now=now)
        becomes = AnnouncementStatus.SCHEDULED if draft.due_at else AnnouncementStatus.SENDING
        if not await announcements.confirm(tx, draft, becomes=becomes, now=now):
            raise PreviewPassed
        await _enqueue(tx, draft, agenda=agenda, now=now)
        subject = str(draft.id)
        its = Progress(DeliveryKind.ANNOUNCEMENT, subject, actor.telegram_id, message_id)
        await progress.follow(tx, its)
    return replace(draft, status=becomes, confirmed_at=now)


def check(its: Composed, *, now: datetime) -> None:
    """Refuse what cannot be sent. Raises: DoesNotFit."""
    draft = its.announcement
    if not draft.text_km:
        raise DoesNotFit(N_("The Khmer text is missing. Please write it."))
    if not draft.complete:
        raise DoesNotFit(N_("The English text is missing. Write it, or choose Khmer only."))
    if draft.due_at is not None and draft.due_at <= now:
        raise DoesNotFit(N_("The time that you chose has passed. Please choose another one."))
    if not its.recipients.people and not its.recipients.chats:
        raise DoesNotFit(N_("Nobody would get it. Please choose other people."))
    announcement_texts.check_length(draft)


async def begin(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Let the scheduled ones whose time has come go to whoever they are for by now, too."""
    for its in await announcements.due(db, now=now):
        async with db.transaction() as tx:
            scheduled, sending = AnnouncementStatus.SCHEDULED, AnnouncementStatus.SENDING
            ledger = await deliveries.ledger(tx, DeliveryKind.ANNOUNCEMENT, str(its.id))
            if ledger.of(DeliveryStatus.EXPIRED):  # it was cancelled
                continue
            if await announcements.change_status(tx, its.id, was=scheduled, becomes=sending):
                await _enqueue(tx, its, agenda=agenda, now=now)


async def settle(db: Database) -> None:
    """Note which announcements are through; `begin` notes which have begun to go out."""
    for its in await announcements.under_way(db):
        ledger = await deliveries.ledger(db, DeliveryKind.ANNOUNCEMENT, str(its.id))
        stands = _stands(its, ledger)
        if stands is not its.status:
            async with db.transaction() as tx:
                await announcements.change_status(tx, its.id, was=its.status, becomes=stands)


def _stands(its: Announcement, ledger: Ledger) -> AnnouncementStatus:
    waits = its.status is AnnouncementStatus.SCHEDULED and not ledger.of(DeliveryStatus.EXPIRED)
    if ledger.under_way or waits:
        return its.status
    if ledger.total and ledger.of(DeliveryStatus.EXPIRED) == ledger.total:
        return AnnouncementStatus.CANCELLED
    return AnnouncementStatus.SENT


async def _enqueue(tx: Transaction, its: Announcement, *, agenda: Agenda, now: datetime) -> None:
    due = its.due_at or now
    midnight = datetime.combine(
        agenda.event.last_day + timedelta(days=1), time(), agenda.event.time_zone
    )
    expires = midnight if due + AT_LEAST <= midnight else due + timedelta(days=1)
    await deliveries.enqueue_for(
        tx,
        await audiences.ids(tx, its.audience),
        once=f"announcement:{its.id}",
        kind=DeliveryKind.ANNOUNCEMENT,
        subject=str(its.id),
        priority=its.priority,
        due_at=due,
        expires_at=expires,
        now=now,
    )
    await deliveries.enqueue_for_chats(
        tx,
        await _chats(tx, its.audience),
        once=f"announcement:{its.id}",
        kind=DeliveryKind.ANNOUNCEMENT,
        subject=str(its.id),
        priority=its.priority,
        due_at=due,
        expires_at=expires,
        now=now,
    )


async def _chats(db: Query, audience: Audience) -> Sequence[int]:
    """Return the linked chats that get it too: they are everyone's."""
    if audience.kind is not AudienceKind.EVERYONE:
        return []
    return sorted(await notices.chats(db))
