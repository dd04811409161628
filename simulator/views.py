"""What the control API shows of a message: pure functions."""

from typing import Any

from simulator.chats import Chat, Message
from simulator.render import to_html

AS_SENT = ("location", "venue", "contact", "caption", "media_group_id", "forward_origin")
SERVICE = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id")


def message(stored: Message) -> dict[str, Any]:
    """Show a message as an app would: its text as safe HTML, its files as addresses."""
    raw = stored.raw
    text = raw.get("text", raw.get("caption", ""))
    entities = raw.get("entities", raw.get("caption_entities", []))
    view: dict[str, Any] = {
        "message_id": raw["message_id"],
        "date": raw["date"],
        "from": "bot" if stored.from_bot else "person",
        "html": to_html(text, entities),
        "text": text,
        "silent": stored.silent,
    }
    for name in ("edit_date", "reply_markup", *AS_SENT, *SERVICE):
        if name in raw:
            view[name] = raw[name]
    if "reply_to_message" in raw:
        view["reply_to_message_id"] = raw["reply_to_message"]["message_id"]
    if not stored.from_bot and "from" in raw:
        view["sender"] = {"id": raw["from"]["id"], "first_name": raw["from"]["first_name"]}
    elif not stored.from_bot:
        view["sender"] = {"id": raw["chat"]["id"], "first_name": raw["chat"]["title"]}
    view |= _files(raw)
    return view


def _files(raw: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if "photo" in raw:
        largest = raw["photo"][-1]
        shown["photo"] = {
            "url": _address(largest),
            "width": largest["width"],
            "height": largest["height"],
        }
    if "document" in raw:
        document = raw["document"]
        shown["document"] = {
            "url": _address(document),
            "file_name": document.get("file_name", ""),
            "file_size": document["file_size"],
            "mime_type": document.get("mime_type", ""),
        }
    if "sticker" in raw:
        shown["sticker"] = {"emoji": raw["sticker"].get("emoji", "")}
    if "voice" in raw:
        shown["voice"] = {"duration": raw["voice"]["duration"], "url": _address(raw["voice"])}
    return shown


def _address(reference: dict[str, Any]) -> str:
    return f"/control/files/{reference['file_id']}"


def chat(shown: Chat, *, commands: list[dict[str, str]]) -> dict[str, Any]:
    """Show a whole chat, the menu of commands and the keyboard below it."""
    return {
        "messages": [message(stored) for stored in shown.messages.values()],
        "commands": commands,
        "reply_keyboard": shown.reply_keyboard,
        "activity": shown.activity.number,
    }
