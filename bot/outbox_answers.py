"""Telling those who asked: outside the ledger, for no row may join a question and who asked it."""

import logging

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.context import Bot, Shared
from bot.outbox_sending import send
from bot.ratelimit import TurnedAway, TwoLanes
from bot.services import agenda as agendas
from bot.services import questions
from bot.transport import NeverSent
from bot.views import asking as views
from storage import participants, ways_back
from storage import questions as rows
from storage.models import Question

_log = logging.getLogger(__name__)


async def tell(bot: Bot, shared: Shared) -> None:
    """Tell everybody who is owed it what became of their question, and delete the way back.

    In an order drawn at random. What may have arrived is not sent again; what certainly did not is
    sent the next time. Nothing is noted about the person, not even that they cannot be reached.
    """
    lanes = bot.rate_limiter
    if isinstance(lanes, TwoLanes) and lanes.halted:
        return
    due = await ways_back.due(shared.db)
    shared.rng.shuffle(due)
    for asked_id, sealed, whole in due:
        telegram_id = shared.seal.open(asked_id, sealed)
        if telegram_id is None:  # sealed with another key, which may come back
            continue
        if shared.stopping.is_set() or not await _told(bot, shared, telegram_id, asked_id, whole):
            return
        await questions.told(shared.db, asked_id)


async def _told(bot: Bot, shared: Shared, telegram_id: int, asked_id: str, whole: Question) -> bool:
    """Send one notice; say whether it need not be sent again."""
    reader = await participants.by_telegram_id(shared.db, telegram_id)
    asked = await rows.find(shared.db, asked_id)
    if reader is None or asked is None:
        return True
    now = shared.clock.now()
    agenda = await shared.agenda.current(now=now)
    listening = any(not session.is_break for session in agendas.at(agenda, now).running)
    listed = await questions.find(shared.db, whole.id)
    screen = views.told(asked, listed, agenda, reader.locale)
    try:
        await send(bot, telegram_id, screen, quietly=listening)
    except (RetryAfter, NeverSent, TurnedAway, InvalidToken):
        return False
    except TelegramError:
        # Why stays out of the log: "blocked" beside those who cannot be reached would be a name.
        _log.warning("a notice to somebody who asked may not have arrived")
    return True
