"""kill -9 at random moments of a broadcast: who was missed, and who got it twice."""

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.broadcast import PATIENCE
from benchmarks.crowd import announce, gather
from benchmarks.limited_server import Telegram, serving
from benchmarks.processes import ROOT, TOKEN, ours
from benchmarks.tables import number, print_table
from storage.database import Database
from storage.models import DeliveryStatus

PEOPLE = 300
PACE = 1_000
SEED = 9
LOOK_SECONDS = 0.005


class Bots:
    """One bot after another, each in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._running = 0

    async def start(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._running = int(await self._line())

    async def kill(self) -> None:
        """Kill it where it stands."""
        os.kill(self._running, signal.SIGKILL)
        self._running = 0
        await self._line()

    async def end(self) -> None:
        if self._running:
            await self.kill()
        self._process.kill()
        await self._process.wait()

    async def _line(self) -> bytes:
        assert self._process.stdout is not None
        return await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)


@asynccontextmanager
async def bots(url: str, database: Path) -> AsyncIterator[Bots]:
    environment = {
        "BOT_API_URL": url,
        "BOT_TOKEN": TOKEN,
        "DATABASE": str(database),
        "LOG_LEVEL": "ERROR",
        "MESSAGES_PER_SECOND": str(PACE),
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *ours("benchmarks.peers.forked_bot"),
        cwd=ROOT,
        env=os.environ | environment,
        stdin=pipe,
        stdout=pipe,
    )
    made = Bots(process)
    try:
        yield made
    finally:
        await made.end()


async def measure(*, kills: int) -> list[tuple[int, int]]:
    """Kill the bot once in each of so many broadcasts; give who was missed and who got two."""
    rng = Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "workshop.db"
        await gather(database, people=PEOPLE)
        telegram = Telegram()
        async with serving(telegram) as url, bots(url, database) as running:
            return [await _broadcast(telegram, running, database, rng) for _ in range(kills)]


async def _broadcast(
    telegram: Telegram, running: Bots, database: Path, rng: Random
) -> tuple[int, int]:
    telegram.got.clear()
    db = await Database.open(database, now=datetime.now(UTC))
    await announce(db, people=PEOPLE)
    await running.start()
    wanted, further = rng.randrange(PEOPLE), rng.uniform(0, 0.02)
    async with asyncio.timeout(PATIENCE):
        while telegram.got.total() <= wanted:  # noqa: ASYNC110 -- as quick as an event
            await asyncio.sleep(LOOK_SECONDS)
    await asyncio.sleep(further)
    await running.kill()
    await running.start()
    async with asyncio.timeout(PATIENCE):
        while await _under_way(db):  # noqa: ASYNC110 -- another process changes it
            await asyncio.sleep(0.02)
    await running.kill()
    await db.close()
    return PEOPLE - len(telegram.got), telegram.got.total() - len(telegram.got)


async def _under_way(db: Database) -> bool:
    row = await db.one(
        "SELECT 1 FROM delivery WHERE status IN (?1, ?2)",
        (DeliveryStatus.PENDING, DeliveryStatus.SENDING),
    )
    return row is not None


def main(*, kills: int) -> None:
    told = asyncio.run(measure(kills=kills))
    missed, twice = zip(*told, strict=True)
    row = (
        f"{kills} times",
        str(sum(missed)),
        str(sum(twice)),
        str(max(twice)),
        number(median(twice), 0),
        f"{100 * sum(twice) / kills / PEOPLE:.2f}%",
    )
    print_table(
        f"kill -9 at a random moment of a broadcast to {PEOPLE}, at up to {PACE:,} a second."
        "\nWanted: nobody missed.",
        ("", "missed", "got it twice", "most", "median", "of all"),
        [row],
    )
