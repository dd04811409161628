"""A screen's buttons and keys, turned into Telegram's."""

from functools import lru_cache
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.views.screen import Button, Rows, Screen


def markup(
    screen: Screen,
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """Turn a screen's buttons or keys into Telegram's."""
    if screen.clears_keys:
        return ReplyKeyboardRemove()
    if not screen.keys:
        return buttons(screen.rows)
    return ReplyKeyboardMarkup(
        [
            [KeyboardButton(key.label, request_contact=key.contact or None) for key in row]
            for row in screen.keys
        ],
        resize_keyboard=True,
    )


def buttons(rows: Rows) -> InlineKeyboardMarkup | None:
    """Turn the buttons under a message into Telegram's."""
    return _inline_rows(rows) if rows else None


class _Keyboard(InlineKeyboardMarkup):
    """A keyboard that is turned into JSON's terms once, however often it is sent."""

    __slots__ = ("_dict",)

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002 -- the signature is TelegramObject's
        try:
            return self._dict
        except AttributeError:
            with self._unfrozen():
                self._dict: dict[str, Any] = super().to_dict(recursive)
            return self._dict


@lru_cache(maxsize=256)
def _inline_rows(rows: Rows) -> InlineKeyboardMarkup:
    return _Keyboard([[_inline(button) for button in row] for row in rows])


def _inline(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.label, callback_data=button.callback.encode())
