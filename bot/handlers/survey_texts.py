"""What people write while the survey is open: an answer in words, or a number for a tap."""

from telegram import Message

from bot.context import Context
from bot.handlers import answering
from bot.handlers.survey import go_to, show
from bot.i18n.catalogue import words
from bot.i18n.normalise import ascii_digits
from bot.services import survey_steps as steps
from bot.services import surveys
from bot.services.errors import DoesNotFit
from bot.views import home as home_views
from bot.views import survey as views
from storage.models import ItemKind, ResponseDraft, Survey


async def take(message: Message, context: Context) -> bool:
    """Take a text for the answer to the item that is asked; say whether one was."""
    its = await surveys.look(context.db, context.bot_data.seal, context.chat_id)
    if its.state is None or not its.state.is_open or its.draft is None:
        if answering.waiting(context) is None:
            return False
        answering.give_up(context)  # it was closed, or sent from another phone, meanwhile
        await context.reply(
            views.sent(context.locale, already=True) if its.sent else views.closed(context.locale)
        )
        return True
    if not steps.wants_text(its.state.survey, its.draft):
        return await _take_for_tap(message, context, its.state.survey, its.draft)
    if answering.waiting(context) is not None:
        await _write(message, context, its.state.survey, its.draft)
    elif home_views.named(message.text or "") is not None:
        return False
    else:  # after a restart it is not known who was asked for what
        why = words(context.locale).html(steps.FORGOTTEN)
        await show(context, its.state.survey, its.draft, why=why)
    return True


async def _write(message: Message, context: Context, its: Survey, draft: ResponseDraft) -> None:
    """Keep a text as the answer to the item that is asked, and go on."""
    try:
        text = steps.read(answering.own_text(message))
    except DoesNotFit as error:
        await show(context, its, draft, why=words(context.locale).html(error.why, **error.values))
        return
    await go_to(context, its, steps.write(its, draft, text))


async def _take_for_tap(
    message: Message, context: Context, its: Survey, draft: ResponseDraft
) -> bool:
    """Take a number that was written where one is to be tapped; else say that one taps here.

    What names a screen, and what was not written for this item, is somebody else's to answer.
    """
    item, text = steps.item_at(its, draft), answering.own_text(message) or ""
    if item is None or answering.waiting(context) is None or home_views.named(text) is not None:
        return False
    value = ascii_digits(text.strip())
    if item.kind is ItemKind.SCALE and value in item.values:
        await go_to(context, its, steps.choose(its, draft, item, value))
    else:
        await show(context, its, draft, why=words(context.locale).html(steps.TAP))
    return True
