"""Agendas that are published with some sessions different, and who waits to be told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.services import agenda as agendas
from bot.services import notices, versions
from storage import agenda_versions
from storage.database import Database
from storage.models import Agenda, Participant, Session, SessionStatus, Text

NOW = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)
DELAY = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)

Edit = Callable[[Session], Session]


async def publish(db: Database, *, at: datetime = NOW, **edited: Edit) -> int:
    """Publish with these sessions edited, hyphens written _; say how many are told."""
    newest = await agenda_versions.newest(db)
    assert newest is not None
    sessions = tuple(
        edited.get(each.id.replace("-", "_"), _same)(each) for each in newest.plan.sessions
    )
    in_order = tuple(sorted(sessions, key=lambda each: each.starts_at))
    async with db.transaction() as tx:
        plan = replace(newest.plan, sessions=in_order)
        version = await versions.record(tx, plan, by=None, now=at)
        return await notices.enqueue(tx, version=version, delay=DELAY, now=at)


def _same(session: Session) -> Session:
    return session


def changed(**changes: Any) -> Edit:
    """Replace these fields."""
    return lambda session: replace(session, **changes)


def later(minutes: int) -> Edit:
    """Move by so many minutes."""
    by = minutes * MINUTE
    return lambda its: replace(its, starts_at=its.starts_at + by, ends_at=its.ends_at + by)


CANCELLED = changed(status=SessionStatus.CANCELLED)
RENAMED = changed(title=Text("ថ្មី", "New"))


async def told(db: Database) -> list[tuple[int, str]]:
    """Whom a notice waits for: the Telegram id and the subject."""
    rows = await db.all(
        "SELECT telegram_id, subject FROM delivery"
        " JOIN participant ON participant.id = participant_id"
        " WHERE delivery.status = 'pending' AND kind = 'change' ORDER BY telegram_id"
    )
    return [(row["telegram_id"], row["subject"]) for row in rows]


async def star(db: Database, agenda: Agenda, person: Participant, session_id: str) -> None:
    """Let somebody star a session."""
    await agendas.star(db, person.id, agenda=agenda, session_id=session_id, now=NOW)
