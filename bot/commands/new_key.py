"""`workshop-bot new-key`: goes on after the key file was lost."""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot import settings
from bot.commands import shell
from bot.services import keys
from storage import key_file, lock
from storage.database import Database
from storage.errors import StorageError


def run(_arguments: argparse.Namespace) -> None:
    """Let the next start make a new key; the bot must not run meanwhile."""
    environ = shell.environment()
    database = settings.database(environ)
    if not database.exists():
        raise StorageError(f"{database} does not exist; set DATABASE to the file that was used.")
    path = settings.secret_key_file(environ) or key_file.beside(database)
    with lock.hold(database):
        lost = asyncio.run(_renew(database, path))
    print(f"The next start makes {path}. Not told of an answer: {lost}.")


async def _renew(database: Path, path: Path) -> int:
    db = await Database.open(database, now=datetime.now(UTC))
    try:
        return await keys.renew(db, path)
    finally:
        await db.close()
