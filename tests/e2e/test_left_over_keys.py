"""Keys of the phone step that stay on a phone though the step is over: never an answer."""

import pytest

from simulator.acts import text_content, write
from simulator.person import Person
from storage import conversations
from tests.e2e.conftest import Workshop
from tests.e2e.plays import STEPS, asked, play_to
from tests.e2e.said import Said, seen

OTHER_STEPS = [step for step in STEPS if step != "phone"]


async def left_over(workshop: Workshop, person: Person, says: Said, *, at: str) -> None:
    """Bring somebody to a step with the keys of the phone step still on the phone."""
    await play_to("phone", person, says)
    fault = {"kind": "drop_before", "method": "sendMessage", "times": 1}
    world = workshop.simulator.world
    await workshop.simulator.control("/faults", fault)  # what takes the keys away is lost
    if at == "summary":
        write(world, world.account(person.id), text_content("012345678"))
        await person.settled()
        return
    write(world, world.account(person.id), text_content("/cancel"))
    await person.settled()
    await play_to(at, person, says)
    assert person.keyboard == says.keys


LEADS_TO = {
    "skip": {step: step for step in OTHER_STEPS} | {"position": "phone"},
    "back": {step: STEPS[max(STEPS.index(step) - 1, 0)] for step in OTHER_STEPS},
}
"""Where a key leads from each step: where there is nothing to skip, the question stands."""


@pytest.mark.parametrize("key", LEADS_TO)
@pytest.mark.parametrize("step", OTHER_STEPS)
async def test_a_key_left_over_does_what_it_says_and_is_no_answer(
    workshop: Workshop, dara: Person, says: Said, step: str, key: str
) -> None:
    await left_over(workshop, dara, says, at=step)
    before = await conversations.of(workshop.db, dara.id)
    leads_to, stood = LEADS_TO[key][step], len(dara.chat)

    await dara.send(says.buttons[key], expect=2)

    assert [seen(message) for message in dara.chat[stood + 1 :]] == [
        (says.all_right, []),
        asked(leads_to, says),
    ]
    assert dara.keyboard == (says.keys if leads_to == "phone" else [])
    after = await conversations.of(workshop.db, dara.id)
    assert before is not None
    assert after is not None
    assert (after.step, after.draft) == (f"register.{leads_to}", before.draft)


@pytest.mark.parametrize("step", OTHER_STEPS)
async def test_cancel_left_over_cancels(
    workshop: Workshop, dara: Person, says: Said, step: str
) -> None:
    await left_over(workshop, dara, says, at=step)
    stood = len(dara.chat)

    await dara.send(says.buttons["cancel"], expect=2)

    assert [seen(message) for message in dara.chat[stood + 1 :]] == [
        (says.all_right, []),
        says.on(says.nothing_saved, "register"),
    ]
    assert dara.keyboard == []
    assert await workshop.db.all("SELECT * FROM conversation") == []


@pytest.mark.parametrize(
    ("key", "leads_to"),
    [("Skip", "name"), ("រំលង", "name"), ("‹ Back", "consent"), ("‹ ត្រឡប់ក្រោយ", "consent")],
)
async def test_a_key_in_either_language_is_no_name(
    workshop: Workshop, dara: Person, says: Said, key: str, leads_to: str
) -> None:
    await play_to("name", dara, says)

    await dara.send(key, expect=2)

    assert seen(dara.last) == asked(leads_to, says)
    at = await conversations.of(workshop.db, dara.id)
    assert at is not None
    assert (at.step, at.draft.name) == (f"register.{leads_to}", None)


@pytest.mark.parametrize("key", ["skip", "back", "cancel"])
async def test_a_key_pressed_outside_a_registration_leads_to_the_menu(
    workshop: Workshop, dara: Person, says: Said, key: str
) -> None:
    await left_over(workshop, dara, says, at="consent")
    await dara.tap(says.buttons["disagree"])
    stood = len(dara.chat)
    assert dara.keyboard == says.keys

    await dara.send(says.buttons[key], expect=2)

    assert [seen(message) for message in dara.chat[stood + 1 :]] == [
        (says.all_right, []),
        says.menu(),
    ]
    assert dara.keyboard == []
