"""Announcements: drafts, what was sent, and whom each reached."""

from datetime import datetime

from storage.database import Query, Row, Transaction
from storage.models import (
    Announcement,
    AnnouncementStatus,
    Audience,
    AudienceKind,
    DeliveryKind,
    DeliveryStatus,
    MediaKind,
    Priority,
)
from storage.stamps import moment_or_none, stamp, stamp_or_none


async def add(
    tx: Transaction, *, author_id: int, text_km: str | None, now: datetime
) -> Announcement:
    """Begin a draft: to everyone, not urgent, as soon as it is confirmed."""
    row = await tx.one(
        "INSERT INTO announcement (author_id, status, text_km, khmer_only, audience,"
        " audience_value, priority, revision, created_at)"
        " VALUES (?1, ?2, ?3, 0, ?4, '', ?5, 0, ?6) RETURNING *",
        (
            author_id,
            AnnouncementStatus.DRAFT,
            text_km,
            AudienceKind.EVERYONE,
            Priority.NORMAL,
            stamp(now),
        ),
    )
    assert row is not None  # noqa: S101 -- RETURNING always gives the row
    return _from_row(row)


async def find(db: Query, announcement_id: int) -> Announcement | None:
    """Return one announcement, or None."""
    row = await db.one("SELECT * FROM announcement WHERE id = ?1", (announcement_id,))
    return None if row is None else _from_row(row)


async def draft_of(db: Query, author_id: int) -> Announcement | None:
    """Return what somebody is writing, or None."""
    row = await db.one(
        "SELECT * FROM announcement WHERE status = ?1 AND author_id = ?2 ORDER BY id DESC LIMIT 1",
        (AnnouncementStatus.DRAFT, author_id),
    )
    return None if row is None else _from_row(row)


async def confirmed(db: Query, *, limit: int, offset: int = 0) -> list[Announcement]:
    """Return those that were confirmed, the newest first."""
    rows = await db.all(
        "SELECT * FROM announcement WHERE status <> ?1"
        " ORDER BY confirmed_at DESC, id DESC LIMIT ?2 OFFSET ?3",
        (AnnouncementStatus.DRAFT, limit, offset),
    )
    return [_from_row(row) for row in rows]


async def under_way(db: Query) -> list[Announcement]:
    """Return those of which something may still go out."""
    rows = await db.all(
        "SELECT * FROM announcement WHERE status IN (?1, ?2) ORDER BY id",
        (AnnouncementStatus.SCHEDULED, AnnouncementStatus.SENDING),
    )
    return [_from_row(row) for row in rows]


async def due(db: Query, *, now: datetime) -> list[Announcement]:
    """Return those that are scheduled and whose time has come."""
    rows = await db.all(
        "SELECT * FROM announcement WHERE status = ?1 AND due_at <= ?2 ORDER BY id",
        (AnnouncementStatus.SCHEDULED, stamp(now)),
    )
    return [_from_row(row) for row in rows]


async def save(tx: Transaction, changed: Announcement) -> bool:
    """Store a change of its words or whom they are for; say whether nobody else was first.

    `changed.revision` is the one it was read at; one more is stored.
    """
    row = await tx.one(
        "UPDATE announcement SET text_km = ?3, text_en = ?4, khmer_only = ?5, media_kind = ?6,"
        " file_id = ?7, audience = ?8, audience_value = ?9, priority = ?10, due_at = ?11,"
        " correction_km = ?12, correction_en = ?13, revision = revision + 1"
        " WHERE id = ?1 AND revision = ?2 RETURNING id",
        (
            changed.id,
            changed.revision,
            changed.text_km,
            changed.text_en,
            int(changed.khmer_only),
            changed.media_kind,
            changed.file_id,
            changed.audience.kind,
            changed.audience.value,
            changed.priority,
            stamp_or_none(changed.due_at),
            changed.correction_km,
            changed.correction_en,
        ),
    )
    return row is not None


async def confirm(
    tx: Transaction, draft: Announcement, *, becomes: AnnouncementStatus, now: datetime
) -> bool:
    """Let a draft go out as it was read; say whether it still was one and the same."""
    row = await tx.one(
        "UPDATE announcement SET status = ?4, confirmed_at = ?5"
        " WHERE id = ?1 AND revision = ?2 AND status = ?3 RETURNING id",
        (draft.id, draft.revision, AnnouncementStatus.DRAFT, becomes, stamp(now)),
    )
    return row is not None


async def change_status(
    tx: Transaction,
    announcement_id: int,
    *,
    was: AnnouncementStatus,
    becomes: AnnouncementStatus,
) -> bool:
    """Move an announcement from one status to another; say whether it happened."""
    row = await tx.one(
        "UPDATE announcement SET status = ?3 WHERE id = ?1 AND status = ?2 RETURNING id",
        (announcement_id, was, becomes),
    )
    return row is not None


async def discard(tx: Transaction, author_id: int) -> None:
    """Delete what somebody is writing."""
    await tx.all(
        "DELETE FROM announcement WHERE author_id = ?1 AND status = ?2",
        (author_id, AnnouncementStatus.DRAFT),
    )


async def recipients(
    db: Query, announcement_id: int, status: DeliveryStatus
) -> tuple[list[int], list[int]]:
    """Return the participants, and the linked chats, to whom its delivery stands so."""
    rows = await db.all(
        "SELECT participant_id, linked_chat_id FROM delivery"
        " WHERE kind = ?1 AND subject = ?2 AND status = ?3 ORDER BY id",
        (DeliveryKind.ANNOUNCEMENT, str(announcement_id), status),
    )
    people = [row["participant_id"] for row in rows if row["participant_id"] is not None]
    return people, [row["linked_chat_id"] for row in rows if row["linked_chat_id"] is not None]


async def corrections_waiting(db: Query, announcement_id: int) -> list[str]:
    """Return the subjects of its corrections that did not go out to everybody yet."""
    rows = await db.all(
        "SELECT DISTINCT subject FROM delivery"
        " WHERE kind = ?1 AND subject LIKE ?2 AND status = ?3 ORDER BY subject",
        (DeliveryKind.CORRECTION, f"{announcement_id}-%", DeliveryStatus.PENDING),
    )
    return [row["subject"] for row in rows]


async def arrived(
    db: Query, announcement_id: int, *, participant_id: int | None, linked_chat_id: int | None
) -> int | None:
    """Return the message in which somebody has it, or None when it has not arrived."""
    row = await db.one(
        "SELECT message_id FROM delivery WHERE dedupe_key = ?1 AND status = ?2",
        (
            f"announcement:{announcement_id}:{participant_id}"
            if linked_chat_id is None
            else f"announcement:{announcement_id}:chat:{linked_chat_id}",
            DeliveryStatus.SENT,
        ),
    )
    return None if row is None else row["message_id"]


def _from_row(row: Row) -> Announcement:
    return Announcement(
        id=row["id"],
        author_id=row["author_id"],
        status=AnnouncementStatus(row["status"]),
        text_km=row["text_km"],
        text_en=row["text_en"],
        khmer_only=bool(row["khmer_only"]),
        media_kind=None if row["media_kind"] is None else MediaKind(row["media_kind"]),
        file_id=row["file_id"],
        audience=Audience(AudienceKind(row["audience"]), row["audience_value"]),
        priority=Priority(row["priority"]),
        due_at=moment_or_none(row["due_at"]),
        revision=row["revision"],
        correction_km=row["correction_km"],
        correction_en=row["correction_en"],
        confirmed_at=moment_or_none(row["confirmed_at"]),
    )
