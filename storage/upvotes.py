"""Who wants to know it too, and who reported it: keyed hashes of (question, person), no more."""

from collections.abc import Sequence

from storage.database import Query, Transaction


async def add(tx: Transaction, question_id: str, voter: str) -> bool:
    """Vote for a question; say whether this voter had not yet."""
    row = await tx.one(
        "INSERT INTO upvote (question_id, voter) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
        " RETURNING voter",
        (question_id, voter),
    )
    return row is not None


async def remove(tx: Transaction, question_id: str, voter: str) -> bool:
    """Take a vote back; say whether there was one."""
    row = await tx.one(
        "DELETE FROM upvote WHERE question_id = ?1 AND voter = ?2 RETURNING voter",
        (question_id, voter),
    )
    return row is not None


async def cast(db: Query, votes: Sequence[tuple[str, str]]) -> set[str]:
    """Return for which of these pairs of question and voter there is a vote, by question."""
    if not votes:
        return set()
    pairs = ", ".join(f"(?{2 * n + 1}, ?{2 * n + 2})" for n in range(len(votes)))
    rows = await db.all(
        f"SELECT question_id FROM upvote WHERE (question_id, voter) IN (VALUES {pairs})",
        tuple(value for pair in votes for value in pair),
    )
    return {row["question_id"] for row in rows}


async def voters(db: Query, question_id: str) -> set[str]:
    """Return the hashes of whoever voted for a question."""
    rows = await db.all("SELECT voter FROM upvote WHERE question_id = ?1", (question_id,))
    return {row["voter"] for row in rows}


async def drop(tx: Transaction, question_id: str) -> None:
    """Delete a question's votes: they were united with another's."""
    await tx.all("DELETE FROM upvote WHERE question_id = ?1", (question_id,))


async def report(tx: Transaction, question_id: str, reporter: str) -> int:
    """Report a question, once for each reporter; return how many reported it."""
    await tx.all(
        "INSERT INTO report (question_id, reporter) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        (question_id, reporter),
    )
    row = await tx.one("SELECT count(*) AS n FROM report WHERE question_id = ?1", (question_id,))
    return 0 if row is None else int(row["n"])
