"""A second program with the same token: one clear line, in each, however long it lasts."""

from simulator.server import Simulator
from tests.e2e.program import Programs

POLLING = "bot.app polling as @workshop_demo_bot"
TWO = "another program polls with this token; stop one of the two"


async def test_both_of_two_programs_with_one_token_tell_of_it_once(
    telegram: Simulator, program: Programs
) -> None:
    first, second = program(telegram.url), program(telegram.url, DATABASE="second.db")
    await first.start()
    await telegram.polled()
    await second.start()
    await first.logged(TWO)
    # The first polls again after a second, which is when the second learns of it; and so on.
    await second.logged(TWO)
    dara = await telegram.person("Dara")

    await dara.send("/start")

    assert dara.last.buttons == [["ភាសាខ្មែរ"], ["English"]]
    assert first.said == [POLLING, f"bot.app {TWO}"]
    assert second.said == [POLLING, f"bot.app {TWO}"]
