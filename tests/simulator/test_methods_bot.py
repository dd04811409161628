from collections.abc import Awaitable, Callable
from typing import Any

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


async def test_menus_by_scope(simulator: Simulator, call: Call, dara: int) -> None:
    wide = [{"command": "help", "description": "Help"}]
    own = [{"command": "ask", "description": "សួរ"}]
    scope = {"type": "chat", "chat_id": dara}
    assert await call("setMyCommands", commands=wide) is True
    assert await call("setMyCommands", commands=own, scope=scope) is True
    assert await call("getMyCommands", scope=scope) == own
    assert await call("getMyCommands", language_code="km") == []
    chat = await simulator.control(f"/people/{dara}/chat", method="GET")
    assert chat["commands"] == own
    assert await call("deleteMyCommands", scope=scope) is True
    chat = await simulator.control(f"/people/{dara}/chat", method="GET")
    assert chat["commands"] == wide
    nobody = {"type": "chat", "chat_id": 5}
    refused = (400, "Bad Request: chat not found")
    assert await call("setMyCommands", commands=own, scope=nobody) == refused
    assert await call("setMyCommands", commands=[{"command": "A", "description": "b"}]) == (
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    )


async def test_texts_and_buttons(call: Call) -> None:
    assert await call("setMyName", name="សិក្ខាសាលា", language_code="km") is True
    assert await call("getMyName", language_code="km") == {"name": "សិក្ខាសាលា"}
    assert await call("getMyName") == {"name": "Workshop"}
    assert await call("setMyDescription", description="x" * 513) == (
        400,
        "Bad Request: BOT_DESCRIPTION_INVALID",
    )
    assert await call("setMyShortDescription", short_description="short") is True
    assert await call("getMyShortDescription") == {"short_description": "short"}
    assert await call("getChatMenuButton") == {"type": "commands"}
    assert await call("setChatMenuButton", menu_button={"type": "default"}) is True
    assert await call("getChatMenuButton") == {"type": "default"}
    assert (await call("logOut"), await call("close")) == (True, True)
