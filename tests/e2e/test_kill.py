"""kill -9 at any moment: what was answered stands, and nothing is asked twice."""

import asyncio
import re

from simulator.person import Person
from simulator.server import Simulator
from tests.e2e.conftest import Faults
from tests.e2e.program import Programs

TAP, SEND = "tap", "send"
CONFIRM = "✅ Confirm"
ACTS = [
    (TAP, "Register"),
    (TAP, "I agree"),
    (SEND, "Sok Dara"),
    (SEND, "Open Developement Cambodia"),
    (TAP, "Open Development Cambodia"),
    (TAP, "Sub-national level"),
    (TAP, "Kampot"),
    (SEND, "Program Officer"),
    (SEND, "012 345 678"),
    (TAP, "Change: Position"),
    (SEND, "Director"),
    (TAP, CONFIRM),
]
FIRST_OF_ITS_ORGANISATION = [
    (how, what) for how, what in ACTS if what != "Open Developement Cambodia"
]
FIRST_OF_ITS_ORGANISATION[3] = (SEND, "Open Development Cambodia")


async def _newcomer(telegram: Simulator) -> Person:
    person = await telegram.person("Dara")
    await person.send("/start")
    await person.tap("English")
    return person


async def _act(person: Person, how: str, what: str) -> None:
    if how == TAP:
        await person.tap(what)
        # The registration that stands, the tap's answer, ticket, venue and day file.
        await person.expect(5 if what == CONFIRM else 2)
    else:
        # The phone number is answered with two messages.
        await person.send(what, expect=1 + what.startswith("0"))


def _chat(person: Person) -> list[tuple[bool, str, list[list[str]]]]:
    """The whole chat; a ticket's code is each person's own."""
    code = re.compile(r"(?<=Your ticket: )\w+")
    return [(said.from_bot, code.sub("CODE", said.text), said.buttons) for said in person.chat]


async def test_a_registration_killed_after_every_step_reads_like_any_other(
    telegram: Simulator, forked: Programs
) -> None:
    bot = forked(telegram.url)
    await bot.start()
    first, spared, killed = [await _newcomer(telegram) for _ in range(3)]
    for how, what in FIRST_OF_ITS_ORGANISATION:
        await _act(first, how, what)
    for how, what in ACTS:
        await _act(spared, how, what)
    await spared.settled()

    for how, what in ACTS:
        await _act(killed, how, what)
        await killed.settled()
        await bot.restart()
        assert bot.said == ["bot.app polling as @workshop_demo_bot"]

    assert _chat(killed) == _chat(spared)
    assert killed.message(killed.last.message_id - 3).text == (
        "You are registered.\n\nFull name: Sok Dara\nOrganisation: Open Development Cambodia\n"
        "Level: Sub-national level\nProvince or capital: Kampot province\nPosition: Director\n"
        "Phone: 012345678"
    )


async def _answering(telegram: Simulator, faults: Faults, done: int) -> Person:
    """Give a person who has just answered a step, after so many others, and waits for the reply."""
    person = await _newcomer(telegram)
    for how, what in ACTS[:done]:
        await _act(person, how, what)
    how, what = ACTS[done]
    if how == TAP:
        await faults.put("delay", "editMessageText", chat_id=person.id)
        await person.tap(what, edit=False)
    else:
        await faults.put("delay", "sendMessage", chat_id=person.id)
        await person.send(what, expect=0)
    return person


async def test_an_answer_stands_though_the_bot_was_killed_before_it_replied(
    telegram: Simulator, forked: Programs, faults: Faults
) -> None:
    bot = forked(telegram.url)
    await bot.start()
    first, spared = [await _newcomer(telegram) for _ in range(2)]
    for how, what in FIRST_OF_ITS_ORGANISATION:
        await _act(first, how, what)
    questions = []
    for how, what in ACTS:
        await _act(spared, how, what)
        await spared.settled()
        await spared.send("/register")
        questions.append((spared.last.text, spared.last.buttons))

    people = await asyncio.gather(
        *(_answering(telegram, faults, done) for done in range(len(ACTS)))
    )
    await faults.met()
    await bot.restart()

    stood = []
    for person in people:
        await person.send("/register")
        stood.append((person.last.text, person.last.buttons))
    assert stood == questions


async def test_a_tap_repeated_after_the_kill_shows_what_it_did(
    telegram: Simulator, forked: Programs, faults: Faults
) -> None:
    bot = forked(telegram.url)
    await bot.start()
    dara = await _newcomer(telegram)
    await dara.tap("Register")
    await faults.put("delay", "editMessageText")
    await dara.tap("I agree", edit=False)
    await faults.met()
    await bot.restart()

    await dara.tap("I agree")

    assert (dara.last.text, dara.last.buttons) == (
        "Registration · 1 of 5\n\nPlease write your full name, in Khmer or Latin letters.",
        [["‹ Back", "Cancel"]],
    )


async def test_a_text_that_telegram_delivers_again_is_not_the_answer_to_the_next_question(
    telegram: Simulator, forked: Programs, faults: Faults
) -> None:
    bot = forked(telegram.url)
    await bot.start()
    dara = await _newcomer(telegram)
    await dara.tap("Register")
    await dara.tap("I agree")
    await dara.settled()
    # The poll that would confirm the text does not arrive before the kill.
    await faults.put("delay", "getUpdates")
    await dara.send("Sok Dara")
    await bot.restart()
    await dara.expect(2)  # the question, and once more for the text that came again

    await dara.send("Open Development Cambodia")

    assert (dara.last.text, dara.last.buttons) == (
        "Registration · 3 of 5\n\nAt which level does your organisation mostly work?",
        [["National level"], ["Sub-national level"], ["‹ Back", "Cancel"]],
    )
