"""Groups and channels: what is said there, and what happens to the bot in them."""

from typing import Any

from simulator.acts import text_content
from simulator.chats import Chat, Kind, Message
from simulator.errors import ControlError
from simulator.world import World


def _membership(world: World, chat: Chat, *, by: int, old: str, new: str) -> None:
    def member(status: str) -> dict[str, Any]:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": world.bot.user(), **until}

    body = {
        "chat": chat.described(),
        "from": world.account(by).user(),
        "date": world.unix(),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }
    world.push("my_chat_member", body)


def found(world: World, *, title: str, members: list[int], basic: bool = False) -> Chat:
    """Make a group with the bot in it, added by the first of its members."""
    if not members:
        raise ControlError(400, "a group needs members")
    for member in members:
        world.account(member)
    kind: Kind = "group" if basic else "supergroup"
    chat = world.add_group(title=title, kind=kind, members=members)
    _membership(world, chat, by=members[0], old="left", new="member")
    return chat


def group(world: World, chat_id: int) -> Chat:
    """Find a group. Raises: ControlError 404."""
    chat = world.chats.get(chat_id)
    if chat is None or chat.kind == "private":
        raise ControlError(404, f"no group here has the id {chat_id}")
    return chat


def _heard(world: World, text: str, replied: Message | None) -> bool:
    """Tell whether a bot in privacy mode hears a text: commands, and replies to itself."""
    if replied is not None and replied.from_bot:
        return True
    command, _, _ = text.partition(" ")
    name = command.partition("@")[2].lower()
    return command.startswith("/") and name in {"", world.bot.username.lower()}


def say(
    world: World, chat: Chat, *, person: int, text: str, reply_to: int | None = None
) -> Message:
    """Say something in a group.

    Source: Bot API, Privacy mode.
    """
    content = text_content(text)
    replied = chat.messages.get(reply_to) if reply_to is not None else None
    if replied is not None:
        content["reply_to_message"] = replied.raw
    message = world.put(chat, content, sender=world.account(person).user())
    if not chat.kicked and _heard(world, text, replied):
        world.push("message", message.raw)
    return message


def kick(world: World, chat: Chat, *, by: int) -> None:
    """Remove the bot from a group."""
    chat.kicked = True
    _membership(world, chat, by=by, old="member", new="kicked")


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a group into a supergroup under a new id."""
    new = world.add_group(title=chat.title, kind="supergroup", members=list(chat.members))
    chat.migrated_to = new.id
    person = world.account(chat.members[0]).user()
    left = world.put(chat, {"migrate_to_chat_id": new.id}, sender=person)
    world.push("message", left.raw)
    came = world.put(new, {"migrate_from_chat_id": chat.id}, sender=person)
    world.push("message", came.raw)
    return new


def post(world: World, *, title: str, text: str) -> Message:
    """Post in the channel of that title, made when there is none."""
    known = [chat for chat in world.chats.values() if chat.kind == "channel"]
    chat = next((chat for chat in known if chat.title == title), None)
    if chat is None:
        chat = world.add_group(title=title, kind="channel", members=[])
    message = world.put(chat, text_content(text), sender=None)
    world.push("channel_post", message.raw)
    return message
