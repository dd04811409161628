"""The organisations that participants named, each once."""

from storage.database import Query, Row, Transaction
from storage.models import Organisation


async def all_(db: Query) -> list[Organisation]:
    """Return every organisation, the oldest first."""
    return [_from_row(row) for row in await db.all("SELECT * FROM organisation ORDER BY id")]


async def find(db: Query, organisation_id: int) -> Organisation | None:
    """Return one organisation, or None."""
    row = await db.one("SELECT * FROM organisation WHERE id = ?1", (organisation_id,))
    return None if row is None else _from_row(row)


async def named(tx: Transaction, *, name: str, key: str) -> int:
    """Return the id of the organisation with this key, made under this name if new."""
    row = await tx.one(
        "INSERT INTO organisation (name, key) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING id",
        (name, key),
    )
    assert row is not None  # noqa: S101 -- RETURNING always gives the row
    return int(row["id"])


async def forget_unused(tx: Transaction) -> None:
    """Delete the organisations that no participant belongs to."""
    await tx.all(
        "DELETE FROM organisation WHERE NOT EXISTS"
        " (SELECT 1 FROM participant WHERE participant.organisation_id = organisation.id)"
    )


def _from_row(row: Row) -> Organisation:
    return Organisation(row["id"], row["name"], row["key"])
