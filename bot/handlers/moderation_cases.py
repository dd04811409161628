"""One question before a moderator, as several flows show it."""

from markupsafe import Markup
from telegram.ext import ConversationHandler

from bot.callbacks import short
from bot.context import Context
from bot.services import entries
from bot.services import inbox as inboxes
from bot.services.errors import NoSuchSession
from bot.views import moderation as views
from storage.models import Session


async def show(
    context: Context, question_id: str, *, said: Markup | None = None, late: bool = False
) -> None:
    """Show a question; `late`: somebody else was first, and who. Raises: NotAllowed."""
    agenda = await context.agenda()
    its = await inboxes.case(context.db, context.me, question_id)
    inbox = await inboxes.look(context.db, context.me, agenda=agenda)
    following = next((each.id for each in inbox.waiting if each.id != question_id), None)
    if late:
        mine = its.question.decided_by == context.me.id
        said = views.was_first(its, context.locale, mine=mine)
    await context.show(
        views.case(its, agenda, context.locale, following=following, said=said or None)
    )


async def end_entry(context: Context) -> object:
    """Wait for no text about a question any more; return the conversation's next state."""
    entry = context.me.entry
    if entry is None or not entry.startswith("question."):
        return None
    await entries.end(context.db, context.chat_id)
    return ConversationHandler.END


async def found_session(context: Context, key: str) -> Session:
    """Return the session that a button names. Raises: NoSuchSession."""
    sessions = (await context.agenda()).sessions
    found = next((each for each in sessions if short(each.id) == key), None)
    if found is None:
        raise NoSuchSession(key)
    return found
