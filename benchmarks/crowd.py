"""A database with many people in it, and an announcement that waits for all of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.services import agenda, event_file
from bot.settings import BUILT_IN
from storage import deliveries
from storage.database import Database
from storage.models import DeliveryKind, Locale, Priority, RegistrationStatus, Role
from storage.stamps import stamp

FIRST_PERSON = 1_001
FIRST_TAPPER = 900_001
LASTS = timedelta(days=1)


async def gather(database: Path, *, people: int, tappers: int = 0) -> None:
    """Let people register, and others who only look at the agenda open the bot."""
    now = datetime.now(UTC)
    ids = [*range(FIRST_PERSON, FIRST_PERSON + people)]
    ids += range(FIRST_TAPPER, FIRST_TAPPER + tappers)
    db = await Database.open(database, now=now)
    await agenda.load_event(db, event_file.read(BUILT_IN), now=now)
    async with db.transaction() as tx:
        await tx.many(
            "INSERT INTO participant (telegram_id, locale, role, status, joined_at, name)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [
                (
                    number,
                    (Locale.KM, Locale.EN)[number % 2],
                    Role.ATTENDEE,
                    RegistrationStatus.REGISTERED,
                    stamp(now),
                    f"Person {number}",
                )
                for number in ids
            ],
        )
    await db.close()


async def announce(db: Database, *, people: int) -> None:
    """Confirm an urgent announcement to the first of them: urgent, so that none has to wait."""
    now = datetime.now(UTC)
    async with db.transaction() as tx:
        row = await tx.one(
            "INSERT INTO announcement (status, text_km, text_en, khmer_only, audience,"
            " audience_value, priority, revision, created_at)"
            " VALUES ('sending', ?1, ?2, 0, 'everyone', '', 'urgent', 0, ?3) RETURNING id",
            ("អាហារថ្ងៃត្រង់នៅជាន់ទី២។", "Lunch is on the second floor.", stamp(now)),
        )
        assert row is not None
        ids = await tx.all("SELECT id FROM participant ORDER BY telegram_id LIMIT ?1", (people,))
        await deliveries.enqueue_for(
            tx,
            [each["id"] for each in ids],
            once=f"announcement:{row['id']}",
            kind=DeliveryKind.ANNOUNCEMENT,
            subject=str(row["id"]),
            priority=Priority.URGENT,
            due_at=now,
            expires_at=now + LASTS,
            now=now,
        )
