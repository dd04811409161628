"""The end of the data: announced to organisers, due on the date set, and done, all or nothing."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.services import keys, withholding
from storage import deliveries, purging, questions, surveys
from storage.database import Database, Query
from storage.models import Agenda, DeliveryKind, Erased, Event, KeyEnd, Priority, PurgeReport

WARNED = (7, 1)
"""So many days before organisers are told, the earliest first."""
AT = time(9)
"""At this local time."""
ANONYMOUS = {Erased.MARKS, Erased.WAYS_BACK, Erased.RESPONSES, Erased.QUESTIONS}
"""Of these a small number is not said."""


@dataclass(slots=True)
class PurgeBook:
    """Whether personal data was deleted, in memory: asked before anything else is done."""

    report: PurgeReport | None = None
    trouble: str = ""
    """What kept it from being deleted when that was tried last."""


def is_due(event: Event, now: datetime) -> bool:
    """Say whether the day has come on which personal data is deleted. `now`: aware UTC."""
    return now.astimezone(event.time_zone).date() >= event.purge_on


def is_over(event: Event, now: datetime) -> bool:
    """Say whether the last day of the event is over. `now`: aware UTC."""
    return now.astimezone(event.time_zone).date() > event.last_day


def day_of(report: PurgeReport, event: Event) -> date:
    """Return the local day on which personal data was deleted."""
    return report.purged_at.astimezone(event.time_zone).date()


async def warn(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Tell organisers, once for each of the days before, what will be deleted and when.

    After downtime only the latest of what they missed is told, until the day itself.
    """
    event = agenda.event
    until = datetime.combine(event.purge_on, time(), event.time_zone)
    passed = [
        (days, moment)
        for days in WARNED
        if (moment := datetime.combine(event.purge_on - timedelta(days), AT, event.time_zone))
        <= now
        < until
    ]
    if not passed:
        return
    days, since = passed[-1]
    subject = f"{days}@{event.purge_on.isoformat()}"
    told = await deliveries.recipients(db, DeliveryKind.PURGE, subject)
    if told.issuperset(await purging.organisers(db)):
        return
    async with db.transaction() as tx:
        await deliveries.enqueue_for(
            tx,
            await purging.organisers(tx),
            once=f"{DeliveryKind.PURGE}:{subject}",
            kind=DeliveryKind.PURGE,
            subject=subject,
            priority=Priority.NORMAL,
            due_at=since,
            expires_at=until,
            now=now,
        )


def still_true(subject: str, event: Event) -> bool:
    """Say whether a warning names the day that is set now. `subject`: a delivery's."""
    return subject.partition("@")[2] == event.purge_on.isoformat()


async def counts(db: Query) -> dict[Erased, int | None]:
    """Count what there is to delete; None: too few to say."""
    return {
        what: withholding.withheld(n) if what in ANONYMOUS else n
        for what, n in (await purging.counts(db)).items()
    }


async def purge(db: Database, *, now: datetime) -> PurgeReport:
    """Delete all personal data in one transaction, the last one; return the report.

    What people decided together stays: the votes are counted up before they go, the survey is
    closed. Done before, it only deletes what is left over, and the report is the first one.
    """
    async with db.transaction(anonymous=True, last=True) as tx:
        its = PurgeReport(now, await counts(tx))
        for _moment in range(2):  # what is counted at one moment is shown at the next
            await questions.count_marks(tx)
        await surveys.close(tx, now=now)
        await purging.delete(tx)
        await purging.note(tx, its)
        return await purging.report(tx) or its


async def finish(db: Database, key: Path | None) -> tuple[bool, KeyEnd]:
    """Write the file anew so that nothing of it is left there, then delete the key file.

    Says whether the file was written anew, and what became of the key. Whatever could not be done
    is done at the next start: a program that is killed in between leaves no more than one whose
    work was not finished.
    """
    clean = await _rewritten(db)
    end = KeyEnd.GONE if key is None else await _destroyed(db, key)
    if clean:
        with suppress(sqlite3.Error):  # what it would still fold in names nobody
            await db.checkpoint()
    return clean, end


async def _destroyed(db: Database, key: Path) -> KeyEnd:
    try:
        return await keys.destroy(db, key)
    except sqlite3.Error:  # it could not be noted; it is looked for once more
        return KeyEnd.KEPT


async def _rewritten(db: Database) -> bool:
    try:
        await db.rewrite()
    except sqlite3.Error:  # another program reads, or the disk is full
        db.rewrite_soon()
        return False
    return True
