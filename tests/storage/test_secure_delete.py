"""What was deleted is gone from the file, not only from the tables."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.services import participants, registration
from storage.database import Database
from storage.models import Agenda, Locale, Participant
from tests.conftest import SEAL

Register = Callable[..., Awaitable[Participant]]
Ready = Callable[..., Awaitable[None]]

TRACES = {
    "name": "ស៊ិន សុវណ្ណារិទ្ធ",
    "organisation": "អង្គការសាកល្បងតែមួយគត់",
    "position": "ប្រធានគម្រោងសម្ងាត់",
    "phone": "0987612345",
}


async def left_in_file(db: Database, path: Path) -> list[str]:
    async with db._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
        assert tuple(await cursor.fetchone() or ()) == (0, 0, 0)
    stored = b"".join(file.read_bytes() for file in path.parent.iterdir())
    return [field for field, text in TRACES.items() if text.encode() in stored]


@pytest.fixture
async def crowd(db: Database, agenda: Agenda, register: Register) -> Database:
    """Enough people that their rows fill many pages, which split and merge."""
    for number in range(2, 152):
        await register(number, agenda, name=f"Person {number}", organisation=f"NGO {number % 40}")
    return db


async def test_no_byte_of_a_deleted_participant_is_left(
    crowd: Database, agenda: Agenda, register: Register, now: datetime, tmp_path: Path
) -> None:
    dara = await register(1, agenda, **TRACES)
    assert await left_in_file(crowd, tmp_path / "workshop.db") == list(TRACES)

    await participants.forget(crowd, SEAL, dara, agenda=agenda, now=now)
    assert await left_in_file(crowd, tmp_path / "workshop.db") == []


def stored(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_a_deletion_empties_the_wal_at_once(
    db: Database, agenda: Agenda, register: Register, now: datetime, tmp_path: Path
) -> None:
    gone = await register(1, agenda, **TRACES)
    await participants.forget(db, SEAL, gone, agenda=agenda, now=now)
    back = await register(2, agenda, **TRACES)
    await registration.withdraw(db, back, agenda=agenda, now=now)
    assert [field for field, text in TRACES.items() if text.encode() in stored(tmp_path)] == []


async def test_no_byte_is_left_when_everybody_is_deleted(
    crowd: Database, agenda: Agenda, register: Register, now: datetime, tmp_path: Path
) -> None:
    await register(1, agenda, **TRACES)
    for row in await crowd.all("SELECT telegram_id FROM participant ORDER BY name"):
        person = await participants.speak(crowd, row["telegram_id"], Locale.KM, now=now)
        await participants.forget(crowd, SEAL, person, agenda=agenda, now=now)
    assert await left_in_file(crowd, tmp_path / "workshop.db") == []
    assert b"Person 7" not in (tmp_path / "workshop.db").read_bytes()


async def test_no_byte_of_a_cancelled_draft_is_left(
    db: Database,
    ready: Ready,
    join: Callable[..., Awaitable[Participant]],
    tmp_path: Path,
) -> None:
    dara = await join(1)
    await ready(dara, **TRACES)
    assert await left_in_file(db, tmp_path / "workshop.db") == list(TRACES)

    await registration.cancel(db, dara)
    assert await left_in_file(db, tmp_path / "workshop.db") == []


async def test_no_byte_of_a_withdrawn_registration_is_left(
    db: Database, agenda: Agenda, register: Register, now: datetime, tmp_path: Path
) -> None:
    dara = await register(1, agenda, **TRACES)
    await registration.withdraw(db, dara, agenda=agenda, now=now)
    assert await left_in_file(db, tmp_path / "workshop.db") == []
