"""Writing down somebody who came: a step that was taken already is not taken once more."""

import asyncio
from dataclasses import replace
from datetime import datetime
from random import Random

from bot.services import entries, walk_ins
from bot.services.errors import StepPassed
from storage import conversations, guests
from storage.database import Database
from storage.models import CheckedIn, EntryStep, Role
from tests.services.conftest import Has


async def test_two_taps_on_skip_at_once_store_one_and_ask_nothing(
    db: Database, has: Has, now: datetime
) -> None:
    helper = await has(5, Role.HELPER)
    entry = await entries.begin(db, helper, EntryStep.WALK_IN_PHONE, now=now)
    await entries.go_on(db, replace(entry, name="Chan Sophea", organisation="CCC"), now=now)

    skips = [
        walk_ins.skip(db, helper, EntryStep.WALK_IN_PHONE, rng=Random(n), now=now) for n in range(2)
    ]
    both = await asyncio.gather(*skips, return_exceptions=True)

    # Which of them comes first is nobody's business.
    assert {type(each) for each in both} == {CheckedIn, StepPassed}
    assert len(await guests.every(db)) == 1
    waits = await conversations.entry_of(db, helper.telegram_id)
    assert waits is not None
    assert waits.step is EntryStep.CHECK_IN
