from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]
ACTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "contact",
        {},
        {"contact": {"phone_number": "+85512000001", "first_name": "Dara", "user_id": 1001}},
    ),
    (
        "contact",
        {"phone": "+1", "first_name": "X", "user_id": None},
        {"contact": {"phone_number": "+1", "first_name": "X"}},
    ),
    ("location", {}, {"location": {"latitude": 11.5635, "longitude": 104.9353}}),
    ("start", {}, {"text": "/start"}),
    ("start", {"payload": "ask_7"}, {"text": "/start ask_7"}),
    ("text", {"text": "សួស្តី"}, {"text": "សួស្តី"}),
]


@pytest.mark.parametrize(("act", "body", "content"), ACTS)
async def test_what_people_send(
    simulator: Simulator,
    call: Call,
    act: str,
    body: dict[str, Any],
    content: dict[str, Any],
) -> None:
    assert await simulator.control(f"/people/1001/{act}", body) == {
        "message_id": 1,
        "activity": 0,
    }
    (update,) = await call("getUpdates")
    assert content.items() <= update["message"].items()


async def test_media_people_send(simulator: Simulator, call: Call) -> None:
    for act in ("sticker", "voice", "photo", "document"):
        await simulator.control(f"/people/1001/{act}", {})
    await simulator.control("/people/1001/forward", {"text": "fwd", "name": "Uncle"})
    sticker, voice, photo, document, forward = (
        update["message"] for update in await call("getUpdates")
    )
    assert sticker["sticker"]["emoji"] == "👍"
    assert voice["voice"]["duration"] == 3
    assert photo["photo"][-1]["width"] == 320
    assert document["document"]["file_name"] == "notes.txt"
    assert forward["forward_origin"]["sender_user_name"] == "Uncle"
    assert forward["text"] == "fwd"


async def test_a_file_of_ones_own(
    simulator: Simulator, session: aiohttp.ClientSession, call: Call
) -> None:
    form = aiohttp.FormData()
    form.add_field("file", b"[event]", filename="event.toml", content_type="text/plain")
    async with session.post(f"{simulator.url}/control/people/1001/document", data=form) as got:
        assert got.status == 200
    (update,) = await call("getUpdates")
    document = update["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("event.toml", 7)


async def test_an_edit_of_ones_own_message(simulator: Simulator, call: Call, dara: int) -> None:
    await simulator.control(f"/people/{dara}/edit", {"message_id": 1, "text": "/help"})
    (update,) = await call("getUpdates")
    edited = update["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("/help", 1)
    assert isinstance(edited["edit_date"], int)


async def test_blocking_is_told_to_the_bot(simulator: Simulator, call: Call, dara: int) -> None:
    for act in ("block", "block", "unblock"):
        await simulator.control(f"/people/{dara}/{act}", {})
    changes = [
        (
            update["my_chat_member"]["old_chat_member"]["status"],
            update["my_chat_member"]["new_chat_member"]["status"],
        )
        for update in await call("getUpdates")
    ]
    assert changes == [("member", "kicked"), ("kicked", "member")]


async def test_forged_and_missing_buttons(simulator: Simulator, call: Call, dara: int) -> None:
    markup = {"inline_keyboard": [[{"text": "Map", "url": "https://example.org"}]]}
    await call("sendMessage", chat_id=dara, text="x", reply_markup=markup)
    tap = f"/people/{dara}/tap"
    opened = await simulator.control(tap, {"message_id": 2, "label": "Map"})
    assert (opened["callback_query_id"], opened["url"]) == (None, "https://example.org")
    waited = await simulator.control(tap, {"message_id": 2, "data": "forged", "wait": 0.01})
    assert (waited["answered"], waited["answer"]) == (False, None)
    (update,) = await call("getUpdates")
    assert update["callback_query"]["data"] == "forged"
    for body in ({"message_id": 2, "label": "No"}, {"message_id": 2, "row": 3, "column": 0}):
        with pytest.raises(aiohttp.ClientResponseError, match="404"):
            await simulator.control(tap, body)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/people/9/text", {"text": "x"}, 404),
        ("/people/1001/fly", {}, 404),
        ("/people/1001/text", {}, 400),
        ("/people/1001/edit", {"message_id": 5, "text": "x"}, 404),
        ("/people/1001/tap", {"message_id": "x"}, 400),
        ("/people", {"first_name": "Dara", "id": 1001}, 409),
        ("/people", {}, 400),
        ("/clock", {"speed": 60}, 409),
        ("/faults", {"kind": "deluge"}, 400),
        ("/faults", {"kind": "500", "times": "often"}, 400),
        ("/groups", {"title": "x", "members": []}, 400),
        ("/groups/5/text", {"text": "x"}, 404),
    ],
)
async def test_the_impossible_is_refused(
    simulator: Simulator, path: str, body: dict[str, Any], status: int
) -> None:
    with pytest.raises(aiohttp.ClientResponseError) as refused:
        await simulator.control(path, body)
    assert refused.value.status == status


async def test_somebody_who_blocked_the_bot_cannot_write(simulator: Simulator, dara: int) -> None:
    await simulator.control(f"/people/{dara}/block", {})
    with pytest.raises(aiohttp.ClientResponseError, match="409"):
        await simulator.control(f"/people/{dara}/text", {"text": "x"})
    await simulator.control(f"/people/{dara}/start", {})
    state = await simulator.control("/state", method="GET")
    assert state["people"][0]["blocked"] is False
