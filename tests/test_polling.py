import logging
from collections.abc import AsyncIterator

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.app import PollingErrors
from bot.polling import PatientBot
from bot.transport import AiohttpRequest
from simulator.acts import text_content, write
from simulator.server import Simulator

CHAT = {"id": 5, "type": "private", "first_name": "Sok Dara"}
UNREADABLE: dict[str, tuple[str, object]] = {
    "a date that is a text": (
        "message",
        {"message_id": 1, "date": "soon", "chat": CHAT, "text": "Sok Dara"},
    ),
    "a date after the end of time": (
        "message",
        {"message_id": 1, "date": 10**15, "chat": CHAT, "text": "Sok Dara"},
    ),
    "a message that is a list": ("message", ["Sok Dara"]),
    "a tap without an id": (
        "callback_query",
        {"from": {"id": 5, "is_bot": False, "first_name": "Sok Dara"}, "data": "Sok Dara"},
    ),
}


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


def bot_of(telegram: Simulator, token: str | None = None) -> PatientBot:
    return PatientBot(
        token or telegram.token,
        base_url=f"{telegram.url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connection_pool_size=1),
    )


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[PatientBot]:
    bot = bot_of(telegram)
    async with bot:
        yield bot


def push(telegram: Simulator, kind: str, body: object) -> int:
    """Queue an update, however wrong it is; return its id."""
    updates = telegram.world.updates
    updates.push(kind, body)  # type: ignore[arg-type]  # what nobody should send
    id_: int = updates._pending[-1]["update_id"]
    return id_


@pytest.mark.parametrize("what", UNREADABLE)
async def test_an_update_that_cannot_be_read_comes_empty_and_the_others_whole(
    telegram: Simulator, bot: PatientBot, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    account = telegram.world.account((await telegram.person("Emma")).id)
    write(telegram.world, account, text_content("before"))
    unreadable = push(telegram, *UNREADABLE[what])
    write(telegram.world, account, text_content("after"))

    updates = await bot.get_updates()

    assert [update.update_id for update in updates] == list(range(unreadable - 1, unreadable + 2))
    texts = [update.message.text if update.message else None for update in updates]
    assert texts == ["before", None, "after"]
    assert updates[1].to_dict() == Update(unreadable).to_dict()
    assert await bot.get_updates(offset=updates[-1].update_id + 1) == ()
    (line,) = caplog.messages
    assert line.startswith(f"update {unreadable} cannot be read: ")
    assert "Dara" not in caplog.text


async def test_a_batch_that_can_be_read_is_logged_nowhere(
    telegram: Simulator, bot: PatientBot, caplog: pytest.LogCaptureFixture
) -> None:
    account = telegram.world.account((await telegram.person("Emma")).id)
    write(telegram.world, account, text_content("hello"))

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.text == "hello"
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


async def test_a_refused_token_is_trouble_of_the_network_told_in_one_line(
    telegram: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    bot, errors = bot_of(telegram, "1:unknown"), PollingErrors()
    for request in bot._request:
        await request.initialize()
    try:
        for _ in range(2):
            with pytest.raises(NetworkError) as refused:
                await bot.get_updates()
            errors(refused.value)
    finally:
        for request in bot._request:
            await request.shutdown()

    assert type(refused.value) is NetworkError
    assert caplog.messages == [
        "polling is interrupted (Telegram refuses the token); trying until it works"
    ]


@pytest.mark.parametrize("kind", ["500", "502", "drop_before"])
async def test_after_other_trouble_the_same_updates_come(
    telegram: Simulator, bot: PatientBot, kind: str
) -> None:
    account = telegram.world.account((await telegram.person("Emma")).id)
    write(telegram.world, account, text_content("hello"))
    await telegram.control("/faults", {"kind": kind, "method": "getUpdates", "times": 1})

    with pytest.raises(NetworkError):
        await bot.get_updates()

    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "hello"
