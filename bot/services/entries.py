"""What the team writes, a message at a time: each step is stored before the next is asked."""

from dataclasses import replace
from datetime import datetime

from bot.services import access
from bot.services.errors import RegistrationUnderWay
from storage import conversations
from storage.database import Database
from storage.models import Entry, EntryStep, Participant, Right

RIGHTS = {
    EntryStep.CORRECT_QUESTION: Right.MODERATE,
    EntryStep.TRANSLATE_QUESTION: Right.MODERATE,
    EntryStep.TRANSLATE_ANSWER: Right.MODERATE,
    EntryStep.DECLINE_REASON: Right.MODERATE,
    EntryStep.CHECK_IN: Right.CHECK_IN,
    EntryStep.WALK_IN_NAME: Right.CHECK_IN,
    EntryStep.WALK_IN_ORGANISATION: Right.CHECK_IN,
    EntryStep.WALK_IN_POSITION: Right.CHECK_IN,
    EntryStep.WALK_IN_PHONE: Right.CHECK_IN,
    EntryStep.WALK_IN_SAME: Right.CHECK_IN,
    EntryStep.ANSWER: None,  # a speaker's: which questions are theirs is asked where they answer
}
"""What one needs for these steps; for all others, to be an organiser."""


async def begin(
    db: Database, actor: Participant, step: EntryStep, subject: str = "", *, now: datetime
) -> Entry:
    """Wait for somebody's next message; what they were writing before is given up.

    Raises: NotAllowed; RegistrationUnderWay, whose next message is an answer already.
    """
    entry = Entry(actor.telegram_id, step, subject)
    async with db.transaction() as tx:
        right = RIGHTS.get(step, Right.ORGANISE)
        if right is not None:
            await access.require(tx, actor.id, right)
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
