"""What many tests share: databases in real files, the events, and people who register."""

import os
import runpy
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.services import agenda as agendas
from bot.services import event_file, participants, registration
from bot.services.sealing import Seal
from bot.settings import BUILT_IN
from storage import conversations
from storage.agenda import load
from storage.database import Database
from storage.models import Agenda, Conversation, Draft, Level, Locale, Participant, Plan, Step

SEAL = Seal(bytes(range(32)))
"""What seals and hashes in tests."""

NOW = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)
"""08:20 of the event's day in Phnom Penh."""

DRAFT = Draft(
    consented=True,
    name="Sok Dara",
    organisation="Open Development Cambodia",
    level=Level.NATIONAL,
    position="Researcher",
    phone="012345678",
)


IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- pytest makes a folder of its own there
ENOUGH = 2 * 1024**3


def pytest_configure() -> None:
    """Let the files of tests lie in memory, where there is room: their commits wait for no disk."""
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


@pytest.fixture
def now() -> datetime:
    """08:20 of the built-in event's day."""
    return NOW


@pytest.fixture
async def empty_db(tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated database without an event."""
    db = await Database.open(tmp_path / "workshop.db", now=NOW)
    yield db
    await db.close()


@pytest.fixture(scope="session")
def built_in() -> Plan:
    """The workshop of the concept note."""
    return event_file.read(BUILT_IN)


@pytest.fixture(scope="session")
def big_event() -> Plan:
    """Sixty sessions over three days, five side by side: 10 to 12 March 2026, 08:00 to 16:00."""
    text = runpy.run_path(str(Path(__file__).with_name("events") / "big_event.py"))["big_event"]()
    return event_file.parse(text)


@pytest.fixture(scope="session")
def big_agenda(big_event: Plan) -> Agenda:
    """The agenda of the big event."""
    return Agenda(big_event.event, big_event.sessions)


@pytest.fixture
async def db(empty_db: Database, built_in: Plan) -> Database:
    """A database with the built-in event."""
    await agendas.load_event(empty_db, built_in, now=NOW)
    return empty_db


@pytest.fixture
async def agenda(db: Database) -> Agenda:
    """The built-in agenda, as the database has it."""
    return await load(db)


@pytest.fixture
def join(empty_db: Database) -> Callable[..., Awaitable[Participant]]:
    """Let somebody open the bot: `await join(1)`."""

    async def joined(
        telegram_id: int, *, locale: Locale = Locale.EN, now: datetime = NOW
    ) -> Participant:
        return await participants.speak(empty_db, telegram_id, locale, now=now)

    return joined


@pytest.fixture
def register(
    empty_db: Database, join: Callable[..., Awaitable[Participant]]
) -> Callable[..., Awaitable[Participant]]:
    """Let somebody register, with changes to `DRAFT`: `await register(1, agenda, name="Dara")`."""

    async def registered(
        telegram_id: int, agenda: Agenda, *, now: datetime = NOW, **changes: object
    ) -> Participant:
        person = await join(telegram_id, now=now)
        await at_summary(empty_db, person, now=now, **changes)
        rng = Random(telegram_id)
        return await registration.confirm(empty_db, person, agenda=agenda, rng=rng, now=now)

    return registered


@pytest.fixture
def ready(empty_db: Database) -> Callable[..., Awaitable[None]]:
    """Bring somebody to the summary, with changes to `DRAFT`: `await ready(dara)`."""

    async def brought(person: Participant, *, now: datetime = NOW, **changes: object) -> None:
        await at_summary(empty_db, person, now=now, **changes)

    return brought


async def at_summary(
    db: Database, person: Participant, *, now: datetime, **changes: object
) -> None:
    """Store that somebody has answered everything and reads the summary."""
    async with db.transaction() as tx:
        conversation = Conversation(person.telegram_id, Step.SUMMARY, DRAFT.at(**changes))
        await conversations.save(tx, conversation, now=now)


@pytest.fixture
def dump(empty_db: Database) -> Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]:
    """Read every row of every table."""

    async def dumped() -> dict[str, list[tuple[object, ...]]]:
        tables = await empty_db.all(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        return {
            name: sorted(
                (tuple(row) for row in await empty_db.all(f"SELECT * FROM {name}")), key=repr
            )
            for (name,) in tables
        }

    return dumped


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was left out, and why."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in reasons.items():
        terminalreporter.write_line(f"LEFT OUT: {count} tests. {reason}", yellow=True)
