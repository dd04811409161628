"""Make a plan the agenda: its rows, and a version of it that is kept."""

from datetime import datetime

import storage.event_file
from bot.services import changes
from storage import agenda_versions
from storage.database import Transaction
from storage.models import Plan


async def record(tx: Transaction, plan: Plan, *, by: int | None, now: datetime) -> int:
    """Make a plan the agenda; return the number of its version.

    `by`: the id of the participant who published it, None for the event file.
    """
    before = await agenda_versions.newest(tx)
    if before is not None:
        plan = changes.numbered(before.plan, plan)
    await storage.event_file.replace(tx, plan)
    return await agenda_versions.add(tx, plan, by=by, now=now)
