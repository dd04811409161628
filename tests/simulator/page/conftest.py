"""The demo's page in a real browser, against the real simulator and a bot of a few lines."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from simulator.server import Simulator

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TOKEN = "1000:page"  # noqa: S105 -- the simulator's own, good for nothing else
ALERT = "សំណួរត្រូវបានផ្ញើរួចហើយ។"
TAPS = [{"text": "ផ្ញើ", "callback_data": "alert"}, {"text": "Wait", "callback_data": "wait"}]
SERVICE = {"new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id"}
KEYS = {"inline_keyboard": [TAPS]}
REPLY_KEYS = {"keyboard": [[{"text": "Agenda"}, {"text": "My number", "request_contact": True}]]}

expect.set_options(timeout=15_000)

IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here"),
]


class MovableClock:
    """A clock that stands still, and remembers how it was set."""

    def __init__(self) -> None:
        self.instant = datetime(2025, 7, 3, 1, 25, tzinfo=UTC)
        self.speed = 0.0

    def now(self) -> datetime:
        return self.instant

    def set(self, *, now: datetime | None, speed: float | None) -> None:
        self.instant = now or self.instant
        self.speed = self.speed if speed is None else speed


class Bot:
    """Greets with buttons, alerts on a tap, shows a keyboard on "keys", echoes the rest."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def call(self, method: str, **fields: Any) -> Any:
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=fields) as response:
            return (await response.json())["result"]

    async def run(self) -> None:
        offset = 0
        while True:
            try:
                updates = await self.call("getUpdates", offset=offset, timeout=20)
            except aiohttp.ClientError:  # an outage, made on purpose
                await asyncio.sleep(0.02)
                continue
            for update in updates:
                offset = update["update_id"] + 1
                await self.react(update)

    async def react(self, update: dict[str, Any]) -> None:
        query, message = update.get("callback_query"), update.get("message")
        if query and query["data"] == "alert":
            given = {"callback_query_id": query["id"], "text": ALERT}
            await self.call("answerCallbackQuery", **given, show_alert=True)
        if message and not message.keys() & SERVICE:
            text, chat = message.get("text", "something"), message["chat"]["id"]
            keys = {"/start": KEYS, "keys": REPLY_KEYS}.get(text)
            markup = {"reply_markup": keys} if keys else {}
            await self.call("sendMessage", chat_id=chat, text=f"You said {text}", **markup)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(clock: MovableClock) -> AsyncIterator[Bot]:
    async with (
        Simulator(token=TOKEN, clock=clock) as simulator,
        aiohttp.ClientSession() as session,
    ):
        bot = Bot(session, simulator.url)
        await bot.call("setMyCommands", commands=[{"command": "agenda", "description": "The day"}])
        task = asyncio.create_task(bot.run())
        yield bot
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, bot: Bot) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": 1600, "height": 900})
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    await page.goto(bot.url)
    await page.locator("[data-phone]").nth(3).wait_for()
    yield page
    await page.close()
    assert broken == []
