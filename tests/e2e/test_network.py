"""The network comes and goes: one clear line, no duplicate, and the chat goes on."""

import signal
import socket

import pytest

from simulator.person import Person
from simulator.server import Simulator
from tests.e2e.conftest import Faults
from tests.e2e.program import Programs

POLLING, STOPPED = "bot.app polling as @workshop_demo_bot", "bot.app stopped"
NAME = (
    "Registration · 1 of 5\n\nPlease write your full name, in Khmer or Latin letters.",
    [["‹ Back", "Cancel"]],
)
ORGANISATION = (
    "Registration · 2 of 5\n\nWhich organisation are you from?",
    [["‹ Back", "Cancel"]],
)


@pytest.fixture
def port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def _asked_for_their_name(telegram: Simulator) -> Person:
    person = await telegram.person("Dara")
    await person.send("/start")
    await person.tap("English")
    await person.tap("Register")
    await person.tap("I agree")
    await person.settled()
    return person


def _seen(person: Person) -> tuple[str, list[list[str]]]:
    return person.last.text, person.last.buttons


async def test_a_network_that_is_missing_at_the_start_is_waited_for(
    program: Programs, telegram: Simulator, port: int
) -> None:
    bot = program(f"http://127.0.0.1:{port}")
    await bot.start(polling=False)
    await bot.logged("cannot be reached")

    async with Simulator(token=telegram.token, port=port) as late:
        dara = await _asked_for_their_name(late)

    assert _seen(dara) == NAME
    assert bot.said[:2] == [
        (
            f"bot.app Telegram cannot be reached (No connection to 127.0.0.1:{port}: Connect call"
            f" failed ('127.0.0.1', {port}) (ClientConnectorError).); trying until it can"
        ),
        POLLING,
    ]


async def test_a_network_that_goes_and_comes_back_is_told_of_once(
    program: Programs, telegram: Simulator, port: int
) -> None:
    bot = program(f"http://127.0.0.1:{port}")
    async with Simulator(token=telegram.token, port=port, seed=1) as before:
        await bot.start()
        await _asked_for_their_name(before)
    await bot.logged("polling is interrupted")

    # Its ids of updates are higher, as Telegram's would be.
    async with Simulator(token=telegram.token, port=port, seed=0) as after:
        dara = await after.person("Dara")
        await dara.send("Sok Dara")
        await dara.settled()
        assert await bot.send_signal(signal.SIGTERM) == 0

    assert _seen(dara) == ORGANISATION
    assert bot.said == [
        POLLING,
        (
            "bot.app polling is interrupted (The connection broke before the answer came"
            " (ServerDisconnectedError).); trying until it works"
        ),
        STOPPED,
    ]


async def test_a_token_that_telegram_does_not_know_ends_it_with_one_line(
    telegram: Simulator, program: Programs
) -> None:
    bot = program(telegram.url, BOT_TOKEN="7318529640:" + "A" * 35)
    await bot.start(polling=False)

    assert await bot.exited() == 1
    assert bot.log == [
        "BOT_TOKEN: Telegram does not know this token; copy it from @BotFather again."
    ]


@pytest.mark.parametrize("kind", ["500", "429"])
async def test_a_reply_that_telegram_refuses_for_now_comes_a_little_later(
    telegram: Simulator, program: Programs, faults: Faults, kind: str
) -> None:
    bot = program(telegram.url)
    await bot.start()
    dara = await _asked_for_their_name(telegram)
    await faults.put(kind, "sendMessage", seconds=1)

    await dara.send("Sok Dara")
    await dara.settled()

    assert _seen(dara) == ORGANISATION
    assert [message.text for message in dara.chat[-2:]] == ["Sok Dara", ORGANISATION[0]]
    assert bot.said == [POLLING]


async def test_an_edit_that_telegram_refuses_for_now_comes_a_little_later(
    telegram: Simulator, program: Programs, faults: Faults
) -> None:
    bot = program(telegram.url)
    await bot.start()
    dara = await telegram.person("Dara")
    await dara.send("/start")
    await dara.tap("English")
    await dara.tap("Register")
    await faults.put("502", "editMessageText")

    await dara.tap("I agree")

    assert _seen(dara) == NAME
    assert bot.said == [POLLING]


async def test_a_reply_is_not_repeated_when_the_connection_broke_after_telegram_took_it(
    telegram: Simulator, program: Programs, faults: Faults
) -> None:
    bot = program(telegram.url)
    await bot.start()
    dara = await _asked_for_their_name(telegram)
    await faults.put("drop_after", "sendMessage")

    await dara.send("Sok Dara")
    await bot.logged("failed")
    await dara.settled()

    assert [message.text for message in dara.chat[-2:]] == ["Sok Dara", ORGANISATION[0]]


async def test_an_answer_stands_when_the_connection_broke_before_telegram_took_the_reply(
    telegram: Simulator, program: Programs, faults: Faults
) -> None:
    bot = program(telegram.url)
    await bot.start()
    dara = await _asked_for_their_name(telegram)
    await faults.put("drop_before", "sendMessage")
    await dara.send("Sok Dara", expect=0)
    await bot.logged("failed")

    await dara.send("/register")

    assert _seen(dara) == ORGANISATION
    [polling, failed] = bot.said
    assert polling == POLLING
    assert failed.partition(" failed: ")[2].startswith("PerhapsDelivered at transport.py:")
