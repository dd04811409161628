from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


@pytest.mark.parametrize(
    ("method", "fields", "problem"),
    [
        ("sendMessage", {}, "message text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"text": "x", "chat_id": 99}, "chat not found"),
        ("sendMessage", {"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ("sendLocation", {"chat_id": 1001}, "latitude is empty"),
        ("sendLocation", {"latitude": 1, "chat_id": 1001}, "longitude is empty"),
        (
            "sendLocation",
            {"latitude": 91, "longitude": 1, "chat_id": 1001},
            "wrong latitude or longitude specified",
        ),
        ("sendVenue", {"latitude": 1, "longitude": 1}, 'parameter "title" is required'),
        ("sendContact", {"first_name": "x"}, 'parameter "phone_number" is required'),
        ("sendChatAction", {"chat_id": 1001}, "wrong parameter action in request"),
        ("copyMessage", {"chat_id": 1001}, 'parameter "from_chat_id" is required'),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("deleteMessage", {"chat_id": 1001}, "message to delete not found"),
        ("getChatMember", {"chat_id": 1001}, "invalid user_id specified"),
        ("getFile", {}, "invalid file_id"),
        ("sendPhoto", {"chat_id": 1001}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": 1001}, "there is no document in the request"),
        ("deleteMessages", {"chat_id": 1001}, "message identifiers are not specified"),
    ],
)
async def test_what_is_missing_is_named(
    call: Call, dara: int, method: str, fields: dict[str, Any], problem: str
) -> None:
    assert dara == 1001
    assert await call(method, **fields) == (400, f"Bad Request: {problem}")


async def test_people_who_cannot_be_written_to(simulator: Simulator, call: Call) -> None:
    async def write() -> Any:
        return await call("sendMessage", chat_id=1002, text="x")

    assert await write() == (403, "Forbidden: bot can't initiate conversation with a user")
    await simulator.control("/people/1002/start", {})
    assert (await write())["text"] == "x"
    await simulator.control("/people/1002/block", {})
    assert await write() == (403, "Forbidden: bot was blocked by the user")
    await simulator.control("/people/1002/unblock", {})
    assert (await write())["text"] == "x"
    await simulator.control("/people/1002/deactivate", {})
    assert await write() == (403, "Forbidden: user is deactivated")


async def test_a_reply_names_what_it_answers(call: Call, dara: int) -> None:
    sent = await call("sendMessage", chat_id=dara, text="x", reply_parameters={"message_id": 1})
    assert (sent["message_id"], sent["reply_to_message"]["text"]) == (2, "hello")
    gone = {"message_id": 99}
    assert await call("sendMessage", chat_id=dara, text="x", reply_parameters=gone) == (
        400,
        "Bad Request: message to be replied not found",
    )
    lenient = {**gone, "allow_sending_without_reply": True}
    sent = await call("sendMessage", chat_id=dara, text="x", reply_parameters=lenient)
    assert "reply_to_message" not in sent
    sent = await call("sendMessage", chat_id=dara, text="x", reply_to_message_id=1)
    assert sent["reply_to_message"]["message_id"] == 1


async def test_a_reply_keyboard_stays_until_it_is_removed(
    simulator: Simulator, call: Call, dara: int
) -> None:
    async def keyboard() -> Any:
        chat = await simulator.control(f"/people/{dara}/chat", method="GET")
        return chat["reply_keyboard"]

    markup = {"keyboard": [[{"text": "Yes"}]], "one_time_keyboard": True}
    sent = await call("sendMessage", chat_id=dara, text="x", reply_markup=markup)
    assert "reply_markup" not in sent
    assert await keyboard() == markup
    await call("sendMessage", chat_id=dara, text="x")
    assert await keyboard() == markup
    await simulator.control(f"/people/{dara}/text", {"text": "Yes"})
    assert await keyboard() is None
    lasting = {"keyboard": [[{"text": "Yes"}]]}
    await call("sendMessage", chat_id=dara, text="x", reply_markup=lasting)
    await simulator.control(f"/people/{dara}/text", {"text": "Yes"})
    assert await keyboard() == lasting
    removal = {"remove_keyboard": True}
    await call("sendMessage", chat_id=dara, text="x", reply_markup=removal)
    assert await keyboard() is None


async def test_places_contacts_and_silence(simulator: Simulator, call: Call, dara: int) -> None:
    point = {"latitude": 11.5, "longitude": 104.9}
    sent = await call("sendLocation", chat_id=dara, **point, disable_notification=True)
    assert sent["location"] == point
    venue = {"title": "Hotel", "address": "Quay"}
    sent = await call("sendVenue", chat_id=dara, **point, **venue, protect_content=True)
    assert (sent["venue"], sent["location"]) == ({"location": point, **venue}, point)
    assert sent["has_protected_content"] is True
    person = {"phone_number": "+855", "first_name": "A", "last_name": "B"}
    assert (await call("sendContact", chat_id=dara, **person))["contact"] == person
    assert await call("sendChatAction", chat_id=dara, action="typing") is True
    chat = await simulator.control(f"/people/{dara}/chat", method="GET")
    assert [message["silent"] for message in chat["messages"]] == [False, True, False, False]
