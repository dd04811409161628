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
    return await _found(db, "upvote", "voter", votes)


async def voters(db: Query, question_id: str) -> set[str]:
    """Return the hashes of whoever voted for a question."""
    rows = await db.all("SELECT voter FROM upvote WHERE question_id = ?1", (question_id,))
    return {row["voter"] for row in rows}


async def drop(tx: Transaction, question_id: str) -> None:
    """Delete a question's votes: they were united with another's."""
    await tx.all("DELETE FROM upvote WHERE question_id = ?1", (question_id,))


async def report(tx: Transaction, question_id: str, reporter: str) -> bool:
    """Report a question; say whether this reporter had not yet."""
    row = await tx.one(
        "INSERT INTO report (question_id, reporter) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
        " RETURNING reporter",
        (question_id, reporter),
    )
    return row is not None


async def reported(db: Query, reports: Sequence[tuple[str, str]]) -> set[str]:
    """Return for which of these pairs of question and reporter there is a report, by question."""
    return await _found(db, "report", "reporter", reports)


async def disown(tx: Transaction, question_id: str, voter: str, instead: str) -> None:
    """Let a vote count on as nobody's."""
    await tx.all(
        "UPDATE upvote SET voter = ?3 WHERE question_id = ?1 AND voter = ?2",
        (question_id, voter, instead),
    )


async def disown_report(tx: Transaction, question_id: str, reporter: str, instead: str) -> None:
    """Let a report count on as nobody's."""
    await tx.all(
        "UPDATE report SET reporter = ?3 WHERE question_id = ?1 AND reporter = ?2",
        (question_id, reporter, instead),
    )


async def _found(db: Query, table: str, column: str, pairs: Sequence[tuple[str, str]]) -> set[str]:
    if not pairs:
        return set()
    numbers = ", ".join(f"(?{2 * n + 1}, ?{2 * n + 2})" for n in range(len(pairs)))
    # A join, for within IN the key of the table is not used, and all of it would be read.
    rows = await db.all(
        f"SELECT question_id FROM (VALUES {numbers}) AS pair JOIN {table}"
        f" ON question_id = pair.column1 AND {column} = pair.column2",
        tuple(value for pair in pairs for value in pair),
    )
    return {row["question_id"] for row in rows}
