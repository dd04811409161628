"""Reminders: who is told of what; what was queued stands in the database, and no timer runs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.services import reminder_times
from bot.services.errors import StepPassed
from bot.services.reminder_times import LEADS, Due
from storage import deliveries, reminders
from storage.database import Database, Transaction
from storage.models import (
    Agenda,
    Day,
    DeliveryKind,
    Participant,
    Priority,
    ReminderRule,
    Role,
    Session,
)

AT_ONCE = 500
"""How many reminders are queued in one transaction."""


async def enqueue_due(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Queue the reminders that are due and were not queued before, each for all concerned.

    `now`: aware UTC. What should have been queued while the program was down is queued now, for as
    long as it is of use.
    """
    due = reminder_times.due(agenda, now)
    if not due:
        return
    done = await reminders.runs(db, sorted({each.subject for each in due}))
    for each in due:
        after: int | None = None if (each.subject, each.minutes) in done else 0
        # Not all in one transaction: a tap that writes would have to wait for it. Cut short, the
        # run is not over, and the next tick goes through it again; the keys let nothing in twice.
        while after is not None:
            async with db.transaction() as tx:
                after = await _queue_some(tx, each, after, now=now)


async def enqueue_for(
    tx: Transaction, participant_id: int, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Queue for one person what is due and has not begun: they registered, or chose otherwise.

    What has begun is not for them: they did not want it, or were not there, when it did.
    """
    for session in sessions:
        due = reminder_times.soon(session, now)
        if due is not None and await reminders.wants(
            tx,
            session.id,
            participant_id=participant_id,
            minutes=due.minutes,
            everyones=reminder_times.is_everyones(session),
            is_break=session.is_break,
        ):
            await _queue(tx, due, [participant_id], now=now)


def concern(participant: Participant) -> bool:
    """Say whether reminders come to somebody: to whoever has a place, and to the team."""
    in_team = participant.role is not Role.ATTENDEE or participant.speaker_id is not None
    return participant.has_place or in_team


async def rule_of(db: Database, participant: Participant) -> ReminderRule:
    """Return which reminders somebody wants."""
    return await reminders.rule_of(db, participant.id)


async def choose(
    db: Database, participant: Participant, *, agenda: Agenda, now: datetime, **chosen: Any
) -> ReminderRule:
    """Change which reminders somebody wants, from this moment on.

    `chosen`: fields of ReminderRule. Raises: StepPassed for a choice that is not offered.
    """
    async with db.transaction() as tx:
        before = await reminders.rule_of(tx, participant.id)
        rule = replace(before, **chosen)
        if rule.minutes not in LEADS:
            raise StepPassed
        if rule != before:
            await reminders.save_rule(tx, participant.id, rule)
        if rule.morning != before.morning:
            await _choose_morning(tx, participant.id, agenda, wanted=rule.morning, now=now)
        if replace(rule, morning=before.morning) != before:
            await reminders.drop_pending(tx, participant.id, DeliveryKind.REMINDER)
            await enqueue_for(tx, participant.id, agenda.sessions, now=now)
    return rule


async def starred(tx: Transaction, participant_id: int, session: Session, *, now: datetime) -> None:
    """Queue or forget the reminder of a session that somebody starred, or no longer stars."""
    if now < session.starts_at:
        subject = reminder_times.subject(session)
        await reminders.drop_pending(tx, participant_id, DeliveryKind.REMINDER, subject=subject)
    await enqueue_for(tx, participant_id, [session], now=now)


async def _choose_morning(
    tx: Transaction, participant_id: int, agenda: Agenda, *, wanted: bool, now: datetime
) -> None:
    if not wanted:
        await reminders.drop_pending(tx, participant_id, DeliveryKind.MORNING)
    elif await reminders.is_concerned(tx, participant_id):
        for due in reminder_times.days_due(agenda, now):
            await _queue(tx, due, [participant_id], now=now)


async def _queue_some(tx: Transaction, due: Due, after: int, *, now: datetime) -> int | None:
    """Queue a reminder for the next ones; return after whom to go on, None when that was all."""
    concerned = await _concerned(tx, due, after)
    await _queue(tx, due, concerned, now=now)
    if len(concerned) == AT_ONCE:
        return concerned[-1]
    await reminders.end_run(tx, due.subject, due.minutes)
    return None


async def _concerned(tx: Transaction, due: Due, after: int) -> list[int]:
    if isinstance(due.of, Day):
        # Whoever registers this morning is being told where and when as it is.
        return await reminders.to_greet(tx, known_before=due.since, after=after, most=AT_ONCE)
    return await reminders.to_remind(
        tx,
        due.of.id,
        minutes=due.minutes,
        everyones=reminder_times.is_everyones(due.of),
        is_break=due.of.is_break,
        after=after,
        most=AT_ONCE,
    )


async def _queue(
    tx: Transaction, due: Due, participant_ids: Sequence[int], *, now: datetime
) -> None:
    kind = DeliveryKind.MORNING if isinstance(due.of, Day) else DeliveryKind.REMINDER
    await deliveries.enqueue_for(
        tx,
        participant_ids,
        once=f"{kind}:{due.subject}",
        kind=kind,
        subject=due.subject,
        priority=Priority.NORMAL,
        due_at=due.since,
        expires_at=due.until,
        now=now,
    )
