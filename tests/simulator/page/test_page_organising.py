"""What organisers use of the page: previews, groups and channels, outages and limits."""

import aiohttp
import pytest
from playwright.async_api import Page, expect

from tests.simulator.page.conftest import IN_CHROMIUM, Bot

pytestmark = IN_CHROMIUM


async def test_a_group_gets_the_bot_by_its_link_and_shows_who_wrote_what(
    page: Page, bot: Bot
) -> None:
    phone, group = page.locator("[data-phone='1003']"), page.locator("[data-group]")
    await phone.locator("[data-role=start]").click()
    await expect(phone.locator("[data-from=bot]")).to_have_count(1)
    name = (await bot.call("getMe"))["username"]
    link = f'<a href="https://t.me/{name}?startgroup=link_7">Add me</a>'
    await bot.call("sendMessage", chat_id=1003, text=link, parse_mode="HTML")
    await phone.get_by_text("Add me").click()
    await phone.locator("[data-answer=add]").click()

    lines = group.locator("[data-role=messages] > *")
    await expect(lines).to_contain_text(
        [
            "3 July 2025",
            "Workshop was added",
            "Bopha/start@workshop_demo_bot link_7",
            "WorkshopYou said /start",
        ]
    )
    await group.locator("[data-role=composer]").fill("hello")
    await group.locator("[data-role=composer]").press("Enter")
    await expect(lines.nth(4)).to_contain_text("Bophahello")
    await expect(lines).to_have_count(5)  # the bot did not hear it
    await group.locator("[data-role=more]").click()
    await group.locator("[data-item=migrate]").click()
    await expect(lines).to_contain_text(["3 July 2025", "This group became a supergroup"])

    await page.locator("[data-role=language]").click()
    await page.locator("[data-role=add-group]").click()
    await page.locator("[data-role=new-group-form] [name=title]").fill("News")
    await page.locator("[data-role=new-group-form] [name=type]").select_option("channel")
    await page.locator("[data-role=new-group-form] [type=submit]").click()
    await expect(group.nth(1).locator("[data-role=holder-label]")).to_have_text("ឆានែល")
    await group.nth(1).locator("[data-role=more]").click()
    await group.nth(1).locator("[data-item=add]").click()
    await group.nth(1).locator("[data-role=more]").click()
    await expect(group.nth(1).locator("[data-item=kick]")).to_have_text("ដក bot ចេញ")


async def test_what_an_organiser_previews_is_drawn_whole(page: Page, bot: Bot) -> None:
    phone = page.locator("[data-phone='1003']")
    await phone.locator("[data-role=start]").click()
    await expect(phone.locator("[data-from=bot]")).to_have_count(1)
    changed = "<b>១០:៤៥</b> → <s>១០:៣០</s> " + "វេទិកាពិភាក្សា " * 250
    await bot.call("sendMessage", chat_id=1003, text=changed, parse_mode="HTML")
    drawn = phone.locator("[data-from=bot] [data-role=text]").last
    await expect(drawn).to_have_text(
        changed.replace("<b>", "")
        .replace("</b>", "")
        .replace("<s>", "")
        .replace("</s>", "")
        .strip()
    )
    await expect(drawn.locator("s")).to_have_css("text-decoration-line", "line-through")
    sent = {"chat_id": 1003, "text": "Later", "disable_notification": True}
    await bot.call("sendMessage", **sent)
    quiet = phone.get_by_role("img", name="ផ្ញើដោយគ្មានសំឡេង")
    await expect(quiet).to_have_count(1)


async def test_an_outage_and_telegrams_limits_are_put_in_force_and_lifted(
    page: Page, bot: Bot
) -> None:
    await page.locator("[data-role=faults-open]").click()
    await page.locator("[data-role=limits]").check()
    await page.locator("[data-role=fault-kind]").select_option("outage")
    for name in ("fault-method", "fault-phone"):
        await expect(page.locator(f"[data-role={name}]")).to_be_disabled()
    await page.locator("[data-role=fault-add]").click()
    await expect(page.locator("[data-role=fault-list] li")).to_have_text(
        ["Telegram is unreachable · until cleared"]
    )
    with pytest.raises(aiohttp.ClientError):
        await bot.call("getMe")
    await page.locator("[data-role=fault-clear]").click()
    await expect(page.locator("[data-role=faults-count]")).to_be_hidden()
    await expect(page.locator("[data-role=limits]")).to_be_checked()
    await page.locator("[data-role=limits]").uncheck()
