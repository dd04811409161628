"""One phone on the page, its clock, and what it draws."""

from datetime import UTC, datetime

from playwright.async_api import FilePayload, Page, expect

from simulator.files import plain_png
from tests.simulator.page.conftest import ALERT, IN_CHROMIUM, Bot, MovableClock

pytestmark = IN_CHROMIUM


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


async def test_a_photo_takes_along_what_was_written(page: Page) -> None:
    phone = page.locator("[data-phone='1002']")
    await phone.locator("[data-role=start]").click()
    await phone.locator("[data-role=composer]").fill("The hall")
    await phone.locator("[data-role=attach]").click()
    async with page.expect_file_chooser() as chosen:
        await phone.locator("[data-item=photo]").click()
    file = FilePayload(name="hall.png", mimeType="image/png", buffer=plain_png())
    await (await chosen.value).set_files(file)
    await expect(phone.locator("[data-from=person] [data-role=text]").last).to_have_text("The hall")
    await expect(phone.locator("[data-role=photo] img")).to_have_js_property("naturalWidth", 320)
    await expect(phone.locator("[data-role=composer]")).to_have_value("")


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
