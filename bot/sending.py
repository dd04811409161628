"""A screen on its way to a chat, and what is done where a request breaks off."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from telegram import Message
from telegram.constants import ParseMode

from bot.keyboards import markup
from bot.shared import Bot
from bot.transport import NeverSent, PerhapsDelivered, ServerFailed
from bot.views.screen import Screen
from storage.models import MediaKind

AGAIN_SECONDS = 1.0

Outcome = TypeVar("Outcome")


def sending(bot: Bot, chat_id: int, screen: Screen) -> Callable[[], Awaitable[Message]]:
    """Return the request that sends a screen; with a photo or file, the text is its caption."""
    text, keyboard = str(screen.text), markup(screen)
    if screen.attachment is None:
        return partial(
            bot.send_message,
            chat_id,
            text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
        )
    photo = screen.attachment.kind is MediaKind.PHOTO
    return partial(
        bot.send_photo if photo else bot.send_document,
        chat_id,
        screen.attachment.file_id,
        caption=text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
    )


async def through(request: Callable[[], Awaitable[Outcome]], *, harmless: bool = False) -> Outcome:
    """Make a request, once more when nothing left this machine or Telegram itself failed.

    After a 5xx the first one may stand after all, but a reply twice is better than none. Where a
    connection broke, it most likely stands, and only what is harmless to repeat is repeated.
    """
    try:
        return await request()
    except PerhapsDelivered as error:
        if not harmless and not isinstance(error, ServerFailed):
            raise
    except NeverSent:
        pass  # nothing left this machine
    await asyncio.sleep(AGAIN_SECONDS)
    return await request()
