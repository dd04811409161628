"""At the desk: the button of somebody who was deleted means nobody else."""

import pytest

from bot.i18n.catalogue import Words, words
from simulator.person import Person
from storage.models import Locale, Role
from tests.e2e.conftest import Workshop
from tests.e2e.desk import came, registered
from tests.e2e.organisers import stop_ticks
from tests.e2e.said import Said


@pytest.fixture
def its(says: Said) -> Words:
    return words(Locale(says.code))


@pytest.fixture
async def helper(workshop: Workshop, says: Said) -> Person:
    stop_ticks(workshop)
    workshop.at(8, 41)
    person = await workshop.reader("Helper", says.code)
    await workshop.promote(person, Role.HELPER)
    return person


def nobody(its: Words) -> str:
    parts = ("⛔ <b>Not registered</b>", "Nobody has this code, or not any more.")
    return "\n\n".join(str(its.html(part)) for part in parts).replace("<b>", "").replace("</b>", "")


async def delete_everything(person: Person, says: Said) -> None:
    await person.send("/mydata")
    await person.tap(says.buttons["delete"])
    await person.tap(says.buttons["delete_all"])


async def test_of_a_participant(
    workshop: Workshop, helper: Person, dara: Person, its: Words, says: Said
) -> None:
    await registered(workshop, dara, "Sok Dara", "K7M2PX")
    await helper.send("/checkin")
    await helper.send("Dara")
    found = helper.last
    await delete_everything(dara, says)
    sophea = await workshop.reader("Sophea")
    await registered(workshop, sophea, "Chan Sophea", "ABC234")

    await helper.tap("Sok Dara · ODC", found)

    assert await came(workshop) == {}
    assert helper.last.text == nobody(its)


async def test_of_somebody_who_waited(
    workshop: Workshop, helper: Person, dara: Person, its: Words, says: Said
) -> None:
    await registered(workshop, dara, "Sok Dara", "K7M2PX", waiting=True)
    await helper.send("/checkin")
    await helper.send("K7M2PX")
    await delete_everything(dara, says)
    sophea = await workshop.reader("Sophea")
    await registered(workshop, sophea, "Chan Sophea", "ABC234", waiting=True)

    await helper.tap(its.plain("Let in"))

    assert await came(workshop) == {}
    assert helper.last.text == nobody(its)


async def walk_in(helper: Person, name: str, its: Words) -> None:
    await helper.send("/checkin")
    await helper.tap(its.plain("Register a walk-in"))
    for text in (name, "CCC", "Officer", "012345678"):
        await helper.send(text)


async def test_of_a_walk_in(workshop: Workshop, helper: Person, its: Words) -> None:
    await walk_in(helper, "Sok Dara", its)
    undo = helper.last.button(its.plain("Undo"))["callback_data"]
    await helper.tap(its.plain("Undo"))
    again, delete = (
        helper.last.button(its.plain(label))["callback_data"] for label in ("Check in", "Delete")
    )
    await helper.tap(its.plain("Delete"))
    await walk_in(helper, "Chan Sophea", its)  # at the same moment
    here = {"Chan Sophea": "2025-07-03T01:41:00Z"}

    for old in (undo, again):
        await helper.send("/checkin")
        await helper.tap_data(old)
        assert await came(workshop) == here
        assert helper.last.text == nobody(its)

    await walk_in(helper, "Keo Vanna", its)
    await helper.tap(its.plain("Undo"))
    await helper.tap_data(delete, edit=False)
    assert [row["name"] for row in await workshop.db.all("SELECT name FROM walk_in")] == [
        "Chan Sophea",
        "Keo Vanna",
    ]
