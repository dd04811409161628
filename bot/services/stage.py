"""The stage: what those who run the day say is really on, and how far off the plan that is."""

from datetime import datetime, timedelta

import storage.stage
from bot.services import access, marks
from bot.services import agenda as agendas
from bot.services.errors import NoSuchSession, PreviewPassed
from storage import agenda_versions
from storage.database import Database, Query
from storage.models import Agenda, Mark, OnStage, Participant, Phase, Right, Session

MINUTES = 5
STEP = timedelta(minutes=MINUTES)
"""Less is no delay; what is more is told in steps of it."""
MOST = timedelta(minutes=60)
"""Whatever begins farther from its time than that is another order of the day, no delay."""


async def look(db: Database, actor: Participant, *, agenda: Agenda, now: datetime) -> OnStage:
    """Return the stage as it is. Raises: NotAllowed."""
    actor = await access.require(db, actor.id, Right.SET_STAGE)
    mark, until = await _held(db, agenda, now)
    return OnStage(
        by_clock=tuple(each for each in agenda.sessions if _by_clock(each, now)),
        mark=mark,
        until=until,
        sessions=of_today(agenda, now),
        late=await _late(db, agenda, mark, now) if mark else 0,
        may_move=access.may(actor, Right.ORGANISE),
    )


async def mark(
    db: Database, actor: Participant, session_id: str, *, agenda: Agenda, now: datetime
) -> Mark | None:
    """Say that a session is on; what was said before ends, and said again it holds longer.

    Returns what somebody else had said, if that held until now. Raises: NotAllowed; NoSuchSession;
    PreviewPassed for a session that was cancelled or is on another day.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.SET_STAGE)
        session = agenda.session(session_id)
        if session is None:
            raise NoSuchSession(session_id)
        if session not in of_today(agenda, now):
            raise PreviewPassed
        before, _until = await _held(tx, agenda, now)
        if before is not None and before.session_id == session_id:
            await storage.stage.renew(tx, by=actor.id, now=now)
            return None
        await storage.stage.mark(tx, session_id, by=actor.id, now=now)
    return None if before is None or before.by_id == actor.id else before


async def follow_clock(db: Database, actor: Participant) -> None:
    """Let the clock say what is on. Raises: NotAllowed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.SET_STAGE)
        await storage.stage.clear(tx)


def of_today(agenda: Agenda, now: datetime) -> tuple[Session, ...]:
    """Return what can be on: the sessions of this day, and what runs past midnight."""
    zone = agenda.event.time_zone
    today = now.astimezone(zone).date()
    return tuple(
        each
        for each in agenda.sessions
        if not each.cancelled
        and (
            each.starts_at.astimezone(zone).date() == today
            or agendas.phase(agenda, each, now) is Phase.RUNNING
        )
    )


async def _held(db: Query, agenda: Agenda, now: datetime) -> tuple[Mark | None, datetime | None]:
    """Return what somebody said is on and until when that holds; nothing if it does not."""
    mark = await storage.stage.mark_of(db)
    stage = marks.held(agenda, (mark.session_id, mark.said_at)) if mark else None
    return (mark, stage.until) if stage is not None and now < stage.until else (None, None)


def _by_clock(session: Session, now: datetime) -> bool:
    return not session.cancelled and session.starts_at <= now < session.ends_at


async def _late(db: Query, agenda: Agenda, mark: Mark, now: datetime) -> int:
    """Say by how many minutes the rest of the day is late, in whole steps; below zero early.

    What should be over is late until it ends, so always more than it is by now. What began at
    another time is so only until the agenda says when it ends after all.
    """
    session = agenda.session(mark.session_id)
    if session is None:
        return 0
    if now >= session.ends_at:
        off = now - session.ends_at
        return -(-off // STEP) * MINUTES if STEP <= off <= MOST else 0
    off = mark.since - session.starts_at
    if not STEP <= abs(off) <= MOST or await _moved(db, session, mark.since):
        return 0
    return round(off / STEP) * MINUTES


async def _moved(db: Query, session: Session, since: datetime) -> bool:
    """Say whether a session ends at another time than was published then."""
    then = await agenda_versions.at(db, since)
    was = [each for each in then.plan.sessions if each.id == session.id] if then else []
    return any(each.ends_at != session.ends_at for each in was)
