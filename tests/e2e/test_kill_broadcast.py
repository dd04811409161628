"""kill -9 and SIGTERM in the middle of a broadcast: nobody is missed."""

import asyncio
import signal
from pathlib import Path
from random import Random

import pytest

from bot.services import agenda, event_file
from bot.settings import BUILT_IN
from simulator.server import Simulator
from storage import deliveries, participants
from storage.database import Database
from storage.models import DeliveryKind, Locale, Priority, RegistrationStatus
from tests.e2e.conftest import MORNING, Programs

PEOPLE = 60
PACE = 120
IN_HAND = 60
"""Half a second of the pace: so many at most may get it twice each time."""


@pytest.fixture
async def crowd(telegram: Simulator, tmp_path: Path) -> list[int]:
    """People who are registered, and an announcement to all of them that waits to be sent."""
    people = [await telegram.person(f"Person {n}") for n in range(PEOPLE)]
    for person in people:
        telegram.world.accounts[person.id].started = True
    db = await Database.open(tmp_path / "workshop.db", now=MORNING)
    await agenda.load_event(db, event_file.read(BUILT_IN), now=MORNING)
    async with db.transaction() as tx:
        for person in people:
            await participants.speak(tx, telegram_id=person.id, locale=Locale.EN, now=MORNING)
        await tx.all("UPDATE participant SET status = ?1", (RegistrationStatus.REGISTERED,))
        row = await tx.one(
            "INSERT INTO announcement (status, text_km, text_en, khmer_only, audience,"
            " audience_value, priority, revision, created_at) VALUES ('sending', 'Khmer', 'Hello',"
            " 0, 'everyone', '', 'normal', 0, '2025-07-03T01:20:00Z') RETURNING id"
        )
        assert row is not None
        ids = await tx.all("SELECT id FROM participant ORDER BY id")
        await deliveries.enqueue_for(
            tx,
            [each["id"] for each in ids],
            once="announcement:1",
            kind=DeliveryKind.ANNOUNCEMENT,
            subject=str(row["id"]),
            priority=Priority.NORMAL,
            due_at=MORNING,
            expires_at=MORNING.replace(hour=10),
            now=MORNING,
        )
    await db.close()
    return [person.id for person in people]


def sent(telegram: Simulator) -> list[int]:
    """The chats to which Telegram took a message, one after another."""
    requests = telegram.world.traffic.after(0)
    return [int(each["chat_id"]) for each in requests if each["method"] == "sendMessage"]


async def until(telegram: Simulator, number: int) -> None:
    async with asyncio.timeout(10):
        while len(sent(telegram)) < number:  # noqa: ASYNC110 -- the simulator sets no event
            await asyncio.sleep(0.001)


async def statuses(folder: Path) -> set[str]:
    db = await Database.open(folder / "workshop.db", now=MORNING)
    rows = await db.all("SELECT DISTINCT status FROM delivery")
    await db.close()
    return {row["status"] for row in rows}


async def test_killed_again_and_again_it_reaches_everybody_and_repeats_little(
    telegram: Simulator, program: Programs, crowd: list[int], tmp_path: Path
) -> None:
    rng = Random(9)
    bot = program(telegram.url, MESSAGES_PER_SECOND=str(PACE))
    await bot.start()
    before = 0
    for _ in range(3):
        await until(telegram, before + rng.randint(1, 20))
        await bot.restart()
        before = len(sent(telegram))
    async with asyncio.timeout(10):
        while set(sent(telegram)) != set(crowd):  # noqa: ASYNC110 -- nothing sets an event
            await asyncio.sleep(0.01)
    assert await bot.send_signal(signal.SIGTERM) == 0

    assert await statuses(tmp_path) == {"sent"}
    assert len(sent(telegram)) - len(crowd) <= 3 * IN_HAND
    phone = telegram.person_with_id(crowd[-1])
    await phone.refresh()
    assert phone.last.text == "Announcement\n\nHello"


async def test_stopped_in_the_middle_it_notes_everything_and_repeats_nothing(
    telegram: Simulator, program: Programs, crowd: list[int], tmp_path: Path
) -> None:
    bot = program(telegram.url, MESSAGES_PER_SECOND=str(PACE))
    await bot.start()
    await until(telegram, 10)
    async with asyncio.timeout(3):
        assert await bot.send_signal(signal.SIGTERM) == 0
    assert await statuses(tmp_path) == {"sent", "pending"}
    assert bot.said[-1] == "bot.app stopped"

    await bot.start()
    await until(telegram, PEOPLE)
    assert await bot.send_signal(signal.SIGTERM) == 0

    assert sorted(sent(telegram)) == sorted(crowd)
    assert await statuses(tmp_path) == {"sent"}
