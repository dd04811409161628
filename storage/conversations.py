"""Where each chat stands in a conversation. Anonymous flows have no row here, ever."""

import json
from dataclasses import asdict
from datetime import datetime

from storage.database import Query, Row, Transaction
from storage.models import Conversation, Draft, Level, Step
from storage.stamps import stamp


async def of(db: Query, chat_id: int) -> Conversation | None:
    """Return a chat's conversation, or None."""
    row = await db.one("SELECT * FROM conversation WHERE chat_id = ?1", (chat_id,))
    return None if row is None else _from_row(row)


async def all_(db: Query) -> list[Conversation]:
    """Return every conversation under way."""
    return [_from_row(row) for row in await db.all("SELECT * FROM conversation")]


async def save(tx: Transaction, conversation: Conversation, *, now: datetime) -> None:
    """Store where a chat stands now."""
    await tx.all(
        "INSERT INTO conversation (chat_id, step, draft, heard, updated_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (chat_id) DO UPDATE SET step = excluded.step, draft = excluded.draft,"
        " heard = excluded.heard, updated_at = excluded.updated_at",
        (
            conversation.chat_id,
            conversation.step,
            json.dumps(asdict(conversation.draft), ensure_ascii=False),
            conversation.heard,
            stamp(now),
        ),
    )


async def end(tx: Transaction, chat_id: int) -> bool:
    """Delete a chat's conversation; say whether there was one."""
    row = await tx.one("DELETE FROM conversation WHERE chat_id = ?1 RETURNING chat_id", (chat_id,))
    return row is not None


async def any_older_than(db: Query, before: datetime) -> bool:
    """Say whether a conversation was left untouched since then."""
    row = await db.one("SELECT 1 FROM conversation WHERE updated_at < ?1 LIMIT 1", (stamp(before),))
    return row is not None


async def end_older_than(tx: Transaction, before: datetime) -> list[int]:
    """Delete the conversations untouched since then; return their chats."""
    rows = await tx.all(
        "DELETE FROM conversation WHERE updated_at < ?1 RETURNING chat_id", (stamp(before),)
    )
    return [row["chat_id"] for row in rows]


def _from_row(row: Row) -> Conversation:
    fields = json.loads(row["draft"])
    fields["level"] = fields["level"] and Level(fields["level"])
    return Conversation(row["chat_id"], Step(row["step"]), Draft(**fields), row["heard"])
