"""Who may be told of a change of the agenda, and who waits to be told already."""

from collections.abc import Sequence
from datetime import datetime

from storage.database import Query, Row, Transaction
from storage.models import DeliveryKind, DeliveryStatus, RegistrationStatus, Role
from storage.stamps import moment_or_none, stamp


async def readers(db: Query) -> dict[int, str | None]:
    """Return everyone registered and the team: the ids, each with the speaker who they are."""
    rows = await db.all(
        "SELECT id, speaker_id FROM participant"
        " WHERE status = ?1 OR role <> ?2 OR speaker_id IS NOT NULL",
        (RegistrationStatus.REGISTERED, Role.ATTENDEE),
    )
    return {row["id"]: row["speaker_id"] for row in rows}


async def starrers(db: Query, session_id: str) -> frozenset[int]:
    """Return the ids of the participants who starred a session."""
    rows = await db.all("SELECT participant_id FROM star WHERE session_id = ?1", (session_id,))
    return frozenset(row["participant_id"] for row in rows)


async def chats(db: Query) -> frozenset[int]:
    """Return the ids of the linked chats that the bot was not removed from."""
    rows = await db.all("SELECT id FROM linked_chat WHERE lost_since IS NULL")
    return frozenset(row["id"] for row in rows)


async def waiting(db: Query, *, now: datetime) -> list[Row]:
    """Return the notices not under way yet: `id`, `subject`, `participant_id`, `linked_chat_id`.

    Among them are those that wait for their recipient to come back.
    """
    return await db.all(
        "SELECT id, subject, participant_id, linked_chat_id FROM delivery"
        " WHERE kind = ?1 AND (status = ?2 OR (status = ?3 AND expires_at > ?4)) ORDER BY id",
        (DeliveryKind.CHANGE, DeliveryStatus.PENDING, DeliveryStatus.BLOCKED, stamp(now)),
    )


async def give_up(
    tx: Transaction, delivery_ids: Sequence[int], *, reason: str, now: datetime
) -> None:
    """Let notices expire that are `waiting`."""
    states = (DeliveryStatus.PENDING, DeliveryStatus.BLOCKED)
    await tx.many(
        "UPDATE delivery SET status = ?2, reason = ?3, changed_at = ?4"
        " WHERE id = ?1 AND status IN (?5, ?6)",
        [(each, DeliveryStatus.EXPIRED, reason, stamp(now), *states) for each in delivery_ids],
    )


async def hurry(tx: Transaction, *, version: int, now: datetime) -> bool:
    """Let the notices of a version that still wait go out now; say whether any did."""
    rows = await tx.all(
        "UPDATE delivery SET due_at = ?3 WHERE kind = ?1 AND status = ?2"
        " AND due_at > ?3 AND subject LIKE ?4 RETURNING id",
        (DeliveryKind.CHANGE, DeliveryStatus.PENDING, stamp(now), f"%-{version}"),
    )
    return bool(rows)


async def told(db: Query, *, version: int) -> tuple[int, datetime | None]:
    """Return how many people get a notice of a version, and when the last of them is due."""
    row = await db.one(
        "SELECT count(*) AS n, max(due_at) AS due_at FROM delivery"
        " WHERE kind = ?1 AND subject LIKE ?2 AND participant_id IS NOT NULL",
        (DeliveryKind.CHANGE, f"%-{version}"),
    )
    return (0, None) if row is None else (row["n"], moment_or_none(row["due_at"]))
