"""Groups and channels that get announcements and changes of the agenda too."""

from datetime import datetime

from storage.database import Query, Row, Transaction
from storage.models import ChatLanguage, DeliveryStatus, LinkedChat
from storage.stamps import moment, moment_or_none, stamp


async def every(db: Query) -> list[LinkedChat]:
    """Return all of them, the oldest first."""
    return [from_row(row) for row in await db.all("SELECT * FROM linked_chat ORDER BY id")]


async def by_id(db: Query, linked_chat_id: int) -> LinkedChat | None:
    """Return one of them, or None."""
    row = await db.one("SELECT * FROM linked_chat WHERE id = ?1", (linked_chat_id,))
    return None if row is None else from_row(row)


async def by_chat_id(db: Query, chat_id: int) -> LinkedChat | None:
    """Return the one with this id of Telegram's, or None."""
    row = await db.one("SELECT * FROM linked_chat WHERE chat_id = ?1", (chat_id,))
    return None if row is None else from_row(row)


async def add(
    tx: Transaction, chat_id: int, *, title: str, by: int | None, now: datetime
) -> LinkedChat:
    """Store a group or channel, which reads both languages; one that is there keeps its own.

    `by`: the id of the participant who let it in.
    """
    row = await tx.one(
        "INSERT INTO linked_chat (chat_id, title, language, linked_by, linked_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (chat_id) DO UPDATE SET"
        " title = excluded.title, linked_by = excluded.linked_by, lost_since = NULL RETURNING *",
        (chat_id, title, ChatLanguage.BOTH, by, stamp(now)),
    )
    assert row is not None  # noqa: S101 -- RETURNING always gives the row
    return from_row(row)


async def remove(tx: Transaction, linked_chat_id: int) -> bool:
    """Delete one of them with everything that waits for it; say whether it was there."""
    row = await tx.one("DELETE FROM linked_chat WHERE id = ?1 RETURNING id", (linked_chat_id,))
    return row is not None


async def choose_language(tx: Transaction, linked_chat_id: int, language: ChatLanguage) -> bool:
    """Note in which language one of them reads; say whether it was there."""
    row = await tx.one(
        "UPDATE linked_chat SET language = ?2 WHERE id = ?1 RETURNING id",
        (linked_chat_id, language),
    )
    return row is not None


async def rename(tx: Transaction, chat_id: int, title: str) -> None:
    """Note what a group or channel is called now. `chat_id`: Telegram's."""
    await tx.all("UPDATE linked_chat SET title = ?2 WHERE chat_id = ?1", (chat_id, title))


async def lose(tx: Transaction, chat_id: int, *, since: datetime) -> None:
    """Note that nothing can be written there any more. `chat_id`: Telegram's."""
    await tx.all(
        "UPDATE linked_chat SET lost_since = ?2 WHERE chat_id = ?1 AND lost_since IS NULL",
        (chat_id, stamp(since)),
    )


async def find_again(tx: Transaction, chat_id: int, *, now: datetime) -> None:
    """Note that something can be written there again, and let what it missed wait once more."""
    await tx.all("UPDATE linked_chat SET lost_since = NULL WHERE chat_id = ?1", (chat_id,))
    await tx.all(
        "UPDATE delivery SET status = ?2, reason = NULL, changed_at = ?3 WHERE status = ?4"
        " AND expires_at > ?3"
        " AND linked_chat_id = (SELECT id FROM linked_chat WHERE chat_id = ?1)",
        (chat_id, DeliveryStatus.PENDING, stamp(now), DeliveryStatus.BLOCKED),
    )


async def move(tx: Transaction, chat_id: int, becomes: int) -> None:
    """Note the new id of a group, Telegram's both; where it is linked under that one too, once."""
    await tx.all(
        "DELETE FROM linked_chat WHERE chat_id = ?1"
        " AND EXISTS (SELECT 1 FROM linked_chat AS other WHERE other.chat_id = ?2)",
        (chat_id, becomes),
    )
    await tx.all(
        "UPDATE linked_chat SET chat_id = ?2, lost_since = NULL WHERE chat_id = ?1",
        (chat_id, becomes),
    )


def from_row(row: Row) -> LinkedChat:
    """Return the group or channel in a row."""
    return LinkedChat(
        id=row["id"],
        chat_id=row["chat_id"],
        title=row["title"],
        language=ChatLanguage(row["language"]),
        linked_at=moment(row["linked_at"]),
        lost_since=moment_or_none(row["lost_since"]),
    )
