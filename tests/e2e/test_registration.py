from typing import Any

import aiohttp
import pytest
from icalendar import Calendar

from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import PHONE, PLAYS, STEPS, asked, confirm, details, play_to, register
from tests.e2e.said import Said, seen


async def test_every_step_is_asked_in_order(dara: Person, says: Said) -> None:
    await dara.tap(says.buttons["register"])
    assert seen(dara.last) == says.step("consent")
    await dara.tap(says.buttons["agree"])
    assert seen(dara.last) == says.step("name")
    await dara.send("សុខ ដារ៉ា")
    assert seen(dara.last) == says.step("organisation")
    await dara.send("Youth Council of Kampot")
    assert seen(dara.last) == says.step("level")
    await dara.tap(says.buttons["sub_national"])
    assert seen(dara.last) == says.step("province")
    await dara.tap(says.buttons["kampot"])
    assert seen(dara.last) == says.step("position")
    await dara.tap(says.buttons["skip"])
    assert seen(dara.last) == says.step("phone")
    assert dara.keyboard == says.keys
    await dara.share_contact(phone="+85512345678", expect=2)
    assert dara.chat[-2].text == says.phone_taken.format("+85512345678")
    assert dara.keyboard == []
    said = details(says, name="សុខ ដារ៉ា", position="—", phone="+85512345678")
    assert seen(dara.last) == says.summary(**said)
    await confirm(dara, says)
    assert seen(dara.chat[-4]) == says.standing(**said)


async def test_who_works_at_the_national_level_is_asked_no_province(
    dara: Person, says: Said
) -> None:
    await play_to("level", dara, says)
    await dara.tap(says.buttons["national"])
    assert seen(dara.last) == says.step("position")
    await dara.send("Director")
    await dara.send(says.buttons["skip"], expect=2)

    said = details(says, level=says.values["national"], phone="—")
    del said["province"]
    assert dara.chat[-2].text == says.no_phone
    assert seen(dara.last) == says.summary(**said)


async def test_the_ticket_the_venue_and_the_day_come_with_a_place(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)

    standing, ticket, venue, day = dara.chat[-4:]
    row = await workshop.db.one("SELECT ticket_code FROM participant")
    assert row is not None
    assert seen(standing) == says.standing(**details(says))
    assert ticket.text == says.ticket.format(code=row["ticket_code"], name="Sok Dara")
    assert ticket.photo is not None
    assert (ticket.photo["width"], ticket.photo["height"]) == (444, 444)
    assert venue.view["venue"] == {
        "location": {"latitude": 11.5635, "longitude": 104.9353},
        "title": says.venue[0],
        "address": says.venue[1],
    }
    assert day.text == says.day_file
    assert day.document is not None
    assert day.document["file_name"] == "digital-government-2025.ics"
    async with aiohttp.request("GET", workshop.simulator.url + day.document["url"]) as answer:
        calendar = Calendar.from_ical(await answer.read())
    entries: list[Any] = calendar.walk("VEVENT")
    assert [str(entry["dtstart"].dt) for entry in entries][:2] == [
        "2025-07-03 08:30:00+07:00",
        "2025-07-03 09:00:00+07:00",
    ]
    assert [str(entry["uid"]) for entry in entries][:2] == [
        "registration.digital-government-2025@workshop-bot",
        "welcome.digital-government-2025@workshop-bot",
    ]
    assert len(entries) == 11
    assert str(entries[4]["summary"]) == says.coffee_break


async def test_the_ticket_comes_again_as_often_as_it_is_asked_for(dara: Person, says: Said) -> None:
    await register(dara, says)
    first = dara.chat[-3].text

    await dara.send("/start")
    assert seen(dara.last) == says.menu("ticket", says.you_are_registered.format("Sok Dara"))
    await dara.tap(says.buttons["ticket"])
    await dara.expect(4)

    assert dara.chat[-3].text == first
    assert [m.document is not None for m in dara.chat[-3:]] == [False, False, True]


async def test_back_leads_through_every_step_to_the_first(dara: Person, says: Said) -> None:
    await play_to("phone", dara, says)

    await dara.send(says.buttons["back"], expect=2)
    assert dara.chat[-2].text == says.all_right
    assert dara.keyboard == []
    assert seen(dara.last) == says.step("position")
    for step in ("province", "level", "organisation", "name", "consent"):
        await dara.tap(says.buttons["back"], dara.last)
        assert seen(dara.last) == says.step(step)


async def test_back_and_on_again_keeps_the_order(dara: Person, says: Said) -> None:
    await play_to("level", dara, says)
    await dara.tap(says.buttons["back"])
    await dara.tap(says.buttons["back"])
    await dara.send("Chan Thida")
    await dara.send("ODC")
    await dara.tap(says.buttons["national"])
    await dara.tap(says.buttons["back"])
    assert seen(dara.last) == says.step("level")
    await dara.tap(says.buttons["sub_national"])
    await dara.tap(says.buttons["kampot"])
    await dara.send("Director")
    await dara.send(PHONE, expect=2)

    said = details(says, name="Chan Thida", organisation="ODC")
    assert seen(dara.last) == says.summary(**said)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("how", ["command", "button"])
async def test_cancel_works_at_every_step(
    workshop: Workshop, dara: Person, says: Said, step: str, how: str
) -> None:
    await play_to(step, dara, says)

    if step == "phone":
        await dara.send("/cancel" if how == "command" else says.buttons["cancel"], expect=2)
    elif how == "command":
        await dara.send("/cancel")
    else:
        await dara.tap(says.buttons["disagree" if step == "consent" else "cancel"])
    await dara.settled()

    assert dara.keyboard == []
    assert seen(dara.last) == says.on(says.nothing_saved, "register")
    assert await workshop.db.all("SELECT * FROM conversation") == []
    await dara.send("zzz")
    assert seen(dara.last) == says.nothing_found("zzz")


@pytest.mark.parametrize("step", STEPS)
async def test_after_any_other_command_the_question_stands_and_is_answered(
    workshop: Workshop, dara: Person, says: Said, step: str
) -> None:
    await play_to(step, dara, says)

    for command in ("/help", "/agenda", "/agenda digital", "/now", "/privacy", "/nonsense"):
        await dara.send(command, expect=2)
        assert seen(dara.last) == asked(step, says), command
    await dara.send("/mydata", expect=2)
    assert seen(dara.last) == asked(step, says)
    await dara.send("/start", expect=2)
    assert seen(dara.chat[-2]) == says.menu("continue")
    assert seen(dara.last) == asked(step, says)
    await dara.open_link("session_panel", expect=2)
    assert seen(dara.last) == asked(step, says)
    await dara.send("/language", expect=2)
    assert seen(dara.last) == asked(step, says)
    await dara.send("/register")
    assert seen(dara.last) == asked(step, says)
    assert dara.keyboard == (says.keys if step == "phone" else [])

    if step == "summary":
        await confirm(dara, says)
        assert await workshop.db.all("SELECT * FROM conversation") == []
    else:
        await PLAYS[step](dara, says)
        assert seen(dara.last) == asked(STEPS[STEPS.index(step) + 1], says)
