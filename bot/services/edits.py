"""What an edit makes of the agenda, and why some cannot be made."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.i18n.marked import N_
from bot.services.casts import OfCast, recast
from bot.services.errors import DoesNotFit
from bot.services.event_fault import Problem
from bot.services.merges import imported, undone, whole
from bot.services.shifts import shift
from storage.models import (
    Add,
    Cancel,
    Edit,
    Event,
    Import,
    Move,
    Plan,
    Rehouse,
    Rename,
    Restore,
    Session,
    SessionStatus,
    Shift,
    Undo,
)

GONE = N_("This session is not on the agenda any more.")
CALLED_OFF = N_("“{title}” is cancelled. Restore it first.")
THERE_ALREADY = N_("“{title}” is on the agenda already.")
OUT_OF_DAYS = N_("That is outside the days of the event. Choose another time.")
OVERLAP = N_(
    "“{title}” is in the same room at that time. "
    "Choose another time or room, or move that session first."
)


def apply(plan: Plan, edit: Edit) -> Plan:
    """Return the plan with one edit made.

    What stands already makes no difference, such as cancelling twice. New rooms and speakers
    become the event's; where it has one of this id, that one is meant. Raises: DoesNotFit.
    """
    if isinstance(edit, Undo):
        return undone(plan, edit)  # it was published once: it fits
    try:
        return _fitting(plan, _edited(plan, edit))
    except DoesNotFit:
        if not isinstance(edit, Import):
            raise
    # Live times and the file's do not go together: the file's do by themselves.
    return _fitting(plan, imported(plan, edit, all_times=True))


def _fitting(plan: Plan, edited: Plan) -> Plan:
    """Return an edited plan, its sessions in order. Raises: DoesNotFit."""
    edited = whole(edited, edited.sessions)
    _check(plan.sessions, edited.sessions, edited.event)
    return edited


def _edited(plan: Plan, edit: Edit) -> Plan:
    match edit:
        case Shift():
            return shift(plan, edit)
        case Import():
            return imported(plan, edit)
        case Undo():
            return undone(plan, edit)
        case Add(session=session):
            if any(each.id == session.id for each in plan.sessions):
                raise DoesNotFit(THERE_ALREADY, title=session.title)
            return replace(plan, sessions=(*plan.sessions, session))
        case Cancel() | Restore():
            called_off = isinstance(edit, Cancel)
            status = SessionStatus.CANCELLED if called_off else SessionStatus.SCHEDULED
            return _put(plan, _find(plan, edit.session_id), status=status)
        case _:
            return _of_session(plan, _find(plan, edit.session_id), edit)


def _of_session(plan: Plan, session: Session, edit: Move | Rename | Rehouse | OfCast) -> Plan:
    if session.cancelled:
        raise DoesNotFit(CALLED_OFF, title=session.title)
    match edit:
        case Move():
            return _put(plan, session, starts_at=edit.starts_at, ends_at=edit.ends_at)
        case Rename():
            return _put(plan, session, title=edit.title)
        case Rehouse(room=room):
            known = (each for each in plan.rooms if room and each.id == room.id)
            return _put(plan, session, room=next(known, room))
        case _:
            return _put(plan, session, speakers=recast(plan, session, edit))


def _find(plan: Plan, session_id: str) -> Session:
    found = next((each for each in plan.sessions if each.id == session_id), None)
    if found is None:
        raise DoesNotFit(GONE)
    return found


def _put(plan: Plan, session: Session, **changes: Any) -> Plan:
    edited = replace(session, **changes)
    sessions = (edited if each is session else each for each in plan.sessions)
    return replace(plan, sessions=tuple(sessions))


def _check(before: Sequence[Session], after: Sequence[Session], event: Event) -> None:
    """Refuse what this edit brings about: times that cannot be, two sessions in one room."""
    stood = {(each.id, *_place(each)) for each in before}
    standing = [each for each in after if not each.cancelled]
    for session in standing:
        if (session.id, *_place(session)) in stood:
            continue
        if session.ends_at <= session.starts_at:
            raise DoesNotFit(Problem.END_NOT_AFTER)
        if not _in_days(session, event):
            raise DoesNotFit(OUT_OF_DAYS)
        for other in standing:
            if other.id != session.id and _clash(session, other):
                raise DoesNotFit(OVERLAP, title=other.title)


def _place(session: Session) -> tuple[object, ...]:
    return session.starts_at, session.ends_at, session.room and session.room.id, session.status


def _in_days(session: Session, event: Event) -> bool:
    first = datetime.combine(event.first_day, time(), event.time_zone).astimezone(UTC)
    after = event.last_day + timedelta(days=1)
    last = datetime.combine(after, time(), event.time_zone).astimezone(UTC)
    return first <= session.starts_at and session.ends_at <= last


def _clash(one: Session, other: Session) -> bool:
    return (
        one.room is not None
        and other.room is not None
        and one.room.id == other.room.id
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
    )
