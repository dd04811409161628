"""Somebody who registers, and their chat put at a step."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from storage import conversations
from storage.database import Database
from storage.models import (
    Conversation,
    Draft,
    Participant,
    Step,
)

Join = Callable[..., Awaitable[Participant]]


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
