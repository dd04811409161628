"""What people do in their private chats, and the updates the bot gets of it."""

from typing import Any

from simulator.accounts import Account
from simulator.chats import Chat, Message
from simulator.entities import detect
from simulator.errors import ControlError
from simulator.files import plain_png
from simulator.parameters import Upload
from simulator.queries import Query
from simulator.texts import LONGEST_CAPTION
from simulator.world import World

Content = dict[str, Any]


def text_content(text: str) -> Content:
    """Make the content of a text message, with the entities Telegram finds in it."""
    entities = detect(text, [])
    return {"text": text, **({"entities": entities} if entities else {})}


def captioned(content: Content, caption: str | None) -> Content:
    """Add a caption to a photo or a document. Raises: ControlError 400 when it is too long."""
    if caption is None:
        return content
    if len(caption) > LONGEST_CAPTION:
        raise ControlError(400, "an app lets nobody write a caption that long")
    entities = detect(caption, [])
    return {
        **content,
        "caption": caption,
        **({"caption_entities": entities} if entities else {}),
    }


def write(world: World, account: Account, content: Content) -> Message:
    """Send the bot a message. Raises: ControlError 409 while the bot is blocked."""
    if account.blocked or account.deactivated:
        raise ControlError(409, "this person has blocked the bot")
    chat = world.chats[account.id]
    account.started = True
    message = world.put(chat, content, sender=account.user())
    _put_away(world, chat, content)
    world.push("message", message.raw)
    return message


def _put_away(world: World, chat: Chat, content: Content) -> None:
    """Hide a one-time keyboard once one of its buttons was used."""
    keyboard = chat.reply_keyboard
    if keyboard is None or not keyboard.get("one_time_keyboard"):
        return
    buttons = [button for row in keyboard["keyboard"] for button in row]
    used = "contact" in content or any(button["text"] == content.get("text") for button in buttons)
    if used:
        chat.reply_keyboard = None
        world.events.publish("commands", person=chat.person)


def edit(world: World, account: Account, message_id: int, text: str) -> Message:
    """Change one's own message. Raises: ControlError when it is not one's own text."""
    chat = world.chats[account.id]
    message = chat.messages.get(message_id)
    if message is None or message.from_bot or "text" not in message.raw:
        raise ControlError(404, "this person has written no such text")
    kept = {name: value for name, value in message.raw.items() if name != "entities"}
    message.raw = {**kept, **text_content(text), "edit_date": world.unix()}
    world.tell("edit", chat, message)
    world.push("edited_message", message.raw)
    return message


def tap(world: World, account: Account, *, chat: Chat, message: Message, data: str) -> Query:
    """Tap a button that carries `data`."""
    query = world.queries.open(chat_id=chat.id, message_id=message.id, person=account.id)
    body = {
        "id": query.id,
        "from": account.user(),
        "message": message.raw,
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    world.push("callback_query", body)
    return query


def set_blocked(world: World, account: Account, *, blocked: bool) -> None:
    """Block the bot or take it back; the bot hears of it as my_chat_member."""
    if account.blocked == blocked:
        return
    account.blocked = blocked
    here = {"status": "member", "user": world.bot.user()}
    gone = {"status": "kicked", "user": world.bot.user(), "until_date": 0}
    body = {
        "chat": account.chat(),
        "from": account.user(),
        "date": world.unix(),
        "old_chat_member": here if blocked else gone,
        "new_chat_member": gone if blocked else here,
    }
    world.push("my_chat_member", body)
    world.events.publish("people", person=account.id)


def contact(account: Account, given: Content) -> Content:
    """Make a shared contact: one's own unless `given` says otherwise; user_id null is absent."""
    fields = {
        "phone_number": given.get("phone") or account.phone,
        "first_name": given.get("first_name") or account.first_name,
        "user_id": given.get("user_id", account.id),
    }
    return {"contact": {name: value for name, value in fields.items() if value is not None}}


def location(given: Content) -> Content:
    """Make a location; by default the riverside in Phnom Penh."""
    latitude = float(given.get("latitude", 11.5635))
    return {
        "location": {"latitude": latitude, "longitude": float(given.get("longitude", 104.9353))}
    }


def forwarded(world: World, given: Content) -> Content:
    """Make a message forwarded from somebody who hides their account."""
    origin = {
        "type": "hidden_user",
        "date": world.unix(),
        "sender_user_name": str(given.get("name", "Somebody")),
    }
    return {**text_content(str(given.get("text", ""))), "forward_origin": origin}


def sticker(world: World) -> Content:
    """Make a sticker."""
    upload = Upload(file_name="sticker.webp", mime_type="image/webp", content=b"RIFF\0\0\0\0WEBP")
    reference = world.files.add(upload, folder="stickers").reference()
    look = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**reference, "type": "regular", "emoji": "👍", **look}}


def voice(world: World) -> Content:
    """Make a voice message of three seconds."""
    upload = Upload(file_name="voice.oga", mime_type="audio/ogg", content=b"OggS" + bytes(60))
    reference = world.files.add(upload, folder="voice").reference()
    return {"voice": {**reference, "duration": 3, "mime_type": "audio/ogg"}}


def photo(world: World, upload: Upload | None) -> Content:
    """Make a photo, of a plain colour when none is given."""
    content = upload.content if upload else plain_png()
    given = Upload(file_name="photo.png", mime_type="image/png", content=content)
    return {"photo": world.files.photo(given)}


def document(world: World, upload: Upload | None, given: Content) -> Content:
    """Make a document: the upload, or `size` generated bytes."""
    file = upload or Upload(
        file_name=str(given.get("file_name", "notes.txt")),
        mime_type=str(given.get("mime_type", "text/plain")),
        content=str(given["text"]).encode()
        if "text" in given
        else b"x" * int(given.get("size", 12)),
    )
    stored = world.files.add(file, folder="documents")
    named = {"file_name": stored.name, "mime_type": stored.mime_type}
    return {"document": {**stored.reference(), **named}}
