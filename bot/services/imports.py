"""Edited event files: offered to organisers at the start, or uploaded, and looked at as a draft."""

from datetime import datetime, timedelta

from bot.i18n.marked import N_
from bot.services import drafts, event_file, purging
from bot.services.errors import DoesNotFit, OtherEvent, PreviewPassed
from storage import agenda_imports, audiences, deliveries
from storage.database import Database, Transaction
from storage.models import (
    AgendaDraft,
    AgendaVersion,
    Audience,
    AudienceKind,
    DeliveryKind,
    Import,
    Participant,
    Plan,
    Preview,
    Priority,
    Role,
)

OFFERED_FOR = timedelta(days=1)
"""How long an offer is worth sending at least, also after the event."""

PURGES = N_(
    "By this file all personal data would be deleted at once: the day for that, {day}, has come."
    " Please choose a later one."
)


async def offer(tx: Transaction, file: Plan, *, now: datetime) -> bool:
    """Keep an event file, and let it wait if there are organisers; say whether it waits.

    They are told of it once: not of one that was offered, uploaded or published before.
    """
    new = await agenda_imports.add(tx, file, now=now)
    organisers = await audiences.ids(tx, Audience(AudienceKind.ROLE, Role.ORGANISER))
    if new:
        until = max(session.ends_at for session in file.sessions)
        await deliveries.enqueue_for(
            tx,
            organisers,
            once=f"event_file:{file.event.file_hash}",
            kind=DeliveryKind.EVENT_FILE,
            subject=file.event.file_hash,
            priority=Priority.NORMAL,
            due_at=now,
            expires_at=max(until, now + OFFERED_FOR),
            now=now,
        )
    return bool(organisers)


async def open_import(
    db: Database, actor: Participant, file_hash: str, *, now: datetime
) -> Preview:
    """Put an event file that came before into the actor's draft.

    `file_hash`: SHA-256, hex, or its first signs. Raises: NotAllowed; PreviewPassed where there is
    no such file, or it is published; DoesNotFit.
    """
    async with db.transaction() as tx:
        draft, newest = await drafts.opened(tx, actor)
        file = await agenda_imports.beginning(tx, file_hash)
        if file is None or file.event.file_hash == newest.plan.event.file_hash:
            raise PreviewPassed
        return await _put(tx, draft, newest, file, now=now)


async def upload(db: Database, actor: Participant, data: bytes, *, now: datetime) -> Preview:
    """Put an event file into the actor's draft; the one that is published adds nothing to it.

    Raises: NotAllowed; EventFileError with every fault; OtherEvent; DoesNotFit.
    """
    file = event_file.parse_bytes(data)
    async with db.transaction() as tx:
        draft, newest = await drafts.opened(tx, actor)
        check_event(newest.plan.event.id, file)
        await agenda_imports.add(tx, file, now=now)
        if file.event.file_hash == newest.plan.event.file_hash:
            return await drafts.look(tx, draft, newest, now=now)
        return await _put(tx, draft, newest, file, now=now)


def check_event(event_id: str | None, file: Plan) -> None:
    """Refuse a file about another event than the one that is stored. Raises: OtherEvent."""
    if event_id not in {None, file.event.id}:
        raise OtherEvent(
            f"The database holds the event “{event_id}”, the file is about"
            f" “{file.event.id}”. Set DATABASE to another file for another event."
        )


async def _put(
    tx: Transaction, draft: AgendaDraft, newest: AgendaVersion, file: Plan, *, now: datetime
) -> Preview:
    # No preview shows this day, and nobody can undo what it does.
    if purging.is_due(file.event, now):
        raise DoesNotFit(PURGES, day=file.event.purge_on.isoformat())
    base = await agenda_imports.of(tx, newest.plan.event.file_hash)
    edit = Import(file, base)
    if edit in draft.edits:  # opened before
        return await drafts.look(tx, draft, newest, now=now)
    return await drafts.add(tx, draft, newest, edit, now=now)
