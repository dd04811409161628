"""`workshop-bot backup`: a copy of the database, made while the bot runs."""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot import settings
from bot.commands.shell import environment
from storage.database import Database
from storage.errors import StorageError


def run(arguments: argparse.Namespace) -> None:
    """Copy the database."""
    database = settings.database(environment())
    if not database.exists():
        raise StorageError(f"{database} does not exist; set DATABASE to the file to copy.")
    asyncio.run(_copy(database, arguments.file))


async def _copy(database: Path, target: Path) -> None:
    db = await Database.open(database, now=datetime.now(UTC))
    try:
        await db.backup(target)
    finally:
        await db.close()
