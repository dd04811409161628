from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from simulator.errors import QUERY_TOO_OLD
from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]
YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


async def texts(simulator: Simulator, person: int) -> list[str]:
    chat = await simulator.control(f"/people/{person}/chat", method="GET")
    return [message["text"] for message in chat["messages"]]


async def test_messages_are_deleted_copied_and_forwarded(
    simulator: Simulator, call: Call, dara: int
) -> None:
    await call("sendMessage", chat_id=dara, text="two", reply_markup=YES)
    source = {"chat_id": dara, "from_chat_id": dara, "message_id": 2}
    assert await call("copyMessage", **source) == {"message_id": 3}
    forwarded = await call("forwardMessage", **{**source, "message_id": 1})
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Dara"
    assert await texts(simulator, dara) == ["hello", "two", "two", "hello"]
    assert await call("deleteMessage", chat_id=dara, message_id=1) is True
    assert await call("deleteMessages", chat_id=dara, message_ids=[2, 99, 3]) is True
    assert await texts(simulator, dara) == ["hello"]
    assert await call("deleteMessage", chat_id=dara, message_id=1) == (
        400,
        "Bad Request: message to delete not found",
    )
    assert await call("copyMessage", **source) == (400, "Bad Request: message to copy not found")


async def test_an_old_message_is_not_deleted() -> None:
    moment = datetime(2025, 7, 3, tzinfo=UTC)
    times = iter([moment, moment + timedelta(hours=49)])
    async with Simulator(now=lambda: next(times)) as simulator:
        await simulator.control("/people/1001/text", {"text": "hello"})
        url = f"{simulator.url}/bot{simulator.token}/deleteMessage?chat_id=1001&message_id=1"
        assert simulator._session is not None
        async with simulator._session.get(url) as got:
            description = (await got.json())["description"]
    assert description == "Bad Request: message can't be deleted for everyone"


async def test_a_tap_is_answered_once(simulator: Simulator, call: Call, dara: int) -> None:
    await call("sendMessage", chat_id=dara, text="two", reply_markup=YES)
    tapped = await simulator.control(
        f"/people/{dara}/tap", {"message_id": 2, "row": 0, "column": 0}
    )
    query = (await call("getUpdates"))[0]["callback_query"]
    assert (query["id"], query["data"]) == (tapped["callback_query_id"], "y")
    assert (query["from"]["id"], query["message"]["message_id"]) == (dara, 2)
    long = {"callback_query_id": query["id"], "text": "x" * 201}
    assert await call("answerCallbackQuery", **long) == (400, "Bad Request: MESSAGE_TOO_LONG")
    answer = {"callback_query_id": query["id"], "text": "Noted", "show_alert": True}
    assert await call("answerCallbackQuery", **answer) is True
    refused = (400, f"Bad Request: {QUERY_TOO_OLD}")
    assert await call("answerCallbackQuery", **answer) == refused
    assert await call("answerCallbackQuery", callback_query_id="1") == refused
    assert await call("answerCallbackQuery") == refused
    entries = simulator.world.chats[dara].activity.entries
    assert entries[-1] == {
        "number": 2,
        "kind": "answer",
        "callback_query_id": query["id"],
        "message_id": 2,
        "text": "Noted",
        "show_alert": True,
    }


async def test_chats_members_and_pins(call: Call, dara: int) -> None:
    await call("sendMessage", chat_id=dara, text="two")
    assert await call("pinChatMessage", chat_id=dara, message_id=2) is True
    chat = await call("getChat", chat_id=dara)
    assert (chat["first_name"], chat["type"]) == ("Dara", "private")
    assert chat["pinned_message"]["text"] == "two"
    assert await call("unpinChatMessage", chat_id=dara) is True
    assert "pinned_message" not in await call("getChat", chat_id=dara)
    member = await call("getChatMember", chat_id=dara, user_id=dara)
    assert (member["status"], member["user"]["first_name"]) == ("member", "Dara")
    assert await call("getChat", chat_id=5) == (400, "Bad Request: chat not found")
