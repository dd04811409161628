"""The day at a glance: how many people, messages and drafts there are."""

from datetime import datetime

from storage.database import Query
from storage.models import (
    AnnouncementStatus,
    DeliveryKind,
    DeliveryStatus,
    Head,
    Locale,
    RegistrationStatus,
    Role,
)
from storage.stamps import moment_or_none


async def head(db: Query) -> Head:
    """Return how many people there are."""
    statuses = await db.all(
        "SELECT status, count(*) AS n FROM participant WHERE status IN (?1, ?2) GROUP BY status",
        (RegistrationStatus.REGISTERED, RegistrationStatus.WAITING),
    )
    here = await db.all(
        "SELECT locale, unreachable_since IS NULL AS reachable, count(*) AS n FROM participant"
        " WHERE status = ?1 OR role <> ?2 OR speaker_id IS NOT NULL"
        " GROUP BY locale, unreachable_since IS NULL",
        (RegistrationStatus.REGISTERED, Role.ATTENDEE),
    )
    came = await db.all(
        "SELECT count(*) AS n FROM check_in UNION ALL"
        " SELECT count(*) AS n FROM walk_in WHERE checked_in_at IS NOT NULL"
    )
    by_status = {row["status"]: int(row["n"]) for row in statuses}
    reachable = {Locale(row["locale"]): int(row["n"]) for row in here if row["reachable"]}
    return Head(
        registered=by_status.get(RegistrationStatus.REGISTERED, 0),
        waiting=by_status.get(RegistrationStatus.WAITING, 0),
        checked_in=sum(int(row["n"]) for row in came),
        reachable={locale: reachable.get(locale, 0) for locale in Locale},
        blocked=sum(int(row["n"]) for row in here if not row["reachable"]),
    )


async def queued(db: Query) -> tuple[int, datetime | None]:
    """Return how many messages wait or are being sent, and when the last of them is due.

    Nudges are left out: how fast they are through tells how many have answered.
    """
    row = await db.one(
        "SELECT count(*) AS n, max(due_at) AS due_at FROM delivery"
        " WHERE status IN (?1, ?2) AND kind <> ?3",
        (DeliveryStatus.PENDING, DeliveryStatus.SENDING, DeliveryKind.NUDGE),
    )
    return (0, None) if row is None else (int(row["n"]), moment_or_none(row["due_at"]))


async def announcement_drafts(db: Query) -> int:
    """Count the announcements that are being written."""
    row = await db.one(
        "SELECT count(*) AS n FROM announcement WHERE status = ?1", (AnnouncementStatus.DRAFT,)
    )
    return 0 if row is None else int(row["n"])
