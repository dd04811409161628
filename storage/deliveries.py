"""The outbox: one row for each message and recipient, from pending to what Telegram said."""

from collections.abc import Sequence
from datetime import datetime

from storage import outbox
from storage.database import Query, Transaction, Values
from storage.models import (
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Failure,
    Ledger,
    Priority,
    Unreached,
)
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
    await _enqueue_many(
        tx,
        "participant_id",
        [(dedupe_key, participant_id)],
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


async def cancel_pending(
    tx: Transaction, kind: DeliveryKind, subject: str, *, reason: str, now: datetime
) -> int:
    """Give up what was not sent yet; return how many that were. `subject`: see `ledger`.

    What is in hand, or waits for its recipient to come back, does not wait again either.
    """
    await tx.all(
        "UPDATE delivery SET expires_at = ?1"
        f" WHERE kind = ?2 AND subject {_compared(subject)} ?3 AND status IN (?4, ?5)"
        " AND expires_at > ?1",
        (stamp(now), kind, subject, DeliveryStatus.BLOCKED, DeliveryStatus.SENDING),
    )
    rows = await tx.all(
        "UPDATE delivery SET status = ?1, reason = ?2, changed_at = ?3"
        f" WHERE kind = ?4 AND subject {_compared(subject)} ?5 AND status = ?6 RETURNING id",
        (DeliveryStatus.EXPIRED, reason, stamp(now), kind, subject, DeliveryStatus.PENDING),
    )
    return len(rows)


async def ledger(db: Query, kind: DeliveryKind, subject: str) -> Ledger:
    """Return how many deliveries of a broadcast stand where.

    `subject`: theirs, or a pattern of LIKE for several broadcasts together.
    """
    rows = await db.all(
        "SELECT status, count(*) AS n FROM delivery"
        f" WHERE kind = ?1 AND subject {_compared(subject)} ?2 GROUP BY status",
        (kind, subject),
    )
    counts = {DeliveryStatus(row["status"]): row["n"] for row in rows}
    if DeliveryStatus.BLOCKED not in counts:
        return Ledger(counts)
    # Whose a delivery is stands in no index with its subject: asked only of the few.
    lost = await db.one(
        "SELECT count(linked_chat_id) AS n FROM delivery"
        f" WHERE kind = ?1 AND subject {_compared(subject)} ?2 AND status = ?3",
        (kind, subject, DeliveryStatus.BLOCKED),
    )
    return Ledger(counts, lost["n"] if lost else 0)


async def unreached(db: Query, kind: DeliveryKind, subject: str) -> list[Unreached]:
    """Return whom a broadcast did not reach for sure, by name; those without one, then chats, last.

    `subject`: see `ledger`.
    """
    rows = await db.all(
        "SELECT coalesce(participant.name, linked_chat.title) AS name,"
        " organisation.name AS organisation, participant.phone,"
        " delivery.status, delivery.reason, delivery.linked_chat_id FROM delivery"
        " LEFT JOIN participant ON participant.id = delivery.participant_id"
        " LEFT JOIN linked_chat ON linked_chat.id = delivery.linked_chat_id"
        " LEFT JOIN organisation ON organisation.id = participant.organisation_id"
        f" WHERE delivery.kind = ?1 AND delivery.subject {_compared(subject)} ?2"
        " AND delivery.status IN (?3, ?4, ?5, ?6)"
        " ORDER BY delivery.linked_chat_id IS NOT NULL, participant.name IS NULL,"
        " participant.name, linked_chat.title, participant.id, delivery.id",
        (
            kind,
            subject,
            DeliveryStatus.BLOCKED,
            DeliveryStatus.FAILED,
            DeliveryStatus.UNCERTAIN,
            DeliveryStatus.EXPIRED,
        ),
    )
    return [
        Unreached(
            name=row["name"],
            organisation=row["organisation"],
            phone=row["phone"],
            status=DeliveryStatus(row["status"]),
            reason=row["reason"],
            is_chat=row["linked_chat_id"] is not None,
        )
        for row in rows
    ]


async def recipients(db: Query, kind: DeliveryKind, subject: str) -> set[int]:
    """Return the participants for whom such a message was queued."""
    rows = await db.all(
        "SELECT participant_id FROM delivery WHERE kind = ?1 AND subject = ?2", (kind, subject)
    )
    return {row["participant_id"] for row in rows}


async def subjects(db: Query, kind: DeliveryKind) -> set[str]:
    """Return what messages of this kind were about."""
    rows = await db.all("SELECT DISTINCT subject FROM delivery WHERE kind = ?1", (kind,))
    return {row["subject"] for row in rows}


async def sent(db: Query, kind: DeliveryKind, subject: str) -> list[Delivery]:
    """Return the messages of this kind that arrived."""
    rows = await db.all(
        f"{outbox.SELECT} WHERE delivery.kind = ?1 AND delivery.subject = ?2"
        " AND delivery.status = ?3 ORDER BY delivery.id",
        (kind, subject, DeliveryStatus.SENT),
    )
    return [outbox.from_row(row) for row in rows]


async def failures(db: Query, *, since: datetime) -> list[Failure]:
    """Return what ended badly since then, alike ones together, the latest first."""
    rows = await db.all(
        "SELECT kind, status, reason, count(*) AS times, max(changed_at) AS last FROM delivery"
        " WHERE status IN (?1, ?2) AND changed_at >= ?3 GROUP BY kind, status, reason"
        " ORDER BY max(changed_at) DESC, max(id) DESC",
        (DeliveryStatus.FAILED, DeliveryStatus.UNCERTAIN, stamp(since)),
    )
    return [
        Failure(
            kind=DeliveryKind(row["kind"]),
            status=DeliveryStatus(row["status"]),
            reason=row["reason"],
            times=row["times"],
            last=moment(row["last"]),
        )
        for row in rows
    ]


async def of(db: Query, participant_id: int) -> list[Delivery]:
    """Return every delivery to one participant, the oldest first."""
    rows = await db.all(
        f"{outbox.SELECT} WHERE delivery.participant_id = ?1 ORDER BY delivery.id",
        (participant_id,),
    )
    return [outbox.from_row(row) for row in rows]


def _compared(subject: str) -> str:
    """Say how to compare with this subject: only equality finds it in an index."""
    return "LIKE" if "%" in subject else "="
