"""The bot itself: who it is, its menus and its texts."""

from collections.abc import Callable
from typing import Any

from simulator import commands
from simulator.commands import Command, Scope
from simulator.errors import bad_request
from simulator.parameters import Parameters
from simulator.world import World

Setter = Callable[[World, Parameters], bool]
Getter = Callable[[World, Parameters], dict[str, str]]


def get_me(world: World, parameters: Parameters) -> dict[str, Any]:
    """Describe the bot. Source: Bot API, getMe."""
    del parameters
    return {
        **world.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def yes(world: World, parameters: Parameters) -> bool:
    """Agree and do nothing (logOut, close)."""
    del world, parameters
    return True


def _which(world: World, parameters: Parameters) -> tuple[Scope, str]:
    given = parameters.structure("scope", problem="can't parse BotCommandScope JSON object")
    scope = commands.read_scope(given)
    if scope[1]:
        world.find_chat(str(scope[1]))
    return scope, commands.read_language(parameters.text("language_code"))


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Set the menu of one scope and language. Source: Bot API, setMyCommands."""
    given = parameters.structure("commands", problem="can't parse commands JSON object")
    menu = commands.read_commands(given)
    scope, language = _which(world, parameters)
    world.menus.put(menu, scope=scope, language=language)
    person = scope[1] if scope[1] in world.accounts else None
    world.events.publish("commands", person=person)
    return True


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Remove the menu of one scope and language. Source: Bot API, deleteMyCommands."""
    scope, language = _which(world, parameters)
    world.menus.put([], scope=scope, language=language)
    world.events.publish("commands")
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Command]:
    """Give the menu of one scope and language. Source: Bot API, getMyCommands."""
    scope, language = _which(world, parameters)
    return world.menus.get(scope=scope, language=language)


def setter(name: str, *, most: int, refused: str) -> Setter:
    """Make the method that sets one of the bot's texts, at most `most` characters long."""

    def set_text(world: World, parameters: Parameters) -> bool:
        text = parameters.text(name)
        if len(text) > most:
            raise bad_request(refused)
        world.bot.texts[name, commands.read_language(parameters.text("language_code"))] = text
        return True

    return set_text


def getter(name: str) -> Getter:
    """Make the method that gives one of the bot's texts, falling back to all languages'."""

    def get_text(world: World, parameters: Parameters) -> dict[str, str]:
        own = world.bot.texts.get((name, parameters.text("language_code")))
        usual = world.bot.first_name if name == "name" else ""
        return {name: own or world.bot.texts.get((name, "")) or usual}

    return get_text


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """Set the button beside the text field. Source: Bot API, setChatMenuButton."""
    button = parameters.structure("menu_button", problem="can't parse menu button JSON object")
    world.bot.menu_buttons[parameters.integer("chat_id")] = button or {"type": "default"}
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> dict[str, Any]:
    """Give the button beside the text field. Source: Bot API, getChatMenuButton."""
    buttons = world.bot.menu_buttons
    return buttons.get(parameters.integer("chat_id")) or buttons.get(0) or {"type": "commands"}
