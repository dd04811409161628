"""What somebody said is on, and until when that holds."""

from datetime import datetime, timedelta

from storage.models import Agenda, Stage

STAGE_HOLDS = timedelta(minutes=30)
"""How long a mark on the stage holds at least; it may be forgotten, and the day goes on."""


def held(agenda: Agenda, marked: tuple[str, datetime] | None) -> Stage | None:
    """Return until when a session that was marked at a moment is on; None if it is no more."""
    session = agenda.session(marked[0]) if marked else None
    if marked is None or session is None or session.cancelled:
        return None
    return Stage(session.id, marked[1], max(session.ends_at, marked[1] + STAGE_HOLDS))
