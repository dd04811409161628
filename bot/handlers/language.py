"""The language: asked first, changed any time."""

from telegram import BotCommand, BotCommandScopeChat, Update
from telegram.ext import ApplicationHandlerStop

from bot.callbacks import ChooseLanguage
from bot.context import Bot, Context
from bot.views.home import choose_language, menu
from storage.models import Locale

PAYLOAD = 50  # bytes left for a deep link in the buttons that ask the language


async def gate(update: Update, context: Context) -> None:
    """Ask for the language first, whatever a new person sent; where a link led is kept."""
    if context.participant is not None or context.chat_id <= 0:
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


async def put_menu(bot: Bot, locale: Locale, chat_id: int) -> None:
    """Put one chat's menu into its reader's language, whatever language the app is in."""
    commands = [BotCommand(name, text) for name, text in menu(locale)]
    await bot.set_my_commands(commands, BotCommandScopeChat(chat_id))


def _payload(update: Update) -> str:
    match ((update.message.text if update.message else None) or "").split():
        case ["/start", payload] if len(payload.encode()) <= PAYLOAD and ":" not in payload:
            return payload
        case ["/register"]:
            return "register"
        case _:
            return ""
