"""Changes of messages the bot has sent."""

from typing import Any

from simulator import markup, methods_media, texts
from simulator.chats import Chat, Message
from simulator.errors import NOT_MODIFIED, bad_request
from simulator.parameters import Parameters
from simulator.world import World

COMPARED = ("text", "entities", "caption", "caption_entities", "reply_markup", "photo", "document")
CAPTION = ("caption", "caption_entities")
MEDIA = ("photo", "document", "media_group_id", *CAPTION)


def find(world: World, parameters: Parameters, *, purpose: str) -> tuple[Chat, Message]:
    """Find the message a request names.

    Raises: Refusal, `message to <purpose> not found` or `message identifier is not specified`.
    """
    if not parameters.text("chat_id") and not parameters.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.enter(parameters.text("chat_id"))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return chat, message


def _change(
    world: World,
    parameters: Parameters,
    content: dict[str, Any],
    *,
    drop: tuple[str, ...] = (),
    needs: str = "",
) -> dict[str, Any]:
    """Change a message to new content and the request's inline keyboard."""
    keyboard = markup.inline_only(markup.parse(parameters))
    chat, message = find(world, parameters, purpose="edit")
    if not message.from_bot or message.keyboard is not None:
        raise bad_request("message can't be edited")
    if needs == "text" and "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    if needs == "caption" and not {"photo", "document"} & message.raw.keys():
        raise bad_request("there is no caption in the message to edit")
    if needs == "media" and "text" in message.raw:
        drop = (*drop, "text", "entities")
    markup.check(keyboard, private=chat.kind == "private")
    kept = {
        name: value
        for name, value in message.raw.items()
        if name not in drop and name != "reply_markup"
    }
    changed = {**kept, **content}
    if keyboard is not None:
        changed["reply_markup"] = keyboard
    if _compared(changed) == _compared(message.raw):
        raise bad_request(NOT_MODIFIED)
    changed["edit_date"] = world.unix()
    message.raw = changed
    chat.activity.add("edit", message_id=message.id)
    world.tell("edit", chat, message)
    return changed


def _compared(raw: dict[str, Any]) -> list[Any]:
    return [raw.get(name) for name in COMPARED]


def edit_message_text(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change a text and its keyboard. Source: Bot API, editMessageText."""
    text, entities = texts.message_text(parameters)
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    return _change(world, parameters, content, drop=("text", "entities"), needs="text")


def edit_message_caption(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change a caption and its keyboard. Source: Bot API, editMessageCaption."""
    content = methods_media.captioned(parameters, {})
    return _change(world, parameters, content, drop=CAPTION, needs="caption")


def edit_message_media(world: World, parameters: Parameters) -> dict[str, Any]:
    """Put another photo or document into a message. Source: Bot API, editMessageMedia."""
    given = parameters.structure("media", problem="can't parse media JSON object")
    content = methods_media.media(world, parameters, given)
    return _change(world, parameters, content, drop=MEDIA, needs="media")


def edit_message_reply_markup(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change only the keyboard. Source: Bot API, editMessageReplyMarkup."""
    return _change(world, parameters, {})
