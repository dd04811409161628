"""Somebody comes who is not registered and has no Telegram: four fields, and they are in."""

import pytest

from bot.i18n.catalogue import Words, words
from simulator.person import Person
from storage.models import Locale, Role
from tests.e2e.conftest import Workshop
from tests.e2e.desk import came, registered
from tests.e2e.said import Said


@pytest.fixture
def its(says: Said) -> Words:
    return words(Locale(says.code))


@pytest.fixture
async def helper(workshop: Workshop, says: Said) -> Person:
    person = await workshop.reader("Helper", says.code)
    await workshop.promote(person, Role.HELPER)
    return person


async def test_four_fields_make_a_walk_in(workshop: Workshop, helper: Person, its: Words) -> None:
    await helper.send("/checkin")
    await helper.tap(its.plain("Register a walk-in"))
    await helper.send("123")
    assert helper.last.text.splitlines()[0] == its.plain(
        "That does not look like a name. Please write the full name in letters, without numbers."
    )
    for text in ("ចាន់ សុភា", "CCC"):
        await helper.send(text)
    await helper.tap(its.plain("Skip"))
    await helper.send("០១២ ៣៤៥ ៦៧៨")

    assert helper.last.text.startswith(its.plain("✅ <b>Checked in</b>")[:1])
    rows = await workshop.db.all("SELECT name, organisation, position, phone, code FROM walk_in")
    (name, organisation, position, phone, code) = rows[0]
    assert (name, organisation, position, phone) == ("ចាន់ សុភា", "CCC", None, "012345678")
    assert list(await came(workshop)) == ["ចាន់ សុភា"]

    await helper.send(code.lower())  # the next code may follow at once
    assert code in helper.last.text
    await helper.tap(its.plain("Undo"))
    assert await came(workshop) == {}
    await helper.tap(its.plain("Delete"))
    assert await workshop.db.all("SELECT 1 FROM walk_in") == []


async def test_a_name_that_is_known_is_pointed_out_before_it_is_stored(
    workshop: Workshop, helper: Person, dara: Person, its: Words
) -> None:
    await registered(workshop, dara, "Sok Dara", "K7M2PX")
    await helper.send("/checkin")
    await helper.tap(its.plain("Register a walk-in"))
    for text in ("sok  dara", "CCC", "Officer", "012345678"):
        await helper.send(text)
    assert "K7M2PX" in helper.last.text
    assert await workshop.db.all("SELECT 1 FROM walk_in") == []
    asked = helper.last

    await helper.tap(its.plain("Somebody else: store them"))
    await helper.tap_data("ci.new", asked)

    assert len(await workshop.db.all("SELECT 1 FROM walk_in")) == 1


async def test_a_ticket_scanned_meanwhile_does_not_lose_what_was_written(
    workshop: Workshop, helper: Person, dara: Person, its: Words
) -> None:
    await registered(workshop, dara, "Sok Dara", "K7M2PX")
    await helper.send("/checkin")
    await helper.tap(its.plain("Register a walk-in"))
    await helper.send("Chan Sophea")
    await helper.open_link("checkin_K7M2PX", expect=2)
    assert its.plain("Which organisation are they from?") in helper.last.text
    assert list(await came(workshop)) == ["Sok Dara"]


async def test_an_old_button_of_somebody_else_does_not_lose_what_was_written(
    workshop: Workshop, helper: Person, dara: Person, its: Words
) -> None:
    await registered(workshop, dara, "Sok Dara", "K7M2PX")
    vanna = await workshop.reader("Vanna")
    await registered(workshop, vanna, "Keo Vanna", "DEF567")
    await helper.send("/checkin")
    await helper.send("vanna")
    found = helper.last
    await helper.send("/checkin")
    await helper.tap(its.plain("Register a walk-in"))
    for text in ("sok dara", "CCC", "Officer", "012345678"):
        await helper.send(text)
    asked = helper.last

    await helper.tap(found.labels[0], found)
    assert list(await came(workshop)) == ["Keo Vanna"]
    await helper.tap(its.plain("Somebody else: store them"), asked)

    assert list(await came(workshop)) == ["Keo Vanna", "sok dara"]
