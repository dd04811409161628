"""What all send methods share: the chat, the keyboard, the reply, the silence."""

from dataclasses import dataclass
from typing import Any

from simulator import markup
from simulator.chats import Chat, Message
from simulator.errors import bad_request
from simulator.markup import Markup
from simulator.parameters import Parameters
from simulator.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a message goes out: where to, with which keyboard, in reply to what."""

    chat: Chat
    keyboard: Markup | None
    shared: dict[str, Any]
    silent: bool


def way(world: World, parameters: Parameters) -> Way:
    """Read what all send methods have in common.

    Raises: Refusal when the chat cannot be written to, the keyboard is wrong, or the
    message to reply to is gone.
    """
    keyboard = markup.parse(parameters)
    chat = world.reach(parameters.text("chat_id"))
    markup.check(keyboard, private=chat.kind == "private")
    world.limiter.check(str(chat.id))
    shared: dict[str, Any] = {}
    if (replied := _replied(chat, parameters)) is not None:
        raw = {name: value for name, value in replied.raw.items() if name != "reply_to_message"}
        shared["reply_to_message"] = raw
    if parameters.flag("protect_content"):
        shared["has_protected_content"] = True
    return Way(
        chat=chat,
        keyboard=keyboard,
        shared=shared,
        silent=parameters.flag("disable_notification"),
    )


def _replied(chat: Chat, parameters: Parameters) -> Message | None:
    given = parameters.structure("reply_parameters", problem="can't parse reply parameters")
    if isinstance(given, dict):
        message_id = int(given.get("message_id", 0))
        lenient = bool(given.get("allow_sending_without_reply"))
    else:
        message_id = parameters.integer("reply_to_message_id")
        lenient = parameters.flag("allow_sending_without_reply")
    if message_id <= 0:
        return None
    if message_id not in chat.messages and not lenient:
        raise bad_request("message to be replied not found")
    return chat.messages.get(message_id)


def place(world: World, going: Way, content: dict[str, Any]) -> dict[str, Any]:
    """Put the bot's message into the chat and give it as the Bot API does."""
    inline = going.keyboard is not None and "inline_keyboard" in going.keyboard
    content = {**going.shared, **content}
    if inline:
        content["reply_markup"] = going.keyboard
    elif going.keyboard is not None:
        shows = "keyboard" in going.keyboard
        if shows or going.keyboard.get("remove_keyboard"):
            going.chat.reply_keyboard = going.keyboard if shows else None
    message = world.put(
        going.chat,
        content,
        sender=None if going.chat.kind == "channel" else world.bot.user(),
        by_bot=True,
        silent=going.silent,
        keyboard=None if inline else going.keyboard,
    )
    return message.raw
