"""`workshop-bot purge`: deletes all personal data from the database of a bot that does not run."""

import argparse
import asyncio
import sqlite3
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

from bot import settings
from bot.commands import shell
from bot.services import keys, purging, surveys
from bot.services.errors import PurgeRefused
from bot.views import purging as views
from storage import agenda, key_file, lock
from storage import purging as rows
from storage.database import Database
from storage.errors import DatabaseInUse, KeyFileRefused, StorageError
from storage.models import Erased, Event, KeyEnd, Locale, PurgeReport

UNWRITTEN = (
    "{path} could not be written ({error}): personal data is still in it. Mend that, end other"
    " programs that have it open, and run: workshop-bot purge."
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the database holds; `report`: of an earlier purge."""

    event: Event
    counts: dict[Erased, int | None]
    report: PurgeReport | None


def run(arguments: argparse.Namespace) -> None:
    """Delete all personal data, in the shell's language; the bot must not run meanwhile."""
    environ = shell.environment()
    database = settings.database(environ)
    key = settings.secret_key_file(environ) or key_file.beside(database)
    erase(database, key, shell.language(), yes=arguments.yes, early=arguments.early)


def erase(database: Path, key: Path, locale: Locale, *, yes: bool, early: bool) -> None:
    """Show what there is to delete, ask, delete it, and report it.

    Done before, it says when, and deletes whatever is left over. `yes`: without asking. `early`:
    though the event is not over. What could not be finished is in the report, and the exit code 1.
    Raises: PurgeRefused, StorageError; nothing was changed then.
    """
    if not database.exists():
        raise StorageError(f"{database} does not exist; set DATABASE to the file that was used.")
    try:
        with lock.hold(database):
            found = asyncio.run(_look(database, locale, key=key))
            if found.report is None:
                _agree(found, locale, yes=yes, early=early)
            report, finished = asyncio.run(_purge(database, key, found.event, locale))
    except sqlite3.Error as error:
        raise StorageError(UNWRITTEN.format(path=database, error=error)) from error
    except DatabaseInUse as error:
        event = asyncio.run(_look(database, locale)).event
        raise PurgeRefused(views.in_use(event, locale)) from error
    print(report)
    if not finished:
        sys.exit(1)


def _agree(found: _Found, locale: Locale, *, yes: bool, early: bool) -> None:
    """Ask for the event's id, where somebody is there to type it. Raises: PurgeRefused."""
    if not early and not purging.is_over(found.event, datetime.now(UTC)):
        raise PurgeRefused(views.too_early(found.event, locale))
    if yes:
        return
    if not sys.stdin.isatty():
        raise PurgeRefused(views.refused(views.NEEDS_YES, locale))
    print(views.to_delete(found.event, found.counts, locale))
    typed = ""
    with suppress(EOFError, KeyboardInterrupt):
        typed = input(views.confirm(found.event, locale))
    if typed.strip() != found.event.id:
        raise PurgeRefused(views.refused(views.NOT_CONFIRMED, locale))


async def _look(database: Path, locale: Locale, *, key: Path | None = None) -> _Found:
    """Read what there is. `key`: it has to be this database's, unless all was deleted before."""
    db = await Database.open(database, now=datetime.now(UTC))
    try:
        event, report = (await agenda.load(db)).event, await rows.report(db)
        if key is not None and report is None:
            await keys.check(db, key)
        return _Found(event, await purging.counts(db), report)
    except KeyFileRefused as error:  # without it, answers that wait sealed would be lost
        nothing = views.refused(views.NOT_CONFIRMED, locale)
        raise KeyFileRefused(f"{nothing} {error}") from error
    except LookupError as error:
        raise PurgeRefused(views.refused(views.NO_EVENT, locale)) from error
    finally:
        await db.close()


async def _finish_survey(db: Database, key: Path, now: datetime) -> None:
    """Let out what waits sealed among enough others, as long as there is the key to it."""
    if await asyncio.to_thread(key.exists) and await rows.report(db) is None:
        with suppress(KeyFileRefused):
            seal = await keys.seal(db, key)
            await surveys.finish(db, seal, rng=SystemRandom(), now=now)


async def _purge(database: Path, key: Path, event: Event, locale: Locale) -> tuple[str, bool]:
    """Delete it; return the report, and whether nothing is left to do."""
    now = datetime.now(UTC)
    db = await Database.open(database, now=now)
    try:
        await _finish_survey(db, key, now)
        report = await purging.purge(db, now=now)
        clean, end = await purging.finish(db, key)
    finally:
        await db.close()
    day, path = purging.day_of(report, event), str(key)
    said = views.report(report, day, locale, clean=clean, end=end, path=path)
    return said, clean and end is KeyEnd.GONE
