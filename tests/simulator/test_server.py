import asyncio

import pytest

from simulator.server import Simulator


async def test_two_simulators_side_by_side_leave_nothing_behind() -> None:
    async with Simulator(people=()) as one, Simulator(token="5:other") as two:  # noqa: S106 -- a test's
        assert one.url != two.url
        assert (two.world.bot.id, two.token) == (5, "5:other")
        await one.quiet()
    with pytest.raises(RuntimeError):
        await Simulator().control("/state")


async def test_a_waiting_poll_does_not_hold_up_the_end() -> None:
    async with asyncio.timeout(2):
        async with Simulator() as simulator:
            assert simulator._session is not None
            url = f"{simulator.url}/bot{simulator.token}/getUpdates?timeout=50"
            poll = asyncio.create_task(simulator._session.get(url))
            await simulator.polled()
        await asyncio.wait([poll])
        assert poll.exception() is not None


async def test_the_same_seed_gives_the_same_ids() -> None:
    files = []
    for _ in range(2):
        async with Simulator(seed=3) as simulator:
            await simulator.control("/people/1001/document", {})
            files.append(simulator.world.chats[1001].messages[1].raw["document"]["file_id"])
    assert files[0] == files[1]
