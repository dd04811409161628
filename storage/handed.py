"""Of which questions a speaker was told: in no order, and without a time."""

from collections.abc import Collection

from storage.database import Query, Transaction
from storage.models import DeliveryKind, DeliveryStatus


async def of(db: Query, participant_id: int) -> set[str]:
    """Return the ids of the questions of which somebody was told."""
    rows = await db.all(
        "SELECT question_id FROM question_handed WHERE participant_id = ?1", (participant_id,)
    )
    return {row["question_id"] for row in rows}


async def note(tx: Transaction, participant_id: int, question_ids: Collection[str]) -> None:
    """Note that somebody was told of these questions."""
    await tx.many(
        "INSERT INTO question_handed (participant_id, question_id) VALUES (?1, ?2)"
        " ON CONFLICT DO NOTHING",
        [(participant_id, each) for each in question_ids],
    )


async def forget(tx: Transaction, question_id: str, participant_ids: Collection[int]) -> None:
    """Let these people be told of a question again: it is theirs once more."""
    await tx.many(
        "DELETE FROM question_handed WHERE participant_id = ?1 AND question_id = ?2",
        [(each, question_id) for each in participant_ids],
    )


async def about_to_be_told(db: Query) -> set[int]:
    """Return the participants for whom a message about questions waits already."""
    rows = await db.all(
        "SELECT DISTINCT participant_id FROM delivery"
        " WHERE kind = ?1 AND subject = '' AND status IN (?2, ?3, ?4)",
        (
            DeliveryKind.QUESTION,
            DeliveryStatus.PENDING,
            DeliveryStatus.SENDING,
            DeliveryStatus.BLOCKED,
        ),
    )
    return {row["participant_id"] for row in rows}
