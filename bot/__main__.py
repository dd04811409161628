"""The command line: run, check, claim, backup, export, purge, new-key, demo."""

import argparse
import asyncio
import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import SystemRandom

from dotenv import dotenv_values

from bot import app, logs, purge, settings
from bot.callbacks_results import Made
from bot.clock import Clock
from bot.services import event_file, keys, purging, qa_summaries, survey_results, team
from bot.services.errors import WorkshopError
from bot.services.event_file import EventFileError
from bot.settings import SettingsError
from bot.views import export, faults, invitations, qa_results
from bot.views import purging as purge_views
from bot.views.screen import File
from storage import agenda, key_file, lock
from storage import purging as purges
from storage.database import Database
from storage.errors import StorageError
from storage.models import Agenda, InvitationKind, Listed, Locale

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
    run = commands.add_parser("run", help="run the bot until it is stopped")
    run.add_argument("--clock-start", type=moment, metavar="ISO8601", help="rehearse from then")
    run.add_argument("--clock-speed", type=speed, default=1.0, metavar="N", help="times as fast")
    run.set_defaults(run=run_bot)
    check = commands.add_parser("check", help="check an event file")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=check_file)
    claim = commands.add_parser("claim", help="print a link that makes its opener an organiser")
    claim.set_defaults(run=claim_link)
    backup = commands.add_parser("backup", help="copy the database while the bot runs")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=back_up)
    export = commands.add_parser("export", help="write questions, answers and results as files")
    export.add_argument("folder", type=Path, metavar="DIR")
    export.set_defaults(run=export_files)
    ends = commands.add_parser("purge", help="delete all personal data; the bot must not run")
    ends.add_argument("--yes", action="store_true", help="do not ask")
    ends.add_argument("--early", action="store_true", help="before the event is over, too")
    ends.set_defaults(run=purge_data)
    new_key = commands.add_parser("new-key", help="go on after the key file was lost")
    new_key.set_defaults(run=new_key_next)
    demo = commands.add_parser("demo", help="run the bot against a stand-in for Telegram")
    demo.add_argument("--event", type=Path, metavar="FILE", help="another event file")
    demo.add_argument("--port", type=int, default=8080, metavar="N")
    demo.add_argument("--speed", type=speed, default=1.0, metavar="N", help="times as fast")
    demo.set_defaults(run=run_demo)
    return top


def run_bot(arguments: argparse.Namespace) -> None:
    """Run the bot until SIGINT or SIGTERM."""
    read = settings.read(environment())
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


def check_file(arguments: argparse.Namespace) -> None:
    """Check an event file and say what is in it."""
    file = event_file.read(arguments.file)
    print(faults.none(str(arguments.file), file, language()))  # noqa: T201 -- this is the command's answer


def claim_link(_arguments: argparse.Namespace) -> None:
    """Print a link that makes whoever opens it an organiser; the bot may run meanwhile."""
    read = settings.read(environment())
    if not read.database.exists():
        raise StorageError(f"{read.database} does not exist; start the bot once: workshop-bot run.")
    link = asyncio.run(_claim_link(read))
    hours = team.LIVES[InvitationKind.CLAIM] // timedelta(hours=1)
    print(invitations.claim(language(), hours=hours), file=sys.stderr)  # noqa: T201 -- for people
    print(link)  # noqa: T201 -- this is the command's answer


async def _claim_link(read: settings.Settings) -> str:
    name, now = await app.username(read), datetime.now(UTC)
    db = await Database.open(read.database, now=now)
    try:
        report = await purges.report(db)
        if report is not None:
            event = (await agenda.load(db)).event
            raise StorageError(purge_views.no_claim(purging.day_of(report, event), language()))
        code = await team.claim(db, rng=SystemRandom(), now=now)
    finally:
        await db.close()
    return f"https://t.me/{name}?start={InvitationKind.CLAIM}_{code}"


def back_up(arguments: argparse.Namespace) -> None:
    """Copy the database."""
    database = settings.database(environment())
    if not database.exists():
        raise StorageError(f"{database} does not exist; set DATABASE to the file to copy.")
    asyncio.run(_back_up(database, arguments.file))


async def _back_up(database: Path, target: Path) -> None:
    db = await Database.open(database, now=datetime.now(UTC))
    try:
        await db.backup(target)
    finally:
        await db.close()


def export_files(arguments: argparse.Namespace) -> None:
    """Write questions, answers and results, in the shell's language; the bot may run."""
    database = settings.database(environment())
    if not database.exists():
        raise StorageError(f"{database} does not exist; set DATABASE to the file to read.")
    files = asyncio.run(_export(database))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        target = arguments.folder / file.name
        try:
            opened = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(opened, "wb") as to:
                to.write(file.content)
        except FileExistsError as error:
            raise StorageError(f"{target} exists already; name an empty folder.") from error
        print(target)  # noqa: T201 -- this is the command's answer


async def _export(database: Path) -> list[File]:
    db = await Database.open(database, now=datetime.now(UTC))
    try:
        its = await agenda.load(db)
        listed = await qa_summaries.to_export(db, None, agenda=its)
        made = [await _everything(db, its, listed, each) for each in Made]
    finally:
        await db.close()
    asked = [write(listed, its, language()) for write in (qa_results.table, qa_results.sheet)]
    return [*asked, *made]


async def _everything(db: Database, its: Agenda, listed: list[Listed], made: Made) -> File:
    found = await survey_results.of_survey(db, None, agenda=its)
    return await export.everything(
        made,
        found,
        listed,
        its,
        language(),
        written=list(survey_results.written(found, its)),
        texts=partial(survey_results.texts, db, None),
    )


def purge_data(arguments: argparse.Namespace) -> None:
    """Delete all personal data, in the shell's language; the bot must not run meanwhile."""
    environ = environment()
    database = settings.database(environ)
    key = settings.secret_key_file(environ) or key_file.beside(database)
    purge.run(database, key, language(), yes=arguments.yes, early=arguments.early)


def new_key_next(_arguments: argparse.Namespace) -> None:
    """Let the next start make a new key; the bot must not run meanwhile."""
    environ = environment()
    database = settings.database(environ)
    if not database.exists():
        raise StorageError(f"{database} does not exist; set DATABASE to the file that was used.")
    path = settings.secret_key_file(environ) or key_file.beside(database)
    with lock.hold(database):
        lost = asyncio.run(_new_key(database, path))
    print(f"The next start makes {path}. Not told of an answer: {lost}.")  # noqa: T201 -- this is the command's answer


async def _new_key(database: Path, path: Path) -> int:
    db = await Database.open(database, now=datetime.now(UTC))
    try:
        return await keys.renew(db, path)
    finally:
        await db.close()


def run_demo(arguments: argparse.Namespace) -> None:
    """Run the demo until it is interrupted."""
    from bot import demo  # noqa: PLC0415 -- what the demo imports is an optional extra

    try:
        asyncio.run(demo.run(event=arguments.event, port=arguments.port, speed=arguments.speed))
    except OSError as error:
        raise SettingsError(
            f"The demo cannot use port {arguments.port}: {error}. Choose another with --port."
        ) from error


def environment() -> dict[str, str]:
    """Return the environment, and beneath it what `.env` in this folder says."""
    written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**written, **os.environ}


def language() -> Locale:
    """Return the language to answer in: Khmer where the shell is, else English."""
    shell = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return Locale.KM if shell.startswith("km") else Locale.EN


def stop_signal() -> asyncio.Event:
    """Return an event that SIGINT or SIGTERM sets."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


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
