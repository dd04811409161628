"""Groups and channels: what is said there, and what happens to the bot in them."""

from typing import Any

from simulator.acts import Content, text_content
from simulator.chats import Chat, Kind, Membership, Message
from simulator.errors import ControlError
from simulator.world import World

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")


def member(user: dict[str, Any], status: str, *, kind: Kind = "supergroup") -> dict[str, Any]:
    """Give the Bot API's ChatMember; an administrator may all but promote others."""
    given: dict[str, Any] = {"status": status, "user": user}
    if status == "kicked":
        given["until_date"] = 0
    elif status == "creator":
        given["is_anonymous"] = False
    elif status == "administrator":
        rights = (*RIGHTS, *(CHANNEL_RIGHTS if kind == "channel" else ()))
        given |= {right: right != "can_promote_members" for right in rights}
        given |= {"can_be_edited": False, "is_anonymous": False}
    return given


def _becomes(world: World, chat: Chat, new: Membership, *, by: dict[str, Any]) -> None:
    old, chat.membership = chat.membership, new
    bot = world.bot.user()
    body = {
        "chat": chat.described(),
        "from": by,
        "date": world.unix(),
        "old_chat_member": member(bot, old, kind=chat.kind),
        "new_chat_member": member(bot, new, kind=chat.kind),
    }
    world.push("my_chat_member", body)
    world.events.publish("groups", chat_id=chat.id)


def found(
    world: World, *, title: str, members: list[int], kind: Kind = "supergroup", bot: bool = True
) -> Chat:
    """Make a group or a channel; with the bot in it, added by the first of its members."""
    if not members:
        raise ControlError(400, "a group needs members")
    for person in members:
        world.account(person)
    chat = world.add_group(title=title, kind=kind, members=members)
    if bot:
        add(world, chat, by=members[0])
    return chat


def group(world: World, chat_id: int) -> Chat:
    """Find a group or a channel. Raises: ControlError 404."""
    chat = world.chats.get(chat_id)
    if chat is None or chat.kind == "private":
        raise ControlError(404, f"no group here has the id {chat_id}")
    return chat


def add(world: World, chat: Chat, *, by: int) -> None:
    """Add the bot: to a group as a member, to a channel as an administrator.

    Raises: ControlError 409 when it is there already.
    """
    user = _inside(world, chat, by)
    if chat.has_bot:
        raise ControlError(409, "the bot is there already")
    in_channel = chat.kind == "channel"
    _becomes(world, chat, "administrator" if in_channel else "member", by=user)
    if not in_channel:
        message = world.put(chat, {"new_chat_members": [world.bot.user()]}, sender=user)
        world.push("message", message.raw)


def start(world: World, chat: Chat, *, person: int, payload: str) -> Message:
    """Open t.me/<bot>?startgroup=<payload> and choose this group: the bot is added and started."""
    if chat.kind == "channel":
        raise ControlError(409, "this link is for groups")
    if not chat.has_bot:
        add(world, chat, by=person)
    text = f"/start@{world.bot.username} {payload}".rstrip()
    return say(world, chat, person=person, content=text_content(text))


def _inside(world: World, chat: Chat, person: int) -> dict[str, Any]:
    user = world.account(person).user()
    if person not in chat.members:
        raise ControlError(409, "this person may not write there")
    if chat.migrated_to is not None:
        raise ControlError(409, "this group has become a supergroup")
    return user


def _heard(world: World, text: str, replied: Message | None) -> bool:
    """Tell whether a bot in privacy mode hears a text: commands, and replies to itself."""
    if replied is not None and replied.from_bot:
        return True
    command, _, _ = text.partition(" ")
    name = command.partition("@")[2].lower()
    return command.startswith("/") and name in {"", world.bot.username.lower()}


def say(
    world: World, chat: Chat, *, person: int, content: Content, reply_to: int | None = None
) -> Message:
    """Write in a group; in a channel it is the channel that speaks, and the bot hears all.

    Source: Bot API, Privacy mode. Raises: ControlError 409 for who may not write there.
    """
    user = _inside(world, chat, person)
    replied = chat.messages.get(reply_to) if reply_to is not None else None
    if replied is not None:
        content = {**content, "reply_to_message": replied.raw}
    if chat.kind == "channel":
        message = world.put(chat, content, sender=None)
        if chat.has_bot:
            world.push("channel_post", message.raw)
        return message
    message = world.put(chat, content, sender=user)
    if chat.has_bot and _heard(world, content.get("text", ""), replied):
        world.push("message", message.raw)
    return message


def kick(world: World, chat: Chat, *, by: int) -> None:
    """Remove the bot. Raises: ControlError 409 when it is not there."""
    user = _inside(world, chat, by)
    if not chat.has_bot:
        raise ControlError(409, "the bot is not there")
    if chat.kind != "channel":
        world.put(chat, {"left_chat_member": world.bot.user()}, sender=user)
    _becomes(world, chat, "kicked", by=user)


def leave(world: World, chat: Chat) -> None:
    """Let the bot go by itself."""
    _becomes(world, chat, "left", by=world.bot.user())


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a group into a supergroup under a new id."""
    if chat.kind != "group" or chat.migrated_to is not None:
        raise ControlError(409, "only a basic group becomes a supergroup, and once")
    new = world.add_group(title=chat.title, kind="supergroup", members=list(chat.members))
    new.membership = chat.membership
    chat.migrated_to = new.id
    person = world.account(chat.members[0]).user()
    left = world.put(chat, {"migrate_to_chat_id": new.id}, sender=person)
    came = world.put(new, {"migrate_from_chat_id": chat.id}, sender=person)
    if chat.has_bot:
        world.push("message", left.raw)
        world.push("message", came.raw)
    world.events.publish("groups", chat_id=new.id)
    return new
