"""The scheduler's ticks: the outbox and housekeeping. Each may be late, skipped or repeated."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import BotCommand
from telegram.error import TelegramError

from bot import outbox
from bot.context import Bot, Context, Shared, WorkshopApplication
from bot.services import registration
from bot.views.home import menu
from storage.models import Locale

TICK = 1.0
HOUSEKEEPING = 600.0
MISFIRE_GRACE = 3600
DRAFTS_LIVE = timedelta(hours=24)

_log = logging.getLogger(__name__)


def schedule(application: WorkshopApplication) -> None:
    """Start the ticks; they follow the real seconds and ask the event's clock what is due."""
    queue = application.job_queue
    if queue is None:
        raise LookupError("python-telegram-bot was installed without its job queue")
    # A tick that comes late still comes, and several missed ones are one.
    lenient = {"misfire_grace_time": MISFIRE_GRACE, "coalesce": True, "max_instances": 1}
    queue.run_repeating(send, TICK, name="outbox", job_kwargs=lenient)
    queue.run_repeating(tidy, HOUSEKEEPING, first=1.0, name="tidy", job_kwargs=lenient)
    queue.run_repeating(put_menus, HOUSEKEEPING, first=TICK, name="menus", job_kwargs=lenient)


async def send(context: Context) -> None:
    """Send what is due."""
    await _guarded(outbox.drain, context)


async def tidy(context: Context) -> None:
    """Forget registrations that nobody went on with."""

    async def forget(_bot: Bot, shared: Shared) -> None:
        before = shared.clock.now() - DRAFTS_LIVE
        await registration.forget_drafts(shared.db, before=before)

    await _guarded(forget, context)


async def put_menus(context: Context) -> None:
    """Put up the menus for those who have not chosen a language yet, once it succeeds."""

    async def put(bot: Bot, _shared: Shared) -> None:
        await bot.set_my_commands(_commands(Locale.KM))
        await bot.set_my_commands(_commands(Locale.EN), language_code=Locale.EN)

    if await _guarded(put, context) and context.job is not None:
        context.job.schedule_removal()


async def _guarded(tick: Callable[[Bot, Shared], Awaitable[None]], context: Context) -> bool:
    """Run a tick whose failure is one line in the log; say whether it succeeded."""
    try:
        await tick(context.bot, context.bot_data)
    except TelegramError as error:
        _log.warning("a tick failed: %s", type(error).__name__)
        return False
    return True


def _commands(locale: Locale) -> list[BotCommand]:
    return [BotCommand(name, text) for name, text in menu(locale)]
