"""What a handler is given, and how screens reach a phone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from markupsafe import Markup
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot import app
from bot.callbacks import BadButton, Open, OpenSession, Place
from bot.clock import Clock
from bot.context import Context, WorkshopApplication
from bot.keyboards import buttons, markup
from bot.settings import Settings
from bot.views.screen import Button, Key, Screen
from simulator.person import Person
from simulator.server import Simulator
from storage.models import Locale

TEXT = Markup("text")
ROWS = (
    (Button("Panel", OpenSession("panel")), Button("Agenda", Open(Place.AGENDA))),
    (Button("Home", Open(Place.HOME)),),
)
TOKEN = "100200300:simulator"  # noqa: S105 -- it opens nothing but the simulator


@asynccontextmanager
async def opened(
    folder: Path, url: str = "http://127.0.0.1:9"
) -> AsyncIterator[WorkshopApplication]:
    settings = Settings(bot_token=TOKEN, bot_api_url=url, database=folder / "w.db")
    clock = Clock(start=datetime(2025, 7, 3, 3, 35, tzinfo=UTC), speed=0)
    async with app.opened(settings, clock=clock, rng=Random(1)) as application:
        yield application


@pytest.fixture
async def dara(tmp_path: Path) -> AsyncIterator[Person]:
    """Somebody who reads English, at 10:35, in the coffee break."""
    async with (
        Simulator(token=TOKEN) as simulator,
        opened(tmp_path, simulator.url) as application,
        app.running(application),
    ):
        person = await simulator.person("Dara")
        await person.send("/start")
        await person.tap("English")
        await person.settled()
        yield person


def test_buttons_stand_under_a_message() -> None:
    expected = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("Panel", callback_data="ses:panel"),
                InlineKeyboardButton("Agenda", callback_data="open:agenda"),
            ],
            [InlineKeyboardButton("Home", callback_data="open:home")],
        ]
    )

    for turned in (
        markup(Screen(TEXT, ROWS)),
        buttons(ROWS),
        buttons(ROWS),
    ):
        assert turned is not None
        assert turned.to_dict() == expected.to_dict()
        assert turned.to_json() == expected.to_json()


def test_keys_stand_in_place_of_the_keyboard() -> None:
    screen = Screen(TEXT, keys=((Key("Share", contact=True),), (Key("Skip"), Key("Back"))))

    assert markup(screen) == ReplyKeyboardMarkup(
        [
            [KeyboardButton("Share", request_contact=True)],
            [KeyboardButton("Skip"), KeyboardButton("Back")],
        ],
        resize_keyboard=True,
    )


def test_keys_are_taken_away() -> None:
    turned = markup(Screen(TEXT, clears_keys=True))

    assert turned is not None
    assert turned.to_dict() == ReplyKeyboardRemove().to_dict()


def test_a_text_alone_has_no_markup() -> None:
    assert markup(Screen(TEXT)) is None
    assert buttons(()) is None


async def test_an_update_from_nobody_has_defaults(tmp_path: Path) -> None:
    async with opened(tmp_path) as application:
        context = Context.from_update("no update at all", application)
        await context.refresh_data()

        assert (context.chat_id, context.query, context.participant) == (0, None, None)
        assert context.locale is Locale.KM
        assert context.now() == datetime(2025, 7, 3, 3, 35, tzinfo=UTC)
        assert (await context.agenda()).event.id == "digital-government-2025"
        with pytest.raises(LookupError, match="nobody who chose a language"):
            _ = context.me
        with pytest.raises(BadButton):
            context.button(Open)
        await context.answer()


async def test_a_tap_changes_the_message_that_it_stands_under(dara: Person) -> None:
    before = len(dara.chat)

    await dara.tap("What is on now")

    assert len(dara.chat) == before
    assert dara.changed.edited
    assert dara.changed.text.startswith("On stage now\n\nCoffee Break\nends in 10 min")


async def test_a_tap_that_changes_nothing_is_answered_without_a_new_message(dara: Person) -> None:
    await dara.tap("What is on now")
    before = [str(message) for message in dara.chat]

    await dara.tap("Update", edit=False)
    await dara.settled()

    assert dara.answer is not None
    assert [str(message) for message in dara.chat] == before


async def test_what_cannot_be_edited_is_sent_anew(dara: Person) -> None:
    """A tap under a message that is not the bot's own stands for one too old to be edited."""
    await dara.send("/now")
    own = next(message for message in dara.chat if not message.from_bot)
    before = [str(message) for message in dara.chat]

    await dara.tap_data("open:now", own)
    await dara.settled()

    assert dara.answer is not None
    assert [str(message) for message in dara.chat[:-1]] == before
    assert dara.last.text == dara.chat[-2].text
