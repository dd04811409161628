from typing import Any

import pytest

from simulator.commands import Menus, read_commands, read_scope
from simulator.errors import Refusal


def menu(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": name} for name in names]


def test_the_narrower_scope_wins_then_the_language() -> None:
    menus = Menus()
    menus.put(menu("default"), scope=read_scope(None), language="")
    menus.put(menu("khmer"), scope=read_scope({"type": "default"}), language="km")

    def shown(language: str | None, chat: int = 5) -> list[str]:
        found = menus.shown(chat_id=chat, user_id=chat, language=language, private=True)
        return [command["command"] for command in found]

    assert (shown("km"), shown("en"), shown(None)) == (["khmer"], ["default"], ["default"])
    menus.put(menu("private"), scope=read_scope({"type": "all_private_chats"}), language="")
    assert shown("km") == ["private"]
    menus.put(menu("own"), scope=read_scope({"type": "chat", "chat_id": 5}), language="")
    assert (shown("km"), shown("km", chat=6)) == (["own"], ["private"])
    menus.put([], scope=read_scope({"type": "chat", "chat_id": 5}), language="")
    assert shown("km") == ["private"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ([{"command": "Ask", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "សួរ", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "ask", "description": " "}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "ask", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "ask"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": "ask", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ({}, "expected an Array of BotCommand"),
    ],
)
def test_commands_are_refused(given: Any, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_commands(given)
    assert refused.value.description == f"Bad Request: {problem}"
