"""The day at a glance, for organisers."""

from datetime import datetime, time

import storage.overview
from bot.services import access
from storage import agenda_drafts, deliveries, linked_chats, questions
from storage.database import Database
from storage.models import Event, Overview, Participant, QuestionStatus, Right


async def look(db: Database, actor: Participant, *, event: Event, now: datetime) -> Overview:
    """Return how the day goes. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.ORGANISE)
    today = now.astimezone(event.time_zone).date()
    midnight = datetime.combine(today, time(), event.time_zone)
    queued, until = await storage.overview.queued(db)
    return Overview(
        head=await storage.overview.head(db),
        queued=queued,
        until=until,
        failures=tuple(await deliveries.failures(db, since=midnight)),
        agenda_drafts=await agenda_drafts.count_open(db),
        announcement_drafts=await storage.overview.announcement_drafts(db),
        chats=tuple(await linked_chats.every(db)),
        questions=await questions.count(db, QuestionStatus.PENDING),
    )
