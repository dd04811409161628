"""The sessions that participants marked for themselves."""

from storage.database import Query, Transaction


async def of(db: Query, participant_id: int) -> frozenset[str]:
    """Return the ids of the sessions that a participant starred."""
    rows = await db.all("SELECT session_id FROM star WHERE participant_id = ?1", (participant_id,))
    return frozenset(row["session_id"] for row in rows)


async def add(tx: Transaction, participant_id: int, session_id: str) -> None:
    """Star a session; a second time changes nothing."""
    await tx.all(
        "INSERT INTO star (participant_id, session_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        (participant_id, session_id),
    )


async def remove(tx: Transaction, participant_id: int, session_id: str) -> None:
    """Take a star away; a second time changes nothing."""
    await tx.all(
        "DELETE FROM star WHERE participant_id = ?1 AND session_id = ?2",
        (participant_id, session_id),
    )
