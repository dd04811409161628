"""What somebody said is on."""

from datetime import datetime

from storage.database import Query, Transaction
from storage.models import Mark
from storage.stamps import moment, moment_or_none, stamp


async def marked(db: Query) -> tuple[str, datetime] | None:
    """Return the session that was marked and when that was last said, or None."""
    row = await db.one("SELECT session_id, coalesce(renewed_at, since) AS said_at FROM stage")
    return None if row is None else (row["session_id"], moment(row["said_at"]))


async def mark_of(db: Query) -> Mark | None:
    """Return what was marked, when and by whom, or None."""
    row = await db.one(
        "SELECT stage.session_id, stage.since, stage.renewed_at, stage.set_by, participant.name"
        " FROM stage LEFT JOIN participant ON participant.id = stage.set_by"
    )
    if row is None:
        return None
    return Mark(
        session_id=row["session_id"],
        since=moment(row["since"]),
        renewed_at=moment_or_none(row["renewed_at"]),
        by_id=row["set_by"],
        by=row["name"],
    )


async def mark(tx: Transaction, session_id: str, *, by: int, now: datetime) -> None:
    """Mark a session as the one that is on. `by`: a participant's id."""
    await tx.all(
        "INSERT INTO stage (id, session_id, since, set_by) VALUES (1, ?1, ?2, ?3)"
        " ON CONFLICT (id) DO UPDATE SET session_id = excluded.session_id,"
        " since = excluded.since, renewed_at = NULL, set_by = excluded.set_by",
        (session_id, stamp(now), by),
    )


async def renew(tx: Transaction, *, by: int, now: datetime) -> None:
    """Note that what was marked is still on. `by`: a participant's id."""
    await tx.all("UPDATE stage SET renewed_at = ?1, set_by = ?2", (stamp(now), by))


async def clear(tx: Transaction) -> None:
    """Follow the clock again."""
    await tx.all("DELETE FROM stage")
