"""The outbox: render, send, and note what Telegram said of each delivery."""

import logging
from datetime import timedelta
from random import Random

from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot import rendering
from bot.context import Bot, Shared
from bot.keyboards import markup
from bot.logs import where
from bot.ratelimit import Lane
from bot.services import deliveries
from bot.transport import NeverSent
from bot.views.screen import Screen
from storage import participants
from storage.models import Delivery, DeliveryStatus

BATCH = 20
TRIES = 8

_log = logging.getLogger(__name__)


async def drain(bot: Bot, shared: Shared) -> None:
    """Send what is due, one batch of it; what cannot be sent now stays for the next time."""
    now = shared.clock.now()
    for delivery in await deliveries.due(shared.db, now=now, limit=BATCH):
        if not await deliveries.begin(shared.db, delivery, now=now):
            continue
        try:
            screen = await _render(shared, delivery)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it must not hold up the others
            _log.error("delivery %d: %s", delivery.id, where(error))
            reason, failed = type(error).__name__, DeliveryStatus.FAILED
            await deliveries.over(shared.db, delivery, failed, reason=reason, now=now)
            continue
        if screen is not None and not await _send(bot, shared, delivery, screen):
            return


async def _render(shared: Shared, delivery: Delivery) -> Screen | None:
    """Write the message in its reader's language of this moment; None when it is not true now."""
    reader = await participants.by_id(shared.db, delivery.participant_id or 0)
    if reader is None:
        return None
    now = shared.clock.now()
    written = await rendering.write(shared, delivery, reader, now=now)
    if isinstance(written, rendering.Useless):
        expired, reason = DeliveryStatus.EXPIRED, written.reason
        await deliveries.over(shared.db, delivery, expired, reason=reason, now=now)
        return None
    return written


async def _send(bot: Bot, shared: Shared, delivery: Delivery, screen: Screen) -> bool:
    """Send one message and note the outcome; say whether to go on with the next one."""
    try:
        message = await bot.send_message(
            delivery.chat_id,
            str(screen.text),
            parse_mode=ParseMode.HTML,
            reply_markup=markup(screen),
            rate_limit_args=Lane.BULK,
        )
    except TelegramError as error:
        return await _note_failure(shared, delivery, error)
    now = shared.clock.now()
    await deliveries.sent(shared.db, delivery, message_id=message.message_id, now=now)
    return True


async def _note_failure(shared: Shared, delivery: Delivery, error: TelegramError) -> bool:
    db, now = shared.db, shared.clock.now()
    _log.warning("delivery %d: %s", delivery.id, type(error).__name__)
    match error:
        case RetryAfter():
            await deliveries.later(db, delivery, at=now + _seconds(error), now=now)
            return False
        case Forbidden():
            await deliveries.blocked(db, delivery, now=now)
        case BadRequest():
            reason = error.message
            await deliveries.over(db, delivery, DeliveryStatus.FAILED, reason=reason, now=now)
        case NeverSent() if delivery.attempts + 1 < TRIES:
            pause = backoff(delivery.attempts, shared.rng)
            await deliveries.later(db, delivery, at=now + pause, now=now)
            return False
        case NeverSent():
            reason = "no connection to Telegram"
            await deliveries.over(db, delivery, DeliveryStatus.FAILED, reason=reason, now=now)
        case NetworkError():
            reason = "no answer from Telegram"
            await deliveries.over(db, delivery, DeliveryStatus.UNCERTAIN, reason=reason, now=now)
        case _:
            reason = type(error).__name__
            await deliveries.over(db, delivery, DeliveryStatus.FAILED, reason=reason, now=now)
    return True


def backoff(attempts: int, rng: Random) -> timedelta:
    """Return how long to wait after so many failed tries: doubling from 2 s to 2 min, jittered."""
    return timedelta(seconds=min(2 ** (attempts + 1), 120) * rng.uniform(0.5, 1.0))


def _seconds(refusal: RetryAfter) -> timedelta:
    after = refusal.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
