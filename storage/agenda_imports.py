"""The event files that came: those loaded at the start, offered to organisers, or uploaded."""

from datetime import datetime

from storage.codec import decode, encode
from storage.database import Query, Row, Transaction
from storage.models import Plan
from storage.stamps import stamp


async def add(tx: Transaction, plan: Plan, *, now: datetime) -> bool:
    """Keep an event file under its hash; say whether it had not come before."""
    row = await tx.one(
        "INSERT INTO agenda_import (file_hash, plan, received_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (file_hash) DO NOTHING RETURNING file_hash",
        (plan.event.file_hash, encode(plan), stamp(now)),
    )
    return row is not None


async def of(db: Query, file_hash: str) -> Plan | None:
    """Return what the file with this hash (SHA-256, hex) says, or None."""
    row = await db.one("SELECT plan FROM agenda_import WHERE file_hash = ?1", (file_hash,))
    return _plan(row)


async def beginning(db: Query, signs: str) -> Plan | None:
    """Return the file whose hash begins so, the latest of several; None where there is none."""
    row = await db.one(
        "SELECT plan FROM agenda_import WHERE substr(file_hash, 1, ?2) = ?1"
        " ORDER BY received_at DESC LIMIT 1",
        (signs, len(signs)),
    )
    return _plan(row) if signs else None


def _plan(row: Row | None) -> Plan | None:
    return None if row is None else decode(Plan, row["plan"])
