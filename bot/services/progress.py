"""How a broadcast goes on: followed in a message, stopped on the way, and who was not reached."""

import re
from datetime import datetime

from bot.services import access, notices
from bot.services.errors import PreviewPassed
from storage import deliveries, participants, progress
from storage.database import Database, Query
from storage.models import (
    Broadcast,
    DeliveryKind,
    DeliveryStatus,
    Ledger,
    Locale,
    Participant,
    Progress,
    Right,
    Unreached,
)

CANCELLED = "cancelled"
"""Why a delivery expired, where an organiser stopped it."""

_SUBJECTS = {
    DeliveryKind.ANNOUNCEMENT: re.compile(r"\d+", re.ASCII),
    DeliveryKind.CORRECTION: re.compile(r"\d+-\d+", re.ASCII),
    DeliveryKind.CHANGE: re.compile(r"%-\d+", re.ASCII),
}


async def follow(  # noqa: PLR0917 -- a broadcast and a message are two values each
    db: Database,
    actor: Participant,
    kind: DeliveryKind,
    subject: str,
    chat_id: int,
    message_id: int,
) -> None:
    """Let an organiser's message show how a broadcast goes on, from now until it is over.

    `subject`: that of its deliveries, as a pattern of LIKE; see `DeliveryKind`.
    Raises: NotAllowed; PreviewPassed for what is no broadcast.
    """
    _check(kind, subject)
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        await progress.follow(tx, Progress(kind, subject, chat_id, message_id))


async def leave(db: Database, chat_id: int, message_id: int) -> None:
    """Let a message alone that now shows something else."""
    if await progress.is_followed(db, chat_id, message_id):
        async with db.transaction() as tx:
            await progress.leave(tx, chat_id, message_id)


async def ledger(db: Database, actor: Participant, kind: DeliveryKind, subject: str) -> Ledger:
    """Return how many of a broadcast stand where. Raises: NotAllowed, PreviewPassed."""
    _check(kind, subject)
    await access.require(db, actor.id, Right.ORGANISE)
    return await deliveries.ledger(db, kind, subject)


async def standing(
    db: Database, actor: Participant, kind: DeliveryKind, subject: str, *, now: datetime
) -> Broadcast:
    """Return how a broadcast stands. Raises: NotAllowed, PreviewPassed."""
    _check(kind, subject)
    await access.require(db, actor.id, Right.ORGANISE)
    return await of(db, kind, subject, now=now)


async def of(db: Query, kind: DeliveryKind, subject: str, *, now: datetime) -> Broadcast:
    """Return how a broadcast stands, for the tick that shows it; nobody is asked for a right."""
    its = await deliveries.ledger(db, kind, subject)
    waits = its.total > 0 and its.of(DeliveryStatus.PENDING) == its.total
    due_at = await progress.due_at(db, kind, subject) if waits else None
    missed = [] if its.under_way else await _missed(db, kind, subject)
    return Broadcast(kind, subject, its, tuple(missed), due_at if due_at and due_at > now else None)


async def may_follow(db: Query, its: Progress) -> Locale | None:
    """Return in which language a followed message reads; None when its reader is no organiser."""
    reader = await participants.by_telegram_id(db, its.chat_id)
    if reader is None or not access.may(reader, Right.ORGANISE):
        return None
    return reader.locale


async def unreached(
    db: Database, actor: Participant, kind: DeliveryKind, subject: str
) -> list[Unreached]:
    """Return whom a broadcast did not reach, by name. Raises: NotAllowed, PreviewPassed."""
    _check(kind, subject)
    await access.require(db, actor.id, Right.ORGANISE)
    return await _missed(db, kind, subject)


async def cancel(
    db: Database, actor: Participant, kind: DeliveryKind, subject: str, *, now: datetime
) -> int:
    """Send what was not sent yet to nobody; return how many that were.

    Raises: NotAllowed, PreviewPassed.
    """
    _check(kind, subject)
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        return await deliveries.cancel_pending(tx, kind, subject, reason=CANCELLED, now=now)


async def shown(db: Database, its: Progress, *, numbers: str, over: bool) -> None:
    """Note what a message shows now; `over` when it will not change again."""
    async with db.transaction() as tx:
        await progress.note(tx, its, shown=numbers, over=over)


async def _missed(db: Query, kind: DeliveryKind, subject: str) -> list[Unreached]:
    """Leave out who is told by a later notice, or need not be told any more."""
    found = await deliveries.unreached(db, kind, subject)
    return [each for each in found if each.reason != notices.MERGED]


def _check(kind: DeliveryKind, subject: str) -> None:
    """Refuse a broadcast that no screen names: anybody can send any data under a button."""
    form = _SUBJECTS.get(kind)
    if form is None or form.fullmatch(subject) is None:
        raise PreviewPassed
