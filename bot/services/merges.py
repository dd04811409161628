"""Bring a whole plan and the live agenda together: an edited event file, or a version before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from storage.models import Import, Plan, Session, SessionRole, SessionSpeaker, SessionStatus, Undo

_FIELDS = ("kind", "title", "description", "qa_open", "items", "optional")

Value = TypeVar("Value")
Part = tuple[str, SessionRole]


def imported(plan: Plan, edit: Import, *, all_times: bool = False) -> Plan:
    """Take what the file says differently from its base; see `Import`.

    `all_times`: every time and room as the file has it, edited or not.
    """
    base = {} if edit.base is None else {each.id: each for each in edit.base.sessions}
    live = {each.id: each for each in plan.sessions}
    named = {each.id for each in edit.plan.sessions}
    dropped = base if edit.base is not None else live
    sessions = [
        _merged(live[each.id], each, base[each.id], all_times=all_times)
        if each.id in live and each.id in base
        else each
        for each in edit.plan.sessions
    ]
    sessions += [
        _cancelled(each) if each.id in dropped else each
        for each in plan.sessions
        if each.id not in named
    ]
    return whole(edit.plan, sessions)


def undone(plan: Plan, edit: Undo) -> Plan:
    """Go back to a version; a session that it did not have yet is called off."""
    named = {each.id for each in edit.plan.sessions}
    later = [_cancelled(each) for each in plan.sessions if each.id not in named]
    return whole(edit.plan, [*edit.plan.sessions, *later])


def _cancelled(session: Session) -> Session:
    return replace(session, status=SessionStatus.CANCELLED)


def _merged(live: Session, file: Session, base: Session, *, all_times: bool) -> Session:
    same_times = (file.starts_at, file.ends_at) == (base.starts_at, base.ends_at)
    same_room = (file.room and file.room.id) == (base.room and base.room.id)
    when = live if same_times and not all_times else file
    return replace(
        live,
        **{
            name: _edited(getattr(live, name), getattr(file, name), getattr(base, name))
            for name in _FIELDS
        },
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        room=live.room if same_room and not all_times else file.room,
        speakers=_cast(live.speakers, file.speakers, base.speakers),
    )


def _edited(live: Value, file: Value, base: Value) -> Value:
    """Return what the file says where it was edited, else what stands."""
    return live if file == base else file


def _cast(
    live: Sequence[SessionSpeaker], file: Sequence[SessionSpeaker], base: Sequence[SessionSpeaker]
) -> tuple[SessionSpeaker, ...]:
    """Merge part by part: who was confirmed, added or removed live stays so."""
    standing, before = _parts(live), _parts(base)
    merged = {
        part: standing[part]
        if part in standing and each.confirmed == before[part].confirmed
        else each
        for part, each in _parts(file).items()
        if part not in before or part in standing or each.confirmed != before[part].confirmed
    }
    merged |= {part: each for part, each in standing.items() if part not in (before | merged)}
    return tuple(merged.values())


def _parts(cast: Sequence[SessionSpeaker]) -> dict[Part, SessionSpeaker]:
    return {(each.speaker.id, each.role): each for each in cast}


def whole(plan: Plan, sessions: Sequence[Session]) -> Plan:
    """Give a plan these sessions, in order of time, and the rooms and speakers that they need.

    What it has under an id already is what they get.
    """
    rooms = {each.id: each for each in plan.rooms}
    speakers = {each.id: each for each in plan.speakers}
    for session in sessions:
        if session.room is not None:
            rooms.setdefault(session.room.id, session.room)
        for part in session.speakers:
            speakers.setdefault(part.speaker.id, part.speaker)
    resolved = (
        replace(
            session,
            room=session.room and rooms[session.room.id],
            speakers=tuple(
                replace(part, speaker=speakers[part.speaker.id]) for part in session.speakers
            ),
        )
        for session in sessions
    )
    return Plan(
        plan.event,
        tuple(rooms.values()),
        tuple(speakers.values()),
        tuple(sorted(resolved, key=lambda session: session.starts_at)),
        plan.survey,
    )
