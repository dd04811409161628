"""The agenda: kept at hand, what is on, what matches, and what people starred."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import storage.agenda
import storage.stage
from bot.i18n.normalise import key
from bot.services import changes, imports, marks, reminders, versions, waiting_list
from bot.services.errors import NoSuchSession
from storage import agenda_imports, agenda_versions, stars
from storage.database import Database
from storage.models import Agenda, Event, Now, Phase, Plan, Session

STEADY = timedelta(minutes=2)
"""What somebody says is on must stand for so long before anybody is asked about what it ended."""


class AgendaBook:
    """The agenda in memory, read again only after it changed, also by another program."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._agenda: Agenda | None = None
        self._mark: object = None
        self._day: date | None = None
        self._written = -1

    async def current(self, *, now: datetime) -> Agenda:
        """Return the agenda as it stands. Raises: LookupError before a file was loaded.

        `now`: aware UTC; `changes` are those since its day began.
        """
        while True:
            written = self._db.version
            if self._agenda is not None and self._day == _day(self._agenda.event, now):
                if written == self._written:
                    return self._agenda
                mark = await _mark(self._db)
                if mark == self._mark:
                    self._written = written
                    return self._agenda
            mark = await _mark(self._db)
            loaded = await _load(self._db, now)
            if mark == await _mark(self._db):  # else it was published while it was read
                self._agenda, self._mark = loaded, mark
                self._day, self._written = _day(loaded.event, now), written


async def _mark(db: Database) -> object:
    """Return what is different whenever the agenda is."""
    return await agenda_versions.newest_number(db), await storage.stage.marked(db)


async def _load(db: Database, now: datetime) -> Agenda:
    loaded = await storage.agenda.load(db)
    zone = loaded.event.time_zone
    midnight = datetime.combine(_day(loaded.event, now), time(), zone)
    morning = await agenda_versions.at(db, midnight)
    return replace(
        loaded,
        version=await agenda_versions.newest_number(db),
        changes=changes.between(morning.plan.sessions, loaded.sessions) if morning else (),
        stage=marks.held(loaded, await storage.stage.marked(db)),
    )


def _day(event: Event, now: datetime) -> date:
    return now.astimezone(event.time_zone).date()


async def load_event(db: Database, file: Plan, *, now: datetime) -> bool:
    """Store a checked event file; say whether it changed the agenda.

    Once there is an organiser, an edited file waits for one of them. Raises: OtherEvent when the
    database holds another event.
    """
    async with db.transaction() as tx:
        loaded = await storage.agenda.loaded_file(tx)
        imports.check_event(loaded and loaded[0], file)
        if loaded == (file.event.id, file.event.file_hash):
            if not await agenda_versions.newest_number(tx):  # stored before there were versions
                await agenda_versions.add(tx, file, by=None, now=now)
                await agenda_imports.add(tx, file, now=now)
            return False
        if await imports.offer(tx, file, now=now):
            return False
        await versions.record(tx, file, by=None, now=now)
        until = Agenda(file.event, file.sessions).ends_at
        await waiting_list.promote(tx, capacity=file.event.capacity, until=until, now=now)
    return True


def on_stage(agenda: Agenda, now: datetime) -> Session | None:
    """Return the session that an organiser said is on, while that holds."""
    stage = agenda.stage
    return agenda.session(stage.session_id) if stage and now < stage.until else None


def is_steady(agenda: Agenda, now: datetime) -> bool:
    """Say whether what is on has been so for a moment: what was just said may be a slip."""
    said = agenda.stage if on_stage(agenda, now) else None
    return said is None or now - said.since >= STEADY


def phase(agenda: Agenda, session: Session, now: datetime) -> Phase:
    """Say whether a session is past, running or coming; its end belongs to the next one.

    The stage is asked first; what runs beside the session that is on goes by the clock.
    """
    on = on_stage(agenda, now)
    if on is not None and session.id == on.id:
        return Phase.RUNNING
    if on is not None and session.ends_at <= on.starts_at:
        return Phase.PAST
    if on is not None and session.starts_at >= on.ends_at:
        return Phase.COMING
    if session.ends_at <= now:
        return Phase.PAST
    return Phase.RUNNING if session.starts_at <= now else Phase.COMING


def at(agenda: Agenda, now: datetime) -> Now:
    """Return what runs at this moment and what starts next; cancelled sessions do neither."""
    phases = [(each, phase(agenda, each, now)) for each in agenda.sessions if not each.cancelled]
    coming = [session for session, its in phases if its is Phase.COMING]
    return Now(
        running=tuple(session for session, its in phases if its is Phase.RUNNING),
        next=tuple(session for session in coming if session.starts_at == coming[0].starts_at),
        begun=len(coming) < len(phases),
    )


def day_of(agenda: Agenda, session: Session) -> int:
    """Return the index of the day that a session is on."""
    return next(index for index, day in enumerate(agenda.days) if session in day.sessions)


def today(agenda: Agenda, now: datetime) -> int:
    """Return the index of the day to show first: today's, else the next one's, else the last."""
    local = now.astimezone(agenda.event.time_zone).date()
    days = enumerate(agenda.days)
    return next((index for index, day in days if day.date >= local), len(agenda.days) - 1)


def find(agenda: Agenda, session_id: str) -> tuple[Session, Session | None, Session | None]:
    """Return a session, the one before it and the one after it.

    Raises: NoSuchSession.
    """
    for position, session in enumerate(agenda.sessions):
        if session.id == session_id:
            before = agenda.sessions[position - 1] if position else None
            after = agenda.sessions[position + 1 : position + 2]
            return session, before, after[0] if after else None
    raise NoSuchSession(session_id)


def search(agenda: Agenda, text: str) -> list[Session]:
    """Return the sessions whose texts hold every word of `text`; matches in titles come first.

    Compared as `bot.i18n.normalise.key` compares: zero-width spaces, kinds of digits and Latin
    case make no difference.
    """
    words = key(text).split()
    if not words:
        return []
    found = [s for s in agenda.sessions if all(word in _searched(s) for word in words)]
    in_title = {s.id for s in found if all(word in _title(s) for word in words)}
    return sorted(found, key=lambda session: session.id not in in_title)


@lru_cache(maxsize=512)
def _title(session: Session) -> str:
    return f"{key(session.title.km)} {key(session.title.en)}"


@lru_cache(maxsize=512)
def _searched(session: Session) -> str:
    texts = [session.title, session.description]
    texts += [item.title for item in session.items]
    texts += [session.room.name] if session.room else []
    for part in session.speakers:
        who = part.speaker
        texts += [who.name, who.honorific, who.position, who.organisation]
    return " ".join(key(text) for both in texts if both for text in (both.km, both.en))


async def star(
    db: Database, participant_id: int, *, agenda: Agenda, session_id: str, now: datetime
) -> None:
    """Star a session. Raises: NoSuchSession."""
    session, *_ = find(agenda, session_id)
    async with db.transaction() as tx:
        await stars.add(tx, participant_id, session_id)
        await reminders.starred(tx, participant_id, session, now=now)


async def unstar(
    db: Database, participant_id: int, *, agenda: Agenda, session_id: str, now: datetime
) -> None:
    """Take a star away. Raises: NoSuchSession."""
    session, *_ = find(agenda, session_id)
    async with db.transaction() as tx:
        await stars.remove(tx, participant_id, session_id)
        await reminders.starred(tx, participant_id, session, now=now)
