"""The event and its agenda, read whole."""

from collections import defaultdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from storage import surveys
from storage.database import Query, Row
from storage.models import (
    Agenda,
    Contact,
    Event,
    EventOrganiser,
    Room,
    Session,
    SessionItem,
    SessionKind,
    SessionRole,
    SessionSpeaker,
    SessionStatus,
    Speaker,
    SpeakerKind,
    Text,
    Venue,
)
from storage.stamps import moment


async def loaded_file(db: Query) -> tuple[str, str] | None:
    """Return the id of the event and the hash of the file it came from, or None."""
    row = await db.one("SELECT id, file_hash FROM event")
    return None if row is None else (row["id"], row["file_hash"])


async def load(db: Query) -> Agenda:
    """Return the event and its sessions in order of time.

    Raises: LookupError when no event file was loaded yet.
    """
    row = await db.one("SELECT * FROM event")
    if row is None:
        raise LookupError("no event file was loaded yet")
    organisers = await db.all("SELECT * FROM event_organiser ORDER BY position")
    rooms = {
        row["id"]: Room(row["id"], _text(row, "name")) for row in await db.all("SELECT * FROM room")
    }
    items: dict[str, list[SessionItem]] = defaultdict(list)
    for item in await db.all("SELECT * FROM session_item ORDER BY session_id, position"):
        items[item["session_id"]].append(
            SessionItem(_text(item, "title"), item["minutes"], bool(item["qa"]))
        )
    people: dict[str, list[SessionSpeaker]] = defaultdict(list)
    for part in await db.all(
        "SELECT session_speaker.session_id, session_speaker.role, session_speaker.confirmed,"
        " speaker.* FROM session_speaker JOIN speaker ON speaker.id = session_speaker.speaker_id"
        " ORDER BY session_speaker.session_id, session_speaker.position"
    ):
        people[part["session_id"]].append(
            SessionSpeaker(_speaker(part), SessionRole(part["role"]), bool(part["confirmed"]))
        )
    kept = await surveys.state(db)
    sessions = await db.all("SELECT * FROM session ORDER BY starts_at, position")
    return Agenda(
        _event(row, organisers),
        tuple(
            Session(
                id=session["id"],
                kind=SessionKind(session["kind"]),
                title=_text(session, "title"),
                description=_text_or_none(session, "description"),
                starts_at=moment(session["starts_at"]),
                ends_at=moment(session["ends_at"]),
                room=rooms.get(session["room_id"]),
                qa_open=bool(session["qa_open"]),
                items=tuple(items[session["id"]]),
                speakers=tuple(people[session["id"]]),
                optional=bool(session["optional"]),
                status=SessionStatus(session["status"]),
                sequence=session["sequence"],
            )
            for session in sessions
        ),
        survey=kept.survey if kept else None,
    )


def _text(row: Row, name: str) -> Text:
    return Text(row[f"{name}_km"], row[f"{name}_en"])


def _text_or_none(row: Row, name: str) -> Text | None:
    return None if row[f"{name}_en"] is None else _text(row, name)


def _event(row: Any, organisers: list[Row]) -> Event:
    return Event(
        id=row["id"],
        title=_text(row, "title"),
        topic=_text(row, "topic"),
        note=_text_or_none(row, "note"),
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
        time_zone=ZoneInfo(row["time_zone"]),
        venue=Venue(
            _text(row, "venue_name"), _text(row, "venue_address"), row["latitude"], row["longitude"]
        ),
        contact=Contact(
            _text_or_none(row, "contact_name"), row["contact_phone"], row["contact_email"]
        ),
        capacity=row["capacity"],
        purge_on=date.fromisoformat(row["purge_on"]),
        organisers=tuple(
            EventOrganiser(row["id"], _text(row, "name"), _text(row, "description"))
            for row in organisers
        ),
        file_hash=row["file_hash"],
    )


def _speaker(row: Row) -> Speaker:
    return Speaker(
        id=row["id"],
        kind=SpeakerKind(row["kind"]),
        name=_text(row, "name"),
        honorific=_text_or_none(row, "honorific"),
        position=_text_or_none(row, "position"),
        organisation=_text_or_none(row, "organisation"),
        biography=_text_or_none(row, "biography"),
    )
