"""A word that names a screen opens it; any other word is looked up in the agenda."""

import pytest

from simulator.person import Person
from tests.e2e.plays import play_to, register
from tests.e2e.said import Said, seen

OPENS = {
    "/agenda": ["agenda", "Agenda", "AGENDA", "របៀបវារៈ", " agenda "],
    "/now": ["now", "What is on now", "វគ្គកំពុងដំណើរការ"],
    "/help": ["help", "Help", "ជំនួយ"],
    "/privacy": ["privacy", "ឯកជនភាព"],
    "/mydata": ["mydata", "My data", "ទិន្នន័យរបស់ខ្ញុំ"],
    "/language": ["language", "Change language", "ប្ដូរភាសា"],
}
MENU = [
    *("សួស្ដី", "Hello", "hello", "Thank you", "thank you"),
    *("register", "Register", "ចុះឈ្មោះ"),
    *("menu", "start", "Main menu", "ម៉ឺនុយដើម", "ticket", "My ticket"),
]


@pytest.mark.parametrize("command", OPENS)
async def test_a_word_that_names_a_screen_opens_it(dara: Person, says: Said, command: str) -> None:
    await dara.send(command)
    screen = seen(dara.last)
    assert screen != says.menu()

    for word in OPENS[command]:
        await dara.send(word)
        assert seen(dara.last) == screen, word


async def test_a_greeting_and_what_the_menu_leads_to_open_the_menu(
    dara: Person, says: Said
) -> None:
    for word in MENU:
        await dara.send(word)
        assert seen(dara.last) == says.menu(), word


async def test_to_who_is_registered_the_menu_offers_the_ticket(dara: Person, says: Said) -> None:
    await register(dara, says)

    await dara.send("register")

    standing = says.you_are_registered.format("Sok Dara")
    assert seen(dara.last) == says.menu("ticket", standing)


@pytest.mark.parametrize("text", ["helpp", "the agenda please", "zzz"])
async def test_any_other_word_is_looked_up(dara: Person, says: Said, text: str) -> None:
    await dara.send(text)

    assert seen(dara.last) == says.nothing_found(text)


async def test_in_a_registration_a_word_is_an_answer(dara: Person, says: Said) -> None:
    await play_to("name", dara, says)

    await dara.send("Hello")

    assert seen(dara.last) == says.step("organisation")
