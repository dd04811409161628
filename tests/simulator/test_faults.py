"""Faults that last: a flood of refusals, and an outage."""

import asyncio

import aiohttp
import pytest

from simulator.faults import Faults, read
from simulator.server import Simulator


class Time:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def refused(faults: Faults, method: str = "sendMessage") -> list[int]:
    taken = [faults.refusal(fault) for fault in faults.take(method, "1")]
    return [each.body()["parameters"]["retry_after"] for each in taken if each is not None]


def test_a_flood_refuses_from_its_first_refusal_until_its_seconds_are_over() -> None:
    time = Time()
    faults = Faults(time=time)
    faults.add(read({"kind": "flood", "method": "sendMessage", "seconds": 20}))
    time.now += 60
    assert refused(faults, "editMessageText") == []
    assert refused(faults) == [20]
    time.now += 7.5
    assert refused(faults) == [13]
    assert len(list(faults)) == 1
    time.now += 12.5
    assert refused(faults) == []
    assert list(faults) == []


async def ask(session: aiohttp.ClientSession, address: str, token: str) -> str:
    async with session.get(f"{address}/bot{token}/getMe") as answer:
        return str((await answer.json())["result"]["username"])


async def test_an_outage_shuts_the_bots_door_until_it_is_lifted(
    simulator: Simulator, session: aiohttp.ClientSession
) -> None:
    door, token = simulator.api_url, simulator.token
    assert door != simulator.url
    assert await ask(session, door, token) == "workshop_demo_bot"

    shown = await simulator.control("/faults", {"kind": "outage"})

    assert shown == {"faults": [{"kind": "outage", "method": "*", "times": None}]}
    for _ in range(3):
        with pytest.raises(aiohttp.ClientConnectorError):
            await ask(session, door, token)
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await ask(session, simulator.url, token)
    await simulator.control("/faults", method="DELETE")
    assert simulator.api_url == door
    assert await ask(session, door, token) == "workshop_demo_bot"
    assert await ask(session, simulator.url, token) == "workshop_demo_bot"


@pytest.mark.parametrize("door", ["api_url", "url"])
async def test_an_outage_breaks_what_is_under_way(
    simulator: Simulator, session: aiohttp.ClientSession, door: str
) -> None:
    address = getattr(simulator, door)
    poll = session.get(f"{address}/bot{simulator.token}/getUpdates?timeout=30")
    polling = asyncio.ensure_future(poll)
    await simulator.polled()
    await simulator.control("/faults", {"kind": "outage"})
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await polling


async def test_a_simulator_stops_in_an_outage() -> None:
    async with Simulator() as simulator:
        await simulator.control("/faults", {"kind": "outage"})


async def _gives_up(simulator: Simulator, session: aiohttp.ClientSession, text: str) -> None:
    send = f"{simulator.url}/bot{simulator.token}/sendMessage?chat_id=1001&text={text}"
    with pytest.raises(TimeoutError):
        await session.get(send, timeout=aiohttp.ClientTimeout(total=0.2))


async def test_what_is_held_up_is_lost_with_its_client_and_what_arrived_stays(
    simulator: Simulator, session: aiohttp.ClientSession
) -> None:
    dara = simulator.person_with_id(1001)
    await dara.send("/start", expect=0)
    for kind in ("delay", "delay_after"):
        await simulator.control("/faults", {"kind": kind, "seconds": 60, "times": 1})
        await _gives_up(simulator, session, kind)
    await dara.settled()
    assert [message.text for message in dara.chat] == ["/start", "delay_after"]
