"""Reminders: who wants which, who is concerned by one, and which were queued already."""

from collections.abc import Sequence
from datetime import datetime

from storage.database import Query, Transaction
from storage.models import (
    DeliveryKind,
    DeliveryStatus,
    RegistrationStatus,
    ReminderRule,
    ReminderScope,
    Role,
)
from storage.stamps import stamp

# Whoever has a place, and the team.
_CONCERNED = (
    "(participant.status = ?1 OR participant.role <> ?2 OR participant.speaker_id IS NOT NULL)"
)
_CONCERN = (RegistrationStatus.REGISTERED, Role.ATTENDEE)

# What everybody goes to, breaks where they are wanted, what was starred, and one's own sessions.
_WANTED = (
    "reminder_rule.scope <> ?3"
    " AND ((?5 = 1 AND reminder_rule.scope = ?4) OR (?6 = 1 AND reminder_rule.breaks = 1)"
    " OR EXISTS (SELECT 1 FROM star"
    " WHERE star.participant_id = participant.id AND star.session_id = ?7)"
    " OR EXISTS (SELECT 1 FROM session_speaker WHERE session_speaker.session_id = ?7"
    " AND session_speaker.speaker_id = participant.speaker_id))"
)
_WANTS = (*_CONCERN, ReminderScope.NONE, ReminderScope.ALL)


async def rule_of(db: Query, participant_id: int) -> ReminderRule:
    """Return which reminders a participant wants."""
    row = await db.one(
        "SELECT scope, minutes, breaks, morning FROM reminder_rule WHERE participant_id = ?1",
        (participant_id,),
    )
    if row is None:
        return ReminderRule()
    return ReminderRule(
        scope=ReminderScope(row["scope"]),
        minutes=row["minutes"],
        breaks=bool(row["breaks"]),
        morning=bool(row["morning"]),
    )


async def save_rule(tx: Transaction, participant_id: int, rule: ReminderRule) -> None:
    """Store which reminders a participant wants."""
    await tx.all(
        "INSERT INTO reminder_rule (participant_id, scope, minutes, breaks, morning)"
        " VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (participant_id) DO UPDATE SET scope = excluded.scope,"
        " minutes = excluded.minutes, breaks = excluded.breaks, morning = excluded.morning",
        (participant_id, rule.scope, rule.minutes, int(rule.breaks), int(rule.morning)),
    )


async def runs(db: Query, subjects: Sequence[str]) -> set[tuple[str, int]]:
    """Return which of these subjects were queued, and for how many minutes before."""
    places = ", ".join(f"?{number}" for number in range(1, len(subjects) + 1))
    rows = await db.all(
        f"SELECT subject, minutes FROM reminder_run WHERE subject IN ({places})", tuple(subjects)
    )
    return {(row["subject"], row["minutes"]) for row in rows}


async def end_run(tx: Transaction, subject: str, minutes: int) -> None:
    """Note that a reminder is queued for everyone who is concerned."""
    await tx.all(
        "INSERT INTO reminder_run (subject, minutes) VALUES (?1, ?2)"
        " ON CONFLICT (subject, minutes) DO NOTHING",
        (subject, minutes),
    )


async def to_remind(
    db: Query,
    session_id: str,
    *,
    minutes: int,
    everyones: bool,
    is_break: bool,
    after: int,
    most: int,
) -> list[int]:
    """Return the ids of those who want to be reminded of a session so many minutes before.

    `everyones`: also whoever wants to be reminded of all; `is_break`: also whoever wants breaks.
    In order, from the first one after `after` on, at most so many.
    """
    rows = await db.all(
        "SELECT participant.id FROM reminder_rule"
        " JOIN participant ON participant.id = reminder_rule.participant_id"
        " WHERE reminder_rule.minutes = ?8 AND reminder_rule.participant_id > ?9"
        f" AND {_CONCERNED} AND {_WANTED} ORDER BY reminder_rule.participant_id LIMIT ?10",
        (*_WANTS, int(everyones), int(is_break), session_id, minutes, after, most),
    )
    return [row["id"] for row in rows]


async def wants(
    db: Query,
    session_id: str,
    *,
    participant_id: int,
    minutes: int,
    everyones: bool,
    is_break: bool,
) -> bool:
    """Say whether one participant wants to be reminded so many minutes before, or earlier."""
    row = await db.one(
        "SELECT 1 FROM reminder_rule"
        " JOIN participant ON participant.id = reminder_rule.participant_id"
        " WHERE reminder_rule.participant_id = ?9 AND reminder_rule.minutes >= ?8"
        f" AND {_CONCERNED} AND {_WANTED}",
        (*_WANTS, int(everyones), int(is_break), session_id, minutes, participant_id),
    )
    return row is not None


async def to_greet(db: Query, *, known_before: datetime, after: int, most: int) -> list[int]:
    """Return the ids of those who want the morning overview and were here by then.

    In order, from the first one after `after` on, at most so many.
    """
    rows = await db.all(
        "SELECT participant.id FROM reminder_rule"
        " JOIN participant ON participant.id = reminder_rule.participant_id"
        f" WHERE reminder_rule.morning = 1 AND reminder_rule.participant_id > ?4 AND {_CONCERNED}"
        " AND coalesce(participant.registered_at, participant.joined_at) < ?3"
        " ORDER BY reminder_rule.participant_id LIMIT ?5",
        (*_CONCERN, stamp(known_before), after, most),
    )
    return [row["id"] for row in rows]


async def is_concerned(db: Query, participant_id: int) -> bool:
    """Say whether a participant has a place or belongs to the team."""
    row = await db.one(
        f"SELECT 1 FROM participant WHERE participant.id = ?3 AND {_CONCERNED}",
        (*_CONCERN, participant_id),
    )
    return row is not None


async def drop_pending(
    tx: Transaction, participant_id: int, kind: DeliveryKind, *, subject: str | None = None
) -> None:
    """Forget what was queued and not sent yet, of one subject or all; it may be queued again."""
    await tx.all(
        "DELETE FROM delivery WHERE participant_id = ?1 AND status = ?2 AND kind = ?3"
        " AND subject = coalesce(?4, subject)",
        (participant_id, DeliveryStatus.PENDING, kind, subject),
    )
