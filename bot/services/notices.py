"""Notices: who is told of a change of the agenda, from what they knew to what is true now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from bot.services import changes
from storage import agenda_versions, deliveries, stars
from storage import notices as rows
from storage.database import Query, Transaction
from storage.models import (
    AgendaVersion,
    ChangeKind,
    DeliveryKind,
    Participant,
    Plan,
    Priority,
    Role,
    SessionChange,
)

SOON = timedelta(minutes=30)
"""What starts within that is told before everything else."""
LEEWAY = timedelta(minutes=10)
"""How long a notice lives at least: also one of a session that ends before it is due."""
MERGED = "merged into a later notice"
"""Why a notice expired that was not under way when the next version was published."""

_FOR_ALL = frozenset(
    {
        ChangeKind.ADDED,
        ChangeKind.MOVED,
        ChangeKind.REHOUSED,
        ChangeKind.CANCELLED,
        ChangeKind.RESTORED,
    }
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Those who know the agenda as it was at one version, and what is different since."""

    since: int
    changes: tuple[SessionChange, ...]
    participants: tuple[int, ...]
    chats: tuple[int, ...]


class _Told(TypedDict):
    """What the deliveries of one group share."""

    once: str
    kind: DeliveryKind
    subject: str
    priority: Priority
    due_at: datetime
    expires_at: datetime
    now: datetime


async def enqueue(tx: Transaction, *, version: int, delay: timedelta, now: datetime) -> int:
    """Queue the notices of a version just published; return how many people get one.

    Whoever still waits to be told of earlier versions, or would be once they come back, is told
    once, from what they knew before; if nothing is different from that any more, they are told
    nothing. `delay`: until they are due.
    """
    before = await agenda_versions.numbered(tx, version - 1)
    after = await agenda_versions.numbered(tx, version)
    if before is None or after is None:
        return 0
    groups = await _groups(tx, before, after.plan, now=now)
    waiting = [row["id"] for row in await rows.waiting(tx, now=now)]
    await rows.give_up(tx, waiting, reason=MERGED, now=now)
    for group in groups:
        await _enqueue(tx, group, version=version, due_at=now + delay, now=now)
    return sum(len(group.participants) for group in groups)


async def count(db: Query, newest: AgendaVersion, plan: Plan, *, now: datetime) -> int:
    """Return how many people would get a notice if a plan were published now."""
    groups = await _groups(db, newest, plan, now=now)
    return sum(len(group.participants) for group in groups)


async def concerning(
    db: Query, subject: str, reader: Participant | None
) -> tuple[SessionChange, ...]:
    """Return what of a notice concerns its reader by now; None for a linked chat.

    `subject`: `from-to`, the numbers of two versions.
    """
    first, _, last = subject.partition("-")
    since = await agenda_versions.numbered(db, int(first))
    until = await agenda_versions.numbered(db, int(last))
    if since is None or until is None:
        return ()
    found = _worth_telling(since, until.plan, now=until.published_at)
    if reader is None:
        return tuple(change for change in found if _for_all(change))
    if not (reader.has_place or reader.role is not Role.ATTENDEE or reader.speaker_id):
        return ()
    starred = frozenset[str]() if all(map(_for_all, found)) else await stars.of(db, reader.id)
    return tuple(
        change
        for change in found
        if _for_all(change) or change.after.id in starred or reader.speaker_id in _cast(change)
    )


async def _groups(
    tx: Query, newest: AgendaVersion, plan: Plan, *, now: datetime
) -> tuple[_Group, ...]:
    """Say who would be told what: each from the version of their notice that waits, if one does."""
    known: dict[tuple[int | None, int | None], int] = {}
    for row in await rows.waiting(tx, now=now):  # the oldest first: it says what they knew
        knew = int(row["subject"].partition("-")[0])
        known.setdefault((row["participant_id"], row["linked_chat_id"]), knew)
    readers, chats = await rows.readers(tx), await rows.chats(tx)
    chats |= {chat for _, chat in known if chat is not None}  # one that is lost may come back
    groups = []
    for number in sorted({newest.number, *known.values()}):
        since = newest if number == newest.number else await agenda_versions.numbered(tx, number)
        found = () if since is None else _worth_telling(since, plan, now=now)
        theirs = {each for each in readers if known.get((each, None), newest.number) == number}
        there = {each for each in chats if known.get((None, each), newest.number) == number}
        told = theirs & await _concerned(tx, found, readers)
        groups.append(
            _Group(
                number,
                found,
                tuple(sorted(told)),
                tuple(sorted(there)) if any(map(_for_all, found)) else (),
            )
        )
    return tuple(groups)


async def _concerned(
    tx: Query, found: Sequence[SessionChange], readers: Mapping[int, str | None]
) -> set[int]:
    if any(map(_for_all, found)):
        return set(readers)
    told = set[int]()
    for change in found:
        told |= await rows.starrers(tx, change.after.id) & readers.keys()
        told |= {each for each, speaker_id in readers.items() if speaker_id in _cast(change)}
    return told


async def _enqueue(
    tx: Transaction, group: _Group, *, version: int, due_at: datetime, now: datetime
) -> None:
    if not group.participants and not group.chats:
        return
    starts = [
        each.starts_at
        for change in group.changes
        for each in (change.before, change.after)
        if each is not None
    ]
    soon = any(abs(start - now) <= SOON for start in starts)
    ends = max(change.after.ends_at for change in group.changes)
    told: _Told = {
        "once": f"change:{version}",
        "kind": DeliveryKind.CHANGE,
        "subject": f"{group.since}-{version}",
        "priority": Priority.URGENT if soon else Priority.NORMAL,
        "due_at": due_at,
        "expires_at": max(ends, due_at + LEEWAY),
        "now": now,
    }
    await deliveries.enqueue_for(tx, group.participants, **told)
    await deliveries.enqueue_for_chats(tx, group.chats, **told)


def _worth_telling(since: AgendaVersion, plan: Plan, *, now: datetime) -> tuple[SessionChange, ...]:
    """Leave out what is over by now, and what only organisers want to know."""
    return tuple(
        change
        for change in changes.between(since.plan.sessions, plan.sessions)
        if change.kinds != (ChangeKind.DETAILS,)
        and (
            change.after.ends_at > now
            or (change.before is not None and change.before.ends_at > now)
        )
    )


def _for_all(change: SessionChange) -> bool:
    """Say whether everybody is told; else whoever starred the session, and its speakers."""
    return not change.after.optional and not _FOR_ALL.isdisjoint(change.kinds)


def _cast(change: SessionChange) -> frozenset[str | None]:
    sessions = (change.before, change.after)
    return frozenset(part.speaker.id for each in sessions if each for part in each.speakers)
