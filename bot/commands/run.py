"""`workshop-bot run`: the bot, until it is stopped."""

import argparse
import asyncio
import signal
from contextlib import suppress

from bot import app, logs, settings
from bot.clock import Clock
from bot.commands import shell


def run(arguments: argparse.Namespace) -> None:
    """Run the bot until SIGINT or SIGTERM."""
    read = settings.read(shell.environment())
    logs.start(read.log_level, token=read.bot_token)
    clock = Clock(start=arguments.clock_start, speed=arguments.clock_speed)
    asyncio.run(_run(read, clock))


async def _run(read: settings.Settings, clock: Clock) -> None:
    stopped, polling = stop_signal(), asyncio.Event()
    async with app.opened(read, clock=clock) as application:
        bot = asyncio.create_task(_until(stopped, application, polling=polling))
        waiting = asyncio.create_task(stopped.wait())
        await asyncio.wait({bot, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not polling.is_set():
            bot.cancel()  # a signal also ends the wait for a network that is not there
        with suppress(asyncio.CancelledError):
            await bot


async def _until(
    stopped: asyncio.Event, application: app.WorkshopApplication, *, polling: asyncio.Event
) -> None:
    async with app.running(application):
        polling.set()
        await stopped.wait()


def stop_signal() -> asyncio.Event:
    """Return an event that SIGINT or SIGTERM sets."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped
