"""`workshop-bot claim`: a link for whoever is to be the first organiser."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime, timedelta
from random import SystemRandom

from bot import app, settings
from bot.commands.shell import environment, language
from bot.services import purging, team
from bot.views import invitations
from bot.views import purging as purge_views
from storage import agenda
from storage import purging as purges
from storage.database import Database
from storage.errors import StorageError
from storage.models import InvitationKind


def run(_arguments: argparse.Namespace) -> None:
    """Print a link that makes whoever opens it an organiser; the bot may run meanwhile."""
    read = settings.read(environment())
    if not read.database.exists():
        raise StorageError(f"{read.database} does not exist; start the bot once: workshop-bot run.")
    link = asyncio.run(_link(read))
    hours = team.LIVES[InvitationKind.CLAIM] // timedelta(hours=1)
    print(invitations.claim(language(), hours=hours), file=sys.stderr)
    print(link)


async def _link(read: settings.Settings) -> str:
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
