"""Participants: who opened the bot, their language and their registration."""

from collections.abc import Collection
from datetime import datetime

from storage import given_numbers
from storage.database import Query, Row, Transaction
from storage.models import (
    Draft,
    EntryStep,
    GuestKind,
    Level,
    Locale,
    Participant,
    RegistrationStatus,
    ReminderRule,
    Role,
    Step,
)
from storage.stamps import moment, moment_or_none, stamp, stamp_or_none

_SELECT = (
    "SELECT participant.*, organisation.name AS organisation, conversation.step FROM participant"
    " LEFT JOIN organisation ON organisation.id = participant.organisation_id"
    " LEFT JOIN conversation ON conversation.chat_id = participant.telegram_id"
)


async def by_telegram_id(db: Query, telegram_id: int) -> Participant | None:
    """Return the participant with this Telegram id, or None."""
    row = await db.one(f"{_SELECT} WHERE participant.telegram_id = ?1", (telegram_id,))
    return None if row is None else _from_row(row)


async def by_id(db: Query, participant_id: int) -> Participant | None:
    """Return one participant, or None."""
    row = await db.one(f"{_SELECT} WHERE participant.id = ?1", (participant_id,))
    return None if row is None else _from_row(row)


async def by_ids(db: Query, ids: set[int]) -> dict[int, Participant]:
    """Return several participants by their ids."""
    if not ids:
        return {}
    numbers = ", ".join(f"?{number}" for number in range(1, len(ids) + 1))
    rows = await db.all(f"{_SELECT} WHERE participant.id IN ({numbers})", sorted(ids))
    return {row["id"]: _from_row(row) for row in rows}


async def of_the_team(db: Query) -> list[Participant]:
    """Return organisers, moderators, helpers and speakers, in the order they joined."""
    rows = await db.all(
        f"{_SELECT} WHERE participant.role IN (?1, ?2, ?3, ?4)"
        " OR participant.speaker_id IS NOT NULL ORDER BY participant.id",
        (Role.ORGANISER, Role.MODERATOR, Role.HELPER, Role.SPEAKER),
    )
    return [_from_row(row) for row in rows]


async def speaking_as(db: Query, speaker_ids: Collection[str]) -> list[Participant]:
    """Return whoever is one of these speakers of the agenda."""
    if not speaker_ids:
        return []
    numbers = ", ".join(f"?{number}" for number in range(1, len(speaker_ids) + 1))
    rows = await db.all(
        f"{_SELECT} WHERE participant.speaker_id IN ({numbers}) ORDER BY participant.id",
        sorted(speaker_ids),
    )
    return [_from_row(row) for row in rows]


async def moderators(db: Query) -> list[int]:
    """Return the ids of the moderators who can be reached; where none is, of the organisers."""
    for role in (Role.MODERATOR, Role.ORGANISER):
        rows = await db.all(
            "SELECT id FROM participant WHERE role = ?1 AND unreachable_since IS NULL ORDER BY id",
            (role,),
        )
        if rows:
            return [row["id"] for row in rows]
    return []


async def telegram_ids(db: Query) -> list[int]:
    """Return the Telegram ids of everybody."""
    return [row["telegram_id"] for row in await db.all("SELECT telegram_id FROM participant")]


async def speak(tx: Transaction, *, telegram_id: int, locale: Locale, now: datetime) -> None:
    """Note the language that somebody chose; they join, with the usual reminders, if new."""
    known = await tx.one(
        "UPDATE participant SET locale = ?2 WHERE telegram_id = ?1 RETURNING id",
        (telegram_id, locale),
    )
    if known is None:
        number = await given_numbers.take(tx, GuestKind.PARTICIPANT)
        await tx.all(
            "INSERT INTO participant (telegram_id, locale, role, status, joined_at, id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (telegram_id, locale, Role.ATTENDEE, RegistrationStatus.NONE, stamp(now), number),
        )
    usual = ReminderRule()
    await tx.all(
        "INSERT INTO reminder_rule (participant_id, scope, minutes, breaks, morning)"
        " SELECT id, ?2, ?3, ?4, ?5 FROM participant WHERE telegram_id = ?1"
        " ON CONFLICT (participant_id) DO NOTHING",
        (telegram_id, usual.scope, usual.minutes, int(usual.breaks), int(usual.morning)),
    )


async def count(db: Query, status: RegistrationStatus) -> int:
    """Return how many participants have this registration status."""
    row = await db.one("SELECT count(*) AS n FROM participant WHERE status = ?1", (status,))
    return 0 if row is None else int(row["n"])


async def register(
    tx: Transaction,
    participant_id: int,
    *,
    draft: Draft,
    organisation_id: int,
    status: RegistrationStatus,
    ticket_code: str,
    now: datetime,
) -> None:
    """Store a registration; a second one changes the details and keeps ticket and place."""
    await tx.all(
        "UPDATE participant SET name = ?2, organisation_id = ?3, level = ?4, province = ?5,"
        " position = ?6, phone = ?7, status = ?8, ticket_code = coalesce(ticket_code, ?9),"
        " consented_at = coalesce(consented_at, ?10),"
        " registered_at = CASE WHEN status = ?8 THEN registered_at ELSE ?10 END"
        " WHERE id = ?1",
        (
            participant_id,
            draft.name,
            organisation_id,
            draft.level,
            draft.province,
            draft.position,
            draft.phone,
            status,
            ticket_code,
            stamp(now),
        ),
    )


async def has_ticket_code(db: Query, code: str) -> bool:
    """Say whether a ticket bears this code."""
    return await db.one("SELECT 1 FROM participant WHERE ticket_code = ?1", (code,)) is not None


async def change_status(
    tx: Transaction,
    participant_id: int,
    *,
    was: RegistrationStatus,
    becomes: RegistrationStatus,
    now: datetime,
) -> bool:
    """Move a registration from one status to another; say whether it happened."""
    row = await tx.one(
        "UPDATE participant SET status = ?3, registered_at = ?4"
        " WHERE id = ?1 AND status = ?2 RETURNING id",
        (participant_id, was, becomes, stamp(now)),
    )
    return row is not None


async def clear_registration(tx: Transaction, participant_id: int) -> bool:
    """Forget a registration's details, its ticket too; say whether there was one."""
    row = await tx.one(
        "UPDATE participant SET status = ?2, name = NULL, organisation_id = NULL, level = NULL,"
        " province = NULL, position = NULL, phone = NULL, ticket_code = NULL,"
        " consented_at = NULL, registered_at = NULL"
        " WHERE id = ?1 AND status IN (?3, ?4) RETURNING id",
        (
            participant_id,
            RegistrationStatus.WITHDRAWN,
            RegistrationStatus.REGISTERED,
            RegistrationStatus.WAITING,
        ),
    )
    return row is not None


async def first_waiting(db: Query) -> Participant | None:
    """Return whoever has waited longest for a place, or None."""
    row = await db.one(
        f"{_SELECT} WHERE participant.status = ?1"
        " ORDER BY participant.registered_at, participant.id LIMIT 1",
        (RegistrationStatus.WAITING,),
    )
    return None if row is None else _from_row(row)


async def waiting_ahead(db: Query, participant: Participant) -> int:
    """Return how many wait for a place before this participant."""
    row = await db.one(
        "SELECT count(*) AS n FROM participant WHERE status = ?1 AND"
        " (registered_at < ?2 OR (registered_at = ?2 AND id < ?3))",
        (
            RegistrationStatus.WAITING,
            stamp_or_none(participant.registered_at),
            participant.id,
        ),
    )
    return 0 if row is None else int(row["n"])


async def mark_reachable(
    tx: Transaction, telegram_id: int, *, unreachable_since: datetime | None
) -> None:
    """Note since when messages do not reach somebody, or that they do again (None)."""
    await tx.all(
        "UPDATE participant SET unreachable_since = ?2 WHERE telegram_id = ?1",
        (telegram_id, stamp_or_none(unreachable_since)),
    )


async def delete(tx: Transaction, participant_id: int) -> None:
    """Delete a participant and, by their keys, all rows that hang on them."""
    await tx.all("DELETE FROM participant WHERE id = ?1", (participant_id,))


def _from_row(row: Row) -> Participant:
    return Participant(
        id=row["id"],
        telegram_id=row["telegram_id"],
        locale=Locale(row["locale"]),
        role=Role(row["role"]),
        status=RegistrationStatus(row["status"]),
        joined_at=moment(row["joined_at"]),
        consented_at=moment_or_none(row["consented_at"]),
        registered_at=moment_or_none(row["registered_at"]),
        name=row["name"],
        organisation=row["organisation"],
        level=None if row["level"] is None else Level(row["level"]),
        province=row["province"],
        position=row["position"],
        phone=row["phone"],
        ticket_code=row["ticket_code"],
        unreachable_since=moment_or_none(row["unreachable_since"]),
        step=Step(row["step"]) if row["step"] in set(Step) else None,
        entry=EntryStep(row["step"]) if row["step"] in set(EntryStep) else None,
        speaker_id=row["speaker_id"],
        quiet_until=moment_or_none(row["quiet_until"]),
    )
