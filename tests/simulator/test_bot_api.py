import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


async def answer(session: aiohttp.ClientSession, url: str) -> tuple[int, Any]:
    async with session.get(url) as got:
        return got.status, await got.json()


async def test_a_wrong_token_and_an_unknown_method(
    simulator: Simulator, session: aiohttp.ClientSession
) -> None:
    assert await answer(session, f"{simulator.url}/bot1:wrong/getMe") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert await answer(session, f"{simulator.url}/bot{simulator.token}/getNothing") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )


async def test_the_bot_knows_itself_and_case_does_not_matter(
    simulator: Simulator, session: aiohttp.ClientSession
) -> None:
    assert await answer(session, f"{simulator.url}/bot{simulator.token}/GETME") == (
        200,
        {
            "ok": True,
            "result": {
                "id": 100200300,
                "is_bot": True,
                "first_name": "Workshop",
                "username": "workshop_demo_bot",
                "can_join_groups": True,
                "can_read_all_group_messages": False,
                "supports_inline_queries": False,
                "can_connect_to_business": False,
                "has_main_web_app": False,
            },
        },
    )


@pytest.mark.parametrize("way", ["query", "json", "form", "multipart"])
async def test_parameters_come_in_four_ways(
    simulator: Simulator, session: aiohttp.ClientSession, dara: int, way: str
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    fields = {"chat_id": str(dara), "text": "42", "reply_markup": json.dumps(keyboard)}
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": fields},
        "json": {"json": {"chat_id": dara, "text": "42", "reply_markup": keyboard, "x": None}},
        "form": {"data": fields},
        "multipart": {"data": aiohttp.FormData(fields, default_to_multipart=True)},
    }
    url = f"{simulator.url}/bot{simulator.token.replace(':', '%3A')}/sendMessage"
    async with session.post(url, **ways[way]) as got:
        result = (await got.json())["result"]
    date = result.pop("date")
    assert isinstance(date, int)
    assert result == {
        "message_id": 2,
        "from": {
            "id": 100200300,
            "is_bot": True,
            "first_name": "Workshop",
            "username": "workshop_demo_bot",
        },
        "chat": {"id": dara, "first_name": "Dara", "type": "private"},
        "text": "42",
        "reply_markup": keyboard,
    }


async def test_a_body_that_is_no_json_is_refused(
    simulator: Simulator, session: aiohttp.ClientSession
) -> None:
    url = f"{simulator.url}/bot{simulator.token}/sendMessage"
    headers = {"content-type": "application/json"}
    for body in (b"{", b"[]"):
        async with session.post(url, data=body, headers=headers) as got:
            assert got.status == 400


@pytest.mark.parametrize(
    ("fault", "refused"),
    [
        ({"kind": "429", "seconds": 3}, (429, "Too Many Requests: retry after 3")),
        ({"kind": "500"}, (500, "Internal Server Error")),
        ({"kind": "502", "method": "sendmessage"}, (502, "Bad Gateway")),
    ],
)
async def test_faults_refuse_as_often_as_they_were_told(
    simulator: Simulator, call: Call, dara: int, fault: dict[str, Any], refused: tuple[int, str]
) -> None:
    await simulator.control("/faults", {"times": 2, **fault})
    sent = [await call("sendMessage", chat_id=dara, text="x") for _ in range(3)]
    assert sent[:2] == [refused, refused]
    assert sent[2]["text"] == "x"
    assert await simulator.control("/faults", method="GET") == {"faults": []}


async def test_a_fault_may_concern_one_chat_or_method_only(
    simulator: Simulator, call: Call, dara: int
) -> None:
    await simulator.control("/faults", {"kind": "500", "times": None, "chat_id": 5})
    await simulator.control("/faults", {"kind": "500", "times": None, "method": "sendPhoto"})
    assert (await call("sendMessage", chat_id=dara, text="x"))["text"] == "x"
    assert await call("sendMessage", chat_id=5, text="x") == (500, "Internal Server Error")
    assert await simulator.control("/faults", method="DELETE") == {"faults": []}


@pytest.mark.parametrize(("kind", "texts"), [("drop_before", []), ("drop_after", ["x"])])
async def test_a_dropped_connection_before_or_after_the_deed(
    simulator: Simulator, call: Call, dara: int, kind: str, texts: list[str]
) -> None:
    await simulator.control("/faults", {"kind": kind, "method": "sendMessage"})
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call("sendMessage", chat_id=dara, text="x")
    chat = await simulator.control(f"/people/{dara}/chat", method="GET")
    assert [m["text"] for m in chat["messages"] if m["from"] == "bot"] == texts


async def test_a_delay_delays(simulator: Simulator, call: Call, dara: int) -> None:
    await simulator.control("/faults", {"kind": "delay", "seconds": 0.02})
    assert (await call("sendMessage", chat_id=dara, text="x"))["text"] == "x"


async def test_requests_are_logged(simulator: Simulator, call: Call, dara: int) -> None:
    await call("sendMessage", chat_id=dara, text="x")
    await call("sendMessage", chat_id=dara, text="")
    log = await simulator.control("/requests?after=0", method="GET")
    assert log == {
        "requests": [
            {"number": 1, "method": "sendMessage", "chat_id": str(dara), "ok": True},
            {
                "number": 2,
                "method": "sendMessage",
                "chat_id": str(dara),
                "ok": False,
                "error_code": 400,
            },
        ]
    }
    assert await simulator.control("/requests?after=2", method="GET") == {"requests": []}


async def test_json_of_a_wrong_shape_is_refused(call: Call, dara: int) -> None:
    assert await call("deleteMessages", chat_id=dara, message_ids=[{}]) == (
        400,
        "Bad Request: wrong type of a parameter",
    )
