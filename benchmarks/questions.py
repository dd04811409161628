"""Questions: a page of them among few and among many, and 170 people who ask while 170 vote."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.processes import ROOT, TOKEN
from benchmarks.tables import number, print_table
from bot.clock import Clock
from bot.services import agenda as agendas
from bot.services import event_file, participants, questions
from bot.services.sealing import Seal
from bot.services.team import new_code
from bot.settings import BUILT_IN
from simulator.person import Person
from simulator.server import Simulator
from storage.agenda import load
from storage.database import Database
from storage.models import Locale

NOW = datetime(2025, 7, 3, 4, 0, tzinfo=UTC)
"""11:00 of the event's day: the panel is on."""
READS = 500
FEW, MANY = (50, 1_000), (5_000, 100_000)
"""Questions and votes."""
SEAL = Seal(bytes(32))
PEOPLE, SECONDS = 170, 60.0


async def stored(folder: Path, n: int, votes: int) -> Database:
    """Store a panel's questions, every tenth of them answered, and their votes."""
    rng = Random(1)
    db = await Database.open(folder / "workshop.db", now=NOW)
    await agendas.load_event(db, event_file.read(BUILT_IN), now=NOW)
    ids = [new_code(rng) for _ in range(n)]
    cast = sorted({(rng.choice(ids), f"{rng.getrandbits(128):032x}") for _ in range(votes)})
    async with db.transaction() as tx:
        await tx.many(
            "INSERT INTO question (id, session_id, text, edited, status, released, spot, votes,"
            " recount, reports, seen)"
            " VALUES (?1, 'panel', ?2, 0, ?3, 1, 'none', 0, 1, 0, 1)",
            [
                (each, f"What does point {n} of the policy mean for us?", status)
                for n, each in enumerate(ids)
                for status in ["approved" if n % 10 else "answered"]
            ],
        )
        await tx.many(
            "INSERT INTO answer (question_id, speaker_id, text) VALUES (?1, 'thy-try', 'Much.')",
            [(each,) for each in ids[::10]],
        )
        await tx.many("INSERT INTO upvote (question_id, voter) VALUES (?1, ?2)", cast)
        await tx.all(
            "UPDATE question SET recount = 0, votes = (SELECT count(*) FROM upvote"
            " WHERE question_id = question.id)"
        )
    await db.rewrite()
    return db


async def reading(n: int, votes: int) -> list[float]:
    """Give the milliseconds that each of many looks at the first page takes."""
    with tempfile.TemporaryDirectory() as folder:
        db = await stored(Path(folder), n, votes)
        try:
            session = (await load(db)).session("panel")
            assert session is not None
            spent = []
            for _ in range(READS):
                began = time.perf_counter()
                page = await questions.page(db, SEAL, 1001, session)
                spent.append(1000 * (time.perf_counter() - began))
                assert len(page.listed) == questions.A_PAGE
            return spent
        finally:
            await db.close()


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


async def gathered(telegram: Simulator, folder: Path, people: int) -> list[Person]:
    """Let people be there who opened the bot long ago, and a panel with twenty questions."""
    db = await stored(folder, 20, 0)
    everybody = [await telegram.person(f"Person {n}") for n in range(people)]
    for person in everybody:
        telegram.world.accounts[person.id].started = True
        await participants.speak(db, person.id, Locale.EN, now=NOW)
    await db.close()
    return everybody


@asynccontextmanager
async def bot_running(telegram: Simulator, folder: Path) -> AsyncIterator[None]:
    """Run the bot in a process of its own while the block lasts."""
    environment = {
        "BOT_API_URL": telegram.url,
        "BOT_TOKEN": TOKEN,
        "DATABASE": str(folder / "workshop.db"),
        "MESSAGES_PER_SECOND": "1000",
        "LOG_LEVEL": "ERROR",
    }
    command = ("-m", "bot", "run", "--clock-start", NOW.isoformat())
    bot = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env=os.environ | environment
    )
    try:
        await telegram.polled()
        yield
    finally:
        bot.terminate()
        await bot.wait()


async def asks(person: Person) -> Callable[[], Awaitable[None]]:
    """Bring somebody to the card of a question; return what sends it."""
    await person.open_link("ask_panel")
    await person.tap("Whoever can answer")
    await person.send("What does this policy mean for a small organisation?")

    async def send() -> None:
        await person.tap("Send, keep no way back", person.last)

    return send


async def votes(person: Person) -> Callable[[], Awaitable[None]]:
    """Bring somebody to the list of questions; return what votes for the first."""
    await person.send("/questions")

    async def vote() -> None:
        await person.tap("👍 #1", person.last)

    return vote


async def timed(deed: Callable[[], Awaitable[None]], *, after: float = 0.0) -> float:
    """Give the milliseconds from a tap until what it changes stands on the phone."""
    await asyncio.sleep(after)
    began = time.perf_counter()
    await deed()
    return 1000 * (time.perf_counter() - began)


async def crowded(people: int, seconds: float) -> tuple[list[float], list[float], int]:
    """Let half of them ask and half vote, first one by one, then all within so many seconds."""
    rng = Random(3)
    alone = max(people // 8, 10)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clock = Clock(start=NOW, speed=1)
        telegram = await stack.enter_async_context(Simulator(token=TOKEN, clock=clock))
        everybody = await gathered(telegram, folder, 2 * (people + alone))
        async with bot_running(telegram, folder):
            deeds = [await (asks, votes)[n % 2](each) for n, each in enumerate(everybody)]
            idle = [await timed(deed) for deed in deeds[: 2 * alone]]
            busy = await asyncio.gather(
                *(timed(deed, after=rng.uniform(0, seconds)) for deed in deeds[2 * alone :])
            )
        db = await Database.open(folder / "workshop.db", now=NOW)
        kept = await db.one(
            "SELECT (SELECT count(*) FROM question WHERE text LIKE '%small%')"
            " + (SELECT count(*) FROM upvote) AS n"
        )
        await db.close()
    return idle, list(busy), 0 if kept is None else int(kept["n"])


def main(*, quick: bool) -> None:
    few, many = [asyncio.run(reading(*how_many)) for how_many in (FEW, MANY)]
    base = median(few)
    print_table(
        "The first page of /questions, ms (wanted: within 2x)",
        ("", "median", "p99", "x"),
        [
            (
                f"{n:,} questions, {votes:,} votes",
                number(median(spent), 2),
                number(percentile(spent, 0.99), 2),
                number(median(spent) / base, 2),
            )
            for (n, votes), spent in ((FEW, few), (MANY, many))
        ],
    )
    people, seconds = (PEOPLE // 4, SECONDS / 4) if quick else (PEOPLE, SECONDS)
    idle, busy, kept = asyncio.run(crowded(people, seconds))
    base = percentile(idle, 0.99)
    print_table(
        f"{people} people ask and {people} vote within {seconds:.0f} s, ms from tap to answer"
        f" (wanted: p99 within 2x of idle). Stored: {kept} of {len(idle) + len(busy)}",
        ("", "median", "p99", "x"),
        [
            (
                label,
                number(median(spent), 1),
                number(percentile(spent, 0.99), 1),
                number(percentile(spent, 0.99) / base, 2),
            )
            for label, spent in (("one after another", idle), ("all of them", busy))
        ],
    )


if __name__ == "__main__":
    main(quick=False)
