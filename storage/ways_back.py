"""The sealed ways back to those who want to be told of an answer."""

from storage.database import Query, Transaction
from storage.models import Question, QuestionStatus
from storage.questions import from_row

_DUE = (
    "FROM way_back JOIN question AS asked ON asked.id = way_back.question_id"
    " JOIN question AS whole ON whole.id = coalesce(asked.merged_into, asked.id)"
    " WHERE whole.status IN (?1, ?2)"
)
_DECIDED = (QuestionStatus.ANSWERED, QuestionStatus.REJECTED)


async def add(tx: Transaction, question_id: str, sealed: bytes) -> None:
    """Keep the way back of a question."""
    await tx.all(
        "INSERT INTO way_back (question_id, sealed) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        (question_id, sealed),
    )


async def due(db: Query) -> list[tuple[str, bytes]]:
    """Return the ways back to be gone: the question asked, and the seal; see `whole_of`."""
    rows = await db.all(f"SELECT asked.id, way_back.sealed {_DUE} ORDER BY asked.id", _DECIDED)
    return [(row["id"], bytes(row["sealed"])) for row in rows]


async def whole_of(db: Query, question_id: str) -> Question | None:
    """Return the question that counts, where the way back of this one is to be gone.

    That is the one it was merged into, else itself; it was answered or declined.
    """
    row = await db.one(f"SELECT whole.* {_DUE} AND asked.id = ?3", (*_DECIDED, question_id))
    return None if row is None else from_row(row)


async def of(db: Query, question_id: str) -> bytes | None:
    """Return the seal that is kept for a question, or None."""
    row = await db.one("SELECT sealed FROM way_back WHERE question_id = ?1", (question_id,))
    return None if row is None else bytes(row["sealed"])


async def every(db: Query) -> dict[str, bytes]:
    """Return all seals by their question."""
    rows = await db.all("SELECT question_id, sealed FROM way_back ORDER BY question_id")
    return {row["question_id"]: bytes(row["sealed"]) for row in rows}


async def replace(tx: Transaction, question_id: str, sealed: bytes) -> None:
    """Put another seal in the place of a question's."""
    await tx.all("UPDATE way_back SET sealed = ?2 WHERE question_id = ?1", (question_id, sealed))


async def forget_all(tx: Transaction) -> int:
    """Delete every way back; return how many there were."""
    return len(await tx.all("DELETE FROM way_back RETURNING question_id"))


async def forget(tx: Transaction, question_id: str) -> None:
    """Delete the way back of a question."""
    await tx.all("DELETE FROM way_back WHERE question_id = ?1", (question_id,))
