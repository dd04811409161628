"""The command line: run, check, claim, backup, export, purge, new-key, demo."""

import argparse
import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bot.commands import backup, check, claim, export, new_key, purge, run
from bot.commands.shell import language
from bot.services.errors import WorkshopError
from bot.services.event_file import EventFileError
from bot.settings import SettingsError
from bot.views import faults
from storage.errors import StorageError

FASTEST = 3600


def main() -> None:
    """Run the command that was asked for; exit 1 with one clear message when it cannot."""
    arguments = parser().parse_args()
    try:
        arguments.run(arguments)
    except EventFileError as error:
        sys.exit(faults.faults(error.faults, language()))
    except (SettingsError, StorageError, WorkshopError) as error:
        sys.exit(str(error))


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    top = argparse.ArgumentParser(prog="workshop-bot", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    bot = commands.add_parser("run", help="run the bot until it is stopped")
    bot.add_argument("--clock-start", type=moment, metavar="ISO8601", help="rehearse from then")
    bot.add_argument("--clock-speed", type=speed, default=1.0, metavar="N", help="times as fast")
    bot.set_defaults(run=run.run)
    checked = commands.add_parser("check", help="check an event file")
    checked.add_argument("file", type=Path, metavar="FILE")
    checked.set_defaults(run=check.run)
    link = commands.add_parser("claim", help="print a link that makes its opener an organiser")
    link.set_defaults(run=claim.run)
    copy = commands.add_parser("backup", help="copy the database while the bot runs")
    copy.add_argument("file", type=Path, metavar="FILE")
    copy.set_defaults(run=backup.run)
    files = commands.add_parser("export", help="write questions, answers and results as files")
    files.add_argument("folder", type=Path, metavar="DIR")
    files.set_defaults(run=export.run)
    end = commands.add_parser("purge", help="delete all personal data; the bot must not run")
    end.add_argument("--yes", action="store_true", help="do not ask")
    end.add_argument("--early", action="store_true", help="before the event is over, too")
    end.set_defaults(run=purge.run)
    key = commands.add_parser("new-key", help="go on after the key file was lost")
    key.set_defaults(run=new_key.run)
    demo = commands.add_parser("demo", help="run the bot against a stand-in for Telegram")
    demo.add_argument("--event", type=Path, metavar="FILE", help="another event file")
    demo.add_argument("--port", type=int, default=8080, metavar="N")
    demo.add_argument("--speed", type=speed, default=1.0, metavar="N", help="times as fast")
    demo.set_defaults(run=run_demo)
    return top


def run_demo(arguments: argparse.Namespace) -> None:
    """Run the demo until it is interrupted."""
    from bot import demo  # noqa: PLC0415 -- what the demo imports is an optional extra

    try:
        asyncio.run(demo.run(event=arguments.event, port=arguments.port, speed=arguments.speed))
    except OSError as error:
        raise SettingsError(
            f"The demo cannot use port {arguments.port}: {error}. Choose another with --port."
        ) from error


def moment(text: str) -> datetime:
    """Read a moment like 2025-07-03T08:20:00+07:00."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write it like 2025-07-03T08:20:00+07:00") from None
    if read.tzinfo is None:
        raise argparse.ArgumentTypeError("write the time zone too, like 2025-07-03T08:20:00+07:00")
    return read


def speed(text: str) -> float:
    """Read how many times as fast the clock runs; 0 stops it."""
    try:
        read = float(text)
    except ValueError:
        read = -1.0
    if not 0 <= read <= FASTEST:
        raise argparse.ArgumentTypeError(f"choose a speed from 0 to {FASTEST}")
    return read


if __name__ == "__main__":
    main()
