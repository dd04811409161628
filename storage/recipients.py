"""Who reads deliveries: participants and linked chats, and which of these were lost or moved."""

from collections.abc import Iterable
from datetime import datetime

from storage import linked_chats, participants
from storage.database import Query, Transaction
from storage.models import Delivery, LinkedChat, Participant
from storage.stamps import stamp


async def of(db: Query, deliveries: Iterable[Delivery]) -> dict[int, Participant | LinkedChat]:
    """Return the reader of each delivery, by the delivery's id."""
    deliveries = list(deliveries)
    people = await participants.by_ids(
        db, {each.participant_id for each in deliveries if each.participant_id is not None}
    )
    chats = await _chats(
        db, {each.linked_chat_id for each in deliveries if each.linked_chat_id is not None}
    )
    found = {
        each.id: chats.get(each.linked_chat_id)
        if each.linked_chat_id is not None
        else people.get(each.participant_id or 0)
        for each in deliveries
    }
    return {number: reader for number, reader in found.items() if reader is not None}


async def lose_chat(tx: Transaction, linked_chat_id: int, *, since: datetime) -> None:
    """Note that messages do not reach a linked chat any more."""
    await tx.all(
        "UPDATE linked_chat SET lost_since = ?2 WHERE id = ?1 AND lost_since IS NULL",
        (linked_chat_id, stamp(since)),
    )


async def move_chat(tx: Transaction, linked_chat_id: int, chat_id: int) -> bool:
    """Note the new id of a linked chat; False when another one has it already."""
    other = await tx.one(
        "SELECT 1 FROM linked_chat WHERE chat_id = ?2 AND id <> ?1", (linked_chat_id, chat_id)
    )
    if other is None:
        await tx.all("UPDATE linked_chat SET chat_id = ?2 WHERE id = ?1", (linked_chat_id, chat_id))
    return other is None


async def _chats(db: Query, ids: set[int]) -> dict[int, LinkedChat]:
    if not ids:
        return {}
    numbers = ", ".join(f"?{number}" for number in range(1, len(ids) + 1))
    rows = await db.all(f"SELECT * FROM linked_chat WHERE id IN ({numbers})", sorted(ids))
    return {row["id"]: linked_chats.from_row(row) for row in rows}
