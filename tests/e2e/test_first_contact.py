import pytest

from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.said import Said, seen

ASKED = (
    "សូមជ្រើសរើសភាសា។\n\nPlease choose a language.",
    [["ភាសាខ្មែរ"], ["English"]],
)


@pytest.mark.parametrize(
    "text", ["/start", "hello", "ជម្រាបសួរ", "/agenda", "/cancel", "/nonsense", "/start nowhere_x"]
)
async def test_whatever_text_comes_first_the_language_is_asked(
    workshop: Workshop, says: Said, text: str
) -> None:
    dara = await workshop.newcomer()

    await dara.send(text)
    assert seen(dara.last) == ASKED
    await dara.tap(says.language)

    assert seen(dara.last) == says.menu()
    assert len(dara.chat) == 2  # the question became the menu


@pytest.mark.parametrize("act", ["sticker", "voice", "photo", "location", "document", "contact"])
async def test_whatever_else_comes_first_the_language_is_asked(
    workshop: Workshop, says: Said, act: str
) -> None:
    dara = await workshop.newcomer()

    await dara.act(act)
    assert seen(dara.last) == ASKED
    await dara.send("and this")
    assert seen(dara.last) == ASKED
    await dara.tap(says.language)

    assert seen(dara.last) == says.menu()


@pytest.mark.parametrize("app_language", ["km", "en", "fr", None])
async def test_the_language_of_the_app_decides_nothing(
    workshop: Workshop, says: Said, app_language: str | None
) -> None:
    dara = await workshop.newcomer(language_code=app_language)
    await dara.send("/start")
    assert seen(dara.last) == ASKED

    await dara.tap(says.language)
    await dara.settled()

    assert seen(dara.last) == says.menu()
    assert await menu(workshop, dara) == says.commands


async def test_the_language_tapped_twice_is_chosen_once(workshop: Workshop, says: Said) -> None:
    dara = await workshop.newcomer()
    await dara.send("/start")
    question = dara.last
    data = question.button(says.language)["callback_data"]

    await dara.tap_data(data, question)
    await dara.tap_data(data, question, edit=False)

    assert dara.answer is not None
    assert seen(dara.last) == says.menu()
    rows = await workshop.db.all("SELECT telegram_id, locale FROM participant")
    assert [tuple(row) for row in rows] == [(dara.id, says.code)]


async def test_the_buttons_of_the_menu_lead_where_they_say(dara: Person, says: Said) -> None:
    for button in ("agenda", "now", "help", "language"):
        await dara.send("/start")
        await dara.tap(says.buttons[button], dara.last)
        assert seen(dara.last) != says.menu()
        await dara.send(f"/{button}")
        assert seen(dara.chat[-3]) == seen(dara.last)


async def test_help_explains_every_command_of_the_menu(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await dara.send("/help")

    lines = [f"/{name} — {what}" for name, what in (await menu(workshop, dara)).items()]
    heading = says.commands["help"]
    text = "\n\n".join([heading, "\n".join(lines), *says.help_notes])
    assert seen(dara.last) == (text, says.labels(["about", "privacy"], ["agenda", "home"]))
    await dara.tap(says.buttons["home"])
    assert seen(dara.last) == says.menu()


async def menu(workshop: Workshop, person: Person) -> dict[str, str]:
    """Read the menu of commands: each with what it does."""
    chat = await workshop.simulator.control(f"/people/{person.id}/chat", method="GET")
    return {each["command"]: each["description"] for each in chat["commands"]}
