"""What organisers write, a message at a time: each step is stored before the next is asked."""

from dataclasses import replace
from datetime import datetime

from bot.services import access
from bot.services.errors import RegistrationUnderWay
from storage import conversations
from storage.database import Database
from storage.models import Entry, EntryStep, Participant, Right


async def begin(
    db: Database, actor: Participant, step: EntryStep, subject: str = "", *, now: datetime
) -> Entry:
    """Wait for an organiser's next message; what they were writing before is given up.

    Raises: NotAllowed; RegistrationUnderWay, whose next message is an answer already.
    """
    entry = Entry(actor.telegram_id, step, subject)
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        if await conversations.of(tx, actor.telegram_id) is not None:
            raise RegistrationUnderWay
        await conversations.save_entry(tx, entry, now=now)
    return entry


async def go_on(db: Database, entry: Entry, *, now: datetime) -> Entry:
    """Store where an entry stands now."""
    async with db.transaction() as tx:
        await conversations.save_entry(tx, entry, now=now)
    return entry


async def miss(db: Database, entry: Entry, *, now: datetime) -> Entry:
    """Note an answer that cannot be taken; the step stays."""
    return await go_on(db, replace(entry, misses=entry.misses + 1), now=now)


async def end(db: Database, chat_id: int) -> bool:
    """Wait for nothing any more; say whether anything was waited for."""
    async with db.transaction() as tx:
        return await conversations.end(tx, chat_id)
