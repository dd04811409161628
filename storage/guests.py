"""Everybody of whom the check-in desk knows: whoever registered, and whoever came without."""

from storage.database import Query, Row
from storage.models import DeskCounts, Guest, GuestKind, Level, RegistrationStatus
from storage.stamps import moment_or_none

_PARTICIPANTS = (
    "SELECT 'p' AS kind, participant.id, participant.name, organisation.name AS organisation,"
    " participant.ticket_code AS code, participant.status, participant.position,"
    " participant.phone, participant.level, participant.province, check_in.checked_in_at"
    " FROM participant"
    " LEFT JOIN organisation ON organisation.id = participant.organisation_id"
    " LEFT JOIN check_in ON check_in.participant_id = participant.id"
    " WHERE participant.status IN (?1, ?2)"
)
_WALK_INS = (
    "SELECT 'w' AS kind, id, name, organisation, code, ?1 AS status, position, phone,"
    " NULL AS level, NULL AS province, checked_in_at FROM walk_in"
)
_STATUSES = (RegistrationStatus.REGISTERED, RegistrationStatus.WAITING)


async def every(db: Query) -> list[Guest]:
    """Return everybody: those with a place, those who wait for one, and walk-ins."""
    registered = await db.all(f"{_PARTICIPANTS} ORDER BY participant.id", _STATUSES)
    walked_in = await db.all(f"{_WALK_INS} ORDER BY id", _STATUSES[:1])
    return [_from_row(row) for row in (*registered, *walked_in)]


async def find(db: Query, kind: GuestKind, number: int) -> Guest | None:
    """Return a guest by their number within their kind, or None."""
    if kind is GuestKind.PARTICIPANT:
        row = await db.one(f"{_PARTICIPANTS} AND participant.id = ?3", (*_STATUSES, number))
    else:
        row = await db.one(f"{_WALK_INS} WHERE id = ?2", (_STATUSES[0], number))
    return None if row is None else _from_row(row)


async def by_code(db: Query, code: str) -> Guest | None:
    """Return whoever has this code, or None."""
    row = await db.one(f"{_PARTICIPANTS} AND participant.ticket_code = ?3", (*_STATUSES, code))
    if row is None:
        row = await db.one(f"{_WALK_INS} WHERE code = ?2", (_STATUSES[0], code))
    return None if row is None else _from_row(row)


async def counts(db: Query) -> DeskCounts:
    """Count those with a place, those of them who came, and the walk-ins who are here."""
    row = await db.one(
        "SELECT count(*) AS registered, count(check_in.participant_id) AS came FROM participant"
        " LEFT JOIN check_in ON check_in.participant_id = participant.id"
        " WHERE participant.status = ?1",
        _STATUSES[:1],
    )
    walked_in = await db.one("SELECT count(checked_in_at) AS n FROM walk_in")
    return DeskCounts(
        registered=row["registered"] if row else 0,
        came=row["came"] if row else 0,
        walk_ins=walked_in["n"] if walked_in else 0,
    )


def _from_row(row: Row) -> Guest:
    return Guest(
        kind=GuestKind(row["kind"]),
        id=row["id"],
        name=row["name"] or "",
        organisation=row["organisation"],
        code=row["code"] or "",
        status=RegistrationStatus(row["status"]),
        position=row["position"],
        phone=row["phone"],
        level=None if row["level"] is None else Level(row["level"]),
        province=row["province"],
        checked_in_at=moment_or_none(row["checked_in_at"]),
    )
