import pytest

from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import PLAYS, STEPS, asked, details, play_to, register
from tests.e2e.said import Said, seen
from tests.e2e.said_en import EN
from tests.e2e.said_km import KM

ASKED = (
    "សូមជ្រើសរើសភាសា។\n\nPlease choose a language.",
    [["ភាសាខ្មែរ"], ["English"]],
)


@pytest.fixture
def other(says: Said) -> Said:
    """What the bot says in the other language."""
    return KM if says is EN else EN


async def commands(workshop: Workshop, person: Person) -> dict[str, str]:
    chat = await workshop.simulator.control(f"/people/{person.id}/chat", method="GET")
    return {each["command"]: each["description"] for each in chat["commands"]}


async def test_the_language_changes_any_time_and_the_menu_with_it(
    workshop: Workshop, dara: Person, says: Said, other: Said
) -> None:
    assert await commands(workshop, dara) == says.commands

    await dara.send("/language")
    assert seen(dara.last) == ASKED
    await dara.tap(other.language, dara.last)
    await dara.settled()
    assert seen(dara.last) == other.menu()
    assert await commands(workshop, dara) == other.commands
    await dara.tap(other.buttons["language"])
    assert seen(dara.last) == ASKED
    await dara.tap(says.language, dara.last)
    await dara.settled()

    assert seen(dara.last) == says.menu()
    assert await commands(workshop, dara) == says.commands


async def test_another_person_keeps_their_language(
    workshop: Workshop, dara: Person, says: Said, other: Said
) -> None:
    sophea = await workshop.reader("Sophea", other.code)

    await dara.send("/start")
    await sophea.send("/start")

    assert seen(dara.last) == says.menu()
    assert seen(sophea.last) == other.menu()
    assert await commands(workshop, sophea) == other.commands


@pytest.mark.parametrize("step", STEPS)
async def test_the_step_is_asked_again_in_the_new_language(
    workshop: Workshop, dara: Person, says: Said, other: Said, step: str
) -> None:
    await play_to(step, dara, says)

    await dara.send("/language", expect=2)
    assert seen(dara.chat[-2]) == ASKED
    await dara.tap(other.language, dara.chat[-2])
    await dara.settled()
    if step == "summary":
        level, province = other.values["sub_national"], other.values["kampot"]
        said = details(other, level=level, province=province)
        assert seen(dara.changed) == other.summary(**said)
        await dara.tap(other.buttons["confirm"])
        await dara.expect(5)
        assert await workshop.db.all("SELECT * FROM conversation") == []
        return
    assert seen(dara.changed) == other.step(step)
    assert dara.keyboard == (other.keys if step == "phone" else [])
    await PLAYS[step](dara, other)
    assert seen(dara.changed) == asked(STEPS[STEPS.index(step) + 1], other)


async def test_a_key_in_the_language_read_before_still_works(
    dara: Person, says: Said, other: Said
) -> None:
    await play_to("phone", dara, says)
    await dara.send("/language", expect=2)
    await dara.tap(other.language, dara.chat[-2])

    await dara.send(says.buttons["skip"], expect=2)

    assert dara.chat[-2].text == other.no_phone
    assert seen(dara.last) == other.summary(**details(other, phone="—"))


async def test_what_was_registered_reads_in_the_new_language(
    dara: Person, says: Said, other: Said
) -> None:
    await register(dara, says)
    await dara.send("/language")
    await dara.tap(other.language, dara.last)
    assert seen(dara.last) == other.menu("ticket", other.you_are_registered.format("Sok Dara"))

    await dara.send("/register")

    assert seen(dara.last) == other.standing(**details(other))
