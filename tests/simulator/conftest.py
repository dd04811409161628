from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(seed=7) as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def call(simulator: Simulator, session: aiohttp.ClientSession) -> Call:
    """Call a method: the result, or the refusal as (code, description)."""

    async def calling(method: str, **fields: Any) -> Any:
        url = f"{simulator.url}/bot{simulator.token}/{method}"
        async with session.post(url, json=fields) as answer:
            body = await answer.json()
        if body["ok"]:
            return body["result"]
        assert answer.status == body["error_code"]
        return body["error_code"], body["description"]

    return calling


@pytest.fixture
async def dara(simulator: Simulator) -> int:
    """The id of a person who has started the bot, their update already confirmed."""
    await simulator.control("/people/1001/text", {"text": "hello"})
    simulator.world.updates.clear()
    return 1001
