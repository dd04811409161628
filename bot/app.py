"""The whole program, wired together: the only place that sees everything."""

import asyncio
import gc
import logging
import os
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from random import Random, SystemRandom
from time import monotonic
from typing import cast

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot
from telegram.warnings import PTBUserWarning

from bot import jobs, opening
from bot.clock import Clock
from bot.context import Context, WorkshopApplication
from bot.handlers import registry
from bot.persistence import StoredSteps
from bot.polling import PatientBot
from bot.ratelimit import Lane, TwoLanes
from bot.settings import Settings, SettingsError
from bot.shared import Shared
from bot.transport import AiohttpRequest
from bot.updates import ChatsInOrder, UpdatesInHand

POLL_SECONDS = 30
POLLING_STOP_SECONDS = 2
STOP_SECONDS = 8
AGAIN_SECONDS = 60.0
COLLECT_AFTER = 20_000  # objects; by default 700
RETRY_SECONDS = (1, 2, 5, 10, 30)
UNKNOWN = "BOT_TOKEN: Telegram does not know this token; copy it from @BotFather again."
UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
]

_log = logging.getLogger(__name__)

__all__ = ["WorkshopApplication", "build", "opened", "running"]


@asynccontextmanager
async def opened(
    settings: Settings, *, clock: Clock, rng: Random | None = None
) -> AsyncIterator[WorkshopApplication]:
    """Open the database, load the event, and build the application around them.

    Raises: StorageError, EventFileError, OtherEvent: nothing that is in it was changed then.
    """
    async with opening.shared(settings, clock, rng or SystemRandom()) as shared:
        yield build(settings, shared)


def build(settings: Settings, shared: Shared) -> WorkshopApplication:
    """Build the application: transport, lanes, order of updates, persistence, handlers."""
    # Otherwise every 429 warns that the type of its seconds is going to change.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    bot = PatientBot(
        settings.bot_token,
        base_url=f"{settings.bot_api_url}/bot",
        base_file_url=f"{settings.bot_api_url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connection_pool_size=1),
        rate_limiter=TwoLanes(per_second=settings.messages_per_second),
    )
    built = (
        ApplicationBuilder()
        .bot(bot)
        .concurrent_updates(ChatsInOrder())
        .update_queue(UpdatesInHand())
        .context_types(ContextTypes(context=Context, bot_data=cast("type[Shared]", lambda: shared)))
        .persistence(StoredSteps(shared.db))
        .build()
    )
    # The builder's methods lose some of the types on the way.
    application = cast("WorkshopApplication", built)
    with warnings.catch_warnings():
        # It warns that buttons are not tracked for each message: they carry their step themselves.
        warnings.simplefilter("ignore", PTBUserWarning)
        registry.register(application)
    jobs.schedule(application)
    return application


async def username(settings: Settings) -> str:
    """Ask Telegram, once, what the bot is called.

    Raises: SettingsError when Telegram cannot be reached or does not know the token.
    """
    request = AiohttpRequest()
    bot = ExtBot(settings.bot_token, f"{settings.bot_api_url}/bot", request=request)
    try:
        await request.initialize()
        return str((await bot.get_me()).username)
    except InvalidToken as error:
        raise SettingsError(UNKNOWN) from error
    except TelegramError as error:
        raise SettingsError(
            f"BOT_API_URL: {settings.bot_api_url} does not answer ({error.message});"
            " try again when it can be reached."
        ) from error
    finally:
        await request.shutdown()


@asynccontextmanager
async def running(application: WorkshopApplication) -> AsyncIterator[None]:
    """Run the bot by long polling while the block lasts, then finish what is in hand.

    Raises: SettingsError when Telegram does not know the token.
    """
    updater = application.updater
    if updater is None:
        raise LookupError("the application was built without an updater")
    try:
        await connect(application)
    except BaseException:
        await application.bot.shutdown()
        raise
    try:
        await application.start()
        await updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=-1,
            allowed_updates=UPDATES,
            error_callback=PollingErrors(),
        )
        _spare_the_garbage_collector()
        _log.info("polling as @%s", application.bot.username)
        yield
    finally:
        with suppress(TimeoutError):
            await asyncio.wait_for(stop(application), STOP_SECONDS)
        # Closed by the application too, but not when it had to be given up.
        for request in application.bot._request:  # noqa: SLF001 -- there is no other way to them
            await request.shutdown()
        _log.info("stopped")


async def connect(application: WorkshopApplication) -> None:
    """Ask Telegram who the bot is, for as long as it takes to reach it.

    Raises: SettingsError when Telegram does not know the token.
    """
    for attempt in range(10**9):
        try:
            await application.initialize()
        except InvalidToken as error:
            raise SettingsError(UNKNOWN) from error
        except (NetworkError, RetryAfter) as error:
            if not attempt:
                _log.warning("Telegram cannot be reached (%s); trying until it can", error.message)
            await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
        else:
            return


def _spare_the_garbage_collector() -> None:
    """Leave what the start made alone: it stays, and looking through it again and again costs.

    An update makes some thousand short-lived objects, nearly all freed without the collector.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


async def stop(application: WorkshopApplication) -> None:
    """Stop polling, finish what is in hand, and close the connections."""
    application.bot_data.stopping.set()
    if isinstance(lanes := application.bot.rate_limiter, TwoLanes):
        lanes.turn_away(Lane.BULK)
    if application.updater is not None and application.updater.running:
        # After a failure it waits, for up to half a minute, before it hears that it shall stop.
        with suppress(TimeoutError):
            await asyncio.wait_for(application.updater.stop(), POLLING_STOP_SECONDS)
    if application.running:
        await application.stop()
    await application.shutdown()


class PollingErrors:
    """Tell of trouble with polling in one line, the same trouble once a minute at most."""

    def __init__(self, time: Callable[[], float] = monotonic) -> None:
        self._time = time
        self._told: dict[type[TelegramError], float] = {}

    def __call__(self, error: TelegramError) -> None:
        """Log an error that python-telegram-bot met while polling; it goes on by itself."""
        now, kind = self._time(), type(error)
        if now - self._told.get(kind, -AGAIN_SECONDS) < AGAIN_SECONDS:
            return
        self._told[kind] = now
        if isinstance(error, Conflict):
            _log.error("another program polls with this token; stop one of the two")
        else:
            _log.warning("polling is interrupted (%s); trying until it works", error.message)
