from pathlib import Path

import pytest

from bot.settings import BUILT_IN
from simulator.person import Person
from storage import conversations
from storage.models import Step
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.plays import STEPS, asked, details, double_tap, play_to
from tests.e2e.said import Said, seen

# Buttons of every step, by the step at which they mean something.
BUTTONS = {
    "reg.ok": "consent",
    "reg.back:register.name": "name",
    "reg.back:register.organisation": "organisation",
    "reg.back:register.same_organisation": "same",
    "reg.org:0": "same",
    "reg.back:register.level": "level",
    "reg.level:national": "level",
    "reg.back:register.province": "province",
    "reg.prov:kep": "province",
    "reg.back:register.position": "position",
    "reg.skip:register.position": "position",
    "reg.back:register.phone": "phone",
    "reg.skip:register.phone": "phone",
    "reg.edit:register.name": "summary",
    "reg.done": "summary",
}


@pytest.mark.parametrize("step", STEPS)
async def test_buttons_of_other_steps_ask_the_question_again(
    dara: Person, says: Said, step: str
) -> None:
    await play_to(step, dara, says)

    for data in (data for data, its in BUTTONS.items() if its != step):
        await dara.tap_data(data)
        assert seen(dara.last) == asked(step, says), data
        assert dara.answer is not None


@pytest.mark.parametrize(
    ("step", "button", "leads_to"),
    [
        ("consent", "agree", "name"),
        ("name", "back", "consent"),
        ("organisation", "back", "name"),
        ("level", "sub_national", "province"),
        ("level", "back", "organisation"),
        ("province", "kampot", "position"),
        ("province", "back", "level"),
        ("position", "skip", "phone"),
        ("position", "back", "province"),
    ],
)
async def test_a_button_tapped_twice_goes_one_step(
    workshop: Workshop, dara: Person, says: Said, step: str, button: str, leads_to: str
) -> None:
    await play_to(step, dara, says)

    await double_tap(workshop.simulator, dara, says.buttons[button])

    assert seen(dara.last) == says.step(leads_to)
    at = await conversations.of(workshop.db, dara.id)
    assert at is not None
    assert at.step is Step(f"register.{leads_to}")


async def test_confirm_tapped_twice_registers_once_with_one_ticket(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await play_to("summary", dara, says)

    await double_tap(workshop.simulator, dara, says.buttons["confirm"])

    standing = dara.chat[-4]
    assert seen(standing) == says.standing(**details(says))
    assert [message.photo is not None for message in dara.chat[-4:]] == [False, True, False, False]


async def test_cancel_tapped_twice_says_the_same_twice(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await play_to("name", dara, says)

    await double_tap(workshop.simulator, dara, says.buttons["cancel"])

    assert seen(dara.last) == says.on(says.nothing_saved, "register")


FORGED = [
    "garbage",
    ":",
    "ses:no-such-session",
    "ses:",
    "ses",
    "star:no-such-session:1",
    "star:panel:x",
    "star:panel",
    "open:nowhere",
    "day:one:two",
    "day:1",
    "lang:fr:",
    "lang:xx",
    "reg.ok",
    "reg.ok:1",
    "reg.done",
    "reg.level:galactic",
    "reg.prov:atlantis",
    "reg.org:-1",
    "reg.edit:register.summary",
    "reg.skip:register.name",
    "reg.back:register.consent",
    "wd:1",
    "wd:0",
    "del:yes",
    "x" * 200,
    "ses:" + "ក" * 60,
    "day:99999999999999999999999999:0:0",
    "ses:panel\n",
]


async def test_forged_buttons_get_a_kind_word(workshop: Workshop, dara: Person, says: Said) -> None:
    await dara.send("/help")

    for data in FORGED:
        await dara.tap_data(data)
        assert dara.answer is not None
        assert seen(dara.last) == says.on(says.old_button), data
    assert await workshop.db.all("SELECT * FROM conversation") == []


@pytest.mark.parametrize(
    "data", ["garbage", "ses:none", "reg.prov:atlantis", "reg.org:x", "reg.skip:register.name"]
)
async def test_forged_buttons_leave_a_registration_where_it_stands(
    dara: Person, says: Said, data: str
) -> None:
    await play_to("province", dara, says)

    await dara.tap_data(data)

    assert dara.answer is not None
    await dara.send("កំពត")
    assert seen(dara.last) == says.step("position")


async def test_buttons_of_a_session_that_is_gone_still_answer(
    open_workshop: Opens, tmp_path: Path, says: Said
) -> None:
    async with open_workshop() as before:
        dara = await before.reader("Dara", says.code)
        await dara.open_link("session_coffee-break")
        await dara.tap(dara.last.buttons[0][0], dara.last)
    head, _, rest = BUILT_IN.read_text("utf-8").partition('[[sessions]]\nid = "coffee-break"')
    shorter = tmp_path / "shorter.toml"
    shorter.write_text(head + rest[rest.index("[[sessions]]") :], "utf-8")

    async with open_workshop(event_file=shorter) as after:
        dara = await after.newcomer("Dara")  # the same account on a new phone
        await dara.send("/start")
        assert seen(dara.last) == says.menu()
        for data in ("ses:coffee-break", "star:coffee-break:1", "star:coffee-break:0"):
            await dara.tap_data(data)
            assert dara.answer is not None
            assert seen(dara.last) == says.on(says.old_button)
        await dara.open_link("session_coffee-break")
        assert seen(dara.last) == says.menu()
        assert await after.db.all("SELECT * FROM star") == []
