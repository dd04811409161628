"""Where each chat stands in a conversation. Anonymous flows have no row here, ever."""

import json
from dataclasses import asdict
from datetime import datetime

from storage.codec import decode, encode
from storage.database import Query, Row, Transaction
from storage.models import Conversation, Draft, Entry, EntryStep, Level, Step
from storage.stamps import stamp


async def of(db: Query, chat_id: int) -> Conversation | None:
    """Return a chat's registration under way, or None."""
    row = await db.one("SELECT * FROM conversation WHERE chat_id = ?1", (chat_id,))
    return None if row is None or row["step"] not in set(Step) else _from_row(row)


async def entry_of(db: Query, chat_id: int) -> Entry | None:
    """Return what an organiser is writing in a chat, or None."""
    row = await db.one("SELECT * FROM conversation WHERE chat_id = ?1", (chat_id,))
    return None if row is None or row["step"] not in set(EntryStep) else _entry_from_row(row)


async def steps(db: Query) -> dict[int, Step | EntryStep]:
    """Return where every chat stands that is in a conversation."""
    rows = await db.all("SELECT chat_id, step FROM conversation")
    entries = set(EntryStep)
    return {
        row["chat_id"]: EntryStep(row["step"]) if row["step"] in entries else Step(row["step"])
        for row in rows
    }


async def save(tx: Transaction, conversation: Conversation, *, now: datetime) -> None:
    """Store where a registration stands now."""
    draft = json.dumps(asdict(conversation.draft), ensure_ascii=False)
    await _save(tx, conversation, draft, now=now)


async def save_entry(tx: Transaction, entry: Entry, *, now: datetime) -> None:
    """Store what an organiser is writing."""
    await _save(tx, entry, encode(entry), now=now)


async def _save(tx: Transaction, at: Conversation | Entry, draft: str, *, now: datetime) -> None:
    await tx.all(
        "INSERT INTO conversation (chat_id, step, draft, heard, updated_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (chat_id) DO UPDATE SET step = excluded.step, draft = excluded.draft,"
        " heard = excluded.heard, updated_at = excluded.updated_at",
        (
            at.chat_id,
            at.step,
            draft,
            at.heard,
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


def _entry_from_row(row: Row) -> Entry:
    return decode(Entry, row["draft"])
