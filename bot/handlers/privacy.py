"""Privacy: what is kept, what is stored about me, and its deletion."""

from telegram import BotCommandScopeChat, Update
from telegram.ext import ConversationHandler

from bot.callbacks import DeleteMyData
from bot.context import Context
from bot.handlers import asking_texts
from bot.handlers.standing import REGISTERED
from bot.services import participants
from bot.views import privacy as views


async def notice(_update: Update, context: Context) -> None:
    """Say what is kept, who sees it, and for how long."""
    await context.show(views.notice((await context.agenda()).event, context.locale))


async def my_data(_update: Update, context: Context) -> None:
    """Show exactly what is stored about this person."""
    stored = await participants.stored_about(context.db, context.bot_data.seal, context.me)
    first, *more = views.my_data(stored, await context.agenda(), context.locale)
    await context.show(first)
    for screen in more:
        await context.reply(screen)


async def delete(_update: Update, context: Context) -> object:
    """Delete everything about this person, after asking."""
    me = context.me
    if not context.button(DeleteMyData).sure:
        await context.show(views.ask_delete(me.locale, registered=me.status in REGISTERED))
        return None
    await participants.forget(
        context.db,
        context.bot_data.seal,
        me,
        agenda=await context.agenda(),
        now=context.now(),
    )
    asking_texts.give_up(context)
    await context.show(views.deleted(me.locale))
    await context.bot.delete_my_commands(BotCommandScopeChat(context.chat_id))
    return ConversationHandler.END
