"""Texts that were asked for and are stored nowhere until they are sent: whose they are."""

from telegram import Message

from bot.context import Context
from bot.handlers import answering, asking_texts, feedback, survey_texts


async def take(message: Message, context: Context) -> bool:
    """Hand a message to the flow that asked for it in this chat; say whether one did."""
    asked, answers = asking_texts.waiting(context), answering.waiting(context)
    if asked is not None:
        await asking_texts.take(message, context, asked)
    elif answers is not None and answers.session_id is not None:
        await feedback.take(message, context, answers.session_id)
    elif answers is not None or _was_restarted(context):
        return await survey_texts.take(message, context)
    else:
        return False
    return True


def _was_restarted(context: Context) -> bool:
    """Say whether somebody may have been asked before a restart, which forgot whom it asked."""
    is_free = context.me.step is None and context.me.entry is None
    return is_free and context.now() - context.bot_data.started_at < asking_texts.LATELY
