"""The lists that speakers have while their session is on: edited as questions come and go."""

import logging

from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import rendering_questions
from bot.keyboards import buttons
from bot.ratelimit import Lane
from bot.services import reminder_times, speaking
from bot.shared import Bot, Shared
from bot.views import queue as views
from bot.views.screen import Screen
from storage import deliveries, participants
from storage.models import Agenda, Delivery, DeliveryKind

_log = logging.getLogger(__name__)


async def refresh(bot: Bot, shared: Shared) -> None:
    """Bring every list of a session that is on up to date, and end the others.

    Those of a session that moved, or that is gone, end too.
    """
    now = shared.clock.now()
    agenda = await shared.agenda.current(now=now)
    on = {
        reminder_times.subject(session)
        for session in agenda.sessions
        if speaking.is_on(agenda, session.id, now=now)
    }
    shared.closed_lists.difference_update(on)
    for subject in await deliveries.subjects(shared.db, DeliveryKind.QUEUE) - shared.closed_lists:
        stands = [
            await _bring_up_to_date(bot, shared, agenda, its, on=subject in on)
            for its in await deliveries.sent(shared.db, DeliveryKind.QUEUE, subject)
        ]
        if subject not in on and stands and all(stands):
            shared.closed_lists.add(subject)


async def _bring_up_to_date(
    bot: Bot, shared: Shared, agenda: Agenda, its: Delivery, *, on: bool
) -> bool:
    """Edit one list where it reads differently now; a session that is over gets a last word.

    Says whether it reads as it should, or cannot.
    """
    reader = await participants.by_telegram_id(shared.db, its.chat_id)
    if reader is None or its.message_id is None:
        return True
    now, session_id = shared.clock.now(), reminder_times.session_of(its.subject)
    if on:
        screen = await rendering_questions.of_session(shared, agenda, session_id, reader, now=now)
    else:
        screen = views.over(agenda, session_id, reader.locale)
    if shared.lists.get(its) != screen:
        if not await _edit(bot, its, screen):
            return False
        shared.lists[its] = screen
    if not on:
        shared.lists.pop(its, None)
    return True


async def _edit(bot: Bot, its: Delivery, screen: Screen) -> bool:
    """Say whether the message stands as it should, or cannot be made to; else try again later."""
    try:
        await bot.edit_message_text(
            str(screen.text),
            its.chat_id,
            its.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons(screen.rows),
            rate_limit_args=Lane.BULK,
        )
    except (BadRequest, Forbidden):  # it stands so already, or it is gone
        return True
    except TelegramError as error:
        _log.warning("a list of questions: %s", type(error).__name__)
        return False
    return True
