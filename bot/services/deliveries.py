"""Deliveries: taken in hand one at a time, and what became of each."""

from datetime import datetime

from storage import deliveries, participants
from storage.database import Database
from storage.models import Delivery, DeliveryStatus


async def recover(db: Database, *, now: datetime) -> None:
    """Call uncertain what was in hand when the program last stopped. Once, at the start."""
    async with db.transaction() as tx:
        await deliveries.doubt_unfinished(tx, now=now)


async def due(db: Database, *, now: datetime, limit: int) -> list[Delivery]:
    """Return what is to be sent now, after giving up what has become useless."""
    if await deliveries.any_expired(db, now=now):
        async with db.transaction() as tx:
            await deliveries.expire(tx, now=now)
    return await deliveries.due(db, now=now, limit=limit)


async def begin(db: Database, delivery: Delivery, *, now: datetime) -> bool:
    """Take a delivery in hand; say whether nobody else had."""
    async with db.transaction() as tx:
        return await deliveries.begin(tx, delivery.id, now=now)


async def sent(db: Database, delivery: Delivery, *, message_id: int, now: datetime) -> None:
    """Note that Telegram took it."""
    async with db.transaction() as tx:
        await deliveries.finish(
            tx, delivery.id, status=DeliveryStatus.SENT, message_id=message_id, now=now
        )


async def blocked(db: Database, delivery: Delivery, *, now: datetime) -> None:
    """Note that its recipient blocked the bot, who is then unreachable until they come back."""
    async with db.transaction() as tx:
        await deliveries.finish(tx, delivery.id, status=DeliveryStatus.BLOCKED, now=now)
        await participants.mark_reachable(tx, delivery.chat_id, unreachable_since=now)


async def over(
    db: Database, delivery: Delivery, status: DeliveryStatus, *, reason: str, now: datetime
) -> None:
    """Note how it ended, and why."""
    async with db.transaction() as tx:
        await deliveries.finish(tx, delivery.id, status=status, reason=reason, now=now)


async def later(db: Database, delivery: Delivery, *, at: datetime, now: datetime) -> None:
    """Try again then."""
    async with db.transaction() as tx:
        await deliveries.postpone(tx, delivery.id, due_at=at, now=now)
