"""sendMessage, places, contacts, and the sign that the bot is typing."""

from typing import Any

from simulator import sending, texts
from simulator.errors import bad_request
from simulator.parameters import Parameters
from simulator.world import World

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
NORTH = 90.0
EAST = 180.0


def send_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a text. Source: Bot API, sendMessage."""
    text, entities = texts.message_text(parameters)
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    preview = parameters.structure("link_preview_options", problem="can't parse link preview")
    if preview:
        content["link_preview_options"] = preview
    return sending.place(world, sending.way(world, parameters), content)


def _location(parameters: Parameters) -> dict[str, float]:
    location: dict[str, float] = {}
    for name, most in (("latitude", NORTH), ("longitude", EAST)):
        given = parameters.text(name).strip()
        if not given:
            raise bad_request(f"{name} is empty")
        try:
            location[name] = float(given)
        except ValueError:
            location[name] = most + 1
    if abs(location["latitude"]) > NORTH or abs(location["longitude"]) > EAST:
        raise bad_request("wrong latitude or longitude specified")
    return location


def send_location(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a point on the map. Source: Bot API, sendLocation."""
    content = {"location": _location(parameters)}
    return sending.place(world, sending.way(world, parameters), content)


def send_venue(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a place with its name and address. Source: Bot API, sendVenue."""
    location = _location(parameters)
    venue = {
        "location": location,
        "title": parameters.required("title"),
        "address": parameters.required("address"),
    }
    content = {"location": location, "venue": venue}
    return sending.place(world, sending.way(world, parameters), content)


def send_contact(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a phone number with a name. Source: Bot API, sendContact."""
    contact = {
        "phone_number": parameters.required("phone_number"),
        "first_name": parameters.required("first_name"),
    }
    for name in ("last_name", "vcard"):
        if parameters.text(name):
            contact[name] = parameters.text(name)
    return sending.place(world, sending.way(world, parameters), {"contact": contact})


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Show that the bot is typing. Source: Bot API, sendChatAction."""
    action = parameters.text("action").strip().lower()
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.reach(parameters.text("chat_id"))
    world.events.publish("typing", person=chat.person, chat_id=chat.id, action=action)
    return True
