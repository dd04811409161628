"""Links that grant something once; only the hash of their code is here."""

from datetime import datetime

from storage.database import Query, Row, Transaction
from storage.models import Invitation, InvitationKind, Role
from storage.stamps import moment, moment_or_none, stamp


async def add(
    tx: Transaction,
    *,
    code_hash: str,
    kind: InvitationKind,
    role: Role | None,
    speaker_id: str | None,
    created_by: int | None,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Store a link. `code_hash`: SHA-256, hex. `created_by`: a participant's id."""
    await tx.all(
        "INSERT INTO invitation (code_hash, kind, role, speaker_id, created_by, created_at,"
        " expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (code_hash, kind, role, speaker_id, created_by, stamp(now), stamp(expires_at)),
    )


async def find(db: Query, code_hash: str, kind: InvitationKind) -> Invitation | None:
    """Return the link of this kind whose code has this hash, or None; used ones too."""
    row = await db.one(
        "SELECT * FROM invitation WHERE code_hash = ?1 AND kind = ?2", (code_hash, kind)
    )
    return None if row is None else _from_row(row)


async def usable(db: Query, *, now: datetime) -> list[Invitation]:
    """Return the links that still grant something, the oldest first."""
    rows = await db.all(
        "SELECT * FROM invitation"
        " WHERE used_at IS NULL AND revoked_at IS NULL AND expires_at > ?1 ORDER BY id",
        (stamp(now),),
    )
    return [_from_row(row) for row in rows]


async def use(
    tx: Transaction, invitation_id: int, *, used_by: int | None, now: datetime
) -> Invitation | None:
    """Use a link up; return it, or None when it grants nothing any more.

    `used_by`: a participant's id; None where a chat was linked by nobody in particular.
    """
    row = await tx.one(
        "UPDATE invitation SET used_at = ?2, used_by = ?3 WHERE id = ?1"
        " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?2 RETURNING *",
        (invitation_id, stamp(now), used_by),
    )
    return None if row is None else _from_row(row)


async def revoke(tx: Transaction, invitation_id: int, *, now: datetime) -> bool:
    """Take a link back; say whether it still granted something."""
    row = await tx.one(
        "UPDATE invitation SET revoked_at = ?2 WHERE id = ?1"
        " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?2 RETURNING id",
        (invitation_id, stamp(now)),
    )
    return row is not None


async def revoke_of(tx: Transaction, created_by: int, *, now: datetime) -> int:
    """Take back every link of one person that still grants something; return how many."""
    rows = await tx.all(
        "UPDATE invitation SET revoked_at = ?2 WHERE created_by = ?1"
        " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?2 RETURNING id",
        (created_by, stamp(now)),
    )
    return len(rows)


def _from_row(row: Row) -> Invitation:
    return Invitation(
        id=row["id"],
        kind=InvitationKind(row["kind"]),
        role=None if row["role"] is None else Role(row["role"]),
        speaker_id=row["speaker_id"],
        created_by=row["created_by"],
        created_at=moment(row["created_at"]),
        expires_at=moment(row["expires_at"]),
        used_at=moment_or_none(row["used_at"]),
        used_by=row["used_by"],
        revoked_at=moment_or_none(row["revoked_at"]),
    )
