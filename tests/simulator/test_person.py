import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]
CONTACT = {"keyboard": [[{"text": "My number", "request_contact": True}], [{"text": "No"}]]}
LINK = "https://t.me/workshop_demo_bot?start=ask_7"
BUTTONS = {
    "inline_keyboard": [
        [{"text": "More", "callback_data": "more"}, {"text": "Hint", "callback_data": "hint"}],
        [{"text": "Ask", "url": LINK}],
    ]
}


async def react(call: Call, update: dict[str, Any]) -> None:
    """A bot of a few lines."""
    if query := update.get("callback_query"):
        here = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
        if query["data"] == "more":
            await call("editMessageText", **here, text="The rest", reply_markup=BUTTONS)
        await call("answerCallbackQuery", callback_query_id=query["id"], text=query["data"])
        return
    if (message := update.get("message") or update.get("edited_message")) is None:
        return
    chat = message["chat"]["id"]
    if "contact" in message:
        await call("sendMessage", chat_id=chat, text=message["contact"]["phone_number"])
    elif message.get("text") == "/number":
        await call("sendMessage", chat_id=chat, text="Which?", reply_markup=CONTACT)
    elif message.get("text") == "/two":
        await call("sendMessage", chat_id=chat, text="one")
        await call("sendMessage", chat_id=chat, text="two")
    else:
        text = f"<b>{message.get('text', 'file')}</b>"
        await call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", reply_markup=BUTTONS)


@pytest.fixture
async def bot(call: Call, simulator: Simulator) -> AsyncIterator[None]:
    async def poll() -> None:
        offset = 0
        while True:
            for update in await call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await react(call, update)

    task = asyncio.create_task(poll())
    await simulator.polled()
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest.mark.usefixtures("bot")
async def test_a_chat(simulator: Simulator) -> None:
    dara = await simulator.person("Dara", phone="+85599")
    await dara.send("/start")
    assert (dara.last.text, dara.last.html) == ("/start", "<b>/start</b>")
    assert dara.last.buttons == [["More", "Hint"], ["Ask"]]
    await dara.tap("More")
    assert (dara.last.text, dara.last.edited, dara.alert) == ("The rest", True, "more")
    await dara.tap("Hint", edit=False)
    assert (dara.changed.text, dara.alert) == ("The rest", "hint")
    await dara.tap_data("forged", edit=False)
    assert dara.alert == "forged"
    await dara.tap("Ask")
    assert dara.last.text == "/start ask_7"
    await dara.send("/two", expect=2)
    assert dara.last.text == "two"
    await dara.edit("changed")
    assert dara.last.text == "changed"
    await dara.send("/number")
    assert dara.keyboard == [["My number"], ["No"]]
    await dara.tap("My number")
    assert dara.last.text == "+85599"
    await dara.tap("No")
    assert dara.last.text == "No"
    await dara.send_document(b"x", file_name="a.txt")
    assert dara.last.text == "file"
    await dara.settled()
    assert [message.text for message in dara.chat if message.from_bot] == [
        "The rest",
        "/start ask_7",
        "one",
        "two",
        "changed",
        "Which?",
        "+85599",
        "No",
        "file",
    ]
    with pytest.raises(LookupError, match="there is no button 'Nowhere'"):
        await dara.tap("Nowhere")


async def test_waiting_in_vain_shows_the_transcript(simulator: Simulator) -> None:
    dara = simulator.person_with_id(1001)
    dara._seconds = 0.02
    with pytest.raises(TimeoutError, match="waited in vain for 1 more of the bot\nperson #1: x"):
        await dara.send("x")
    await dara.block()
    with pytest.raises(LookupError, match="this person has blocked the bot"):
        await dara.send("x")
    await dara.unblock()
    await dara.send("y", expect=0)
    with pytest.raises(LookupError, match="the bot has written nothing yet"):
        _ = dara.last
