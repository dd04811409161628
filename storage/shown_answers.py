"""Which answers the results show, by item: what is shown stays shown, what came since waits."""

from storage.database import Query, Transaction
from storage.models import ResponseCounts
from storage.responses import ANSWERED


async def counts(db: Query, survey_id: str, *, shown: bool) -> dict[str, ResponseCounts]:
    """Count what was answered, by item: of what the results show, or of what came since."""
    rows = await db.all(
        "SELECT item_id, value, count(*) AS n FROM response"
        " WHERE survey_id = ?1 AND item_id <> '' AND shown = ?2 GROUP BY item_id, value",
        (survey_id, int(shown)),
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["item_id"], {})[row["value"]] = int(row["n"])
    return {
        item_id: ResponseCounts(
            counts={value: n for value, n in by_value.items() if value not in {"", ANSWERED}},
            answered=by_value.get(ANSWERED, 0),
            texts=by_value.get("", 0),
        )
        for item_id, by_value in found.items()
    }


async def texts(
    db: Query, survey_id: str, item_id: str, *, after: str = "", limit: int = 1_000_000
) -> list[tuple[str, str]]:
    """Return what is shown of what was written, each with its random id, in the order of these."""
    rows = await db.all(
        "SELECT id, text FROM response WHERE survey_id = ?1 AND item_id = ?2 AND value = ''"
        " AND shown = 1 AND id > ?3 ORDER BY id LIMIT ?4",
        (survey_id, item_id, after, limit),
    )
    return [(row["id"], row["text"]) for row in rows]


async def show_texts(tx: Transaction, survey_id: str, item_id: str) -> None:
    """Let all be read that was written about an item."""
    await tx.all(
        "UPDATE response SET shown = 1 WHERE survey_id = ?1 AND item_id = ?2 AND value = ''",
        (survey_id, item_id),
    )


async def drop_texts(tx: Transaction, survey_id: str, item_id: str) -> None:
    """Delete what was written about an item and is not shown: it never will be."""
    await tx.all(
        "DELETE FROM response WHERE survey_id = ?1 AND item_id = ?2 AND value = '' AND shown = 0",
        (survey_id, item_id),
    )


async def respondents(db: Query, survey_id: str) -> dict[str, int]:
    """Return of how many people the answers are that are shown of each item; none: no entry."""
    rows = await db.all(
        "SELECT item_id, respondents FROM shown_item WHERE survey_id = ?1", (survey_id,)
    )
    return {row["item_id"]: int(row["respondents"]) for row in rows}


async def show(tx: Transaction, survey_id: str, item_id: str, *, respondents: int) -> None:
    """Show all that so many people answered to an item, but for texts."""
    await tx.all(
        "INSERT INTO shown_item (survey_id, item_id, respondents) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (survey_id, item_id) DO UPDATE SET respondents = excluded.respondents",
        (survey_id, item_id, respondents),
    )
    await show_counted(tx, survey_id, item_id)


async def show_counted(tx: Transaction, survey_id: str, item_id: str) -> None:
    """Show all that was counted under an item, but for texts."""
    await tx.all(
        "UPDATE response SET shown = 1 WHERE survey_id = ?1 AND item_id = ?2 AND value <> ''",
        (survey_id, item_id),
    )


async def complete(tx: Transaction, survey_id: str) -> None:
    """Note that nothing more of a survey will be let out."""
    await tx.all(
        "INSERT INTO complete_survey (survey_id) VALUES (?1) ON CONFLICT DO NOTHING", (survey_id,)
    )


async def completed(db: Query) -> set[str]:
    """Return the surveys of which nothing more will be let out."""
    return {row["survey_id"] for row in await db.all("SELECT survey_id FROM complete_survey")}
