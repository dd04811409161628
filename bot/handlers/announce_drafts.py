"""A draft of an announcement: shown whole, and what was to be written given up on the way."""

from functools import wraps

from telegram import Update
from telegram.ext import ConversationHandler

from bot.callbacks import BadButton
from bot.context import Context
from bot.handlers.taps import Handle
from bot.services import announcements, entries
from bot.services.errors import DoesNotFit
from bot.views import announce as views
from bot.views import announce_asks as asks

FLOW = "announce."


def leaving(handle: Handle) -> Handle:
    """Return the handler of a button or command that gives up what was to be written here."""

    @wraps(handle)
    async def left(update: Update, context: Context) -> object:
        state = None
        entry = context.me.entry
        if entry is not None and entry.startswith(FLOW):
            await entries.end(context.db, context.chat_id)
            state = ConversationHandler.END
        await handle(update, context)
        return state

    return left


async def show_composer(
    context: Context, announcement_id: int, problem: DoesNotFit | None = None
) -> None:
    """Show a draft whole, below what is wrong with it. Raises: NotAllowed, PreviewPassed."""
    its = await announcements.composed(context.db, context.me, announcement_id)
    locale = context.locale
    said = asks.problem(problem.why, problem.values, locale) if problem else None
    await context.show(
        views.composer(its, await context.agenda(), now=context.now(), locale=locale, problem=said)
    )


def tapped_message(context: Context) -> int:
    """Return the id of the message whose button was tapped. Raises: BadButton."""
    if context.query is None or context.query.message is None:
        raise BadButton
    return context.query.message.message_id
