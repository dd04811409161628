"""The outbox's hand: what it may take now, what it has taken, and what became of that."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from storage.database import Query, Row, Transaction
from storage.models import (
    DISCREET,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Outcome,
    Priority,
    Waiting,
)
from storage.stamps import moment, moment_or_none, stamp

SELECT = (
    "SELECT delivery.*, coalesce(participant.telegram_id, linked_chat.chat_id) AS chat_id,"
    " coalesce(participant.unreachable_since, linked_chat.lost_since) AS lost_since,"
    " participant.quiet_until FROM delivery"
    " LEFT JOIN participant ON participant.id = delivery.participant_id"
    " LEFT JOIN linked_chat ON linked_chat.id = delivery.linked_chat_id"
)
"""Deliveries with where they go, and whether and when they may; see `from_row`."""


async def anything_due(db: Query, *, now: datetime) -> bool:
    """Say whether there is anything to send or to give up; three looks at an index."""
    row = await db.one(
        "SELECT 1 WHERE"
        " EXISTS (SELECT 1 FROM delivery WHERE status = ?1 AND priority = ?2 AND due_at <= ?4)"
        " OR EXISTS (SELECT 1 FROM delivery WHERE status = ?1 AND priority = ?3 AND due_at <= ?4)"
        " OR EXISTS (SELECT 1 FROM delivery WHERE status = ?1 AND expires_at <= ?4)",
        (DeliveryStatus.PENDING, Priority.URGENT, Priority.NORMAL, stamp(now)),
    )
    return row is not None


async def expire(tx: Transaction, *, now: datetime) -> None:
    """Give up what nobody needs any more."""
    rows = await tx.all(
        "UPDATE delivery SET status = ?1, changed_at = ?2 WHERE status = ?3 AND expires_at <= ?2"
        " RETURNING id, kind",
        (DeliveryStatus.EXPIRED, stamp(now), DeliveryStatus.PENDING),
    )
    await _make_alike(tx, [row["id"] for row in rows if row["kind"] in DISCREET])


async def due(db: Query, priority: Priority, *, now: datetime, limit: int) -> list[Waiting]:
    """Return what is to be sent now, the oldest first, to those who have nothing in hand."""
    rows = await db.all(
        f"{SELECT} WHERE delivery.status = ?1 AND delivery.priority = ?2 AND delivery.due_at <= ?3"
        " AND NOT EXISTS (SELECT 1 FROM delivery AS other WHERE other.status = ?4"
        " AND other.participant_id = delivery.participant_id)"
        " AND NOT EXISTS (SELECT 1 FROM delivery AS other WHERE other.status = ?4"
        " AND other.linked_chat_id = delivery.linked_chat_id)"
        " ORDER BY delivery.due_at, delivery.id LIMIT ?5",
        (DeliveryStatus.PENDING, priority, stamp(now), DeliveryStatus.SENDING, limit),
    )
    return [
        Waiting(from_row(row), row["lost_since"] is not None, moment_or_none(row["quiet_until"]))
        for row in rows
    ]


async def also_due(db: Query, participant_ids: Sequence[int], *, now: datetime) -> list[Delivery]:
    """Return everything that is not urgent and is to be sent to these people now.

    Corrections are no messages of their own, and so not among them.
    """
    people = ", ".join(f"?{number}" for number in range(5, 5 + len(participant_ids)))
    # A status that is put together is in no index: the few are looked for by who they are, never
    # among the thousands that may be due.
    rows = await db.all(
        f"{SELECT} WHERE delivery.participant_id IN ({people}) AND delivery.status || '' = ?1"
        " AND delivery.priority = ?2 AND delivery.due_at <= ?3 AND delivery.kind <> ?4"
        " ORDER BY delivery.due_at, delivery.id",
        (
            DeliveryStatus.PENDING,
            Priority.NORMAL,
            stamp(now),
            DeliveryKind.CORRECTION,
            *participant_ids,
        ),
    )
    return [from_row(row) for row in rows]


async def take(tx: Transaction, ids: Iterable[int], *, now: datetime) -> None:
    """Take pending deliveries in hand."""
    await tx.many(
        "UPDATE delivery SET status = ?2, attempts = attempts + 1, changed_at = ?3"
        " WHERE id = ?1 AND status = ?4",
        [(number, DeliveryStatus.SENDING, stamp(now), DeliveryStatus.PENDING) for number in ids],
    )


async def hold(tx: Transaction, until: Iterable[tuple[int, datetime]]) -> None:
    """Let pending deliveries wait until then."""
    await tx.many(
        "UPDATE delivery SET due_at = ?2 WHERE id = ?1 AND status = ?3",
        [(number, stamp(due_at), DeliveryStatus.PENDING) for number, due_at in until],
    )


async def block(tx: Transaction, ids: Iterable[int], *, now: datetime) -> None:
    """Give up pending deliveries whose recipient cannot be reached, until they come back."""
    await tx.many(
        "UPDATE delivery SET status = ?2, changed_at = ?3 WHERE id = ?1 AND status = ?4",
        [(number, DeliveryStatus.BLOCKED, stamp(now), DeliveryStatus.PENDING) for number in ids],
    )


async def revive(tx: Transaction, telegram_id: int, *, now: datetime) -> None:
    """Let what somebody missed while they could not be reached wait again, if of use still."""
    # Written so that they are looked for by whose they are, not among all that expires.
    await tx.all(
        "UPDATE delivery SET status = ?2, reason = NULL, changed_at = ?3 WHERE status = ?4"
        " AND NOT (expires_at <= ?3)"
        " AND participant_id = (SELECT id FROM participant WHERE telegram_id = ?1)",
        (telegram_id, DeliveryStatus.PENDING, stamp(now), DeliveryStatus.BLOCKED),
    )


async def finish(tx: Transaction, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    """Note what became of deliveries in hand.

    One that was deleted meanwhile may have left its id to another: that one is let alone.
    """
    await tx.many(
        "UPDATE delivery SET status = ?2, reason = ?3, message_id = ?4, changed_at = ?5,"
        " attempts = attempts - ?6 WHERE id = ?1 AND status = ?7 AND kind = ?8 AND subject = ?9"
        " AND coalesce(participant_id, 0) = ?10",
        [
            (
                each.delivery.id,
                each.status,
                each.reason,
                each.message_id,
                stamp(now),
                int(each.untried),
                DeliveryStatus.SENDING,
                each.delivery.kind,
                each.delivery.subject,
                each.delivery.participant_id or 0,
            )
            for each in outcomes
        ],
    )
    await _make_alike(
        tx,
        [
            each.delivery.id
            for each in outcomes
            if each.delivery.kind in DISCREET and each.status is not DeliveryStatus.PENDING
        ],
    )


async def _make_alike(tx: Transaction, ids: Iterable[int]) -> None:
    """Let nothing in these rows tell whether a message was sent, and when, or how that went."""
    await tx.many(
        "UPDATE delivery SET status = ?2, reason = NULL, message_id = NULL, changed_at = due_at,"
        " attempts = 1 WHERE id = ?1 AND status NOT IN (?3, ?4) AND kind IN (?5, ?6)",
        [
            (
                number,
                DeliveryStatus.DONE,
                DeliveryStatus.PENDING,
                DeliveryStatus.SENDING,
                *sorted(DISCREET),
            )
            for number in ids
        ],
    )


async def hush(tx: Transaction, chat_ids: Iterable[int], *, until: datetime) -> None:
    """Let nothing that is not urgent go to these people before then."""
    await tx.many(
        "UPDATE participant SET quiet_until = ?2 WHERE telegram_id = ?1",
        [(number, stamp(until)) for number in chat_ids],
    )


async def recover(tx: Transaction, *, now: datetime) -> None:
    """Put back whatever was in hand when the program stopped."""
    await tx.all(
        "UPDATE delivery SET status = ?1, changed_at = ?2 WHERE status = ?3",
        (DeliveryStatus.PENDING, stamp(now), DeliveryStatus.SENDING),
    )


async def of_message(db: Query, delivery: Delivery, message_id: int) -> list[Delivery]:
    """Return what the recipient of a delivery got as this message, in the order it has there."""
    rows = await db.all(
        f"{SELECT} WHERE (delivery.participant_id = ?1 OR delivery.linked_chat_id = ?2)"
        " AND delivery.status = ?3 AND delivery.message_id = ?4 AND delivery.kind <> ?5"
        " ORDER BY delivery.due_at, delivery.id",
        (
            delivery.participant_id,
            delivery.linked_chat_id,
            DeliveryStatus.SENT,
            message_id,
            DeliveryKind.CORRECTION,
        ),
    )
    return [from_row(row) for row in rows]


def from_row(row: Row) -> Delivery:
    """Return the delivery in a row of `SELECT`."""
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
