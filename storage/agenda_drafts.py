"""What organisers are changing about the agenda: a draft for each of them, a list of edits."""

from datetime import datetime

from storage.codec import decode, encode
from storage.database import Query, Row, Transaction
from storage.models import AgendaDraft, Edit
from storage.stamps import stamp

NO_EDITS = encode(())


async def of(db: Query, participant_id: int) -> AgendaDraft | None:
    """Return somebody's draft, one without edits included; None where they never had one."""
    row = await db.one("SELECT * FROM agenda_draft WHERE participant_id = ?1", (participant_id,))
    return None if row is None else _from_row(row)


async def save(tx: Transaction, draft: AgendaDraft, *, now: datetime) -> None:
    """Store a draft over the one before.

    One that is given up or published stays as a row without edits: its revisions go on, so that a
    preview kept from before never means what comes after.
    """
    await tx.all(
        "INSERT INTO agenda_draft (participant_id, base_version, revision, edits, updated_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (participant_id) DO UPDATE SET"
        " base_version = excluded.base_version, revision = excluded.revision,"
        " edits = excluded.edits, updated_at = excluded.updated_at",
        (
            draft.participant_id,
            draft.base_version,
            draft.revision,
            encode(draft.edits),
            stamp(now),
        ),
    )


async def follow(tx: Transaction, participant_id: int, *, was: int, becomes: int) -> None:
    """Let a draft begun at one version go on from the next: its owner published that."""
    await tx.all(
        "UPDATE agenda_draft SET base_version = ?3 WHERE participant_id = ?1 AND base_version = ?2",
        (participant_id, was, becomes),
    )


async def others(
    db: Query, participant_id: int, *, since: datetime
) -> list[tuple[str | None, AgendaDraft]]:
    """Return the drafts with edits of everybody else, touched `since` or later, with their names.

    The latest come first.
    """
    rows = await db.all(
        "SELECT agenda_draft.*, participant.name FROM agenda_draft"
        " JOIN participant ON participant.id = agenda_draft.participant_id"
        " WHERE participant_id <> ?1 AND updated_at >= ?2 AND edits <> ?3"
        " ORDER BY updated_at DESC, participant_id",
        (participant_id, stamp(since), NO_EDITS),
    )
    return [(row["name"], _from_row(row)) for row in rows]


async def count_open(db: Query) -> int:
    """Count the drafts that hold something to publish."""
    row = await db.one("SELECT count(*) AS n FROM agenda_draft WHERE edits <> ?1", (NO_EDITS,))
    return 0 if row is None else int(row["n"])


def _from_row(row: Row) -> AgendaDraft:
    return AgendaDraft(
        participant_id=row["participant_id"],
        base_version=row["base_version"],
        revision=row["revision"],
        edits=decode(tuple[Edit, ...], row["edits"]),
    )
