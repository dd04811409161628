"""Participants: their language, whether they can be reached, and what is stored about them."""

from datetime import datetime

from bot.services import waiting_list
from storage import conversations, deliveries, organisations, participants, stars
from storage.database import Database
from storage.models import Agenda, Locale, Participant, Stored


async def speak(db: Database, telegram_id: int, locale: Locale, *, now: datetime) -> Participant:
    """Note the language that somebody chose; they join if they are new."""
    async with db.transaction() as tx:
        await participants.speak(tx, telegram_id=telegram_id, locale=locale, now=now)
        participant = await participants.by_telegram_id(tx, telegram_id)
    if participant is None:
        raise LookupError("a participant who was just stored is not there")
    return participant


async def reachable(db: Database, telegram_id: int, *, now: datetime, yes: bool) -> None:
    """Note that somebody blocked the bot, or came back."""
    async with db.transaction() as tx:
        await participants.mark_reachable(tx, telegram_id, unreachable_since=None if yes else now)


async def stored_about(db: Database, participant: Participant) -> Stored:
    """Return everything that is stored about one person."""
    return Stored(
        participant=participant,
        starred=await stars.of(db, participant.id),
        conversation=await conversations.of(db, participant.telegram_id),
        deliveries=tuple(await deliveries.of(db, participant.id)),
    )


async def forget(db: Database, participant: Participant, *, agenda: Agenda, now: datetime) -> None:
    """Delete everything that is stored about one person; their place goes to the next in line."""
    async with db.transaction() as tx:
        await participants.delete(tx, participant.id)
        await conversations.end(tx, participant.telegram_id)
        await organisations.forget_unused(tx)
        await waiting_list.promote(
            tx, capacity=agenda.event.capacity, until=agenda.sessions[-1].ends_at, now=now
        )
