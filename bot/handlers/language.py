"""The language: asked first, changed any time."""

import logging

from telegram import BotCommand, BotCommandScopeChat, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.callbacks import ChooseLanguage
from bot.context import Context
from bot.services import participants
from bot.shared import Bot
from bot.views.home import choose_language, menu
from storage.models import Participant

_log = logging.getLogger(__name__)

PAYLOAD = 50  # bytes left for a deep link in the buttons that ask the language


async def gate(update: Update, context: Context) -> None:
    """Ask for the language first, whatever a new person sent; where a link led is kept.

    Groups go no further, nor do the other pictures of an album: its first one is answered.
    """
    if update.my_chat_member is not None:
        return
    if context.chat_id <= 0 or is_of_album_seen(update, context):
        raise ApplicationHandlerStop
    if context.participant is not None:
        if context.participant.unreachable_since is not None:
            await participants.reachable(context.db, context.chat_id, yes=True, now=context.now())
        return
    tapped = update.callback_query.data if update.callback_query else None
    if tapped is not None and tapped.startswith(f"{ChooseLanguage.CODE}:"):
        return
    if update.message is None and tapped is None:
        return
    await context.reply(choose_language(payload=_payload(update)))
    raise ApplicationHandlerStop


async def ask(_update: Update, context: Context) -> None:
    """Ask which language to read."""
    await context.show(choose_language())


async def put_menu(bot: Bot, reader: Participant) -> None:
    """Put up somebody's menu: that of their role, in their language, not in their app's."""
    speaks = reader.speaker_id is not None
    named = menu(reader.locale, reader.role, speaks=speaks)
    commands = [BotCommand(name, text) for name, text in named]
    try:
        await bot.set_my_commands(commands, BotCommandScopeChat(reader.telegram_id))
    except TelegramError as error:  # what was done stands, and /help shows the commands
        _log.warning("the menu of participant %s failed: %s", reader.id, type(error).__name__)


def is_of_album_seen(update: Update, context: Context) -> bool:
    """Say whether another picture of the same album came before; the first one is noted."""
    album = update.message.media_group_id if update.message else None
    if album is None:
        return False
    seen = album in context.bot_data.albums
    context.bot_data.albums.append(album)
    return seen


def _payload(update: Update) -> str:
    match ((update.message.text if update.message else None) or "").split():
        case ["/start", payload] if len(payload.encode()) <= PAYLOAD and ":" not in payload:
            return payload
        case ["/register"]:
            return "register"
        case _:
            return ""
