"""The organisers' messages that show how a broadcast goes on."""

from datetime import datetime

from storage.database import Query, Row, Transaction
from storage.models import DeliveryKind, DeliveryStatus, Progress
from storage.stamps import moment_or_none


async def follow(tx: Transaction, progress: Progress) -> None:
    """Keep a message up to date from now on; in each chat the newest one of a broadcast."""
    await tx.all(
        "INSERT INTO progress (kind, subject, chat_id, message_id, over, shown)"
        " VALUES (?1, ?2, ?3, ?4, 0, '')"
        " ON CONFLICT (kind, subject, chat_id) DO UPDATE"
        " SET message_id = excluded.message_id, over = 0, shown = ''",
        (progress.kind, progress.subject, progress.chat_id, progress.message_id),
    )


async def under_way(db: Query) -> list[Progress]:
    """Return the messages that still change."""
    rows = await db.all("SELECT * FROM progress WHERE over = 0 ORDER BY chat_id, kind, subject")
    return [_from_row(row) for row in rows]


async def note(tx: Transaction, progress: Progress, *, shown: str, over: bool) -> None:
    """Note what a message shows now, unless the chat has a newer one; `over`: for good."""
    await tx.all(
        "UPDATE progress SET shown = ?5, over = ?6"
        " WHERE kind = ?1 AND subject = ?2 AND chat_id = ?3 AND message_id = ?4",
        (
            progress.kind,
            progress.subject,
            progress.chat_id,
            progress.message_id,
            shown,
            int(over),
        ),
    )


async def is_followed(db: Query, chat_id: int, message_id: int) -> bool:
    """Say whether a message still changes as a broadcast goes on."""
    row = await db.one(
        "SELECT 1 FROM progress WHERE over = 0 AND chat_id = ?1 AND message_id = ?2",
        (chat_id, message_id),
    )
    return row is not None


async def leave(tx: Transaction, chat_id: int, message_id: int) -> None:
    """Let a message alone from now on."""
    await tx.all(
        "UPDATE progress SET over = 1 WHERE over = 0 AND chat_id = ?1 AND message_id = ?2",
        (chat_id, message_id),
    )


async def due_at(db: Query, kind: DeliveryKind, subject: str) -> datetime | None:
    """Return when the first delivery of a broadcast that waits is due; None when none does.

    `subject`: theirs, or a pattern of LIKE.
    """
    row = await db.one(
        "SELECT min(due_at) AS first FROM delivery"
        " WHERE kind = ?1 AND subject LIKE ?2 AND status = ?3",
        (kind, subject, DeliveryStatus.PENDING),
    )
    return None if row is None else moment_or_none(row["first"])


def _from_row(row: Row) -> Progress:
    return Progress(
        DeliveryKind(row["kind"]),
        row["subject"],
        row["chat_id"],
        row["message_id"],
        row["shown"],
    )
