"""The demo: the real bot against a stand-in for Telegram, on this machine only."""

from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import app, logs
from bot.clock import Clock
from bot.commands.run import stop_signal
from bot.services import event_file
from bot.settings import BUILT_IN, Settings
from simulator.accounts import ORGANISER
from simulator.server import Simulator
from storage.models import Plan

BEGINS = time(8, 20)


async def run(*, event: Path | None, port: int, speed: float) -> None:
    """Run bot and page until interrupted, from 08:20 of the event's first day.

    The third phone is the organiser's. What happens is kept in a temporary folder and gone at the
    end.
    Raises: EventFileError; OSError when the port is taken.
    """
    file = event_file.read(event or BUILT_IN)
    clock = Clock(start=beginning(file), speed=speed)
    stopped = stop_signal()
    with TemporaryDirectory(prefix="workshop-demo-") as folder:
        zone = file.event.time_zone.key
        async with Simulator(port=port, clock=clock, zone=zone) as simulator:
            settings = Settings(
                bot_token=simulator.token,
                bot_api_url=simulator.api_url,
                database=Path(folder, "workshop.db"),
                event_file=event or BUILT_IN,
                organizers=frozenset({ORGANISER}),
            )
            logs.start(settings.log_level, token=settings.bot_token)
            async with app.opened(settings, clock=clock) as application, app.running(application):
                print(f"The demo is at {simulator.url} ; Ctrl+C ends it.", flush=True)  # noqa: T201 -- this is the command's answer
                await stopped.wait()


def beginning(file: Plan) -> datetime:
    """Return 08:20 of the event's first day, in its time zone."""
    return datetime.combine(file.event.first_day, BEGINS, file.event.time_zone)
