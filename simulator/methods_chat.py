"""Chats and their messages: deleting, copying, pinning, answering taps."""

from typing import Any

from simulator import groups, sending
from simulator.chats import Chat, Message
from simulator.errors import bad_request
from simulator.methods_edit import find
from simulator.parameters import Parameters
from simulator.world import World

SECONDS_TO_DELETE = 48 * 3600
MOST_DELETED = 100
COPIED = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "location",
    "venue",
    "contact",
    "sticker",
    "voice",
)


def _delete(world: World, chat: Chat, message: Message) -> None:
    del chat.messages[message.id]
    chat.pinned = [pinned for pinned in chat.pinned if pinned != message.id]
    chat.activity.add("delete", message_id=message.id)
    world.events.publish("delete", person=chat.person, chat_id=chat.id, message_id=message.id)


def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete a message that is less than 48 hours old. Source: Bot API, deleteMessage."""
    chat, message = find(world, parameters, purpose="delete")
    foreign = not message.from_bot and chat.kind != "private"
    if foreign or world.unix() - message.raw["date"] > SECONDS_TO_DELETE:
        raise bad_request("message can't be deleted for everyone")
    _delete(world, chat, message)
    return True


def delete_messages(world: World, parameters: Parameters) -> bool:
    """Delete several messages; those not found are skipped. Source: Bot API, deleteMessages."""
    given = parameters.structure("message_ids", problem="can't parse message identifiers")
    if not isinstance(given, list) or not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = world.find_chat(parameters.text("chat_id"))
    for message_id in given:
        if (message := chat.messages.get(int(message_id))) is not None:
            _delete(world, chat, message)
    return True


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """End the spinner of a tapped button. Source: Bot API, answerCallbackQuery."""
    answer: dict[str, Any] = {}
    for name in ("text", "url"):
        if parameters.text(name):
            answer[name] = parameters.text(name)
    if parameters.flag("show_alert"):
        answer["show_alert"] = True
    if not answer.get("url", "https://t.me/").startswith(("https://t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    query = world.queries.answer(parameters.text("callback_query_id"), answer)
    chat = world.chats[query.chat_id]
    told = {"callback_query_id": query.id, "message_id": query.message_id, **answer}
    chat.activity.add("answer", **told)
    world.events.publish("answer", person=query.person, chat_id=chat.id, **told)
    return True


def get_chat(world: World, parameters: Parameters) -> dict[str, Any]:
    """Describe a chat in full. Source: Bot API, getChat."""
    chat = world.find_chat(parameters.text("chat_id"))
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full: dict[str, Any] = {
        **world.described(chat),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].raw
    return full


def get_chat_member(world: World, parameters: Parameters) -> dict[str, Any]:
    """Describe one member of a chat. Source: Bot API, getChatMember."""
    chat = world.find_chat(parameters.text("chat_id"))
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id == world.bot.id:
        private = chat.kind == "private"
        status = "member" if private else chat.membership
        return groups.member(world.bot.user(), status, kind=chat.kind)
    if user_id not in world.accounts:
        raise bad_request("user not found")
    return groups.member(world.accounts[user_id].user(), _status(chat, user_id), kind=chat.kind)


def _status(chat: Chat, user_id: int) -> str:
    if chat.kind == "private":
        return "member" if user_id == chat.id else "left"
    if user_id not in chat.members:
        return "left"
    if user_id == chat.members[0]:
        return "creator"
    return "administrator" if chat.kind == "channel" else "member"


def get_chat_administrators(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """List who runs a group or channel, bots left out. Source: Bot API, getChatAdministrators."""
    chat = world.enter(parameters.text("chat_id"))
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    found = [(person, _status(chat, person)) for person in chat.members]
    return [
        groups.member(world.accounts[person].user(), status, kind=chat.kind)
        for person, status in found
        if status in {"creator", "administrator"}
    ]


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group or channel. Source: Bot API, leaveChat."""
    chat = world.enter(parameters.text("chat_id"))
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    groups.leave(world, chat)
    return True


def _source(world: World, parameters: Parameters, *, purpose: str) -> Message:
    values = {
        "chat_id": parameters.required("from_chat_id"),
        "message_id": parameters.text("message_id"),
    }
    return find(world, Parameters(values), purpose=purpose)[1]


def copy_message(world: World, parameters: Parameters) -> dict[str, int]:
    """Send what another message holds. Source: Bot API, copyMessage."""
    message = _source(world, parameters, purpose="copy")
    content = {name: message.raw[name] for name in COPIED if name in message.raw}
    sent = sending.place(world, sending.way(world, parameters), content)
    return {"message_id": sent["message_id"]}


def forward_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """Forward a message, saying where it came from. Source: Bot API, forwardMessage."""
    message = _source(world, parameters, purpose="forward")
    content = {name: message.raw[name] for name in COPIED if name in message.raw}
    origin = message.raw.get("from")
    if origin is not None:
        content["forward_origin"] = {
            "type": "user",
            "date": message.raw["date"],
            "sender_user": origin,
        }
    return sending.place(world, sending.way(world, parameters), content)


def pin_chat_message(world: World, parameters: Parameters) -> bool:
    """Pin a message. Source: Bot API, pinChatMessage."""
    chat, message = find(world, parameters, purpose="pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    return True


def unpin_chat_message(world: World, parameters: Parameters) -> bool:
    """Unpin one message, or the newest pinned one. Source: Bot API, unpinChatMessage."""
    chat = world.find_chat(parameters.text("chat_id"))
    wanted = parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    return True
