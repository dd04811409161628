"""Roles: who may do what, and which speaker of the agenda somebody is."""

from storage.database import Query, Transaction
from storage.models import Role


async def change(tx: Transaction, participant_id: int, *, was: Role, becomes: Role) -> bool:
    """Give somebody another role; say whether they still had the old one."""
    row = await tx.one(
        "UPDATE participant SET role = ?3 WHERE id = ?1 AND role = ?2 RETURNING id",
        (participant_id, was, becomes),
    )
    return row is not None


async def bind_speaker(tx: Transaction, participant_id: int, speaker_id: str | None) -> None:
    """Note which speaker of the agenda somebody is; None: none of them."""
    await tx.all(
        "UPDATE participant SET speaker_id = ?2 WHERE id = ?1", (participant_id, speaker_id)
    )


async def count(db: Query, role: Role) -> int:
    """Return how many have this role."""
    row = await db.one("SELECT count(*) AS n FROM participant WHERE role = ?1", (role,))
    return 0 if row is None else int(row["n"])
