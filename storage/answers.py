"""Speakers' answers in writing, and the questions that are none of theirs."""

from collections.abc import Sequence

from storage.database import Query, Transaction
from storage.models import Answer


async def save(tx: Transaction, question_id: str, speaker_id: str, text: str) -> None:
    """Store a speaker's answer; a new wording replaces the old one and its translation."""
    await tx.all(
        "INSERT INTO answer (question_id, speaker_id, text, translation) VALUES (?1, ?2, ?3, NULL)"
        " ON CONFLICT (question_id, speaker_id)"
        " DO UPDATE SET text = excluded.text, translation = NULL",
        (question_id, speaker_id, text),
    )


async def translate(
    tx: Transaction, question_id: str, speaker_id: str, translation: str | None
) -> None:
    """Store an answer's wording in the other language."""
    await tx.all(
        "UPDATE answer SET translation = ?3 WHERE question_id = ?1 AND speaker_id = ?2",
        (question_id, speaker_id, translation),
    )


async def of(db: Query, question_ids: Sequence[str]) -> dict[str, tuple[Answer, ...]]:
    """Return the answers to these questions, by question."""
    if not question_ids:
        return {}
    numbers = ", ".join(f"?{number}" for number in range(1, len(question_ids) + 1))
    rows = await db.all(
        f"SELECT * FROM answer WHERE question_id IN ({numbers}) ORDER BY question_id, speaker_id",
        tuple(question_ids),
    )
    found: dict[str, tuple[Answer, ...]] = dict.fromkeys(question_ids, ())
    for row in rows:
        answer = Answer(row["question_id"], row["speaker_id"], row["text"], row["translation"])
        found[answer.question_id] += (answer,)
    return found


async def pass_on(tx: Transaction, question_id: str, speaker_id: str) -> None:
    """Note that a question is none of a speaker's."""
    await tx.all(
        "INSERT INTO question_pass (question_id, speaker_id) VALUES (?1, ?2)"
        " ON CONFLICT DO NOTHING",
        (question_id, speaker_id),
    )


async def take_up(tx: Transaction, question_id: str, speaker_id: str) -> None:
    """Note that a question is a speaker's after all."""
    await tx.all(
        "DELETE FROM question_pass WHERE question_id = ?1 AND speaker_id = ?2",
        (question_id, speaker_id),
    )


async def passed(db: Query) -> dict[str, frozenset[str]]:
    """Return the speakers for whom a question is none of theirs, by question."""
    rows = await db.all("SELECT question_id, speaker_id FROM question_pass")
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        found[row["question_id"]] = found.get(row["question_id"], frozenset()) | {row["speaker_id"]}
    return found
