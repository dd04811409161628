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
KEYS = {"inline_keyboard": [TAPS]}
REPLY_KEYS = {"keyboard": [[{"text": "Agenda"}, {"text": "My number", "request_contact": True}]]}

expect.set_options(timeout=15_000)
pytestmark = [
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
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self.react(update)

    async def react(self, update: dict[str, Any]) -> None:
        query, message = update.get("callback_query"), update.get("message")
        if query and query["data"] == "alert":
            given = {"callback_query_id": query["id"], "text": ALERT}
            await self.call("answerCallbackQuery", **given, show_alert=True)
        if message:
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


async def test_a_phone_starts_sends_taps_and_reads_an_alert(page: Page) -> None:
    phone = page.locator("[data-phone]").nth(1)
    theirs = phone.locator("[data-from=bot] [data-role=text]")
    await phone.locator("[data-role=start]").click()
    await expect(theirs).to_have_text(["You said /start"])

    await phone.locator("[data-role=composer]").fill("<b>សួស្ដី</b> & hello")
    await phone.locator("[data-role=composer]").press("Enter")
    await expect(theirs).to_have_text(["You said /start", "You said <b>សួស្ដី</b> & hello"])

    first, second = (phone.locator(f"[data-row='0'][data-column='{n}']") for n in (0, 1))
    await first.click()
    await expect(phone.locator("[data-role=alert-text]")).to_have_text(ALERT)
    await expect(first).not_to_have_attribute("aria-busy", "true")
    await phone.locator("[data-answer=ok]").click()
    await expect(phone.locator("[data-role=veil]")).to_be_hidden()
    await second.click()
    await expect(second).to_have_attribute("aria-busy", "true")


async def test_commands_links_keyboards_and_edits(page: Page, bot: Bot) -> None:
    phone = page.locator("[data-phone]").nth(1)
    person = int(await phone.get_attribute("data-phone") or 0)
    mine = phone.locator("[data-from=person] [data-role=text]")
    await phone.locator("[data-role=start]").click()
    await phone.locator("[data-role=menu]").click()
    await phone.locator("[data-item=agenda]").click()
    await expect(mine).to_have_text(["/start", "/agenda"])

    name = (await bot.call("getMe"))["username"]
    link = f'<a href="https://t.me/{name}?start=session_4">the panel</a>'
    await bot.call("sendMessage", chat_id=person, text=link, parse_mode="HTML")
    await phone.get_by_text("the panel").click()
    await expect(mine).to_have_text(["/start", "/agenda", "/start session_4"])

    await phone.locator("[data-role=composer]").fill("keys")
    await phone.locator("[data-role=send]").click()
    await phone.locator("[data-role=reply-keyboard] button").nth(1).click()
    await phone.locator("[data-answer=share]").click()
    await expect(phone.locator("[data-role=contact]")).to_have_count(1)

    await mine.last.hover()
    await phone.locator("[data-role=edit]").last.click()
    await phone.locator("[data-role=composer]").fill("doors")
    await phone.locator("[data-role=composer]").press("Enter")
    await expect(mine).to_have_text(["/start", "/agenda", "/start session_4", "doors"])
    await expect(phone.locator("[data-role=edited]")).to_have_text(["edited"])


async def test_the_bar_moves_the_clock_adds_phones_and_speaks_khmer(
    page: Page, clock: MovableClock
) -> None:
    time = page.locator("[data-role=clock-time]")
    await expect(time).to_have_text("Thursday 3 July 2025 08:25:00")
    await page.locator("[data-role=clock-input]").fill("2025-07-03T13:30")
    await page.locator("[data-role=clock-set]").click()
    await expect(time).to_have_text("Thursday 3 July 2025 13:30:00")
    await page.locator("[data-role=language]").click()
    await expect(time).to_have_text("ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ១:៣០:០០ រសៀល")
    await page.locator("[data-role=clock-speed]").select_option("60")
    await expect(page.locator("[data-role=clock-state]")).to_have_text("៦០×")
    assert (clock.instant, clock.speed) == (datetime(2025, 7, 3, 6, 30, tzinfo=UTC), 60.0)
    await page.locator("[data-role=faults-open]").click()
    await page.locator("[data-role=fault-add]").click()
    await expect(page.locator("[data-role=faults-count]")).to_have_text("១")
    await page.locator("[data-role=fault-clear]").click()
    await expect(page.locator("[data-role=faults-count]")).to_be_hidden()
    await page.keyboard.press("Escape")

    await page.locator("[data-role=add-phone]").click()
    await page.locator("[name=first_name]").fill("Bopha")
    await page.locator("[name=first_name]").press("Enter")
    await expect(page.locator("[data-phone]")).to_have_count(5)
    await expect(page.locator("[data-phone]").nth(4).locator("[data-role=start]")).to_have_text(
        "ចាប់ផ្ដើម"
    )


async def test_markup_is_rebuilt_from_a_fixed_list_of_tags(page: Page) -> None:
    rendered = await page.evaluate("""async () => {
        const { safeNodes } = await import("/static/safe_html.js");
        const box = document.createElement("div");
        box.append(safeNodes('\\n<b onclick="x()">a</b><script>s()</script><img src=x onerror=y()>'
            + '<a href="javascript:z()">b</a><a href="https://e.org/" style="top:0">c</a> /now'));
        return box.innerHTML;
    }""")
    assert rendered == (
        '\n<b>a</b>s()b<a href="https://e.org/" target="_blank" rel="noopener noreferrer">c</a> '
        '<button type="button" class="command" data-command="/now">/now</button>'
    )


async def test_a_small_window_shows_one_phone_and_tabs(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    phones = page.locator("[data-phone]")
    assert [await phones.nth(n).is_visible() for n in range(4)] == [True, False, False, False]
    await page.locator("[role=tab]").nth(2).click()
    assert [await phones.nth(n).is_visible() for n in range(4)] == [False, False, True, False]
    await expect(page.locator("[data-role=controls]")).to_be_hidden()
    await page.locator("[data-role=bar-menu]").click()
    await expect(page.locator("[data-role=controls]")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
