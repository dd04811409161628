"""Find what the parts of an event file say against each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.event_fault import Found, Path, Problem, clipped, place
from storage.models import SpeakerKind

Tree = Mapping[str, Any]
Rows = Sequence[Tree]


def contradictions(tree: Tree) -> Iterator[Found]:
    """Yield a fault for each contradiction in the sound part of an event file."""
    event: Tree = tree.get("event", {})
    sessions: Rows = tree.get("sessions", ())
    yield from _days(event)
    yield from taken_ids(rows_at(event.get("organisers", ()), ("event", "organisers")))
    for rows in ("rooms", "speakers", "sessions"):
        yield from taken_ids(rows_at(tree.get(rows, ()), (rows,)))
    yield from _khmer_names(tree.get("speakers", ()))
    rooms, speakers = _ids(tree.get("rooms", ())), _ids(tree.get("speakers", ()))
    zone = zone_named(event.get("time_zone", "")) or UTC
    for index, session in enumerate(sessions):
        path = ("sessions", index)
        yield from _times(session, event, zone, path)
        yield from _items(session, zone, path)
        yield from _cast(session.get("speakers", ()), speakers, (*path, "speakers"))
        room = session.get("room")
        if room is not None and room not in rooms:
            yield Found((*path, "room"), Problem.NO_ROOM, {"id": clipped(room)})
    yield from _overlaps(sessions, zone, tree)


def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone of the IANA database, or None where it has none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no path inside the database; a folder
        return None


def instant(local: datetime, zone: tzinfo) -> datetime:
    """Turn a local time of the event file into aware UTC."""
    return local.replace(tzinfo=zone).astimezone(UTC)


def rows_at(rows: Rows, path: Path) -> Iterator[tuple[Path, Tree]]:
    """Yield the rows of a list, each with its own path."""
    for index, row in enumerate(rows):
        yield (*path, index), row


def taken_ids(rows: Iterable[tuple[Path, Tree]]) -> Iterator[Found]:
    """Yield a fault for each row whose id a row before it has."""
    owners: dict[str, Path] = {}
    for path, row in rows:
        if "id" not in row:
            continue
        owner = owners.setdefault(row["id"], path)
        if owner != path:
            values = {"id": row["id"], "place": place(owner, {})}
            yield Found((*path, "id"), Problem.TAKEN_ID, values)


def _days(event: Tree) -> Iterator[Found]:
    zone = event.get("time_zone")
    if zone is not None and zone_named(zone) is None:
        yield Found(("event", "time_zone"), Problem.BAD_ZONE, {"zone": clipped(zone)})
    first, last, purge = (event.get(key) for key in ("first_day", "last_day", "purge_on"))
    if first and last and last < first:
        yield Found(("event", "last_day"), Problem.DAYS_REVERSED)
    if last and purge and purge <= last:
        yield Found(("event", "purge_on"), Problem.EARLY_PURGE, {"last_day": str(last)})


def _ids(rows: Rows) -> frozenset[str]:
    return frozenset(row["id"] for row in rows if "id" in row)


def _khmer_names(speakers: Rows) -> Iterator[Found]:
    # Only a person's name may wait for its Khmer spelling; an organisation's is known.
    for index, speaker in enumerate(speakers):
        named = speaker.get("kind") in {SpeakerKind.ORGANISATION, SpeakerKind.GROUP}
        if named and "km" not in speaker.get("name", {"km": ""}):
            yield Found(("speakers", index, "name", "km"), Problem.MISSING_LANGUAGE)


def _times(session: Tree, event: Tree, zone: tzinfo, path: Path) -> Iterator[Found]:
    first, last = event.get("first_day"), event.get("last_day")
    start, end = session.get("start"), session.get("end")
    if first and last and first <= last:
        opening = datetime.combine(first, time())
        closing = datetime.combine(last, time()) + timedelta(days=1)
        values = {"first_day": str(first), "last_day": str(last)}
        if start and not opening <= start < closing:
            yield Found((*path, "start"), Problem.OUT_OF_DAYS, values)
        if end and not opening < end <= closing:
            yield Found((*path, "end"), Problem.OUT_OF_DAYS, values)
    if start and end and _length(session, zone) <= timedelta():
        yield Found((*path, "end"), Problem.END_NOT_AFTER)


def _length(session: Tree, zone: tzinfo) -> timedelta:
    return instant(session["end"], zone) - instant(session["start"], zone)


def _items(session: Tree, zone: tzinfo, path: Path) -> Iterator[Found]:
    minutes = sum(item.get("minutes", 0) for item in session.get("items", ()))
    if "start" not in session or "end" not in session:
        return
    length = _length(session, zone)
    if timedelta() < length < timedelta(minutes=minutes):
        values = {"minutes": minutes, "length": length // timedelta(minutes=1)}
        yield Found((*path, "items"), Problem.LONG_ITEMS, values)


def _cast(cast: Rows, known: frozenset[str], path: Path) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for index, part in enumerate(cast):
        speaker, role = part.get("speaker"), part.get("role")
        if speaker is None:
            continue
        if speaker not in known:
            values = {"id": clipped(speaker)}
            yield Found((*path, index, "speaker"), Problem.NO_SPEAKER, values)
        elif role is not None and (speaker, role) in seen:
            yield Found((*path, index), Problem.TWICE, {"speaker": speaker, "role": role})
        elif role is not None:
            seen.add((speaker, role))


def _overlaps(sessions: Rows, zone: tzinfo, tree: Tree) -> Iterator[Found]:
    timed = [
        (session.get("room", ""), instant(session["start"], zone), index, session)
        for index, session in enumerate(sessions)
        if "start" in session and "end" in session and _length(session, zone) > timedelta()
    ]
    for _, room in groupby(sorted(timed, key=lambda row: row[:3]), key=lambda row: row[0]):
        longest_end, longest = datetime.min.replace(tzinfo=UTC), 0
        for _, start, index, session in room:
            if start < longest_end:
                values = {"other": place(("sessions", longest), tree)}
                yield Found(("sessions", index, "start"), Problem.OVERLAP, values)
            end = instant(session["end"], zone)
            if end > longest_end:
                longest_end, longest = end, index
