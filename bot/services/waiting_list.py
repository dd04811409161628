"""The waiting list: whoever waited longest gets the place that became free."""

from datetime import datetime

import storage.agenda
from bot.services import reminders
from storage import deliveries, participants
from storage.database import Transaction
from storage.models import DeliveryKind, Priority, RegistrationStatus
from storage.stamps import stamp_or_none


async def promote(tx: Transaction, *, capacity: int | None, until: datetime, now: datetime) -> None:
    """Fill free places from the waiting list and queue the good news.

    `capacity`: None for no limit. `until`: when the news is of no use any more.
    """
    while await has_room(tx, capacity=capacity):
        first = await participants.first_waiting(tx)
        if first is None:
            return
        await participants.change_status(
            tx,
            first.id,
            was=RegistrationStatus.WAITING,
            becomes=RegistrationStatus.REGISTERED,
            now=now,
        )
        await deliveries.enqueue(
            tx,
            dedupe_key=f"promoted:{first.id}:{stamp_or_none(first.registered_at)}",
            participant_id=first.id,
            kind=DeliveryKind.PROMOTED,
            subject="",
            priority=Priority.URGENT,
            due_at=now,
            expires_at=until,
            now=now,
        )
        sessions = (await storage.agenda.load(tx)).sessions
        await reminders.enqueue_for(tx, first.id, sessions, now=now)


async def has_room(tx: Transaction, *, capacity: int | None) -> bool:
    """Say whether one more can be registered."""
    taken = await participants.count(tx, RegistrationStatus.REGISTERED)
    return capacity is None or taken < capacity
