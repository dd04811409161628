"""What the program begins with: its database under a lock, the key beside it, the event in it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from secrets import token_bytes

from bot.clock import Clock
from bot.services import agenda, deliveries, event_file, keys, members, purging
from bot.services.participants import KnownParticipants
from bot.services.purging import PurgeBook
from bot.services.sealing import Seal
from bot.settings import Settings
from bot.shared import Shared
from storage import key_file, lock
from storage import purging as purges
from storage.database import Database
from storage.models import Plan


@asynccontextmanager
async def shared(settings: Settings, clock: Clock, rng: Random) -> AsyncIterator[Shared]:
    """Open the database, load the event, and give what all handlers share; close it at the end.

    Raises: StorageError, EventFileError, OtherEvent: nothing that is in it was changed then.
    """
    file = event_file.read(settings.event_file)
    with lock.hold(settings.database):
        db = await Database.open(settings.database, now=clock.now())
        try:
            yield await _shared(db, settings, file, clock, rng)
        finally:
            await db.close()


async def _shared(
    db: Database, settings: Settings, file: Plan, clock: Clock, rng: Random
) -> Shared:
    key = settings.secret_key_file or key_file.beside(settings.database)
    report = await purges.report(db)
    if report is None:
        seal = await keys.seal(db, key)
        try:
            await db.rewrite()
        except sqlite3.Error:  # another program reads
            db.rewrite_soon()
        await members.appoint(db, settings.organizers)
        await agenda.load_event(db, file, now=clock.now())
        await deliveries.recover(db, now=clock.now())
    else:  # nobody is in it any more; what a killed program left undone is done now
        seal = Seal(token_bytes(key_file.BYTES))
        try:
            await agenda.load_event(db, file, now=clock.now())
        finally:  # also when it is the next event's, and refused
            await purging.finish(db, key)
    return Shared(
        db,
        clock,
        agenda.AgendaBook(db),
        KnownParticipants(db),
        seal,
        rng,
        organisers=settings.organizers,
        notice_delay=settings.notice_delay,
        purges=PurgeBook(report),
        key_file=key,
    )
