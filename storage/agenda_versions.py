"""The agenda as it was published, each time whole."""

from datetime import datetime
from functools import lru_cache

from storage.codec import decode, encode
from storage.database import Query, Row, Transaction
from storage.models import AgendaVersion, Plan
from storage.stamps import moment, stamp


async def add(tx: Transaction, plan: Plan, *, by: int | None, now: datetime) -> int:
    """Store a version after the ones before it; return its number. `by`: a participant's id."""
    row = await tx.one(
        "INSERT INTO agenda_version (number, plan, published_at, published_by)"
        " SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3 FROM agenda_version RETURNING number",
        (encode(plan), stamp(now), by),
    )
    return 0 if row is None else int(row["number"])


async def newest_number(db: Query) -> int:
    """Return the number of the version that holds; 0 before the first."""
    row = await db.one("SELECT max(number) AS number FROM agenda_version")
    return 0 if row is None or row["number"] is None else int(row["number"])


async def newest(db: Query) -> AgendaVersion | None:
    """Return the version that holds, or None before the first."""
    return _from_row(await db.one("SELECT * FROM agenda_version ORDER BY number DESC LIMIT 1"))


async def numbered(db: Query, number: int) -> AgendaVersion | None:
    """Return one version, or None."""
    return _from_row(await db.one("SELECT * FROM agenda_version WHERE number = ?1", (number,)))


async def at(db: Query, moment: datetime) -> AgendaVersion | None:
    """Return the version that held just before a moment, or the first one; None when none is."""
    before = await db.one(
        "SELECT * FROM agenda_version WHERE published_at < ?1 ORDER BY number DESC LIMIT 1",
        (stamp(moment),),
    )
    first = "SELECT * FROM agenda_version ORDER BY number LIMIT 1"
    return _from_row(before or await db.one(first))


def _from_row(row: Row | None) -> AgendaVersion | None:
    if row is None:
        return None
    return AgendaVersion(
        number=row["number"],
        plan=_plan(row["plan"]),
        published_at=moment(row["published_at"]),
        published_by=row["published_by"],
    )


@lru_cache(maxsize=8)
def _plan(text: str) -> Plan:
    """Decode a plan once for the many who are told of it: it takes some milliseconds."""
    return decode(Plan, text)
