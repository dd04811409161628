"""Deliveries: taken in hand by the parcel, and what became of each."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from storage import handed, outbox, participants, recipients
from storage.database import Database, Transaction
from storage.models import (
    DISCREET,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Outcome,
    Parcel,
    Priority,
    Waiting,
)

QUIET = timedelta(minutes=10)
"""One person gets at most one message that is not urgent in this time of the event's clock."""

LOOK = 100
"""Of so many deliveries a transaction sees whether they may go."""


async def recover(db: Database, *, now: datetime) -> None:
    """Put back what was in hand when the program last stopped. Once, at the start.

    Nobody is missed; what had reached Telegram by then and was not noted yet arrives again.
    """
    async with db.transaction() as tx:
        await outbox.recover(tx, now=now)


async def turn(
    db: Database, outcomes: Sequence[Outcome] = (), *, room: int, now: datetime
) -> list[Parcel]:
    """Note what became of deliveries in hand and take further ones, in one transaction.

    Urgent ones come first, then the oldest. What has become useless expires, what is for somebody
    who cannot be reached is blocked, what is not urgent waits while its recipient is left alone.
    `room`: for how many parcels; 0 to take none. Returns none when nothing can be sent now.
    """
    if not outcomes and not (room and await outbox.anything_due(db, now=now)):
        return []
    while True:
        # With the ledger or not at all; but what names questions leaves no order in the file.
        anonymous = any(each.named for each in outcomes)
        async with db.transaction(anonymous=anonymous) as tx:
            await _note(tx, outcomes, now=now)
            parcels, looked_through = await _take(tx, room=room, now=now)
        if parcels or looked_through:
            return parcels
        outcomes = ()


async def _note(tx: Transaction, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    await outbox.finish(tx, outcomes, now=now)
    for each in outcomes:  # alike for those to whom nothing went
        if each.delivery.kind in DISCREET and each.status is not DeliveryStatus.PENDING:
            until = each.delivery.due_at + QUIET
            await outbox.hush(tx, {each.delivery.chat_id}, until=until)
    told = [each.delivery for each in outcomes if each.status is DeliveryStatus.SENT]
    quiet = {each.chat_id for each in told if _counts(each) and each.kind not in DISCREET}
    await outbox.hush(tx, quiet, until=now + QUIET)
    for each in outcomes:
        if each.named and each.status in {DeliveryStatus.SENT, DeliveryStatus.UNCERTAIN}:
            await handed.note(tx, each.delivery.participant_id or 0, each.named)
        chat = each.delivery.linked_chat_id
        if each.delivery.kind in DISCREET:
            continue  # that they cannot be reached is noted with the next message
        if each.status is DeliveryStatus.BLOCKED and chat is None:
            where = each.delivery.chat_id
            await participants.mark_reachable(tx, where, unreachable_since=now)
        elif chat is not None and (
            each.status is DeliveryStatus.BLOCKED
            or (
                each.moved_to is not None
                and not await recipients.move_chat(tx, chat, each.moved_to)
            )
        ):
            await recipients.lose_chat(tx, chat, since=now)


async def _take(tx: Transaction, *, room: int, now: datetime) -> tuple[list[Parcel], bool]:
    """Take parcels in hand; say whether nothing else was due.

    A recipient has one parcel in hand at most, so what comes later cannot overtake it.
    """
    if not room:
        return [], True
    await outbox.expire(tx, now=now)
    taken: list[tuple[Delivery, ...]] = []
    for priority in Priority:
        waiting = await outbox.due(tx, priority, now=now, limit=max(LOOK, room))
        ready = await _ready(tx, waiting, now=now)
        chosen = _first_of_each(ready)[: room - len(taken)]
        together = await _with_what_else_is_due(tx, chosen, now=now)
        await outbox.take(tx, [each.id for one in together for each in one], now=now)
        taken += together
        if waiting and not ready:
            return await _addressed(tx, taken), False
        if len(taken) == room:
            break
    return await _addressed(tx, taken), True


async def _ready(tx: Transaction, waiting: Iterable[Waiting], *, now: datetime) -> list[Delivery]:
    """Return what may go now, and see to the rest: blocked, or held until it may."""
    lost, held, ready = [], [], []
    for each in waiting:
        if each.lost:
            lost.append(each.delivery.id)
        elif _counts(each.delivery) and each.quiet_until and now < each.quiet_until <= now + QUIET:
            held.append((each.delivery.id, each.quiet_until))
        else:
            ready.append(each.delivery)
    await outbox.block(tx, lost, now=now)
    await outbox.hold(tx, held)
    return ready


def _first_of_each(ready: Iterable[Delivery]) -> list[Delivery]:
    """Return the first delivery of each recipient."""
    firsts: dict[int, Delivery] = {}
    for each in ready:
        firsts.setdefault(each.chat_id, each)
    return list(firsts.values())


async def _with_what_else_is_due(
    tx: Transaction, chosen: Sequence[Delivery], *, now: datetime
) -> list[tuple[Delivery, ...]]:
    """Put beside each delivery what else has piled up for its recipient and may be merged."""
    people = sorted({each.participant_id or 0 for each in chosen if _counts(each)})
    piles: dict[int | None, list[Delivery]] = {}
    for each in await outbox.also_due(tx, people, now=now) if people else ():
        piles.setdefault(each.participant_id, []).append(each)
    return [tuple(piles[each.participant_id]) if _counts(each) else (each,) for each in chosen]


async def _addressed(tx: Transaction, taken: Sequence[tuple[Delivery, ...]]) -> list[Parcel]:
    readers = await recipients.of(tx, (together[0] for together in taken))
    return [Parcel(readers[together[0].id], together) for together in taken]


def _counts(delivery: Delivery) -> bool:
    """Say whether it is one of the messages that a person gets few of: edits and chats do not."""
    return (
        delivery.participant_id is not None
        and delivery.priority is Priority.NORMAL
        and delivery.kind is not DeliveryKind.CORRECTION
    )
