"""Numbers of people, each given once: buttons bear them, also of those who were deleted."""

from storage.database import Transaction
from storage.models import GuestKind

_TABLES = {GuestKind.PARTICIPANT: "participant", GuestKind.WALK_IN: "walk_in"}


async def take(tx: Transaction, kind: GuestKind) -> int:
    """Return the number of whoever comes next: one that nobody of this kind ever had."""
    row = await tx.one(
        f"SELECT max(number) AS number FROM (SELECT max(id) AS number FROM {_TABLES[kind]}"
        " UNION ALL SELECT number FROM given_number WHERE kind = ?1) AS given",
        (kind,),
    )
    number = 1 + ((row["number"] or 0) if row else 0)
    await tx.all(
        "INSERT INTO given_number (kind, number) VALUES (?1, ?2)"
        " ON CONFLICT (kind) DO UPDATE SET number = excluded.number",
        (kind, number),
    )
    return number
