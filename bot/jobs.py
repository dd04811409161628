"""The scheduler's ticks: outbox, reminders, housekeeping. Each may be late, skipped or repeated."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import jobs_purge, outbox, outbox_answers, outbox_progress, outbox_queues
from bot.context import Context, WorkshopApplication
from bot.services import feedback, handing, registration, reminders, surveys
from bot.services import inbox as inboxes
from bot.shared import Bot, Shared
from bot.views.home import menu
from storage import participants
from storage.errors import WritingOver
from storage.models import Locale, Role

TICK = 1.0
REMIND_AHEAD = 0.2
"""Seconds by which reminders are queued before the outbox looks, instead of just after it."""
PROGRESS = 3.0
QUEUES = 3.0
PURGE = 5.0
BEFORE_ALL = 0.1
"""Seconds after the start at which it is asked first whether the day of the purge has come."""
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
    queue.run_repeating(
        remind, TICK, first=TICK - REMIND_AHEAD, name="reminders", job_kwargs=lenient
    )
    queue.run_repeating(release, TICK, name="release", job_kwargs=lenient)
    queue.run_repeating(refresh_queues, QUEUES, name="queues", job_kwargs=lenient)
    queue.run_repeating(show_progress, PROGRESS, name="progress", job_kwargs=lenient)
    queue.run_repeating(purge, PURGE, first=BEFORE_ALL, name="purge", job_kwargs=lenient)
    queue.run_repeating(tidy, HOUSEKEEPING, first=1.0, name="tidy", job_kwargs=lenient)
    queue.run_repeating(put_menus, HOUSEKEEPING, first=TICK, name="menus", job_kwargs=lenient)


async def send(context: Context) -> None:
    """Send what is due."""
    await _guarded(outbox.drain, context)


async def show_progress(context: Context) -> None:
    """Show organisers how their broadcasts go on."""
    await _guarded(outbox_progress.show, context)


async def remind(context: Context) -> None:
    """Queue what is due: reminders, what speakers are owed, the survey and the feedback."""

    async def queue(_bot: Bot, shared: Shared) -> None:
        now = shared.clock.now()
        agenda = await shared.agenda.current(now=now)
        await reminders.enqueue_due(shared.db, agenda, now=now)
        await surveys.tick(shared.db, agenda, now=now)
        await feedback.enqueue_due(shared.db, agenda, now=now)
        await handing.enqueue_due(shared.db, agenda, now=now)

    await _guarded(queue, context)


async def release(context: Context) -> None:
    """Let out what waits, and tell speakers and askers, at moments that say nothing."""

    async def let_out(bot: Bot, shared: Shared) -> None:
        now = shared.clock.now()
        if shared.releases.due(now):
            agenda = await shared.agenda.current(now=now)
            await inboxes.release(shared.db, agenda, shared.releases, now=now)
            await handing.enqueue_new(shared.db, agenda, now=now)
            await outbox_answers.tell(bot, shared)
            await surveys.let_out(shared.db, shared.seal, agenda, rng=shared.rng, now=now)

    await _guarded(let_out, context)


async def refresh_queues(context: Context) -> None:
    """Keep the lists up to date that speakers have while their session is on."""
    await _guarded(outbox_queues.refresh, context)


async def tidy(context: Context) -> None:
    """Forget registrations that nobody went on with."""

    async def forget(_bot: Bot, shared: Shared) -> None:
        before = shared.clock.now() - DRAFTS_LIVE
        await registration.forget_drafts(shared.db, before=before)

    await _guarded(forget, context)


async def purge(context: Context) -> None:
    """Delete all personal data once its day has come; warn organisers before."""
    await _guarded(jobs_purge.run, context)


async def put_menus(context: Context) -> None:
    """Put up the menus of newcomers and, as roles may come from the settings, of the team; once."""

    async def put(bot: Bot, shared: Shared) -> None:
        await bot.set_my_commands(_commands(Locale.KM))
        await bot.set_my_commands(_commands(Locale.EN), language_code=Locale.EN)
        for one in await participants.of_the_team(shared.db):
            with suppress(BadRequest, Forbidden):  # theirs alone, and no reason to try again
                own = BotCommandScopeChat(one.telegram_id)
                speaks = one.speaker_id is not None
                await bot.set_my_commands(_commands(one.locale, one.role, speaks=speaks), own)

    after = context.bot_data.purges.report is not None
    done = await (_taken_away(context) if after else _guarded(put, context))
    if done and context.job is not None:
        context.job.schedule_removal()


async def _taken_away(context: Context) -> bool:
    try:
        await jobs_purge.take_common_menus(context.bot)
    except TelegramError:
        return False
    return True


async def _guarded(tick: Callable[[Bot, Shared], Awaitable[None]], context: Context) -> bool:
    """Run a tick whose failure is one line in the log; say whether it succeeded.

    After the purge there is nobody left for whom it would do anything.
    """
    if context.bot_data.purges.report is not None:
        return False
    try:
        await tick(context.bot, context.bot_data)
    except WritingOver:
        return False
    except TelegramError as error:
        _log.warning("a tick failed: %s", type(error).__name__)
        return False
    return True


def _commands(
    locale: Locale, role: Role = Role.ATTENDEE, *, speaks: bool = False
) -> list[BotCommand]:
    return [BotCommand(name, text) for name, text in menu(locale, role, speaks=speaks)]
