"""The demo in a real browser: somebody registers in Khmer and reads the agenda."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.e2e.said_agenda import DAY, HEADINGS, NOTES, PANEL
from tests.e2e.said_km import KM

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

NAME, POSITION = "សុខ ដារ៉ា", "មន្ត្រីកម្មវិធី"
ORGANISATION = "អង្គការទិន្នន័យអំពីការអភិវឌ្ឍ"
PHONE = "+85512000001"
PANEL_ROWS = [["☆ ដាក់ផ្កាយវគ្គនេះ"], ["សួរសំណួរ"], ["‹ វគ្គមុន", "វគ្គបន្ទាប់ ›"], ["របៀបវារៈ"]]

expect.set_options(timeout=10_000)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here to open the page in"),
]


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the demo is, as it says itself on a port of its choice."""
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0"),
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert demo.stdout is not None
    line = (await asyncio.wait_for(demo.stdout.readline(), 10)).decode()
    said, _, rest = line.partition("http://")
    where, _, ends = rest.partition(" ")
    assert (said, ends) == ("The demo is at ", "; Ctrl+C ends it.\n")
    yield f"http://{where}"
    demo.send_signal(signal.SIGINT)
    _, log = await asyncio.wait_for(demo.communicate(), 10)
    assert demo.returncode == 0
    assert [entry.split(" ", 2)[2] for entry in log.decode().splitlines()] == [
        "bot.app polling as @workshop_demo_bot",
        "bot.app stopped",
    ]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        await launched.close()


class Chat:
    """What somebody does with the first phone of the page; each text is seen whole and pictured."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self._page = page
        self._pictures = pictures
        self._taken = 0
        self.phone = page.locator("[data-phone]").first
        self.said = self.phone.locator("[data-from=bot]")

    async def starts(self) -> None:
        await self.phone.locator("[data-role=start]").click()

    async def taps(self, label: str) -> None:
        await self.phone.get_by_role("button", name=label, exact=True).last.click()

    async def sends(self, text: str) -> None:
        await self.phone.locator("[data-role=composer]").fill(text)
        await self.phone.locator("[data-role=composer]").press("Enter")

    async def shares(self, label: str) -> None:
        await self.taps(label)
        await self.phone.locator("[data-answer=share]").click()

    async def reads(self, text: str, rows: list[list[str]] | None = None) -> None:
        """See this text, and under it these rows of buttons, in the newest message of the bot."""
        await expect(self.said.last.locator("[data-role=text]")).to_have_text(text)
        labels = [label for row in rows or [] for label in row]
        await expect(self.said.last.locator("[data-row]")).to_have_text(labels)
        await self.pictured()

    async def pictured(self) -> None:
        self._taken += 1
        size = self._page.viewport_size
        assert size is not None
        name = f"{size['width']}-{self._taken:02}.png"
        await self._page.screenshot(path=self._pictures / name)


async def _opened(browser: Browser, address: str, *, width: int, height: int) -> Page:
    page = await browser.new_page(viewport={"width": width, "height": height})
    await page.goto(address)
    await page.locator("[data-phone]").nth(3).wait_for(state="attached")
    return page


async def _chooses_khmer(chat: Chat) -> None:
    await chat.starts()
    both = "សូមជ្រើសរើសភាសា។\n\nPlease choose a language."
    await chat.reads(both, [["ភាសាខ្មែរ"], ["English"]])
    await chat.taps("ភាសាខ្មែរ")
    await chat.reads(*KM.menu())


async def _registers(chat: Chat) -> None:
    await chat.taps(KM.buttons["register"])
    await chat.reads(*KM.step("consent"))
    await chat.taps(KM.buttons["agree"])
    await chat.reads(*KM.step("name"))
    await chat.sends(NAME)
    await chat.reads(*KM.step("organisation"))
    await chat.sends(ORGANISATION)
    await chat.reads(*KM.step("level"))
    await chat.taps(KM.buttons["sub_national"])
    await chat.reads(*KM.step("province"))
    await chat.taps(KM.buttons["kampot"])
    await chat.reads(*KM.step("position"))
    await chat.sends(POSITION)
    await chat.reads(*KM.step("phone"))
    await chat.shares(KM.buttons["share"])
    said = {
        "name": NAME,
        "organisation": ORGANISATION,
        "level": KM.values["sub_national"],
        "province": KM.values["kampot"],
        "position": POSITION,
        "phone": PHONE,
    }
    await chat.reads(*KM.summary(**said))
    await chat.taps(KM.buttons["confirm"])
    await chat.reads(KM.day_file, KM.labels(["agenda", "home"]))
    text, _rows = KM.standing(**said)
    await expect(chat.said.nth(-4).locator("[data-role=text]")).to_have_text(text)
    await expect(chat.said.nth(-3).locator("[data-role=text]")).to_contain_text(NAME)
    await expect(chat.said.nth(-3).locator("[data-role=photo] img")).to_have_js_property(
        "naturalWidth", 444
    )
    await expect(chat.said.nth(-2).locator("[data-role=place]")).to_contain_text(KM.venue[0])


async def _reads_the_agenda(chat: Chat) -> None:
    sessions, (heading, *_, coming) = DAY["km"], HEADINGS["km"]
    lines = [f"{time} · {title}" for time, title in sessions.items()]
    below = KM.labels(["now", "home"])
    await chat.sends("/agenda")
    await chat.reads("\n".join([heading, coming, *lines, *NOTES["km"]]), [[*sessions], *below])
    await chat.taps("១០:៤៥ ព្រឹក")
    await chat.reads(PANEL["km"].format(phase="មិនទាន់ចាប់ផ្ដើម"), PANEL_ROWS)


async def test_a_newcomer_registers_in_khmer_and_reads_the_agenda(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    chat = Chat(await _opened(browser, address, width=1600, height=900), tmp_path)
    await _chooses_khmer(chat)
    await _registers(chat)
    await _reads_the_agenda(chat)


async def test_the_same_on_a_phone(browser: Browser, address: str, tmp_path: Path) -> None:
    page = await _opened(browser, address, width=390, height=844)
    chat = Chat(page, tmp_path)
    await _chooses_khmer(chat)
    await _registers(chat)
    await _reads_the_agenda(chat)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
