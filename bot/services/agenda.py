"""The agenda: kept at hand, what is on, what matches, and what people starred."""

from datetime import datetime
from functools import lru_cache

import storage.agenda
import storage.event_file
from bot.i18n.normalise import key
from bot.services import waiting_list
from bot.services.errors import NoSuchSession, OtherEvent
from storage import stars
from storage.database import Database
from storage.models import Agenda, EventFile, Now, Phase, Session


class AgendaBook:
    """The agenda in memory, read again only after it changed."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._agenda: Agenda | None = None

    async def current(self) -> Agenda:
        """Return the agenda as it stands. Raises: LookupError before a file was loaded."""
        if self._agenda is None:
            self._agenda = await storage.agenda.load(self._db)
        return self._agenda

    def changed(self) -> None:
        """Read the agenda anew when it is next asked for."""
        self._agenda = None


async def load_event(db: Database, file: EventFile, *, now: datetime) -> bool:
    """Store a checked event file; say whether it changed anything.

    Raises: OtherEvent when the database holds another event.
    """
    async with db.transaction() as tx:
        loaded = await storage.agenda.loaded_file(tx)
        if loaded == (file.event.id, file.event.file_hash):
            return False
        if loaded is not None and loaded[0] != file.event.id:
            raise OtherEvent(
                f"The database holds the event “{loaded[0]}”, the file is about"
                f" “{file.event.id}”. Set DATABASE to another file for another event."
            )
        await storage.event_file.replace(tx, file)
        until = Agenda(file.event, file.sessions).ends_at
        await waiting_list.promote(tx, capacity=file.event.capacity, until=until, now=now)
    return True


def phase(session: Session, now: datetime) -> Phase:
    """Say whether a session is past, running or coming; its end belongs to the next one."""
    if session.ends_at <= now:
        return Phase.PAST
    return Phase.RUNNING if session.starts_at <= now else Phase.COMING


def at(agenda: Agenda, now: datetime) -> Now:
    """Return what runs at this moment and what starts next."""
    coming = [session for session in agenda.sessions if session.starts_at > now]
    return Now(
        running=tuple(s for s in agenda.sessions if phase(s, now) is Phase.RUNNING),
        next=tuple(s for s in coming if s.starts_at == coming[0].starts_at),
        begun=len(coming) < len(agenda.sessions),
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


async def star(db: Database, participant_id: int, *, agenda: Agenda, session_id: str) -> None:
    """Star a session. Raises: NoSuchSession."""
    find(agenda, session_id)
    async with db.transaction() as tx:
        await stars.add(tx, participant_id, session_id)


async def unstar(db: Database, participant_id: int, *, agenda: Agenda, session_id: str) -> None:
    """Take a star away. Raises: NoSuchSession."""
    find(agenda, session_id)
    async with db.transaction() as tx:
        await stars.remove(tx, participant_id, session_id)
