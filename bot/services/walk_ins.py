"""Somebody who came without having registered: four answers, then they are checked in."""

from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from bot.services import access, answers
from bot.services.errors import PreviewPassed, StepPassed
from bot.services.guests import same
from bot.services.registration import new_code
from storage import conversations, guests, walk_ins
from storage.database import Database, Query, Transaction
from storage.models import (
    Arrival,
    CheckedIn,
    Entry,
    EntryStep,
    Guest,
    GuestKind,
    Participant,
    Problem,
    Right,
)

STEPS = {
    EntryStep.WALK_IN_NAME: ("name", answers.a_name),
    EntryStep.WALK_IN_ORGANISATION: ("organisation", answers.an_organisation),
    EntryStep.WALK_IN_POSITION: ("position", answers.a_position),
    EntryStep.WALK_IN_PHONE: ("phone", answers.a_phone),
}
"""What each step asks, in order, and how the answer is read."""
_ORDER = [*STEPS]
MAY_SKIP = {EntryStep.WALK_IN_POSITION, EntryStep.WALK_IN_PHONE}


async def answer(
    db: Database, actor: Participant, entry: Entry, text: str, *, rng: Random, now: datetime
) -> Entry | CheckedIn | Problem:
    """Take what was typed at a step: return the next one, the walk-in after the last, or why not.

    Raises: NotAllowed; StepPassed when it is not the present one any more.
    """
    if entry.step not in STEPS:
        await access.require(db, actor.id, Right.CHECK_IN)
        return Problem.TAP
    field, read = STEPS[entry.step]
    value = read(text)
    if isinstance(value, Problem):
        await access.require(db, actor.id, Right.CHECK_IN)
        return value
    said: dict[str, Any] = {field: value}
    return await _go_on(db, actor, replace(entry, **said), rng=rng, now=now)


async def skip(
    db: Database, actor: Participant, step: EntryStep, *, rng: Random, now: datetime
) -> Entry | CheckedIn:
    """Pass over an optional step. Raises: NotAllowed; StepPassed when it is not the present one."""
    entry = await conversations.entry_of(db, actor.telegram_id)
    if entry is None or entry.step is not step or step not in MAY_SKIP:
        await access.require(db, actor.id, Right.CHECK_IN)
        raise StepPassed
    return await _go_on(db, actor, entry, rng=rng, now=now)


async def store(db: Database, actor: Participant, *, rng: Random, now: datetime) -> CheckedIn:
    """Store somebody whose name is known here already: they are somebody else.

    Raises: NotAllowed; StepPassed when this was done.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        entry = await conversations.entry_of(tx, actor.telegram_id)
        if entry is None or entry.step is not EntryStep.WALK_IN_SAME:
            raise StepPassed
        return await _store(tx, entry, rng=rng, now=now)


async def alike(db: Query, entry: Entry) -> list[Guest]:
    """Return those of whom the desk knows under the name that was entered."""
    return same(await guests.every(db), entry.name, entry.organisation)


async def is_alike(db: Query, actor: Participant, guest: Guest) -> bool:
    """Say whether a guest is one of those whom somebody is asked to tell from a walk-in."""
    entry = await conversations.entry_of(db, actor.telegram_id)
    if entry is None or entry.step is not EntryStep.WALK_IN_SAME:
        return False
    return (guest.kind, guest.id) in {(each.kind, each.id) for each in await alike(db, entry)}


async def forget(db: Database, actor: Participant, walk_in_id: int) -> Guest:
    """Delete a walk-in whose check-in was taken back; return who it was.

    Raises: NotAllowed; PreviewPassed for one who is checked in, or gone.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        guest = await guests.find(tx, GuestKind.WALK_IN, walk_in_id)
        if guest is None or not await walk_ins.delete(tx, walk_in_id):
            raise PreviewPassed
    await db.checkpoint()
    return guest


async def _go_on(
    db: Database, actor: Participant, entry: Entry, *, rng: Random, now: datetime
) -> Entry | CheckedIn:
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.CHECK_IN)
        stands = await conversations.entry_of(tx, actor.telegram_id)
        if stands is None or stands.step is not entry.step:
            raise StepPassed
        at = _ORDER.index(entry.step) + 1
        if at < len(_ORDER):
            step = _ORDER[at]
        elif await alike(tx, entry):
            step = EntryStep.WALK_IN_SAME
        else:
            return await _store(tx, entry, rng=rng, now=now)
        entry = replace(entry, step=step, misses=0)
        await conversations.save_entry(tx, entry, now=now)
    return entry


async def _store(tx: Transaction, entry: Entry, *, rng: Random, now: datetime) -> CheckedIn:
    """Store and check in, and wait for the next code or name."""
    number = await walk_ins.add(
        tx,
        name=entry.name,
        organisation=entry.organisation,
        position=entry.position or None,
        phone=entry.phone or None,
        code=await new_code(tx, rng),
        now=now,
    )
    waits = Entry(entry.chat_id, EntryStep.CHECK_IN, heard=entry.heard)
    await conversations.save_entry(tx, waits, now=now)
    return CheckedIn(Arrival.CHECKED_IN, await guests.find(tx, GuestKind.WALK_IN, number))
