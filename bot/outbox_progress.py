"""The organisers' messages that show how a broadcast goes on, edited as it does."""

import logging

from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.keyboards import buttons
from bot.ratelimit import Lane
from bot.services import announcements, progress
from bot.shared import Bot, Shared
from bot.views import progress as views
from storage import progress as followed
from storage.models import Broadcast, DeliveryStatus, Progress

_log = logging.getLogger(__name__)


async def show(bot: Bot, shared: Shared) -> None:
    """Bring every followed message up to date whose broadcast has gone on."""
    await announcements.settle(shared.db)
    for its in await followed.under_way(shared.db):
        broadcast = await progress.of(shared.db, its.kind, its.subject, now=shared.clock.now())
        numbers = _numbers(broadcast)
        if not broadcast.ledger.total:  # nobody had to be told
            await progress.shown(shared.db, its, numbers=numbers, over=True)
        elif numbers != its.shown and _has_begun(broadcast):
            await _edit(bot, shared, its, broadcast)


async def _edit(bot: Bot, shared: Shared, its: Progress, broadcast: Broadcast) -> None:
    """Edit one message; the next tick tries again what did not get through."""
    now = shared.clock.now()
    over = not broadcast.ledger.under_way
    locale = await progress.may_follow(shared.db, its)
    if locale is None:
        await progress.shown(shared.db, its, numbers="", over=True)
        return
    zone = (await shared.agenda.current(now=now)).event.time_zone
    screen = views.progress(broadcast, zone=zone, locale=locale)
    try:
        await bot.edit_message_text(
            str(screen.text),
            its.chat_id,
            its.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons(screen.rows),
            rate_limit_args=Lane.BULK,
        )
    except BadRequest as refused:
        # It shows that already, or it is gone; the exception's class does not tell these apart.
        over = over or "not modified" not in refused.message.casefold()
    except Forbidden:
        over = True
    except TelegramError as error:
        _log.warning("progress in chat %d: %s", its.chat_id, type(error).__name__)
        return
    await progress.shown(shared.db, its, numbers=_numbers(broadcast), over=over)


def _numbers(broadcast: Broadcast) -> str:
    """Write the numbers of a ledger so that they can be compared with those shown."""
    return " ".join(str(broadcast.ledger.of(status)) for status in DeliveryStatus)


def _has_begun(broadcast: Broadcast) -> bool:
    """Say whether anything was sent: until then the message shows what was confirmed."""
    return broadcast.ledger.of(DeliveryStatus.PENDING) < broadcast.ledger.total
