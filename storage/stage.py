"""What an organiser said is on."""

from datetime import datetime

from storage.database import Query, Transaction
from storage.stamps import moment, stamp


async def marked(db: Query) -> tuple[str, datetime] | None:
    """Return the session that was marked and since when, or None."""
    row = await db.one("SELECT session_id, since FROM stage")
    return None if row is None else (row["session_id"], moment(row["since"]))


async def mark(tx: Transaction, session_id: str, *, by: int, now: datetime) -> None:
    """Mark a session as the one that is on. `by`: a participant's id."""
    await tx.all(
        "INSERT INTO stage (id, session_id, since, set_by) VALUES (1, ?1, ?2, ?3)"
        " ON CONFLICT (id) DO UPDATE SET session_id = excluded.session_id,"
        " since = excluded.since, set_by = excluded.set_by",
        (session_id, stamp(now), by),
    )


async def clear(tx: Transaction) -> None:
    """Follow the clock again."""
    await tx.all("DELETE FROM stage")
