"""The survey of the event: as the file has it, and since when it is open."""

from datetime import datetime
from functools import lru_cache

from storage.codec import decode, encode
from storage.database import Query, Transaction
from storage.models import Survey, SurveyState
from storage.stamps import moment_or_none, stamp


async def define(tx: Transaction, survey: Survey | None) -> None:
    """Store the survey; one that has been opened stays as it is."""
    await tx.all("DELETE FROM survey WHERE opened_at IS NULL")
    if survey is not None:
        await tx.all(
            "INSERT INTO survey (id, definition) VALUES (1, ?1) ON CONFLICT (id) DO NOTHING",
            (encode(survey),),
        )


async def state(db: Query) -> SurveyState | None:
    """Return the survey and how it stands; None where the event has none."""
    row = await db.one("SELECT definition, opened_at, closed_at FROM survey")
    if row is None:
        return None
    return SurveyState(
        survey=_survey(row["definition"]),
        opened_at=moment_or_none(row["opened_at"]),
        closed_at=moment_or_none(row["closed_at"]),
    )


async def open_(tx: Transaction, survey: Survey | None = None, *, now: datetime) -> bool:
    """Open the survey; say whether it was not open yet. `survey`: what it is from now on."""
    row = await tx.one(
        "UPDATE survey SET definition = coalesce(?1, definition), opened_at = ?2"
        " WHERE opened_at IS NULL RETURNING id",
        (None if survey is None else encode(survey), stamp(now)),
    )
    return row is not None


async def close(tx: Transaction, *, now: datetime) -> bool:
    """Close the survey; say whether it was open."""
    row = await tx.one(
        "UPDATE survey SET closed_at = ?1 WHERE opened_at IS NOT NULL AND closed_at IS NULL"
        " RETURNING id",
        (stamp(now),),
    )
    return row is not None


async def asks_feedback(db: Query) -> bool | None:
    """Say whether organisers want feedback on sessions; None where they did not say."""
    row = await db.one("SELECT asks FROM feedback_rule")
    return None if row is None else bool(row["asks"])


async def ask_feedback(tx: Transaction, *, yes: bool) -> None:
    """Note whether organisers want feedback on sessions."""
    await tx.all(
        "INSERT INTO feedback_rule (id, asks) VALUES (1, ?1)"
        " ON CONFLICT (id) DO UPDATE SET asks = excluded.asks",
        (int(yes),),
    )


@lru_cache(maxsize=4)
def _survey(text: str) -> Survey:
    """Decode a survey once for the many who answer it: it takes some milliseconds."""
    return decode(Survey, text)
