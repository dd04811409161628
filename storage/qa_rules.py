"""What organisers decided about questions: for the whole event, and for single sessions."""

from storage.database import Query, Transaction
from storage.models import Moderation

EVENT = ""
"""Stands for the whole event where a session's id stands."""


async def every(db: Query) -> dict[str, tuple[Moderation | None, bool | None]]:
    """Return what was decided, by session; None where nothing was."""
    rows = await db.all("SELECT * FROM qa_rule")
    return {
        row["session_id"]: (
            None if row["moderation"] is None else Moderation(row["moderation"]),
            None if row["open"] is None else bool(row["open"]),
        )
        for row in rows
    }


async def moderate(tx: Transaction, session_id: str, moderation: Moderation | None) -> None:
    """Decide when questions are moderated; None: as for the event."""
    await tx.all(
        "INSERT INTO qa_rule (session_id, moderation) VALUES (?1, ?2)"
        " ON CONFLICT (session_id) DO UPDATE SET moderation = excluded.moderation",
        (session_id, moderation),
    )


async def open_(tx: Transaction, session_id: str, *, yes: bool) -> None:
    """Decide whether a session takes questions."""
    await tx.all(
        "INSERT INTO qa_rule (session_id, open) VALUES (?1, ?2)"
        " ON CONFLICT (session_id) DO UPDATE SET open = excluded.open",
        (session_id, int(yes)),
    )
