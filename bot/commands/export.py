"""`workshop-bot export`: questions, answers and results as files."""

import argparse
import asyncio
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot import settings
from bot.callbacks_results import Made
from bot.commands.shell import environment, language
from bot.services import qa_summaries, survey_results
from bot.views import export, qa_results
from bot.views.screen import File
from storage import agenda
from storage.database import Database
from storage.errors import StorageError
from storage.models import Agenda, Listed


def run(arguments: argparse.Namespace) -> None:
    """Write questions, answers and results, in the shell's language; the bot may run."""
    database = settings.database(environment())
    if not database.exists():
        raise StorageError(f"{database} does not exist; set DATABASE to the file to read.")
    files = asyncio.run(_files(database))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        target = arguments.folder / file.name
        try:
            opened = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(opened, "wb") as to:
                to.write(file.content)
        except FileExistsError as error:
            raise StorageError(f"{target} exists already; name an empty folder.") from error
        print(target)


async def _files(database: Path) -> list[File]:
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
