"""Somebody who could not be reached writes again: they can."""

import pytest

from bot.services import participants
from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.said import Said, seen


async def unreachable_since(workshop: Workshop) -> list[str | None]:
    rows = await workshop.db.all("SELECT unreachable_since FROM participant")
    return [row["unreachable_since"] for row in rows]


@pytest.mark.parametrize("how", ["text", "tap", "sticker"])
async def test_whoever_writes_is_reachable_again(
    workshop: Workshop, dara: Person, says: Said, how: str
) -> None:
    now = workshop.clock.now()
    await participants.reachable(workshop.db, dara.id, yes=False, now=now)
    assert await unreachable_since(workshop) != [None]

    if how == "text":
        await dara.send("/start")
    elif how == "tap":
        await dara.tap(says.buttons["agenda"])
    else:
        await dara.act("sticker")
        assert seen(dara.last) == says.on(says.only_text)

    assert await unreachable_since(workshop) == [None]


async def test_what_others_write_changes_nothing(workshop: Workshop, dara: Person) -> None:
    sophea = await workshop.reader("Sophea")
    await participants.reachable(workshop.db, dara.id, yes=False, now=workshop.clock.now())

    await sophea.send("/start")

    assert sorted(await unreachable_since(workshop), key=str)[1:] == [None]
