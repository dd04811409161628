"""Checking people in, and taking it back."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.services import access, codes, reminders, waiting_list
from bot.services import agenda as agendas
from storage import check_ins, deliveries, guests, participants, walk_ins
from storage import reminders as reminder_rows
from storage.database import Database, Transaction
from storage.models import (
    Agenda,
    Arrival,
    CheckedIn,
    DeliveryKind,
    Guest,
    GuestKind,
    Hours,
    Missed,
    Participant,
    Phase,
    Priority,
    RegistrationStatus,
    Right,
    SessionKind,
)
from storage.stamps import stamp

EARLY = timedelta(minutes=60)
"""So long before a day's first session people may check themselves in."""


async def by_code(
    db: Database, actor: Participant, code: str, *, agenda: Agenda, now: datetime
) -> CheckedIn:
    """Check in whose ticket this is. Raises: NotAllowed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        guest = await guests.by_code(tx, codes.read(code) or "")
        return await _check_in(tx, guest, agenda=agenda, now=now)


async def check_in(
    db: Database,
    actor: Participant,
    kind: GuestKind,
    number: int,
    *,
    agenda: Agenda,
    now: datetime,
) -> CheckedIn:
    """Check a guest in. Raises: NotAllowed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        guest = await guests.find(tx, kind, number)
        return await _check_in(tx, guest, agenda=agenda, now=now)


async def let_in(
    db: Database, actor: Participant, participant_id: int, *, agenda: Agenda, now: datetime
) -> CheckedIn:
    """Give somebody on the waiting list a place, whatever the capacity, and check them in.

    Raises: NotAllowed.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        was = await participants.by_id(tx, participant_id)
        moved = await participants.change_status(
            tx,
            participant_id,
            was=RegistrationStatus.WAITING,
            becomes=RegistrationStatus.REGISTERED,
            now=now,
        )
        if moved:
            await reminders.enqueue_for(tx, participant_id, agenda.sessions, now=now)
        guest = await guests.find(tx, GuestKind.PARTICIPANT, participant_id)
        done = await _check_in(tx, guest, agenda=agenda, now=now)
    return replace(done, waited_since=was.registered_at if was and moved else None)


async def undo_letting_in(
    db: Database,
    actor: Participant,
    participant_id: int,
    *,
    checked_in_at: datetime,
    waited_since: datetime,
    agenda: Agenda,
    now: datetime,
) -> CheckedIn:
    """Take the check-in of this moment back, and the place: they wait where they waited before.

    A later check-in stands, and the place with it. Raises: NotAllowed.
    """
    kind = GuestKind.PARTICIPANT
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        done = await check_ins.take_back(tx, participant_id, checked_in_at=checked_in_at)
        if done:
            await participants.change_status(
                tx,
                participant_id,
                was=RegistrationStatus.REGISTERED,
                becomes=RegistrationStatus.WAITING,
                now=waited_since,
            )
            await reminder_rows.drop_pending(tx, participant_id, DeliveryKind.REMINDER)
            capacity, until = agenda.event.capacity, agenda.ends_at
            await waiting_list.promote(tx, capacity=capacity, until=until, now=now)
        guest = await guests.find(tx, kind, participant_id)
    return CheckedIn(Arrival.UNDONE if done else Arrival.PASSED, guest)


async def undo(
    db: Database, actor: Participant, kind: GuestKind, number: int, *, checked_in_at: datetime
) -> CheckedIn:
    """Take the check-in of this moment back; a later one stands. Raises: NotAllowed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        take_back = check_ins.take_back if kind is GuestKind.PARTICIPANT else walk_ins.take_back
        done = await take_back(tx, number, checked_in_at=checked_in_at)
        guest = await guests.find(tx, kind, number)
    return CheckedIn(Arrival.UNDONE if done else Arrival.PASSED, guest)


async def myself(
    db: Database, participant: Participant, *, agenda: Agenda, now: datetime
) -> CheckedIn:
    """Check oneself in with the poster's code, around the event's hours."""
    hours = window(agenda, now)
    if not hours.opens <= now <= hours.closes:
        return CheckedIn(Arrival.CLOSED)
    async with db.transaction() as tx:
        guest = await guests.find(tx, GuestKind.PARTICIPANT, participant.id)
        return await _check_in(tx, guest, agenda=agenda, now=now, tells=False)


def window(agenda: Agenda, now: datetime) -> Hours:
    """Return when people may check themselves in: today, else the next time, else the last."""
    days = [
        Hours(sessions[0].starts_at - EARLY, max(each.ends_at for each in sessions))
        for day in agenda.days
        if (sessions := [each for each in day.sessions if not each.cancelled])
    ]
    coming = (each for each in days if now <= each.closes)
    return next(coming, days[-1] if days else Hours(agenda.ends_at, agenda.ends_at))


def missed(agenda: Agenda, now: datetime) -> Missed:
    """Return what is on and next for whoever comes when the day's first session has begun."""
    today = now.astimezone(agenda.event.time_zone).date()
    first = next(
        (
            session
            for day in agenda.days
            if day.date == today
            for session in day.sessions
            if not session.cancelled and session.kind is not SessionKind.REGISTRATION
        ),
        None,
    )
    if first is None or agendas.phase(agenda, first, now) is Phase.COMING:
        return Missed()
    on = agendas.at(agenda, now)
    return Missed(on.running, on.next)


async def _check_in(
    tx: Transaction, guest: Guest | None, *, agenda: Agenda, now: datetime, tells: bool = True
) -> CheckedIn:
    if guest is None:
        return CheckedIn(Arrival.UNKNOWN)
    if guest.waits:
        return CheckedIn(Arrival.WAITING, guest)
    add = check_ins.add if guest.kind is GuestKind.PARTICIPANT else walk_ins.check_in
    done = await add(tx, guest.id, now=now)
    if done and tells and guest.kind is GuestKind.PARTICIPANT:
        await _welcome(tx, guest.id, agenda=agenda, now=now)
    as_now = await guests.find(tx, guest.kind, guest.id)
    return CheckedIn(Arrival.CHECKED_IN if done else Arrival.ALREADY, as_now)


async def _welcome(tx: Transaction, participant_id: int, *, agenda: Agenda, now: datetime) -> None:
    since = stamp(now)
    await deliveries.enqueue(
        tx,
        dedupe_key=f"welcome:{participant_id}:{since}",
        participant_id=participant_id,
        kind=DeliveryKind.WELCOME,
        subject=since,
        priority=Priority.URGENT,
        due_at=now,
        expires_at=agenda.ends_at,
        now=now,
    )
