from bot import jobs
from bot.services import registration
from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import play_to
from tests.e2e.said import Said, seen


async def test_the_keys_of_a_registration_that_expired_are_taken_away(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await play_to("phone", dara, says)
    assert dara.keyboard == says.keys

    workshop.clock.set(now=workshop.clock.now() + jobs.DRAFTS_LIVE * 2)
    before = workshop.clock.now() - jobs.DRAFTS_LIVE
    await registration.forget_drafts(workshop.db, before=before)
    await dara.send(says.keys[1][0], expect=2)
    assert dara.keyboard == []
    home = seen(dara.last)

    await dara.send("/start")
    assert home == seen(dara.last)
