"""Whom an announcement is for: the people of an audience, as they are at the moment."""

from storage.database import Query
from storage.models import (
    Audience,
    AudienceKind,
    Locale,
    Organisation,
    RegistrationStatus,
    Role,
)

# Whoever is registered, and the team: those with a role, and the agenda's speakers.
_HERE = "(participant.status = ?1 OR participant.role <> ?2 OR participant.speaker_id IS NOT NULL)"
_WHO = {
    AudienceKind.EVERYONE: f"{_HERE} AND ?3 = ''",
    AudienceKind.CHECKED_IN: (
        f"{_HERE} AND ?3 = '' AND EXISTS"
        " (SELECT 1 FROM check_in WHERE check_in.participant_id = participant.id)"
    ),
    AudienceKind.LANGUAGE: f"{_HERE} AND participant.locale = ?3",
    AudienceKind.LEVEL: f"{_HERE} AND participant.level = ?3",
    AudienceKind.ORGANISATION: f"{_HERE} AND participant.organisation_id = CAST(?3 AS INTEGER)",
    AudienceKind.STARRED: (
        f"{_HERE} AND EXISTS (SELECT 1 FROM star"
        " WHERE star.session_id = ?3 AND star.participant_id = participant.id)"
    ),
    # An organiser who speaks is a speaker too; an attendee is whoever has no other part.
    AudienceKind.ROLE: (
        f"{_HERE} AND CASE ?3 WHEN 'attendee' THEN participant.role = ?2"
        " AND participant.speaker_id IS NULL"
        " WHEN 'speaker' THEN participant.role = ?3 OR participant.speaker_id IS NOT NULL"
        " ELSE participant.role = ?3 END"
    ),
    AudienceKind.WAITING: "participant.status = ?1 AND ?2 <> ?3",
}


async def ids(db: Query, audience: Audience) -> list[int]:
    """Return the ids of the participants it is for, those who blocked the bot included."""
    rows = await db.all(
        f"SELECT participant.id FROM participant WHERE {_WHO[audience.kind]}"
        " ORDER BY participant.id",
        _values(audience),
    )
    return [row["id"] for row in rows]


async def count(db: Query, audience: Audience) -> dict[Locale, int]:
    """Return how many people it is for, by the language they read."""
    rows = await db.all(
        "SELECT participant.locale, count(*) AS n FROM participant"
        f" WHERE {_WHO[audience.kind]} GROUP BY participant.locale",
        _values(audience),
    )
    counted = {Locale(row["locale"]): int(row["n"]) for row in rows}
    return {locale: counted.get(locale, 0) for locale in Locale}


async def organisations(db: Query) -> list[tuple[Organisation, int]]:
    """Return every organisation that somebody here belongs to, and how many; most people first."""
    rows = await db.all(
        "SELECT organisation.*, count(*) AS n FROM participant"
        " JOIN organisation ON organisation.id = participant.organisation_id"
        f" WHERE {_HERE} GROUP BY organisation.id ORDER BY n DESC, organisation.id",
        _values(Audience())[:2],
    )
    return [(Organisation(row["id"], row["name"], row["key"]), int(row["n"])) for row in rows]


async def stars(db: Query) -> dict[str, int]:
    """Return how many people here starred each session that somebody did, by its id."""
    rows = await db.all(
        "SELECT star.session_id, count(*) AS n FROM star"
        " JOIN participant ON participant.id = star.participant_id"
        f" WHERE {_HERE} GROUP BY star.session_id",
        _values(Audience())[:2],
    )
    return {row["session_id"]: int(row["n"]) for row in rows}


def _values(audience: Audience) -> tuple[str, str, str]:
    waiting = audience.kind is AudienceKind.WAITING
    status = RegistrationStatus.WAITING if waiting else RegistrationStatus.REGISTERED
    return status, Role.ATTENDEE, audience.value
