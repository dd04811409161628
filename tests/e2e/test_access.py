"""Every button, command and deep link, as everybody: who may, who may not, and nothing between."""

import pkgutil
import re
import sys
from collections.abc import AsyncIterator, Iterable
from importlib import import_module
from pathlib import Path

import pytest
from telegram.ext import CallbackQueryHandler, CommandHandler, ConversationHandler

import bot
from bot.callbacks import Callback
from bot.clock import Clock
from storage import conversations
from storage.models import Entry, EntryStep, Role
from tests.e2e import crowd, door
from tests.e2e.access import (
    ATTENDEE,
    BUTTONS,
    COMMANDS,
    ORGANISER,
    PEOPLE,
    STRANGER,
    WHILE_WRITING,
)
from tests.e2e.crowd import NOW, join
from tests.e2e.door import Door

REFUSED = ["That is only for the people who run the workshop."]
OLD = ["That button belongs to an earlier message. Please go on here:"]
UNKNOWN = ["I do not know that command. /help shows the ones I know."]
FAILED = "Something went wrong here. Please try again, or go on from the menu."
LANGUAGE = ["សូមជ្រើសរើសភាសា។\n\nPlease choose a language."]


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Door]:
    """Everybody at the door, on a day under way."""
    async with crowd.opened(tmp_path) as opened:
        yield opened


def kinds(parent: type[Callback] = Callback) -> set[type[Callback]]:
    """Return every kind of button of the bot."""
    for module in pkgutil.iter_modules(bot.__path__):
        if module.name.startswith("callbacks"):
            import_module(f"bot.{module.name}")
    children = {kind for kind in parent.__subclasses__() if kind.__module__.startswith("bot.")}
    # A class with slots is made twice, and the first one may still be about.
    real = {
        kind for kind in children if getattr(sys.modules[kind.__module__], kind.__name__) is kind
    }
    return real.union(*(kinds(child) for child in real))


def handlers(at: Door) -> Iterable[object]:
    """Return every handler, those inside the conversation included."""
    for each in (handler for group in at.application.handlers.values() for handler in group):
        yield each
        if isinstance(each, ConversationHandler):
            yield from [*each.entry_points, *each.fallbacks]
            yield from (handler for state in each.states.values() for handler in state)


def test_every_button_has_its_row() -> None:
    assert {type(button) for button, _ in BUTTONS} == kinds()


async def test_every_button_has_its_handler(at: Door) -> None:
    patterns = {
        handler.pattern.pattern
        for handler in handlers(at)
        if isinstance(handler, CallbackQueryHandler) and isinstance(handler.pattern, re.Pattern)
    }
    assert {kind.pattern() for kind in kinds()} - patterns == set()


async def test_every_command_has_its_row(at: Door) -> None:
    known = {
        name
        for handler in handlers(at)
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    }
    assert {name.split()[0] for name in COMMANDS} == known


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_may_not_is_refused_and_changes_nothing(at: Door, who: str) -> None:
    before = await at.dump()
    buttons = [button for button, may in BUTTONS if who not in may]
    commands = [text for text, may in COMMANDS.items() if who not in may]

    said = {button: await at.tap(who, button.encode()) for button in buttons}
    wrote = {text: await at.send(who, f"/{text}") for text in commands}

    stranger = who == STRANGER
    assert said == {
        button: LANGUAGE if stranger else OLD if type(button) in WHILE_WRITING else REFUSED
        for button in buttons
    }
    assert wrote == dict.fromkeys(commands, LANGUAGE if stranger else REFUSED)
    assert await at.dump() == before


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_may_is_not_refused(at: Door, who: str) -> None:
    commands = [f"/{text}" for text, may in COMMANDS.items() if who in may]
    buttons = [button.encode() for button, may in BUTTONS if who in may]

    said = {text: await at.send(who, text) for text in commands}
    said |= {data: await at.tap(who, data) for data in buttons}

    kept_from = {done: texts for done, texts in said.items() if {*REFUSED, FAILED} & {*texts}}
    assert kept_from == {}


async def test_in_a_group_commands_do_nothing_and_say_nothing(at: Door) -> None:
    group = await at.group()
    name = at.application.bot.username
    texts = [*COMMANDS, "start claim_x", "start team_x", f"team@{name}", "nonsense"]
    before = await at.dump()

    said = {
        (who, text): await at.send_in(group, who, f"/{text}") for who in PEOPLE for text in texts
    }

    assert {done: answer for done, answer in said.items() if answer} == {}
    assert await at.dump() == before


@pytest.mark.parametrize("who", [ATTENDEE, ORGANISER])
async def test_data_that_no_button_carries_does_nothing(at: Door, who: str) -> None:
    await at.send(who, "/cancel")  # what an organiser is writing
    before = await at.dump()
    whole = {type(button): f"{button.encode()}:1" for button, _ in BUTTONS}
    forged = [*whole.values(), *(f"{kind.CODE}:x:y:z:w" for kind in kinds())]

    said = {data: await at.tap(who, data) for data in forged if len(data.encode()) <= 64}

    assert {data: texts for data, texts in said.items() if texts != OLD} == {}
    assert await at.dump() == before


async def test_whose_role_was_taken_while_they_wrote_writes_nothing(tmp_path: Path) -> None:
    clock = Clock(start=NOW, speed=0)
    async with door.opened(tmp_path, clock=clock) as before:
        for step in EntryStep:
            person = await join(before, step, Role.ATTENDEE)
            async with before.db.transaction() as tx:  # as if it had stayed behind
                await conversations.save_entry(tx, Entry(person.telegram_id, step, "1"), now=NOW)

    async with door.opened(tmp_path, clock=clock) as at:
        for step in EntryStep:
            await at.come(step)
        rest = await at.dump("conversation")
        for step in EntryStep:
            for text in ("15", "អត្ថបទ", "Text", "14:30"):
                assert FAILED not in await at.send(step, text), (step, text)

        assert await at.dump("conversation") == rest
