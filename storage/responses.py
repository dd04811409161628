"""What was answered to surveys: on its way and waiting sealed, then let out, an answer a row.

Nothing here says who answered: `who` is a keyed hash, an id is random.
"""

from collections.abc import Iterable, Sequence

from storage.database import Query, Transaction

ANSWERED = "*"
"""The value of the row that counts one who answered an item, or under no item the survey."""


async def take_part(tx: Transaction, survey_id: str, who: str) -> bool:
    """Note that somebody answered a survey; say whether they had not yet."""
    row = await tx.one(
        "INSERT INTO participation (survey_id, who) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
        " RETURNING who",
        (survey_id, who),
    )
    return row is not None


async def took_part(db: Query, survey_id: str, who: str) -> bool:
    """Say whether somebody answered a survey."""
    row = await db.one(
        "SELECT 1 FROM participation WHERE survey_id = ?1 AND who = ?2", (survey_id, who)
    )
    return row is not None


async def everyone(db: Query, survey_id: str) -> set[str]:
    """Return the hashes of whoever answered a survey."""
    rows = await db.all("SELECT who FROM participation WHERE survey_id = ?1", (survey_id,))
    return {row["who"] for row in rows}


async def answered_surveys(db: Query) -> list[str]:
    """Return the surveys that somebody answered."""
    rows = await db.all("SELECT DISTINCT survey_id FROM participation ORDER BY survey_id")
    return [row["survey_id"] for row in rows]


async def disown(tx: Transaction, survey_id: str, who: str, instead: str) -> None:
    """Let somebody's part in a survey count on as nobody's."""
    await tx.all(
        "UPDATE participation SET who = ?3 WHERE survey_id = ?1 AND who = ?2",
        (survey_id, who, instead),
    )


async def draft_of(db: Query, who: str) -> bytes | None:
    """Return the sealed draft that is kept under a hash, or None."""
    row = await db.one("SELECT sealed FROM response_draft WHERE who = ?1", (who,))
    return None if row is None else bytes(row["sealed"])


async def save_draft(tx: Transaction, who: str, sealed: bytes) -> None:
    """Keep a sealed draft in the place of the one before."""
    await tx.all(
        "INSERT INTO response_draft (who, sealed) VALUES (?1, ?2)"
        " ON CONFLICT (who) DO UPDATE SET sealed = excluded.sealed",
        (who, sealed),
    )


async def drop_draft(tx: Transaction, who: str) -> bool:
    """Delete a draft; say whether there was one."""
    row = await tx.one("DELETE FROM response_draft WHERE who = ?1 RETURNING who", (who,))
    return row is not None


async def drop_drafts(tx: Transaction) -> int:
    """Delete all drafts; return how many there were."""
    return len(await tx.all("DELETE FROM response_draft RETURNING who"))


async def wait(tx: Transaction, survey_id: str, response_id: str, sealed: bytes) -> None:
    """Keep what was sent, sealed, until it is let out."""
    await tx.all(
        "INSERT INTO waiting_response (survey_id, id, sealed) VALUES (?1, ?2, ?3)",
        (survey_id, response_id, sealed),
    )


async def waiting_counts(db: Query) -> dict[str, int]:
    """Return how many responses wait, by survey."""
    rows = await db.all("SELECT survey_id, count(*) AS n FROM waiting_response GROUP BY survey_id")
    return {row["survey_id"]: int(row["n"]) for row in rows}


async def waiting(db: Query, survey_id: str) -> dict[str, bytes]:
    """Return what waits of a survey, by its random id."""
    rows = await db.all(
        "SELECT id, sealed FROM waiting_response WHERE survey_id = ?1 ORDER BY id", (survey_id,)
    )
    return {row["id"]: bytes(row["sealed"]) for row in rows}


async def let_go(tx: Transaction, survey_id: str, ids: Iterable[str]) -> None:
    """Delete what waited: it was let out."""
    await tx.many(
        "DELETE FROM waiting_response WHERE survey_id = ?1 AND id = ?2",
        [(survey_id, each) for each in ids],
    )


async def drop_waiting(tx: Transaction, survey_id: str | None = None) -> None:
    """Delete what waits of a survey, or of all: nobody will read it any more."""
    await tx.all("DELETE FROM waiting_response WHERE ?1 IS NULL OR survey_id = ?1", (survey_id,))


async def add(tx: Transaction, rows: Sequence[tuple[str, str, str, str, str]]) -> None:
    """Store answers: survey, item, random id, value, text."""
    await tx.many(
        "INSERT INTO response (survey_id, item_id, id, value, text) VALUES (?1, ?2, ?3, ?4, ?5)",
        rows,
    )


async def let_out(db: Query, survey_id: str) -> int:
    """Count the people whose answers to a survey were let out."""
    row = await db.one(
        "SELECT count(*) AS n FROM response WHERE survey_id = ?1 AND item_id = ''", (survey_id,)
    )
    return 0 if row is None else int(row["n"])


async def let_out_surveys(db: Query) -> dict[str, int]:
    """Count the people whose answers were let out, by survey."""
    rows = await db.all(
        "SELECT survey_id, count(*) AS n FROM response WHERE item_id = '' GROUP BY survey_id"
    )
    return {row["survey_id"]: int(row["n"]) for row in rows}
