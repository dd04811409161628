import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from simulator.events import Events
from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


async def event(stream: aiohttp.ClientResponse) -> dict[str, Any]:
    async with asyncio.timeout(5):
        async for line in stream.content:
            if line.startswith(b"data: "):
                told: dict[str, Any] = json.loads(line[6:])
                return told
    raise AssertionError("the stream ended")


async def test_a_page_hears_what_happens(
    simulator: Simulator, session: aiohttp.ClientSession, call: Call
) -> None:
    async with session.get(f"{simulator.url}/control/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readline()
        await simulator.control("/people/1001/text", {"text": "hi"})
        told = await event(stream)
        assert (told["kind"], told["person"], told["message"]["text"]) == ("message", 1001, "hi")
        await call("sendChatAction", chat_id=1001, action="typing")
        assert await event(stream) == {
            "kind": "typing",
            "person": 1001,
            "chat_id": 1001,
            "action": "typing",
        }
        markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
        await call("sendMessage", chat_id=1001, text="Well?", reply_markup=markup)
        assert (await event(stream))["message"]["reply_markup"] == markup
        tap = {"message_id": 2, "row": 0, "column": 0}
        query = await simulator.control("/people/1001/tap", tap)
        answer = {"callback_query_id": query["callback_query_id"], "text": "Noted"}
        await call("answerCallbackQuery", **answer)
        assert await event(stream) == {
            "kind": "answer",
            "person": 1001,
            "chat_id": 1001,
            "message_id": 2,
            **answer,
        }
        await call("deleteMessage", chat_id=1001, message_id=2)
        assert await event(stream) == {
            "kind": "delete",
            "person": 1001,
            "chat_id": 1001,
            "message_id": 2,
        }


async def test_a_silent_stream_is_kept_alive_and_ends() -> None:
    events = Events(keep_alive=0.001)
    stream = events.stream()
    assert [await anext(stream), await anext(stream)] == [": listening\n\n", ": still here\n\n"]
    events.publish("people")
    assert await anext(stream) == 'data: {"kind": "people", "person": null}\n\n'
    events.close()
    assert [line async for line in stream] == []
