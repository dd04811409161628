"""Participants: their language, whether they can be reached, and what is stored about them."""

from dataclasses import replace
from datetime import datetime

from bot.services import questions, responses, waiting_list
from bot.services.sealing import Seal
from storage import (
    announcements,
    check_ins,
    conversations,
    deliveries,
    organisations,
    outbox,
    participants,
    reminders,
    roles,
    stars,
)
from storage.database import Database
from storage.models import Agenda, Locale, Participant, Role, Stored


class KnownParticipants:
    """The participants and their stars in memory, read again after anything was written."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._version = db.version
        self._people: dict[int, Participant | None] = {}
        self._stars: dict[int, frozenset[str]] = {}

    async def by_telegram_id(self, telegram_id: int) -> Participant | None:
        """Return the participant with this Telegram id, or None."""
        self._forget_if_written()
        if telegram_id not in self._people:
            version = self._db.version
            found = await participants.by_telegram_id(self._db, telegram_id)
            if self._db.version != version:  # written meanwhile: true for the asker, not to keep
                return found
            self._people[telegram_id] = found
        return self._people[telegram_id]

    async def starred_by(self, participant_id: int) -> frozenset[str]:
        """Return the ids of the sessions that a participant starred."""
        self._forget_if_written()
        if participant_id not in self._stars:
            version = self._db.version
            found = await stars.of(self._db, participant_id)
            if self._db.version != version:
                return found
            self._stars[participant_id] = found
        return self._stars[participant_id]

    def forget(self) -> None:
        """Let go of everybody."""
        self._people.clear()
        self._stars.clear()

    def _forget_if_written(self) -> None:
        if self._version != self._db.version:
            self._version = self._db.version
            self.forget()


async def speak(
    db: Database,
    telegram_id: int,
    locale: Locale,
    *,
    organisers: frozenset[int] = frozenset(),
    now: datetime,
) -> Participant:
    """Note the language that somebody chose; they join if they are new.

    `organisers`: Telegram ids of those who join as organisers. Whoever was here before keeps the
    role they have, for it may have been taken from them.
    """
    async with db.transaction() as tx:
        was = await participants.by_telegram_id(tx, telegram_id)
        await participants.speak(tx, telegram_id=telegram_id, locale=locale, now=now)
        participant = await participants.by_telegram_id(tx, telegram_id)
        if was is None and participant is not None and telegram_id in organisers:
            becomes = Role.ORGANISER
            await roles.change(tx, participant.id, was=participant.role, becomes=becomes)
            participant = replace(participant, role=becomes)
    if participant is None:
        raise LookupError("a participant who was just stored is not there")
    return participant


async def reachable(db: Database, telegram_id: int, *, now: datetime, yes: bool) -> None:
    """Note that somebody blocked the bot, or came back: what they missed waits for them again."""
    async with db.transaction() as tx:
        await participants.mark_reachable(tx, telegram_id, unreachable_since=None if yes else now)
        if yes:
            await outbox.revive(tx, telegram_id, now=now)


async def stored_about(db: Database, seal: Seal, participant: Participant) -> Stored:
    """Return everything that is stored about one person."""
    to_be_told, votes, reports = await questions.kept_of(db, seal, participant.telegram_id)
    surveys, unsent = await responses.kept_of(db, seal, participant.telegram_id)
    return Stored(
        participant=participant,
        starred=await stars.of(db, participant.id),
        conversation=await conversations.of(db, participant.telegram_id),
        deliveries=tuple(await deliveries.of(db, participant.id)),
        reminders=await reminders.rule_of(db, participant.id),
        to_be_told=to_be_told,
        votes=votes,
        reports=reports,
        surveys=surveys,
        unsent=unsent,
        checked_in_at=await check_ins.at(db, participant.id),
    )


async def forget(
    db: Database, seal: Seal, participant: Participant, *, agenda: Agenda, now: datetime
) -> None:
    """Delete everything that is stored about one person; their place goes to the next in line."""
    async with db.transaction(anonymous=True) as tx:
        await questions.forget(tx, seal, participant.telegram_id)
        await responses.forget(tx, seal, participant.telegram_id)
        await announcements.discard(tx, participant.id)
        await participants.delete(tx, participant.id)
        await conversations.end(tx, participant.telegram_id)
        await organisations.forget_unused(tx)
        await waiting_list.promote(
            tx, capacity=agenda.event.capacity, until=agenda.ends_at, now=now
        )
    await db.checkpoint()
