"""Texts that answer the survey or say more of a session: waited for in memory, and not for long."""

from datetime import timedelta

from telegram import Message, MessageEntity

from bot.context import Context
from bot.shared import Answering
from bot.views import under_way as views

WAITS = timedelta(minutes=30)
"""A text is taken for the answer that was asked for until so long after."""


async def is_busy(context: Context, *, asks: bool = False) -> bool:
    """Say so when somebody's next message is an answer to something else, which is stored."""
    registering = context.me.step is not None
    if not registering and context.me.entry is None:
        return False
    await context.reply(
        views.finish_first(context.locale, registering=registering, answers=not asks)
    )
    return True


def wait(context: Context, session_id: str | None) -> None:
    """Take the next message for an answer: to the survey (None), or about a session."""
    context.bot_data.asking.pop(context.chat_id, None)
    context.bot_data.answering[context.chat_id] = Answering(session_id, context.now())
    context.asks = True


def waiting(context: Context) -> Answering | None:
    """Return what somebody's next message answers; None when it was asked for long ago."""
    its = context.bot_data.answering.get(context.chat_id)
    return None if its is None or context.now() - its.since > WAITS else its


def give_up(context: Context) -> None:
    """Take no message for an answer any more."""
    context.bot_data.answering.pop(context.chat_id, None)


def own_text(message: Message) -> str | None:
    """Return what somebody wrote themselves; None for a voice, a photo, a forwarded message."""
    return message.text if message.forward_origin is None else None


def quoted(context: Context) -> str | None:
    """Return the text that the tapped message quotes; None where it quotes none."""
    message = context.query.message if context.query else None
    if isinstance(message, Message) and message.text is not None:
        kinds: list[str | None] = [MessageEntity.BLOCKQUOTE]
        for quote in message.parse_entities(kinds).values():
            return quote
    return None
