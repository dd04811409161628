"""The first organisers: by `workshop-bot claim`, or because the settings name them."""

from bot.services import team
from tests.e2e.conftest import Opens, Workshop


async def test_a_claim_link_makes_an_organiser_of_a_stranger(workshop: Workshop) -> None:
    # As `workshop-bot claim` makes it, in another process.
    code = await team.claim(
        workshop.db, rng=workshop.application.bot_data.rng, now=workshop.clock.now()
    )
    dara = await workshop.newcomer()

    await dara.open_link(f"claim_{code}")
    await dara.tap("English")
    await dara.settled()

    assert await workshop.role_of(dara) == ("organiser", None)
    assert dara.commands[1] == "admin"


async def test_those_whom_the_settings_name_are_organisers_once_they_choose_a_language(
    open_workshop: Opens,
) -> None:
    async with open_workshop() as before:
        known = await before.reader("Known")
    named = frozenset({known.id, 777})

    async with open_workshop(organizers=named) as workshop:
        known = await workshop.newcomer("Known", id=known.id)
        assert await workshop.role_of(known) == ("organiser", None)
        dara = await workshop.newcomer("Dara", id=777)
        await dara.send("/start")
        await dara.tap("English")
        await dara.settled()
        assert await workshop.role_of(dara) == ("organiser", None)
        assert dara.commands[1] == "admin"
        await dara.send("/team")
        await dara.tap("1")
        await dara.tap("Take away: organiser")
        assert f"Please take {known.id} out there too" in dara.last.text
