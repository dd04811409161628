"""What is different between two versions of the agenda."""

from collections.abc import Sequence
from dataclasses import replace

from storage.models import ChangeKind, Plan, Session, SessionChange, SessionRole, Text


def between(before: Sequence[Session], after: Sequence[Session]) -> tuple[SessionChange, ...]:
    """Return a change for every session that is different after, in the order of time.

    A session that is only before says nothing: whoever takes one away cancels it.
    """
    earlier = {session.id: session for session in before}
    changes = (
        SessionChange(earlier.get(session.id), session, kinds)
        for session in after
        if (kinds := _kinds(earlier.get(session.id), session))
    )
    return tuple(sorted(changes, key=lambda change: change.after.starts_at))


def event_differs(before: Plan, after: Plan) -> bool:
    """Say whether what is not on the agenda differs: title, venue, contact, survey and the like."""
    was, becomes = [replace(each.event, file_hash="") for each in (before, after)]
    return (was, before.survey) != (becomes, after.survey)


def numbered(before: Plan, after: Plan) -> Plan:
    """Return the plan with the sequence of every session that changed one higher."""
    earlier = {session.id: session for session in before.sessions}
    changed = {change.after.id for change in between(before.sessions, after.sessions)}
    return replace(
        after,
        sessions=tuple(
            replace(
                session,
                sequence=earlier[session.id].sequence + (session.id in changed)
                if session.id in earlier
                else 0,
            )
            for session in after.sessions
        ),
    )


def _kinds(before: Session | None, after: Session) -> tuple[ChangeKind, ...]:
    if before is None:
        return () if after.cancelled else (ChangeKind.ADDED,)
    if after.cancelled:
        return () if before.cancelled else (ChangeKind.CANCELLED,)
    recast = _cast(before) != _cast(after)
    same = replace(
        before,
        starts_at=after.starts_at,
        ends_at=after.ends_at,
        room=after.room,
        title=after.title,
        speakers=after.speakers if recast else before.speakers,
        status=after.status,
        sequence=after.sequence,
    )
    times = (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)
    found = {
        ChangeKind.RESTORED: before.cancelled,
        ChangeKind.MOVED: times,
        ChangeKind.REHOUSED: before.room != after.room,
        ChangeKind.RENAMED: before.title != after.title,
        ChangeKind.RECAST: recast,
        ChangeKind.DETAILS: same != after,
    }
    return tuple(kind for kind, holds in found.items() if holds)


def _cast(session: Session) -> list[tuple[str, Text, SessionRole, bool]]:
    """Say who takes part and how; a position or a biography is a detail."""
    return [
        (part.speaker.id, part.speaker.name, part.role, part.confirmed) for part in session.speakers
    ]
