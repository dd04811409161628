"""Who came without having registered."""

from datetime import datetime

from storage import given_numbers
from storage.database import Query, Transaction
from storage.models import GuestKind
from storage.stamps import stamp, stamp_or_none


async def add(
    tx: Transaction,
    *,
    name: str,
    organisation: str | None,
    position: str | None,
    phone: str | None,
    code: str,
    now: datetime,
) -> int:
    """Store somebody who came, checked in; return their number."""
    number = await given_numbers.take(tx, GuestKind.WALK_IN)
    await tx.all(
        "INSERT INTO walk_in (name, organisation, position, phone, code, checked_in_at, id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (name, organisation, position, phone, code, stamp(now), number),
    )
    return number


async def has_code(db: Query, code: str) -> bool:
    """Say whether a walk-in has this code."""
    return await db.one("SELECT 1 FROM walk_in WHERE code = ?1", (code,)) is not None


async def check_in(tx: Transaction, walk_in_id: int, *, now: datetime) -> bool:
    """Check somebody in whose check-in was taken back; say whether it happened."""
    row = await tx.one(
        "UPDATE walk_in SET checked_in_at = ?2 WHERE id = ?1 AND checked_in_at IS NULL"
        " RETURNING id",
        (walk_in_id, stamp(now)),
    )
    return row is not None


async def take_back(tx: Transaction, walk_in_id: int, *, checked_in_at: datetime) -> bool:
    """Take the check-in of this moment back; say whether it happened."""
    row = await tx.one(
        "UPDATE walk_in SET checked_in_at = NULL WHERE id = ?1 AND checked_in_at = ?2 RETURNING id",
        (walk_in_id, stamp_or_none(checked_in_at)),
    )
    return row is not None


async def delete(tx: Transaction, walk_in_id: int) -> bool:
    """Forget somebody who is not checked in; say whether it happened."""
    row = await tx.one(
        "DELETE FROM walk_in WHERE id = ?1 AND checked_in_at IS NULL RETURNING id", (walk_in_id,)
    )
    return row is not None
