"""The buttons of a registration: each at its step only; and close organisations."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.services import registration
from bot.services.errors import StepPassed
from storage import conversations
from storage import organisations as organisation_rows
from storage.database import Database
from storage.models import (
    Agenda,
    Conversation,
    Draft,
    Level,
    Participant,
    Step,
    Turn,
)

Register = Callable[..., Awaitable[Participant]]


At = Callable[..., Awaitable[Conversation]]


BUTTONS: dict[str, tuple[Step, Callable[..., Awaitable[object]]]] = {
    "consent": (
        Step.CONSENT,
        lambda db, c, now: registration.consent(db, c, now=now),
    ),
    "same organisation": (
        Step.SAME_ORGANISATION,
        lambda db, c, now: registration.same_organisation(db, c, 0, now=now),
    ),
    "level": (
        Step.LEVEL,
        lambda db, c, now: registration.choose_level(db, c, Level.NATIONAL, now=now),
    ),
    "province": (
        Step.PROVINCE,
        lambda db, c, now: registration.choose_province(db, c, "kampot", now=now),
    ),
    "skip position": (
        Step.POSITION,
        lambda db, c, now: registration.skip(db, c, Step.POSITION, now=now),
    ),
    "skip phone": (
        Step.PHONE,
        lambda db, c, now: registration.skip(db, c, Step.PHONE, now=now),
    ),
    "back": (Step.NAME, lambda db, c, now: registration.back(db, c, Step.NAME, now=now)),
    "edit": (Step.SUMMARY, lambda db, c, now: registration.edit(db, c, Step.NAME, now=now)),
}


@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize("step", Step)
async def test_a_button_works_at_its_step_only(
    *, db: Database, dara: Participant, at: At, now: datetime, step: Step, button: str
) -> None:
    del dara
    its_step, press = BUTTONS[button]
    conversation = await at(step, typed_organisation="ODC")
    if step is its_step:
        await press(db, conversation, now)
        assert await conversations.of(db, 1) != conversation
    else:
        with pytest.raises(StepPassed):
            await press(db, conversation, now)
        assert await conversations.of(db, 1) == conversation


@pytest.mark.parametrize("step", sorted(set(Step) - {Step.POSITION, Step.PHONE}))
async def test_only_position_and_phone_can_be_skipped(
    db: Database, dara: Participant, at: At, now: datetime, step: Step
) -> None:
    del dara
    with pytest.raises(StepPassed):
        await registration.skip(db, await at(step), step, now=now)


@pytest.mark.parametrize("step", [Step.CONSENT, Step.SAME_ORGANISATION, Step.SUMMARY])
async def test_not_every_step_is_a_line_of_the_summary(
    db: Database, dara: Participant, at: At, now: datetime, step: Step
) -> None:
    del dara
    with pytest.raises(StepPassed):
        await registration.edit(db, await at(Step.SUMMARY), step, now=now)


async def test_the_first_step_has_none_before_it(
    db: Database, dara: Participant, at: At, now: datetime
) -> None:
    del dara
    with pytest.raises(StepPassed):
        await registration.back(db, await at(Step.CONSENT), Step.CONSENT, now=now)


async def test_a_province_that_is_none(
    db: Database, dara: Participant, at: At, now: datetime
) -> None:
    del dara
    with pytest.raises(StepPassed):
        await registration.choose_province(db, await at(Step.PROVINCE), "paris", now=now)


async def test_close_organisations_are_offered_and_one_is_taken(
    *, db: Database, dara: Participant, at: At, agenda: Agenda, register: Register, now: datetime
) -> None:
    await register(2, agenda, organisation="Open Development Cambodia")
    (known,) = await organisation_rows.all_(db)

    asked = await registration.answer(
        db, await at(Step.ORGANISATION), "Open Develpment Cambodia", now=now
    )
    expected = Conversation(
        1, Step.SAME_ORGANISATION, Draft(typed_organisation="Open Develpment Cambodia")
    )
    assert asked == Turn(expected, close=(known,))
    assert await registration.begin(db, dara, now=now) == asked

    turn = await registration.same_organisation(db, asked.conversation, known.id, now=now)
    assert turn == Turn(
        Conversation(1, Step.LEVEL, Draft(organisation="Open Development Cambodia"))
    )


@pytest.mark.parametrize("chosen", [0, 999, -1])
async def test_what_was_typed_is_kept(
    db: Database, dara: Participant, at: At, now: datetime, chosen: int
) -> None:
    del dara
    asked = await at(Step.SAME_ORGANISATION, typed_organisation="Open Dev")
    turn = await registration.same_organisation(db, asked, chosen, now=now)
    assert turn == Turn(Conversation(1, Step.LEVEL, Draft(organisation="Open Dev")))


async def test_another_name_may_be_typed_instead(
    db: Database, dara: Participant, at: At, now: datetime
) -> None:
    del dara
    asked = await at(Step.SAME_ORGANISATION, typed_organisation="Open Dev")
    turn = await registration.answer(db, asked, "Khmer Women", now=now)
    assert turn == Turn(Conversation(1, Step.LEVEL, Draft(organisation="Khmer Women")))


async def test_the_same_name_is_taken_as_others_wrote_it(
    *, db: Database, dara: Participant, at: At, agenda: Agenda, register: Register, now: datetime
) -> None:
    del dara
    await register(2, agenda, organisation="អង្គការស្ត្រី ៣")
    turn = await registration.answer(db, await at(Step.ORGANISATION), "អង្គការ\u200bស្រ្តី 3", now=now)
    assert turn == Turn(Conversation(1, Step.LEVEL, Draft(organisation="អង្គការស្ត្រី ៣")))
