"""The outbox: one row for each message and recipient, from pending to what Telegram said."""

from collections.abc import Sequence
from datetime import datetime

from storage.database import Query, Row, Transaction, Values
from storage.models import Delivery, DeliveryKind, DeliveryStatus, Priority
from storage.stamps import moment, stamp


async def enqueue(
    tx: Transaction,
    *,
    dedupe_key: str,
    participant_id: int,
    kind: DeliveryKind,
    subject: str,
    priority: Priority,
    due_at: datetime,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Queue a message; the same key a second time changes nothing."""
    await tx.all(
        "INSERT INTO delivery (dedupe_key, participant_id, kind, subject, priority, status,"
        " due_at, expires_at, attempts, changed_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9) ON CONFLICT (dedupe_key) DO NOTHING",
        (
            dedupe_key,
            participant_id,
            kind,
            subject,
            priority,
            DeliveryStatus.PENDING,
            stamp(due_at),
            stamp(expires_at),
            stamp(now),
        ),
    )


async def enqueue_for(
    tx: Transaction,
    participant_ids: Sequence[int],
    *,
    once: str,
    kind: DeliveryKind,
    subject: str,
    priority: Priority,
    due_at: datetime,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Queue a message for each of many people; whoever has one under `once` already is left out."""
    await _enqueue_many(
        tx,
        "participant_id",
        [(f"{once}:{number}", number) for number in participant_ids],
        (
            kind,
            subject,
            priority,
            DeliveryStatus.PENDING,
            stamp(due_at),
            stamp(expires_at),
            stamp(now),
        ),
    )


async def enqueue_for_chats(
    tx: Transaction,
    linked_chat_ids: Sequence[int],
    *,
    once: str,
    kind: DeliveryKind,
    subject: str,
    priority: Priority,
    due_at: datetime,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Queue a message for each of several linked chats; see `enqueue_for`."""
    await _enqueue_many(
        tx,
        "linked_chat_id",
        [(f"{once}:chat:{number}", number) for number in linked_chat_ids],
        (
            kind,
            subject,
            priority,
            DeliveryStatus.PENDING,
            stamp(due_at),
            stamp(expires_at),
            stamp(now),
        ),
    )


async def _enqueue_many(
    tx: Transaction, column: str, recipients: Sequence[tuple[str, int]], shared: Values
) -> None:
    await tx.many(
        f"INSERT INTO delivery (dedupe_key, {column}, kind, subject, priority, status,"
        " due_at, expires_at, changed_at, attempts)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0) ON CONFLICT (dedupe_key) DO NOTHING",
        [(*recipient, *shared) for recipient in recipients],
    )


async def due(db: Query, *, now: datetime, limit: int) -> list[Delivery]:
    """Return what is to be sent now, the oldest first; whoever blocked the bot is passed over."""
    rows = await db.all(
        "SELECT delivery.*, participant.telegram_id AS chat_id FROM delivery"
        " JOIN participant ON participant.id = delivery.participant_id"
        " WHERE delivery.status = ?1 AND delivery.due_at <= ?2"
        " AND participant.unreachable_since IS NULL"
        " ORDER BY delivery.due_at, delivery.id LIMIT ?3",
        (DeliveryStatus.PENDING, stamp(now), limit),
    )
    return [_from_row(row) for row in rows]


async def begin(tx: Transaction, delivery_id: int, *, now: datetime) -> bool:
    """Take a pending delivery in hand; say whether it still was pending."""
    row = await tx.one(
        "UPDATE delivery SET status = ?2, attempts = attempts + 1, changed_at = ?3"
        " WHERE id = ?1 AND status = ?4 RETURNING id",
        (delivery_id, DeliveryStatus.SENDING, stamp(now), DeliveryStatus.PENDING),
    )
    return row is not None


async def finish(
    tx: Transaction,
    delivery_id: int,
    *,
    status: DeliveryStatus,
    now: datetime,
    reason: str | None = None,
    message_id: int | None = None,
) -> None:
    """Note what became of a delivery in hand."""
    await tx.all(
        "UPDATE delivery SET status = ?2, reason = ?3, message_id = ?4, changed_at = ?5"
        " WHERE id = ?1 AND status = ?6",
        (delivery_id, status, reason, message_id, stamp(now), DeliveryStatus.SENDING),
    )


async def postpone(tx: Transaction, delivery_id: int, *, due_at: datetime, now: datetime) -> None:
    """Put a delivery in hand back, to be tried again then."""
    await tx.all(
        "UPDATE delivery SET status = ?2, due_at = ?3, changed_at = ?4"
        " WHERE id = ?1 AND status = ?5",
        (
            delivery_id,
            DeliveryStatus.PENDING,
            stamp(due_at),
            stamp(now),
            DeliveryStatus.SENDING,
        ),
    )


async def any_expired(db: Query, *, now: datetime) -> bool:
    """Say whether something waiting has become useless."""
    row = await db.one(
        "SELECT 1 FROM delivery WHERE status = ?1 AND expires_at <= ?2 LIMIT 1",
        (DeliveryStatus.PENDING, stamp(now)),
    )
    return row is not None


async def expire(tx: Transaction, *, now: datetime) -> None:
    """Give up what nobody needs any more."""
    await tx.all(
        "UPDATE delivery SET status = ?1, changed_at = ?2 WHERE status = ?3 AND expires_at <= ?2",
        (DeliveryStatus.EXPIRED, stamp(now), DeliveryStatus.PENDING),
    )


async def doubt_unfinished(tx: Transaction, *, now: datetime) -> None:
    """Call uncertain what was in hand when the program stopped: it may have arrived."""
    await tx.all(
        "UPDATE delivery SET status = ?1, reason = ?2, changed_at = ?3 WHERE status = ?4",
        (
            DeliveryStatus.UNCERTAIN,
            "the program stopped while sending",
            stamp(now),
            DeliveryStatus.SENDING,
        ),
    )


async def of(db: Query, participant_id: int) -> list[Delivery]:
    """Return every delivery to one participant, the oldest first."""
    rows = await db.all(
        "SELECT delivery.*, participant.telegram_id AS chat_id FROM delivery"
        " JOIN participant ON participant.id = delivery.participant_id"
        " WHERE participant_id = ?1 ORDER BY delivery.id",
        (participant_id,),
    )
    return [_from_row(row) for row in rows]


def _from_row(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        participant_id=row["participant_id"],
        linked_chat_id=row["linked_chat_id"],
        chat_id=row["chat_id"],
        kind=DeliveryKind(row["kind"]),
        subject=row["subject"],
        priority=Priority(row["priority"]),
        status=DeliveryStatus(row["status"]),
        due_at=moment(row["due_at"]),
        expires_at=moment(row["expires_at"]),
        attempts=row["attempts"],
        changed_at=moment(row["changed_at"]),
        reason=row["reason"],
        message_id=row["message_id"],
    )
