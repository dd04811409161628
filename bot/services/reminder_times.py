"""When which reminder is due: read off the agenda and the time, without a timer or a memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from storage.models import Agenda, Day, Session, SessionKind
from storage.stamps import stamp

LEADS = (5, 10, 15, 30)
"""The minutes before the start that people choose from."""

MORNING = time(7)
"""When the day's plan comes, local time; on days that begin early, `MORNING_LEAD` before."""

MORNING_LEAD = timedelta(minutes=90)

_FARTHEST = timedelta(minutes=max(LEADS))
_ONE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: of a session so many minutes before, or a day's plan (0)."""

    subject: str
    minutes: int
    of: Session | Day
    since: datetime
    until: datetime


def due(agenda: Agenda, now: datetime) -> list[Due]:
    """Return every reminder that somebody may be owed. `now`: aware UTC."""
    return [*_sessions_due(agenda, now), *days_due(agenda, now)]


def days_due(agenda: Agenda, now: datetime) -> Iterator[Due]:
    """Give the day whose plan is of use: from the morning until its first session ends."""
    for day in _days(agenda):
        first = day.sessions[0]
        usual = datetime.combine(day.date, MORNING, agenda.event.time_zone)
        since = min(usual, first.starts_at - MORNING_LEAD)
        if since <= now < first.ends_at:
            yield Due(day.date.isoformat(), 0, day, since, first.ends_at)


def soon(session: Session, now: datetime) -> Due | None:
    """Return the reminder of a session that starts soon; None for one farther off, or begun."""
    left = session.starts_at - now
    if session.cancelled or not timedelta(0) < left <= _FARTHEST:
        return None
    return Due(subject(session), -(-left // _ONE), session, now, session.ends_at)


def subject(session: Session) -> str:
    """Return what a reminder is about: a session and its start, so that a moved one is another."""
    return f"{session.id}@{stamp(session.starts_at)}"


def session_of(subject_: str) -> str:
    """Return the id of the session that a message is about."""
    return subject_.partition("@")[0]


def reminded_of(agenda: Agenda, subject_: str) -> Session | None:
    """Return the session that a reminder is about; None once it was moved, cancelled or removed."""
    session = agenda.session(session_of(subject_))
    if session is None or session.cancelled or subject(session) != subject_:
        return None
    return session


def day_of(agenda: Agenda, subject_: str) -> Day | None:
    """Return the day that a morning overview is about, without what was cancelled, or None."""
    return next((day for day in _days(agenda) if day.date.isoformat() == subject_), None)


def is_everyones(session: Session) -> bool:
    """Say whether whoever wants all reminders is told of a session without having starred it.

    People register on arrival: the morning overview tells them when the doors open.
    """
    walked_to = not session.is_break and session.kind is not SessionKind.REGISTRATION
    return walked_to and not session.optional


def _sessions_due(agenda: Agenda, now: datetime) -> Iterator[Due]:
    for session in agenda.sessions:
        if session.cancelled or not session.starts_at - _FARTHEST <= now < session.ends_at:
            continue
        for minutes in LEADS:
            since = session.starts_at - minutes * _ONE
            if since <= now:
                yield Due(subject(session), minutes, session, since, session.ends_at)


def _days(agenda: Agenda) -> Iterator[Day]:
    """Give the days on which something takes place, without what was cancelled."""
    for day in agenda.days:
        sessions = tuple(session for session in day.sessions if not session.cancelled)
        if sessions:
            yield Day(day.date, sessions)
