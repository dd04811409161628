"""The roster for the table at the door: who is on it, and what one that comes back changes."""

import re
from collections.abc import Sequence
from datetime import datetime
from random import Random

from bot.i18n.normalise import ascii_digits, key
from bot.services import access, answers, codes
from bot.services.errors import PreviewPassed
from bot.services.guests import same
from bot.services.registration import new_code
from storage import check_ins, conversations, guests, walk_ins
from storage.database import Database, Transaction
from storage.models import (
    Agenda,
    Clash,
    Conflict,
    Entry,
    EntryStep,
    Guest,
    GuestKind,
    Participant,
    Problem,
    Reconciled,
    Right,
    RosterRow,
)

_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})[:.hH](\d{2})(?::\d{2})?(?!\.?\d)"
    r"\s*(?:([ap])\.?m\b|(ព្រឹក)|(រសៀល|ល្ងាច|យប់))?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_NOON = 12


async def rows(db: Database, actor: Participant) -> list[Guest]:
    """Return everybody, in the order of their names. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.ORGANISE)
    return sorted(await guests.every(db), key=lambda each: (key(each.name), each.kind, each.id))


async def preview(db: Database, actor: Participant, found: Sequence[RosterRow]) -> Reconciled:
    """Return what a roster would change; nothing is changed. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.ORGANISE)
    return reconcile(found, await guests.every(db))


async def apply(
    db: Database,
    actor: Participant,
    entry: Entry,
    found: Sequence[RosterRow],
    *,
    agenda: Agenda,
    rng: Random,
    now: datetime,
) -> Reconciled:
    """Check in and add whom a roster names, as far as that is true at this moment; return that.

    Nobody is taken back, and nobody is welcomed: they have long been here.
    Raises: NotAllowed; PreviewPassed when another file waits now, or none.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        waits = await conversations.entry_of(tx, actor.telegram_id)
        same_file = waits is not None and waits.file_id == entry.file_id
        if waits is None or waits.step is not EntryStep.ROSTER or not same_file:
            raise PreviewPassed
        done = reconcile(found, await guests.every(tx))
        for row, guest in done.check_in:
            add = check_ins.add if guest.kind is GuestKind.PARTICIPANT else walk_ins.check_in
            await add(tx, guest.id, now=came_at(row, agenda, now))
        for row in done.add:
            await _add(tx, row, rng=rng, now=came_at(row, agenda, now))
        await conversations.end(tx, actor.telegram_id)
    return done


def reconcile(found: Sequence[RosterRow], everybody: Sequence[Guest]) -> Reconciled:
    """Compare a roster with what stands here."""
    by_code = {guest.code: guest for guest in everybody if guest.code}
    check_in: list[tuple[RosterRow, Guest]] = []
    add: list[RosterRow] = []
    clashes: list[Clash] = []
    on_paper: set[tuple[GuestKind, int]] = set()
    names: set[tuple[str, str]] = set()
    already = 0
    for row in (row for row in found if row.came or row.unclear):
        guest = by_code.get(codes.read(row.code) or "") if row.code else _walk_in(row, everybody)
        why = Conflict.UNCLEAR if row.unclear else _clash(row, guest, everybody, on_paper, names)
        if guest is not None:
            on_paper.add((guest.kind, guest.id))
        if why is not None:
            clashes.append(Clash(why, row, _other(why, row, guest, everybody)))
        elif guest is None:
            names.add(_named(row))
            add.append(row)
        elif guest.checked_in_at is not None:
            already += 1
        else:
            check_in.append((row, guest))
    clashes += [
        Clash(Conflict.NOT_ON_PAPER, None, guest)
        for guest in everybody
        if guest.checked_in_at is not None and (guest.kind, guest.id) not in on_paper
    ]
    return Reconciled(tuple(check_in), tuple(add), already, tuple(clashes))


def came_at(row: RosterRow, agenda: Agenda, now: datetime) -> datetime:
    """Return the time of day that was written, on the event's day; without one that fits, now.

    With days of several, it is the one that was written before it, or today.
    """
    written = ascii_digits(row.at)
    read, zone = _TIME.search(written), agenda.event.time_zone
    if read is None:
        return now
    days = {day.date for day in agenda.days}
    today = now.astimezone(zone).date()
    day = today if today in days else max(min(days), min(max(days), today))
    if named := _DAY.search(written):
        day = next((each for each in days if each.isoformat() == named[1]), day)
    hour, morning, later = (
        int(read[1]),
        read[4] or (read[3] or "").lower() == "a",
        read[5] or read[3],
    )
    if morning or later:
        hour = hour % _NOON + (0 if morning else _NOON)
    try:
        moment = datetime(day.year, day.month, day.day, hour, int(read[2]), tzinfo=zone)
    except ValueError:
        return now
    return min(moment, now)


def _clash(  # noqa: PLR0911 -- one for each conflict
    row: RosterRow,
    guest: Guest | None,
    everybody: Sequence[Guest],
    on_paper: set[tuple[GuestKind, int]],
    names: set[tuple[str, str]],
) -> Conflict | None:
    if guest is None and row.code:
        return Conflict.UNKNOWN_CODE
    if guest is None:
        if isinstance(answers.a_name(row.name), Problem):
            return Conflict.NO_NAME
        if any(each.kind is GuestKind.PARTICIPANT for each in same(everybody, row.name, "")):
            return Conflict.KNOWN_NAME
        return Conflict.TWICE if _named(row) in names else None
    if row.name and key(row.name) != key(guest.name):
        return Conflict.OTHER_NAME
    if (guest.kind, guest.id) in on_paper:
        return Conflict.TWICE
    return Conflict.WAITING if guest.waits else None


def _walk_in(row: RosterRow, everybody: Sequence[Guest]) -> Guest | None:
    """Return the walk-in whom a row without a code means, if they are known here already."""
    _name, organisation = _named(row)
    for each in same(everybody, row.name, organisation):
        alike = not organisation or organisation == key(each.organisation or "")
        if each.kind is GuestKind.WALK_IN and alike:
            return each
    return None


def _other(
    why: Conflict, row: RosterRow, guest: Guest | None, everybody: Sequence[Guest]
) -> Guest | None:
    if why is Conflict.KNOWN_NAME:
        return same(everybody, row.name, row.organisation)[0]
    return guest


def _named(row: RosterRow) -> tuple[str, str]:
    # What is no organisation is not stored, and so not found when the file comes once more.
    return key(row.name), key(_kept(answers.an_organisation(row.organisation)) or "")


def _kept(value: str | Problem) -> str | None:
    return None if isinstance(value, Problem) else value


async def _add(tx: Transaction, row: RosterRow, *, rng: Random, now: datetime) -> None:
    await walk_ins.add(
        tx,
        name=_kept(answers.a_name(row.name)) or row.name,
        organisation=_kept(answers.an_organisation(row.organisation)),
        position=_kept(answers.a_position(row.position)),
        phone=_kept(answers.a_phone(row.phone)),
        code=await new_code(tx, rng),
        now=now,
    )
