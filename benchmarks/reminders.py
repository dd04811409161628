"""Reminders: how late they arrive, and what a tick costs, with nothing due and with all due."""

import asyncio
import runpy
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from telegram.ext import ExtBot

from benchmarks.processes import ROOT, TOKEN, load_server
from benchmarks.tables import number, print_table
from bot import jobs, outbox
from bot.clock import Clock
from bot.ratelimit import TwoLanes
from bot.services import agenda as agendas
from bot.services import event_file, reminders
from bot.services.agenda import AgendaBook
from bot.services.participants import KnownParticipants
from bot.services.reminder_times import LEADS
from bot.services.sealing import Seal
from bot.shared import Bot, Shared
from bot.transport import AiohttpRequest
from storage.database import Database
from storage.models import Session

SENT, STORED = 10_000, 100_000
PACE = 1_000.0
"""Messages a second: Telegram's own 30 lifted, so that it is the bot that is measured."""

TICK = jobs.TICK
TICKS = 500
LATENCY = 0.1
MOMENTS = 8
"""5, 10, 15 and 30 minutes before each of two starts."""


class Watched(TwoLanes):
    """The bot's own lanes, noting when Telegram's answer to each message was there."""

    def __init__(self) -> None:
        super().__init__(per_second=PACE)
        self.sent: list[float] = []

    async def process_request(self, *args: Any, **kwargs: Any) -> Any:
        answer = await super().process_request(*args, **kwargs)
        self.sent.append(time.perf_counter())
        return answer


async def stored(folder: Path, people: int, *, scope: str, stars: int = 1) -> Database:
    """Store the big event and so many registered people, with their stars and their rules."""
    text = runpy.run_path(str(ROOT / "tests" / "events" / "big_event.py"))["big_event"]()
    plan = event_file.parse(text)
    before = plan.sessions[0].starts_at - timedelta(days=7)
    stamp = before.strftime("%Y-%m-%dT%H:%M:%SZ")
    rng = Random(1)
    db = await Database.open(folder / "workshop.db", now=before)
    await agendas.load_event(db, plan, now=before)
    ids = [session.id for session in plan.sessions]
    async with db.transaction() as tx:
        await tx.many(
            "INSERT INTO participant (id, telegram_id, locale, role, status, joined_at,"
            " registered_at, name)"
            " VALUES (?1, ?1 + 1000, ?2, 'attendee', 'registered', ?3, ?3, ?4)",
            [(n, ("km", "en")[n % 2], stamp, f"Dara {n}") for n in range(1, people + 1)],
        )
        await tx.many(
            "INSERT INTO reminder_rule (participant_id, scope, minutes, breaks, morning)"
            " VALUES (?1, ?2, ?3, 0, 0)",
            [
                (n, scope, rng.choice(LEADS) if scope == "starred" else 10)
                for n in range(1, people + 1)
            ],
        )
        await tx.many(
            "INSERT INTO star (participant_id, session_id) VALUES (?1, ?2)",
            [(n, each) for n in range(1, people + 1) for each in rng.sample(ids, stars)],
        )
    return db


def dues(sessions: Sequence[Session]) -> Iterator[datetime]:
    """Give the moments at which reminders are due, in order."""
    for start in sorted({session.starts_at for session in sessions}):
        yield from (start - timedelta(minutes=lead) for lead in sorted(LEADS, reverse=True))


async def lateness(db: Database, url: str, *, moments: int) -> list[float]:
    """Run the two ticks each second through moments at which reminders are due.

    Gives, for each message, the seconds from the moment it was due to Telegram's answer. The clock
    of the event starts at a random time before each moment and runs as real time does.
    """
    lanes = Watched()
    bot: Bot = ExtBot(TOKEN, base_url=f"{url}/bot", request=AiohttpRequest(), rate_limiter=lanes)
    await bot.initialize()
    rng = Random(2)
    clock = Clock()
    shared = Shared(db, clock, AgendaBook(db), KnownParticipants(db), Seal(bytes(32)), rng)
    agenda = await shared.agenda.current(now=clock.now())
    late = []
    for due in islice(dues(agenda.sessions), moments):
        lanes.sent.clear()
        ahead = rng.uniform(0, TICK)
        clock.set(now=due - timedelta(seconds=ahead), speed=1)
        due_at = time.perf_counter() + ahead
        sending = asyncio.create_task(asyncio.sleep(0))
        while clock.now() < due + timedelta(seconds=2 * TICK) or not sending.done():
            began = time.perf_counter()
            now = clock.now()
            await reminders.enqueue_due(db, await shared.agenda.current(now=now), now=now)
            await asyncio.sleep(jobs.REMIND_AHEAD)
            if sending.done():  # as the scheduler does: one drain at a time
                await sending
                sending = asyncio.create_task(outbox.drain(bot, shared))
            await asyncio.sleep(max(0.0, began + TICK - time.perf_counter()))
        late += [at - due_at for at in lanes.sent]
    await bot.shutdown()
    return late


class Costs(NamedTuple):
    """Milliseconds: of ticks, of the one that queued them all, and of writes beside that one."""

    quiet: list[float]
    nothing_new: list[float]
    all_due: float
    writes: list[float]
    queued: int


async def cost(db: Database) -> Costs:
    """Measure ticks far from any session, near some with everything queued, and with all due."""
    book = AgendaBook(db)
    start = min(each.starts_at for each in (await book.current(now=Clock().now())).sessions)

    async def tick(ahead: timedelta) -> float:
        began, now = time.perf_counter(), start - ahead
        await reminders.enqueue_due(db, await book.current(now=now), now=now)
        return 1000 * (time.perf_counter() - began)

    quiet = [await tick(timedelta(hours=12)) for _ in range(TICKS)]
    queueing = asyncio.create_task(tick(timedelta(minutes=10)))
    writes = []
    while not queueing.done():
        began = time.perf_counter()
        async with db.transaction() as tx:
            await tx.all("UPDATE participant SET position = NULL WHERE id = 1")
        writes.append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(0)
    nothing_new = [await tick(timedelta(minutes=10)) for _ in range(TICKS)]
    row = await db.one("SELECT count(*) AS n FROM delivery")
    return Costs(quiet, nothing_new, await queueing, writes, 0 if row is None else row["n"])


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


async def measured_lateness(
    people: int, url: str, *, scope: str, stars: int, moments: int
) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        db = await stored(Path(folder), people, scope=scope, stars=stars)
        try:
            return await lateness(db, url, moments=moments)
        finally:
            await db.close()


async def measured_cost(people: int) -> Costs:
    with tempfile.TemporaryDirectory() as folder:
        db = await stored(Path(folder), people, scope="all")
        try:
            return await cost(db)
        finally:
            await db.close()


def main(*, quick: bool) -> None:
    people, many = (SENT // 10, STORED // 10) if quick else (SENT, STORED)
    asked = {
        "1 starred session each": ("starred", 1, MOMENTS),
        "3 starred sessions each": ("starred", 3, MOMENTS),
        "everybody of the same five sessions": ("all", 0, len(LEADS)),
    }
    rows = []
    for label, (scope, stars, moments) in asked.items():
        with load_server("--latency", str(LATENCY)) as server:
            run = measured_lateness(people, server.url, scope=scope, stars=stars, moments=moments)
            late = [seconds / TICK for seconds in asyncio.run(run)]
        at_once = len(late) / (moments if scope == "starred" else 1)
        shares = [number(percentile(late, share), 2) for share in (0.5, 0.99, 1)]
        rows.append((label, number(at_once, 0), *shares))
    print_table(
        f"Reminders to {people:,} people, 60 sessions: lateness in ticks of {TICK:.0f} s, from due"
        f" to Telegram's answer after {1000 * LATENCY:.0f} ms.\nPace lifted to {PACE:,.0f} a"
        " second; wanted: p99 under 2 where the rate allows.",
        ("", "due at once", "median", "p99", "most"),
        rows,
    )
    costs = asyncio.run(measured_cost(many))
    several = {
        "a tick with no session near": costs.quiet,
        "a tick with sessions near, all queued before": costs.nothing_new,
        f"the tick that queues all {costs.queued:,}": [costs.all_due],
        "a write of somebody else beside it": costs.writes,
    }
    print_table(
        f"{many:,} people, 60 sessions, ms (wanted: a tick with nothing due under 5)",
        ("", "median", "p99"),
        [
            (label, *(number(percentile(spent, share), 2) for share in (0.5, 0.99)))
            for label, spent in several.items()
        ],
    )
