"""Questions: a page of them among few and among many, and 170 people who ask while 170 vote."""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.processes import ROOT, TOKEN
from benchmarks.tables import number, print_table
from bot.services import agenda as agendas
from bot.services import event_file, questions
from bot.services.sealing import Seal
from bot.services.team import new_code
from bot.settings import BUILT_IN
from simulator.person import Person
from simulator.server import Simulator
from storage.agenda import load
from storage.database import Database

NOW = datetime(2025, 7, 3, 4, 0, tzinfo=UTC)
"""11:00 of the event's day: the panel is on."""
READS = 500
FEW, MANY = (50, 1_000), (5_000, 100_000)
"""Questions and votes."""
SEAL = Seal(bytes(32))
PEOPLE, SECONDS = 170, 60.0


async def stored(folder: Path, n: int, votes: int) -> Database:
    """Store a panel's questions, every tenth of them answered, and their votes."""
    rng = Random(1)  # noqa: S311 -- the same in every run
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


if __name__ == "__main__":
    main(quick=False)
