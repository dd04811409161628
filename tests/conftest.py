"""What many tests share: databases in real files, the events, and people who register."""

import asyncio
import os
import runpy
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

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


# A machine that is busy with something else may be slow over any of the examples.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


def pytest_configure() -> None:
    """Let the files of tests lie in memory, where there is room: their commits wait for no disk."""
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


@pytest.fixture
def now() -> datetime:
    """08:20 of the built-in event's day."""
    return NOW


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new database, closed: a copy of it is a new one in no time."""
    return _made(tmp_path_factory.mktemp("migrated"), None)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, built_in: Plan) -> Path:
    """The file of a database with the built-in event, closed."""
    return _made(tmp_path_factory.mktemp("loaded"), built_in)


def _made(folder: Path, plan: Plan | None) -> Path:
    path = folder / "workshop.db"

    async def make() -> None:
        db = await Database.open(path, now=NOW)
        if plan is not None:
            await agendas.load_event(db, plan, now=NOW)
        await db.close()

    asyncio.run(make())
    return path


@pytest.fixture
def has_event() -> None:
    """Ask that the test's database has the built-in event from the beginning."""


@pytest.fixture
def new_file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The file of the test's own database, with the event if anything asks for `has_event`."""
    file: Path = request.getfixturevalue(
        "loaded" if "has_event" in request.fixturenames else "migrated"
    )
    return Path(shutil.copy(file, tmp_path / "workshop.db"))


@pytest.fixture
async def empty_db(new_file: Path) -> AsyncIterator[Database]:
    """A migrated database without an event, unless the test asks for `db` too."""
    db = await Database.open(new_file, now=NOW)
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
def db(has_event: None, empty_db: Database) -> Database:  # noqa: ARG001 -- `new_file` asks for it
    """A database with the built-in event."""
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
