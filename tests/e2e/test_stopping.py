"""SIGTERM and SIGINT: what is in hand is finished, and the program is gone within seconds."""

import asyncio
import signal

import pytest

from simulator.server import Simulator
from tests.e2e.conftest import Faults
from tests.e2e.program import Programs

POLLING, STOPPED = "bot.app polling as @workshop_demo_bot", "bot.app stopped"
SECONDS = 5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_what_is_in_hand_is_finished(
    telegram: Simulator, program: Programs, faults: Faults, number: signal.Signals
) -> None:
    bot = program(telegram.url)
    await bot.start()
    dara = await telegram.person("Dara")
    await dara.send("/start")
    await dara.tap("English")
    await dara.send("/agenda")
    agenda = dara.last
    await faults.put("delay", "sendMessage", seconds=1)
    await dara.send("/agenda", expect=0)
    await faults.met()

    async with asyncio.timeout(SECONDS):
        assert await bot.send_signal(number) == 0

    await dara.refresh()
    assert dara.last.message_id > agenda.message_id
    assert (dara.last.text, dara.last.buttons) == (agenda.text, agenda.buttons)
    assert bot.said == [POLLING, STOPPED]
    assert len(telegram.world.updates) == 0  # nothing is delivered again


async def test_it_stops_while_it_waits_for_a_network_at_the_start(program: Programs) -> None:
    bot = program("http://127.0.0.1:1")
    await bot.start(polling=False)
    await bot.logged("cannot be reached")

    async with asyncio.timeout(SECONDS):
        assert await bot.send_signal(signal.SIGTERM) == 0

    [said] = bot.said
    assert said == (
        "bot.app Telegram cannot be reached (No connection to 127.0.0.1:1: Connect call failed"
        " ('127.0.0.1', 1) (ClientConnectorError).); trying until it can"
    )


async def test_it_stops_while_it_waits_before_it_polls_again(
    telegram: Simulator, program: Programs, faults: Faults
) -> None:
    bot = program(telegram.url)
    await bot.start()
    await faults.put("502", "getUpdates", times=1)
    dara = await telegram.person("Dara")
    await dara.send("/start")
    await bot.logged("polling is interrupted")
    await faults.met()

    async with asyncio.timeout(SECONDS):
        assert await bot.send_signal(signal.SIGTERM) == 0

    assert bot.said == [
        POLLING,
        "bot.app polling is interrupted (The server answered 502.); trying until it works",
        STOPPED,
    ]


async def test_it_stops_while_telegram_answers_nothing_but_who_the_bot_is(
    telegram: Simulator, program: Programs, faults: Faults
) -> None:
    bot = program(telegram.url)
    await faults.put("502", "deleteWebhook")
    await bot.start(polling=False)
    await faults.met()

    async with asyncio.timeout(SECONDS):
        assert await bot.send_signal(signal.SIGTERM) == 0

    assert bot.said == [STOPPED]
