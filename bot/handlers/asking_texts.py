"""The text of a question: waited for in memory, quoted by a card in the chat until it is sent."""

from datetime import timedelta

from markupsafe import Markup
from telegram import Message

from bot.context import Context
from bot.handlers import answering
from bot.services import questions as service
from bot.services.errors import DoesNotFit
from bot.services.team import new_code
from bot.shared import Asking
from bot.views import asking as views
from bot.views.search import Offer

LATELY = timedelta(minutes=15)
"""So long after a start somebody may have been asking before it."""


def give_up(context: Context) -> None:
    """Wait for no question any more."""
    context.bot_data.asking.pop(context.chat_id, None)


async def take(message: Message, context: Context, asking: Asking) -> None:
    """Take the text that was asked for, and show what would be sent."""
    at = (asking.session_id, asking.speaker_id)
    is_own = message.forward_origin is None and message.text is not None
    try:
        text = service.read((message.text or "") if is_own else None)
    except DoesNotFit as error:
        why = views.refused(error.why, error.values, context.locale)
        await context.reply(views.prompt(await context.agenda(), *at, context.locale, why=why))
        return
    await show_card(context, *at, text)


async def repeat(context: Context, asking: Asking) -> None:
    """Ask for the text once more, after a command that did not."""
    if context.asks:
        return
    agenda = await context.agenda()
    await context.reply(views.prompt(agenda, asking.session_id, asking.speaker_id, context.locale))


def offer(context: Context, text: str) -> Offer | None:
    """Return the offer to ask what somebody wrote; None where it does not look like a question."""
    try:
        question = service.read(text)
    except DoesNotFit:
        return None
    if not service.looks_asked(question) or context.me.step or context.me.entry:
        return None
    started_at = context.bot_data.started_at
    restarted = context.me.joined_at <= started_at and context.now() - started_at < LATELY
    return views.offer(question, context.locale, restarted=restarted)


def waiting(context: Context) -> Asking | None:
    """Return what somebody was asked to write a question for; None when that is long ago."""
    asking = context.bot_data.asking.get(context.chat_id)
    if asking is None or context.now() - asking.since > answering.WAITS:
        return None
    return asking


async def go_on(context: Context, session_id: str, speaker_id: str | None) -> None:
    """Show the card where the question is known already, else ask for it."""
    quote = answering.quoted(context)
    if quote is None:
        await wait(context, session_id, speaker_id)
    else:
        await show_card(context, session_id, speaker_id, quote)


async def wait(
    context: Context, session_id: str, speaker_id: str | None, *, quote: str | None = None
) -> None:
    """Ask for the text, and take the next message for it; `quote`: the one that is there."""
    context.bot_data.answering.pop(context.chat_id, None)
    context.bot_data.asking[context.chat_id] = Asking(session_id, speaker_id, context.now())
    context.asks = True
    agenda = await context.agenda()
    await context.show(views.prompt(agenda, session_id, speaker_id, context.locale, quote=quote))


async def show_card(
    context: Context,
    session_id: str,
    speaker_id: str | None,
    text: str,
    *,
    why: Markup | None = None,
) -> None:
    """Show what would be sent; `why`: what keeps it from being sent."""
    give_up(context)
    await context.show(
        views.card(
            await context.agenda(),
            session_id,
            speaker_id,
            text,
            hints=service.hints(text),
            question_id=new_code(context.rng),
            locale=context.locale,
            why=why,
        )
    )
