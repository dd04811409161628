"""The event and its agenda as rows, written whole over those of the version before."""

from storage import surveys
from storage.database import Transaction, Values
from storage.models import Event, Plan, Session, Speaker, Text
from storage.stamps import stamp

Columns = dict[str, str | int | float | None]


async def replace(tx: Transaction, file: Plan) -> None:
    """Store a plan; sessions that it still names keep their stars."""
    for table in ("event", "event_organiser", "session_item", "session_speaker"):
        await tx.all(f"DELETE FROM {table}")
    await _insert(tx, "event", [_event_columns(file.event)])
    await _insert(
        tx,
        "event_organiser",
        [
            {
                "id": organiser.id,
                "position": position,
                **_columns("name", organiser.name),
                **_columns("description", organiser.description),
            }
            for position, organiser in enumerate(file.event.organisers)
        ],
    )
    kept = [session.id for session in file.sessions]
    numbered = ", ".join(f"?{number}" for number in range(1, len(kept) + 1))
    await tx.all(f"DELETE FROM session WHERE id NOT IN ({numbered})", kept)
    await tx.all("UPDATE session SET room_id = NULL")
    await tx.all("DELETE FROM room")
    await tx.all("DELETE FROM speaker")
    await _insert(
        tx,
        "room",
        [
            {"id": room.id, "position": position, **_columns("name", room.name)}
            for position, room in enumerate(file.rooms)
        ],
    )
    await _insert(tx, "speaker", [_speaker_columns(speaker) for speaker in file.speakers])
    await _insert(
        tx,
        "session",
        [_session_columns(session, position) for position, session in enumerate(file.sessions)],
        conflict="id",
    )
    await _insert(
        tx,
        "session_item",
        [
            {
                "session_id": session.id,
                "position": position,
                **_columns("title", item.title),
                "minutes": item.minutes,
                "qa": int(item.qa),
            }
            for session in file.sessions
            for position, item in enumerate(session.items)
        ],
    )
    await _insert(
        tx,
        "session_speaker",
        [
            {
                "session_id": session.id,
                "position": position,
                "speaker_id": part.speaker.id,
                "role": part.role,
                "confirmed": int(part.confirmed),
            }
            for session in file.sessions
            for position, part in enumerate(session.speakers)
        ],
    )
    await surveys.define(tx, file.survey)


async def _insert(
    tx: Transaction, table: str, rows: list[Columns], *, conflict: str | None = None
) -> None:
    if not rows:
        return
    names = list(rows[0])
    sql = (
        f"INSERT INTO {table} ({', '.join(names)})"
        f" VALUES ({', '.join(f'?{number}' for number in range(1, len(names) + 1))})"
    )
    if conflict is not None:
        kept = ", ".join(f"{name} = excluded.{name}" for name in names if name != conflict)
        sql += f" ON CONFLICT ({conflict}) DO UPDATE SET {kept}"
    values: list[Values] = [tuple(row.values()) for row in rows]
    await tx.many(sql, values)


def _columns(name: str, text: Text | None) -> Columns:
    return {
        f"{name}_km": None if text is None else text.km,
        f"{name}_en": None if text is None else text.en,
    }


def _event_columns(event: Event) -> Columns:
    return {
        "id": event.id,
        **_columns("title", event.title),
        **_columns("topic", event.topic),
        **_columns("note", event.note),
        "first_day": event.first_day.isoformat(),
        "last_day": event.last_day.isoformat(),
        "time_zone": event.time_zone.key,
        **_columns("venue_name", event.venue.name),
        **_columns("venue_address", event.venue.address),
        "latitude": event.venue.latitude,
        "longitude": event.venue.longitude,
        **_columns("contact_name", event.contact.name),
        "contact_phone": event.contact.phone,
        "contact_email": event.contact.email,
        "capacity": event.capacity,
        "purge_on": event.purge_on.isoformat(),
        "file_hash": event.file_hash,
    }


def _speaker_columns(speaker: Speaker) -> Columns:
    return {
        "id": speaker.id,
        "kind": speaker.kind,
        **_columns("name", speaker.name),
        **_columns("honorific", speaker.honorific),
        **_columns("position", speaker.position),
        **_columns("organisation", speaker.organisation),
        **_columns("biography", speaker.biography),
    }


def _session_columns(session: Session, position: int) -> Columns:
    return {
        "id": session.id,
        "position": position,
        "kind": session.kind,
        **_columns("title", session.title),
        **_columns("description", session.description),
        "starts_at": stamp(session.starts_at),
        "ends_at": stamp(session.ends_at),
        "room_id": None if session.room is None else session.room.id,
        "qa_open": int(session.qa_open),
        "optional": int(session.optional),
        "status": session.status,
        "sequence": session.sequence,
    }
