"""The summary of a registration, each line of it, and the way back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.services import registration
from storage.database import Database
from storage.models import (
    Conversation,
    Level,
    Participant,
    Step,
    Turn,
)

Ready = Callable[..., Awaitable[None]]


@pytest.mark.parametrize(
    ("step", "text", "changed"),
    [
        (Step.NAME, "Chan Thy", {"name": "Chan Thy"}),
        (Step.ORGANISATION, "Khmer Women", {"organisation": "Khmer Women"}),
        (Step.LEVEL, "National", {"level": Level.NATIONAL, "province": None}),
        (Step.PROVINCE, "Kep", {"province": "kep"}),
        (Step.POSITION, "Director", {"position": "Director"}),
        (Step.PHONE, "098765432", {"phone": "098765432"}),
    ],
)
async def test_a_line_of_the_summary_is_changed(
    *,
    db: Database,
    dara: Participant,
    ready: Ready,
    now: datetime,
    step: Step,
    text: str,
    changed: dict[str, object],
) -> None:
    await ready(dara, level=Level.SUB_NATIONAL, province="kampot")
    summary = (await registration.begin(db, dara, now=now)).conversation

    turn = await registration.edit(db, summary, step, now=now)
    assert turn == Turn(Conversation(1, step, replace(summary.draft, editing=True)))
    turn = await registration.answer(db, turn.conversation, text, now=now)
    assert turn == Turn(Conversation(1, Step.SUMMARY, summary.draft.at(**changed)))


@pytest.mark.parametrize("step", [Step.NAME, Step.ORGANISATION, Step.LEVEL, Step.POSITION])
async def test_back_from_a_line_leaves_the_summary_as_it_was(
    db: Database, dara: Participant, ready: Ready, now: datetime, step: Step
) -> None:
    await ready(dara)
    summary = (await registration.begin(db, dara, now=now)).conversation
    turn = await registration.edit(db, summary, step, now=now)
    turn = await registration.back(db, turn.conversation, step, now=now)
    turn = await registration.begin(db, dara, now=now)
    assert turn.conversation.step is Step.SUMMARY
    assert replace(turn.conversation.draft, editing=False) == summary.draft


async def test_sub_national_without_a_province_never_reaches_the_summary(
    db: Database, dara: Participant, ready: Ready, now: datetime
) -> None:
    await ready(dara)
    summary = (await registration.begin(db, dara, now=now)).conversation
    turn = await registration.edit(db, summary, Step.LEVEL, now=now)
    turn = await registration.choose_level(db, turn.conversation, Level.SUB_NATIONAL, now=now)
    assert turn.conversation.step is Step.PROVINCE
    turn = await registration.back(db, turn.conversation, Step.PROVINCE, now=now)
    turn = await registration.back(db, turn.conversation, Step.LEVEL, now=now)
    assert turn.conversation.step is Step.SUMMARY
    assert replace(turn.conversation.draft, editing=False) == summary.draft


async def test_a_line_of_the_summary_is_emptied_by_skipping(
    db: Database, dara: Participant, ready: Ready, now: datetime
) -> None:
    await ready(dara)
    summary = (await registration.begin(db, dara, now=now)).conversation
    for step in (Step.POSITION, Step.PHONE):
        turn = await registration.edit(db, summary, step, now=now)
        turn = await registration.skip(db, turn.conversation, step, now=now)
        summary = turn.conversation
    assert (summary.step, summary.draft.position, summary.draft.phone) == (Step.SUMMARY, None, None)
