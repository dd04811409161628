"""After the purge: one answer to everybody, whatever they write or tap, and nothing is stored."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot.context import Context
from bot.handlers.language import is_of_album_seen
from bot.services import purging
from bot.views import purging as views


async def gate(update: Update, context: Context) -> None:
    """Let nothing through once personal data was deleted; groups and channels get no answer.

    It comes before all else, deep links included: nothing here may ask who it is.
    """
    if context.bot_data.purges.report is None:
        return
    said = update.edited_message and update.edited_message.text
    asks = update.message is not None or update.callback_query is not None or bool(said)
    if asks and context.chat_id > 0 and not is_of_album_seen(update, context):
        await answer(context)
    raise ApplicationHandlerStop


async def answer(context: Context) -> None:
    """Say that the workshop is over and personal data was deleted."""
    report = context.bot_data.purges.report
    if report is not None:
        agenda = await context.agenda()
        await context.reply(views.over(agenda, purging.day_of(report, agenda.event)))
