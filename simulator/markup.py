"""Keyboards under messages and below the text field: what Telegram takes and what it refuses."""

from typing import Any
from urllib.parse import urlsplit

from simulator.errors import bad_request
from simulator.parameters import Parameters

Markup = dict[str, Any]

LONGEST_DATA = 64
MOST_BUTTONS = 100
ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)
FLAGS = {
    "resize_keyboard": "ReplyKeyboardMarkup",
    "one_time_keyboard": "ReplyKeyboardMarkup",
    "is_persistent": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "reply markup",
    "selective": "reply markup",
}


def _rows(markup: Markup, name: str, owner: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" of the {owner} must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" of the {owner} must be an Array of Arrays')
    return [row for row in rows if row]


def _label(button: dict[str, Any], prefix: str) -> str:
    if "text" not in button:
        raise bad_request(f'{prefix}: Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{prefix}: Field "text" must be of type String')
    return button["text"]


def _inline_button(button: Any) -> dict[str, Any]:
    prefix = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}: InlineKeyboardButton must be an Object")
    kept = {"text": _label(button, prefix)}
    for name in ("style", "icon_custom_emoji_id"):
        if name in button:
            kept[name] = button[name]
    for action in ACTIONS:
        value = button.get(action)
        if value is None or (value == "" and action in {"url", "callback_data"}):
            continue
        if action in {"url", "callback_data"} and not isinstance(value, str):
            raise bad_request(f'{prefix}: Field "{action}" must be of type String')
        return {**kept, action: value}
    raise bad_request(f"{prefix}: Text buttons are unallowed in the inline keyboard")


def _reply_button(button: Any) -> dict[str, Any]:
    prefix = "can't parse keyboard button"
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}: KeyboardButton must be a String or an Object")
    _label(button, prefix)
    return button


def parse(parameters: Parameters) -> Markup | None:
    """Read reply_markup: an inline keyboard, a reply keyboard, its removal, or a forced reply.

    Raises: Refusal in Telegram's words.
    """
    markup = parameters.structure(
        "reply_markup", problem="can't parse reply keyboard markup JSON object"
    )
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for name, owner in FLAGS.items():
        if not isinstance(markup.get(name, False), bool):
            raise bad_request(f'field "{name}" of the {owner} must be of the type Boolean')
    if "keyboard" in markup and (rows := _rows(markup, "keyboard", "ReplyKeyboardMarkup")):
        return {**markup, "keyboard": [[_reply_button(button) for button in row] for row in rows]}
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard", "InlineKeyboardMarkup")
        inline = [[_inline_button(button) for button in row] for row in rows]
        return {"inline_keyboard": inline} if inline else None
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def check(markup: Markup | None, *, private: bool) -> None:
    """Refuse what Telegram finds wrong only when it knows the chat."""
    if markup is None:
        return
    inline = "inline_keyboard" in markup
    buttons = [
        button
        for row in markup.get("inline_keyboard") or markup.get("keyboard") or []
        for button in row
    ]
    if not all(button["text"].strip() for button in buttons):
        kind = "inline keyboard" if inline else "keyboard"
        raise bad_request(f"{kind} button text must be non-empty")
    if inline and len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        if len(button.get("callback_data", "").encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        if inline and "url" in button and not _opens(button["url"]):
            raise bad_request("BUTTON_URL_INVALID")
        if button.get("request_contact") and not private:
            raise bad_request("phone number can be requested in private chats only")
        if button.get("request_location") and not private:
            raise bad_request("location can be requested in private chats only")


def _opens(url: str) -> bool:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme in {"tg", "ton"}:
        return True
    return parts.scheme in {"http", "https"} and "." in parts.netloc and " " not in url


def inline_only(markup: Markup | None) -> Markup | None:
    """Give the keyboard of an edited message, which can be an inline one only."""
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup
