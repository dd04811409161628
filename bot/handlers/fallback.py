"""What nothing else took: answered with what can be done, or passed over on purpose."""

from telegram import ChatMember, Update

from bot.context import Context
from bot.handlers import linked_chats, texts
from bot.services import participants
from bot.views import home as views


async def old_button(_update: Update, context: Context) -> None:
    """Answer a button that no screen of this version has."""
    await context.reply(views.old_button(context.locale))


async def unknown_command(_update: Update, context: Context) -> None:
    """Answer a command that is none."""
    await context.reply(views.unknown_command(context.locale))


async def not_text(update: Update, context: Context) -> None:
    """Answer stickers, voice, photos and the like."""
    if update.message is not None and await texts.take(update.message, context):
        return
    await context.reply(views.not_text(context.locale))


async def edited(_update: Update, context: Context) -> None:
    """Answer a message that was edited after it was sent."""
    await context.reply(views.edited(context.locale))


async def nothing_to_cancel(context: Context) -> None:
    """Answer /cancel where there is nothing to cancel."""
    await context.show(views.nothing_to_cancel(context.locale))


async def reachable(update: Update, context: Context) -> None:
    """Note that somebody blocked the bot, or came back; groups and channels too."""
    changed = update.my_chat_member
    if changed is None:
        return
    if context.chat_id <= 0:
        await linked_chats.membership(update, context)
        return
    back = changed.new_chat_member.status not in {ChatMember.BANNED, ChatMember.LEFT}
    await participants.reachable(context.db, context.chat_id, yes=back, now=context.now())
