"""/admin: the day at a glance, and which handler answers the buttons that lead on from it."""

from collections.abc import Mapping

from telegram import Update

from bot import callbacks_admin as buttons
from bot.callbacks import Callback
from bot.context import Context
from bot.handlers import linked_chats
from bot.handlers.taps import Handle
from bot.services import agenda, overview
from bot.views import admin as views


async def admin(_update: Update, context: Context) -> None:
    """Show how the day goes, in place of how it went when that was tapped."""
    its, now = await context.agenda(), context.now()
    found = await overview.look(context.db, context.me, event=its.event, now=now)
    on = agenda.at(its, now)
    await context.show(views.overview(its, found, on, now=now, locale=context.locale))


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.OpenAdmin: admin,
    buttons.OpenChats: linked_chats.open_chats,
    buttons.LinkChat: linked_chats.make_code,
    buttons.OpenChat: linked_chats.open_chat,
    buttons.ChooseChatLanguage: linked_chats.choose_language,
    buttons.Unlink: linked_chats.unlink,
}
