"""Somebody who registers, their chat put at a step; an organiser and what they announce."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.services import announcement_drafts
from storage import conversations, participants, roles
from storage.database import Database
from storage.models import (
    Agenda,
    Announcement,
    Conversation,
    Draft,
    Entry,
    EntryStep,
    Participant,
    Role,
    Step,
)
from tests.services.asking import Questions

Join = Callable[..., Awaitable[Participant]]
Has = Callable[..., Awaitable[Participant]]


@pytest.fixture
async def dara(db: Database, join: Join) -> Participant:
    del db  # the event is loaded
    return await join(1)


@pytest.fixture
def at(empty_db: Database, now: datetime) -> Callable[..., Awaitable[Conversation]]:
    """Put the chat at a step, with a draft."""

    async def put(step: Step, **draft: object) -> Conversation:
        conversation = Conversation(1, step, Draft().at(**draft))
        async with empty_db.transaction() as tx:
            await conversations.save(tx, conversation, now=now)
        return conversation

    return put


@pytest.fixture
def has(db: Database, join: Join) -> Has:
    """Let somebody open the bot who has a role: `await has(1, Role.ORGANISER)`."""

    async def joined(telegram_id: int, role: Role, speaker_id: str | None = None) -> Participant:
        person = await join(telegram_id)
        async with db.transaction() as tx:
            await roles.change(tx, person.id, was=person.role, becomes=role)
            await roles.bind_speaker(tx, person.id, speaker_id)
        return await as_now(db, person)

    return joined


@pytest.fixture
async def sokha(has: Has) -> Participant:
    """An organiser."""
    return await has(100, Role.ORGANISER)


async def as_now(db: Database, person: Participant) -> Participant:
    """Read somebody as they are stored now."""
    found = await participants.by_id(db, person.id)
    assert found is not None
    return found


@pytest.fixture
async def mony(has: Has) -> Participant:
    """An organiser who announces."""
    return await has(1, Role.ORGANISER)


@pytest.fixture
async def draft(db: Database, mony: Participant, now: datetime) -> Announcement:
    """A draft with both texts, to everyone."""
    entry = Entry(1, EntryStep.ANNOUNCE_KM)
    its, _ = await announcement_drafts.write(db, mony, entry, "សួស្ដី", now=now)
    entry = Entry(1, EntryStep.ANNOUNCE_EN, str(its.id))
    its, step = await announcement_drafts.write(db, mony, entry, "Hello", now=now)
    assert step is None
    return its


@pytest.fixture
async def bopha(has: Has) -> Participant:
    """A moderator."""
    return await has(200, Role.MODERATOR)


@pytest.fixture
def q(db: Database, agenda: Agenda, bopha: Participant) -> Questions:
    """Questions about the built-in event, and a moderator who lets them through."""
    return Questions(db, agenda, bopha)


@pytest.fixture
async def try_(has: Has) -> Participant:
    """A panelist."""
    return await has(300, Role.SPEAKER, "thy-try")


@pytest.fixture
async def cadt(has: Has) -> Participant:
    """Another panelist, who is an organiser as well."""
    return await has(301, Role.ORGANISER, "cadt")
