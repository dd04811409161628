"""Everybody at the door of the bot, on a day under way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock
from bot.services import members, participants
from bot.services import questions as service
from storage import participants as rows
from storage import questions, roles
from storage.models import Locale, Participant, QuestionStatus, Role
from tests.e2e import door
from tests.e2e.access import (
    ATTENDEE,
    HELPER,
    MODERATOR,
    ORGANISER,
    OTHER_QUESTION,
    PEOPLE,
    QUESTION,
    REVOKED,
    SPEAKER,
    STRANGER,
)
from tests.e2e.door import Door

NOW = datetime(2025, 7, 3, 3, 20, tzinfo=UTC)
"""10:20 of the event's day in Phnom Penh."""

ROLES = {
    ATTENDEE: (Role.ATTENDEE, None),
    SPEAKER: (Role.SPEAKER, "thy-try"),
    HELPER: (Role.HELPER, None),
    MODERATOR: (Role.MODERATOR, None),
    ORGANISER: (Role.ORGANISER, None),
    REVOKED: (Role.ORGANISER, None),
}


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Door]:
    """Open the bot; two made a draft, an announcement and a link, and one of them organises."""
    async with door.opened(folder, clock=Clock(start=NOW, speed=0)) as at:
        for who in PEOPLE:
            if who == STRANGER:
                await at.come(who)
            else:
                await join(at, who, *ROLES[who])
            await at.send(who, "/start")
        await _ask(at)
        for who in (REVOKED, ORGANISER):
            await at.send(who, "/late 15")
            await at.send(who, "/announce")
            await at.send(who, "សូមអញ្ជើញទៅសាលធំ។")
            await at.tap(who, "team.add:organiser")
        for table in ("agenda_draft", "announcement", "invitation"):
            assert len(await at.db.all(f"SELECT * FROM {table}")) == 2, table
        organiser, revoked = await found(at, ORGANISER), await found(at, REVOKED)
        await members.take_away(at.db, organiser, revoked.id, Role.ORGANISER, now=NOW)
        yield at


async def _ask(at: Door) -> None:
    """Let two questions to the panel be there: one that is published, one that waits."""
    async with at.db.transaction() as tx:
        for question_id in (QUESTION, OTHER_QUESTION):
            await questions.add(tx, service.new(question_id, "panel", None, "What is an SLA?"))
        await questions.release(tx)
        approved = QuestionStatus.APPROVED
        await questions.change_status(
            tx, QUESTION, was=[QuestionStatus.PENDING], becomes=approved, by=None
        )


async def join(at: Door, who: str, role: Role, speaker_id: str | None = None) -> Participant:
    """Let somebody come who has chosen English and has a role."""
    person = await participants.speak(at.db, await at.come(who), Locale.EN, now=NOW)
    async with at.db.transaction() as tx:
        await roles.change(tx, person.id, was=person.role, becomes=role)
        await roles.bind_speaker(tx, person.id, speaker_id)
    return await found(at, who)


async def found(at: Door, who: str) -> Participant:
    """Read somebody as they are stored now."""
    person = await rows.by_telegram_id(at.db, at.ids[who])
    assert person is not None
    return person
