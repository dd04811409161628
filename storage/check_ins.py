"""Who came, and when they were checked in."""

from datetime import datetime

from storage.database import Query, Transaction
from storage.stamps import moment, stamp, stamp_or_none


async def checked_in(db: Query, *, before: datetime | None = None) -> list[int]:
    """Return the ids of the participants who were checked in, up to a moment if one is given."""
    rows = await db.all(
        "SELECT participant_id FROM check_in WHERE ?1 IS NULL OR checked_in_at <= ?1"
        " ORDER BY participant_id",
        (stamp_or_none(before),),
    )
    return [row["participant_id"] for row in rows]


async def at(db: Query, participant_id: int) -> datetime | None:
    """Return when a participant was checked in, or None."""
    row = await db.one(
        "SELECT checked_in_at FROM check_in WHERE participant_id = ?1", (participant_id,)
    )
    return None if row is None else moment(row["checked_in_at"])


async def add(tx: Transaction, participant_id: int, *, now: datetime) -> bool:
    """Check somebody in; say whether it happened: whoever is checked in stays so, since then."""
    row = await tx.one(
        "INSERT INTO check_in (participant_id, checked_in_at) VALUES (?1, ?2)"
        " ON CONFLICT (participant_id) DO NOTHING RETURNING participant_id",
        (participant_id, stamp(now)),
    )
    return row is not None


async def take_back(
    tx: Transaction, participant_id: int, *, checked_in_at: datetime | None = None
) -> bool:
    """Take a check-in back, only the one of this moment if one is given; say if it happened."""
    row = await tx.one(
        "DELETE FROM check_in WHERE participant_id = ?1 AND (?2 IS NULL OR checked_in_at = ?2)"
        " RETURNING participant_id",
        (participant_id, stamp_or_none(checked_in_at)),
    )
    return row is not None
