"""Telling those who asked: outside the ledger, for no row may join a question and who asked it."""

import logging

from telegram.error import TelegramError

from bot.outbox_sending import (
    NOT_ARRIVED,
    hints_at_the_network,
    is_reachable,
    note_failure,
    send,
)
from bot.outbox_sound import is_listened
from bot.ratelimit import TwoLanes
from bot.services import questions
from bot.shared import Bot, Shared
from bot.transport import ServerFailed
from bot.views import asking as views
from storage import participants, ways_back
from storage import questions as rows
from storage.models import Question

SENT_AGAIN = (*NOT_ARRIVED, ServerFailed)
"""A server that failed most likely sent nothing, and whoever asked would wait for ever."""

_log = logging.getLogger(__name__)


async def tell(bot: Bot, shared: Shared) -> None:
    """Tell everybody who is owed it what became of their question, and delete the way back.

    In an order drawn at random. What certainly did not arrive is sent the next time, what may have
    arrived once more at most. Nothing is noted about the person, not even that they cannot be
    reached.
    """
    lanes = bot.rate_limiter
    due = await ways_back.due(shared.db)
    if not due or (isinstance(lanes, TwoLanes) and lanes.halted):
        return
    if not await is_reachable(bot, shared):
        return
    shared.rng.shuffle(due)
    for asked_id, sealed in due:
        telegram_id = shared.seal.open(asked_id, sealed)
        if telegram_id is None:  # sealed with another key, which may come back
            continue
        whole = await ways_back.whole_of(shared.db, asked_id)
        if whole is None:  # looked at anew meanwhile
            continue
        if shared.stopping.is_set() or not await _told(bot, shared, telegram_id, asked_id, whole):
            return
        await questions.told(shared.db, asked_id)
        shared.perhaps_told.discard(asked_id)


async def _told(bot: Bot, shared: Shared, telegram_id: int, asked_id: str, whole: Question) -> bool:
    """Send one notice; say whether it need not be sent again."""
    reader = await participants.by_telegram_id(shared.db, telegram_id)
    asked = await rows.find(shared.db, asked_id)
    if reader is None or asked is None:
        return True
    now = shared.clock.now()
    agenda = await shared.agenda.current(now=now)
    listed = await questions.find(shared.db, whole.id)
    screen = views.told(asked, listed, agenda, reader.locale)
    try:
        await send(bot, telegram_id, screen, quietly=is_listened(agenda, now))
    except TelegramError as error:
        return _is_over(shared, asked_id, error)
    shared.network.succeeded()
    return True


def _is_over(shared: Shared, asked_id: str, error: TelegramError) -> bool:
    """Say whether a notice that ended in an error is not sent again."""
    if hints_at_the_network(error):
        note_failure(shared)
    if isinstance(error, SENT_AGAIN):
        return False
    if hints_at_the_network(error) and asked_id not in shared.perhaps_told:
        shared.perhaps_told.add(asked_id)
        return False
    # Why stays out of the log: "blocked" beside those who cannot be reached would be a name.
    _log.warning("a notice to somebody who asked may not have arrived")
    return True
