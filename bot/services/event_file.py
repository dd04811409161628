"""Turn an event file into an `Plan`, or tell everything that is wrong with it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.event_check import contradictions, instant
from bot.services.event_fault import EventFileError, Problem, in_file_order
from bot.services.event_parse import LARGEST, document_of, sound_part
from bot.services.event_survey import survey_of
from bot.services.event_survey_check import survey_contradictions
from bot.services.event_text import text_of, text_or_none
from storage.models import (
    Contact,
    Event,
    EventOrganiser,
    Fault,
    Plan,
    Room,
    Session,
    SessionItem,
    SessionKind,
    SessionRole,
    SessionSpeaker,
    Speaker,
    SpeakerKind,
    Venue,
)

__all__ = ["EventFileError", "Fault", "Problem", "parse", "parse_bytes", "read"]

Tree = Mapping[str, Any]


def read(path: Path) -> Plan:
    """Read an event file of at most 1 MiB of UTF-8.

    Raises: EventFileError with every fault, or with the one that kept it from being read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError):  # ValueError: a null character in the path
        raise EventFileError(
            [Fault("file", Problem.UNREADABLE_FILE, {"name": str(path)})]
        ) from None
    return parse_bytes(data)


def parse(text: str) -> Plan:
    """Read the text of an event file; `file_hash` is that of its UTF-8 bytes.

    Raises: EventFileError with every fault.
    """
    return parse_bytes(text.encode("utf-8", "surrogatepass"))


def parse_bytes(data: bytes) -> Plan:
    """Read an event file that came as bytes, say as an upload.

    Raises: EventFileError with every fault, in the order of the file.
    """
    document = document_of(data)
    tree, found = sound_part(document)
    found.extend(contradictions(tree))
    found.extend(survey_contradictions(tree, tuple(found)))
    if found:
        raise EventFileError(in_file_order(found, document))
    return _event_file(tree, file_hash=hashlib.sha256(data).hexdigest())


def _event_file(tree: Tree, *, file_hash: str) -> Plan:
    event = _event(tree["event"], file_hash=file_hash)
    rooms = tuple(Room(row["id"], text_of(row["name"])) for row in tree.get("rooms", ()))
    speakers = tuple(_speaker(row) for row in tree.get("speakers", ()))
    sessions = (
        _session(
            row,
            zone=event.time_zone,
            rooms={room.id: room for room in rooms},
            speakers={speaker.id: speaker for speaker in speakers},
        )
        for row in tree["sessions"]
    )
    in_order = tuple(sorted(sessions, key=lambda session: session.starts_at))
    survey = survey_of(tree["survey"], zone=event.time_zone) if "survey" in tree else None
    return Plan(event, rooms, speakers, in_order, survey)


def _event(row: Tree, *, file_hash: str) -> Event:
    contact: Tree = row.get("contact", {})
    return Event(
        id=row["id"],
        title=text_of(row["title"]),
        topic=text_of(row["topic"]),
        note=text_or_none(row.get("note")),
        first_day=row["first_day"],
        last_day=row["last_day"],
        time_zone=ZoneInfo(row["time_zone"]),
        venue=_venue(row["venue"]),
        contact=Contact(
            text_or_none(contact.get("name")), contact.get("phone"), contact.get("email")
        ),
        capacity=row.get("capacity"),
        purge_on=row["purge_on"],
        organisers=tuple(
            EventOrganiser(one["id"], text_of(one["name"]), text_of(one["description"]))
            for one in row.get("organisers", ())
        ),
        file_hash=file_hash,
    )


def _venue(row: Tree) -> Venue:
    return Venue(
        name=text_of(row["name"]),
        address=text_of(row["address"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


def _speaker(row: Tree) -> Speaker:
    return Speaker(
        id=row["id"],
        kind=SpeakerKind(row["kind"]),
        name=text_of(row["name"]),
        honorific=text_or_none(row.get("honorific")),
        position=text_or_none(row.get("position")),
        organisation=text_or_none(row.get("organisation")),
        biography=text_or_none(row.get("biography")),
    )


def _session(
    row: Tree, *, zone: ZoneInfo, rooms: Mapping[str, Room], speakers: Mapping[str, Speaker]
) -> Session:
    return Session(
        id=row["id"],
        kind=SessionKind(row["kind"]),
        title=text_of(row["title"]),
        description=text_or_none(row.get("description")),
        starts_at=instant(row["start"], zone),
        ends_at=instant(row["end"], zone),
        room=rooms[row["room"]] if "room" in row else None,
        qa_open=row.get("qa_open", False),
        items=tuple(
            SessionItem(text_of(item["title"]), item.get("minutes"), item.get("qa", False))
            for item in row.get("items", ())
        ),
        speakers=tuple(
            SessionSpeaker(
                speakers[part["speaker"]],
                SessionRole(part["role"]),
                part.get("confirmed", True),
            )
            for part in row.get("speakers", ())
        ),
        optional=row.get("optional", False),
    )
