"""Menus of commands: set by scope and language, shown by Telegram's order of precedence."""

import re
from collections.abc import Iterator
from typing import Any

from simulator.errors import bad_request

Command = dict[str, str]
Scope = tuple[str, int, int]

NAME = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
WIDE = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})


def read_scope(given: Any) -> Scope:
    """Read a BotCommandScope as (type, chat id, user id), zero where it has none.

    Raises: Refusal when it is unknown.
    """
    if given is None:
        return ("default", 0, 0)
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = given.get("type", "")
    if kind in WIDE:
        return (kind, 0, 0)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    try:
        chat = int(given["chat_id"])
        user = int(given["user_id"]) if kind == "chat_member" else 0
    except (KeyError, ValueError):
        raise bad_request("can't parse BotCommandScope: chat_id is empty") from None
    return (kind, chat, user)


def read_commands(given: Any) -> list[Command]:
    """Read a list of BotCommand.

    Raises: Refusal, BOT_COMMAND_INVALID or BOT_COMMAND_DESCRIPTION_INVALID.
    """
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands: list[Command] = []
    for entry in given:
        if not isinstance(entry, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        for field in ("command", "description"):
            if field not in entry:
                raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
        name, description = str(entry["command"]).removeprefix("/"), str(entry["description"])
        if not NAME.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 0 < len(description.strip()) <= LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": description})
    return commands


def read_language(given: str) -> str:
    """Read a language_code: two letters, or none for all languages."""
    if given and not re.fullmatch(r"[a-z]{2}", given):
        raise bad_request("BOT_COMMAND_LANG_INVALID")
    return given


class Menus:
    """Every menu that was set."""

    def __init__(self) -> None:
        self._menus: dict[tuple[Scope, str], list[Command]] = {}

    def put(self, commands: list[Command], *, scope: Scope, language: str) -> None:
        """Set one menu; an empty one is none."""
        self._menus.pop((scope, language), None)
        if commands:
            self._menus[scope, language] = commands

    def get(self, *, scope: Scope, language: str) -> list[Command]:
        """Give exactly one menu, as getMyCommands does."""
        return self._menus.get((scope, language), [])

    def shown(
        self, *, chat_id: int, user_id: int, language: str | None, private: bool
    ) -> list[Command]:
        """Give the menu an app shows: a narrower scope wins, within it the app's language.

        Source: Bot API, Determining list of commands.
        """
        code = (language or "")[:2]
        for scope in _narrowing(chat_id, user_id, private=private):
            for wanted in (code, ""):
                if menu := self._menus.get((scope, wanted)):
                    return menu
        return []


def _narrowing(chat_id: int, user_id: int, *, private: bool) -> Iterator[Scope]:
    if not private:
        yield ("chat_member", chat_id, user_id)
    yield ("chat", chat_id, 0)
    yield ("all_private_chats" if private else "all_group_chats", 0, 0)
    yield ("default", 0, 0)
