"""Somebody on the waiting list is let in by a slip, and that is undone."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.i18n.catalogue import Words, words
from simulator.person import Person
from storage.models import Locale, Role
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.desk import came, registered
from tests.e2e.organisers import stop_ticks
from tests.e2e.said import Said


@dataclass
class Line:
    """A helper; Dara, who has the only place; Sophea and after her Vanna, who wait."""

    workshop: Workshop
    its: Words
    helper: Person
    dara: Person

    async def stands(self) -> list[tuple[object, ...]]:
        rows = await self.workshop.db.all(
            "SELECT name, status, registered_at FROM participant WHERE name IS NOT NULL"
            " ORDER BY name"
        )
        return [tuple(row) for row in rows]

    async def let_in(self, code: str) -> None:
        await self.helper.send("/checkin")
        await self.helper.send(code)
        await self.helper.tap(self.its.plain("Let in"))


@pytest.fixture
async def line(open_workshop: Opens, says: Said) -> AsyncIterator[Line]:
    async with open_workshop(capacity=1) as workshop:
        stop_ticks(workshop)
        helper, *others = [
            await workshop.reader(name, says.code) for name in ("Helper", "Dara", "Sophea", "Vanna")
        ]
        await workshop.promote(helper, Role.HELPER)
        names = {"Sok Dara": "K7M2PX", "Chan Sophea": "ABC234", "Keo Vanna": "DEF567"}
        for minute, (person, name) in enumerate(zip(others, names, strict=True)):
            workshop.at(8, minute)
            await registered(workshop, person, name, names[name], waiting=minute > 0)
        workshop.at(8, 41)
        yield Line(workshop, words(Locale(says.code)), helper, others[0])


async def test_they_wait_again_where_they_waited(line: Line) -> None:
    before, its = await line.stands(), line.its
    await line.let_in("ABC234")
    undo = line.helper.last.button(its.plain("Undo"))["callback_data"]

    await line.helper.tap(its.plain("Undo"))

    said = its.html("↩️ <b>Taken back: on the waiting list again</b>").striptags()
    assert line.helper.last.text.splitlines()[0] == said
    assert await came(line.workshop) == {}
    assert await line.stands() == before

    line.workshop.at(8, 50)
    await line.helper.tap(its.plain("Let in"))
    await line.helper.tap_data(undo)
    assert list(await came(line.workshop)) == ["Chan Sophea"]  # a later one stands


async def test_the_place_goes_to_who_waited_longest_if_it_is_there(line: Line) -> None:
    its = line.its
    await line.let_in("DEF567")
    await line.dara.send("/register")
    await line.dara.tap(its.plain("I cannot come"))
    await line.dara.tap(its.plain("Give my place back"))  # Vanna has it, by a slip

    await line.helper.tap(its.plain("Undo"))

    assert [(name, status) for name, status, _at in await line.stands()] == [
        ("Chan Sophea", "registered"),
        ("Keo Vanna", "waiting"),
    ]
