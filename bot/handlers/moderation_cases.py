"""One question before a moderator, as several flows show it."""

from markupsafe import Markup
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.i18n.catalogue import words
from bot.services import entries
from bot.services import inbox as inboxes
from bot.views import moderation as views


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


async def shown(context: Context, question_id: str, said: str, *, done: bool) -> None:
    """Show a question after something was done about it, or somebody else was first."""
    said_ = words(context.locale).html(said) if done and said else Markup("")
    await show(context, question_id, said=said_, late=not done)


async def end_entry(context: Context) -> object:
    """Wait for no text about a question any more; return the conversation's next state."""
    entry = context.me.entry
    if entry is None or not entry.startswith("question."):
        return None
    await entries.end(context.db, context.chat_id)
    return ConversationHandler.END
