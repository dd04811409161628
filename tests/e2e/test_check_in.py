"""Check-in at the door: by the ticket's code, its link, a name, and the poster."""

from dataclasses import dataclass

import pytest

from bot.i18n.catalogue import Words, words
from simulator.person import Person
from storage.models import Locale, Role
from tests.e2e.conftest import Workshop
from tests.e2e.desk import came, registered
from tests.e2e.organisers import stop_ticks
from tests.e2e.said import Said

AT_0841 = "2025-07-03T01:41:00Z"


@dataclass
class Desk:
    """The door at 08:41: a helper at the desk, and Sok Dara, who registered."""

    workshop: Workshop
    its: Words
    helper: Person
    dara: Person
    dara_id: int


@pytest.fixture
async def desk(workshop: Workshop, says: Said, dara: Person) -> Desk:
    stop_ticks(workshop)
    helper = await workshop.reader("Helper", says.code)
    await workshop.promote(helper, Role.HELPER)
    number = await registered(workshop, dara, "Sok Dara", "K7M2PX")
    workshop.at(8, 41)
    return Desk(workshop, words(Locale(says.code)), helper, dara, number)


def first(person: Person) -> str:
    return person.last.text.splitlines()[0]


def plain(its: Words, msgid: str, **values: object) -> str:
    return its.plain(msgid, **values).replace("<b>", "").replace("</b>", "")


async def test_a_code_in_any_spelling_lets_somebody_in_once(desk: Desk) -> None:
    await desk.helper.send("/checkin")
    for typed in ("k7m2px", "K៧M២ PX", "https://t.me/x?start=checkin_K7M2PX"):
        await desk.helper.send(typed)
        already = typed != "k7m2px"
        assert first(desk.helper) == (
            plain(
                desk.its,
                "☑️ <b>Already checked in at {time}</b>",
                time="8:41 AM" if desk.its.locale is Locale.EN else "ម៉ោង ៨:៤១ ព្រឹក",
            )
            if already
            else plain(desk.its, "✅ <b>Checked in</b>")
        )
        assert "Sok Dara\nODC" in desk.helper.last.text
        desk.workshop.at(9)
    assert await came(desk.workshop) == {"Sok Dara": AT_0841}


async def test_who_is_let_in_by_staff_is_welcomed_in_silence(desk: Desk) -> None:
    desk.workshop.at(9, 5)
    await desk.helper.open_link("checkin_K7M2PX")
    assert first(desk.helper) == plain(desk.its, "✅ <b>Checked in</b>")

    await desk.workshop.drain()
    await desk.dara.refresh()

    assert first(desk.dara) == plain(
        desk.its, "✅ <b>Welcome, {name}. You are checked in.</b>", name="Sok Dara"
    )
    assert len(desk.dara.last.text.splitlines()) > 1  # what is on, as the first session has begun
    assert desk.dara.last.silent


async def test_undo_takes_back_only_what_is_shown(desk: Desk) -> None:
    await desk.helper.send("/checkin")
    await desk.helper.send("K7M2PX")
    shown = desk.helper.last
    await desk.helper.tap(desk.its.plain("Undo"), shown)
    assert first(desk.helper) == plain(desk.its, "↩️ <b>Taken back: not checked in</b>")
    assert await came(desk.workshop) == {}

    desk.workshop.at(8, 50)
    await desk.helper.tap(desk.its.plain("Check in"))
    old = shown.button(desk.its.plain("Undo"))["callback_data"]
    await desk.helper.tap_data(old)

    assert list(await came(desk.workshop)) == ["Sok Dara"]
    await desk.workshop.drain()  # the welcome of the check-in that was taken back is not sent
    rows = await desk.workshop.db.all("SELECT status FROM delivery WHERE kind = 'welcome'")
    assert [row["status"] for row in rows] == ["expired", "sent"]


async def test_a_name_in_part_is_found_and_two_of_one_name_are_told_apart(desk: Desk) -> None:
    other = await desk.workshop.reader("Other")
    await registered(desk.workshop, other, "DARA Sok", "ABC234", organisation="CCC")
    await desk.helper.send("/checkin")
    await desk.helper.send("dara so")
    assert desk.helper.last.labels[:2] == ["DARA Sok · CCC", "Sok Dara · ODC"]
    await desk.helper.tap("DARA Sok · CCC")
    assert list(await came(desk.workshop)) == ["DARA Sok"]


async def test_khmer_names_are_found_however_they_are_typed(desk: Desk) -> None:
    other = await desk.workshop.reader("Other")
    await registered(desk.workshop, other, "សុខ ដារ៉ា", "ABC234")
    await desk.helper.send("/checkin")
    for typed in ("ដារ៉ា", "សុខ\u200bដារ៉ា", "ដារ៉ា សុខ"):
        await desk.helper.send(typed)
        assert desk.helper.last.labels[0] == "សុខ ដារ៉ា · ODC"


async def test_who_is_not_registered_and_who_waits(desk: Desk) -> None:
    other = await desk.workshop.reader("Other")
    await registered(desk.workshop, other, "Chan Sophea", "ABC234", waiting=True)
    await desk.helper.send("/checkin")
    await desk.helper.send("ZZZZZZ")
    assert first(desk.helper) == plain(desk.its, "⛔ <b>Not registered</b>")
    await desk.helper.send("ABC234")
    assert first(desk.helper) == plain(desk.its, "⏳ <b>On the waiting list</b>")
    assert await came(desk.workshop) == {}
    await desk.helper.tap(desk.its.plain("Let in"))
    assert first(desk.helper) == plain(desk.its, "✅ <b>Checked in</b>")
    assert await came(desk.workshop) == {"Chan Sophea": AT_0841}


async def test_a_ticket_opened_by_anybody_else_checks_nobody_in(desk: Desk) -> None:
    await desk.dara.open_link("checkin_K7M2PX")
    assert await came(desk.workshop) == {}
    assert "\n" not in desk.dara.last.text


async def test_the_poster_lets_oneself_in_around_the_hours_of_the_day(desk: Desk) -> None:
    event = (
        await desk.workshop.application.bot_data.agenda.current(now=desk.workshop.clock.now())
    ).event
    code = desk.workshop.application.bot_data.seal.poster(event.id)
    for hour in (6, 23):
        desk.workshop.at(hour)
        await desk.dara.open_link(f"checkin_{code}")
        assert await came(desk.workshop) == {}
    desk.workshop.at(8, 41)
    await desk.helper.open_link(f"checkin_{code}")
    assert first(desk.helper) == plain(desk.its, "⛔ <b>You are not registered yet.</b>")
    await desk.dara.open_link(f"checkin_{code}")
    assert first(desk.dara) == plain(
        desk.its, "✅ <b>Welcome, {name}. You are checked in.</b>", name="Sok Dara"
    )
    assert await came(desk.workshop) == {"Sok Dara": AT_0841}
    assert await desk.workshop.db.all("SELECT 1 FROM delivery WHERE kind = 'welcome'") == []


async def test_who_withdraws_did_not_come(desk: Desk) -> None:
    await desk.helper.open_link("checkin_K7M2PX")
    await desk.dara.send("/register")
    await desk.dara.tap(desk.its.plain("I cannot come"))
    await desk.dara.tap(desk.its.plain("Give my place back"))
    assert await desk.workshop.db.all("SELECT 1 FROM check_in") == []


async def test_cancel_closes_the_desk(desk: Desk) -> None:
    await desk.helper.send("/checkin")
    await desk.helper.send("/cancel")
    assert desk.helper.last.text == desk.its.plain(
        "I wait for no codes any more. /checkin opens the desk again."
    )
