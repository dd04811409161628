"""A broadcast against a Telegram that enforces its limit, while people tap."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from benchmarks.crowd import FIRST_PERSON, FIRST_TAPPER, announce, gather
from benchmarks.limited_server import Blocking, Bucket, Limit, Telegram, Window, serving
from benchmarks.processes import AIOGRAM_PYTHON, Peer, ours, started
from benchmarks.tables import number, print_table
from bot.callbacks import Open, Place
from storage.database import Database

SCALE = 10
LIMIT = 30 * SCALE
"""Telegram's 30 a second, ten times as many, so that ten thousand do not take six minutes."""
PACE = 29.4 * SCALE
LATENCY = 0.1
TAPS = 20
"""A second; each asks for the agenda."""
TAPPERS = 500
ALONE_SECONDS = 15.0
WARM_SECONDS = 2.0
PATIENCE = 60.0
BURST = 0.1 * LIMIT
"""Tokens of the bucket: a tenth of a second's, for the network's jitter."""

LIMITS: dict[str, Callable[[], Limit]] = {
    "token bucket": lambda: Bucket(LIMIT, burst=BURST),
    "sliding window": lambda: Window(LIMIT),
    "blocks after a refusal": lambda: Blocking(LIMIT, burst=BURST),
}
OURS = Peer(label="the whole bot", command=(*ours("bot"), "run"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One broadcast, or none (`people` 0): how it went, and how long taps waited, in seconds."""

    label: str
    people: int
    seconds: float
    used: float
    refused: int
    missed: int
    twice: int
    median: float
    p99: float


def peer(how: str, label: str) -> Peer:
    command = (str(AIOGRAM_PYTHON), "-m", "benchmarks.peers.ptb_broadcast", how)
    return Peer(label=label, command=command)


GATHERED = peer("gathered", "gathered sends under AIORateLimiter")
LOOP = peer("loop", "a plain loop of sends")


async def measure(program: Peer, *, people: int, limit: str) -> Run:
    """Let a program tell so many people, and measure from its first message to its last."""
    telegram = Telegram(LIMITS[limit](), latency=LATENCY)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "workshop.db"
        own = {"DATABASE": str(database), "MESSAGES_PER_SECOND": str(PACE)}
        if program is OURS:
            await gather(database, people=people, tappers=TAPPERS)
        else:
            numbers = (str(FIRST_PERSON), str(people), str(LIMIT))
            program = replace(program, command=program.command + numbers)
        async with serving(telegram) as url:
            with started(program, url, own):
                await asyncio.wait_for(telegram.polled.wait(), PATIENCE)
                tapping = asyncio.create_task(_tap(telegram))
                await asyncio.sleep(WARM_SECONDS)
                since = time.perf_counter()
                if program is OURS and people:
                    await _announce(database, people=people)
                if people:
                    await _until_told(telegram, people)
                else:
                    await asyncio.sleep(ALONE_SECONDS)
                tapping.cancel()
                return _result(telegram, program.label, people=people, since=since)


async def _announce(database: Path, *, people: int) -> None:
    db = await Database.open(database, now=datetime.now(UTC))
    await announce(db, people=people)
    await db.close()


async def _tap(telegram: Telegram) -> None:
    """Let somebody tap, evenly and without end, who does not wait for an answer."""
    begun = time.perf_counter()
    for n in count():
        await asyncio.sleep(begun + n / TAPS - time.perf_counter())
        chat = FIRST_TAPPER + n % TAPPERS
        if chat not in telegram.unanswered:
            telegram.tap(chat, Open(Place.AGENDA).encode())


async def _until_told(telegram: Telegram, people: int) -> None:
    """Wait until everybody was told, or until nobody was for long."""
    while len(telegram.got) < people:
        last = telegram.told[-1] if telegram.told else time.perf_counter()
        if time.perf_counter() - last > PATIENCE:
            return
        await asyncio.sleep(0.1)


def _result(telegram: Telegram, label: str, *, people: int, since: float) -> Run:
    end = time.perf_counter()
    first, last = (telegram.told[0], telegram.told[-1]) if telegram.told else (since, end)
    taken = sum(first <= at <= last for at in telegram.took)
    waits = [wait for at, wait in telegram.waits if first <= at <= last]
    # Whoever waits still has waited so long at least.
    waits += [end - at for at in telegram.unanswered.values() if first <= at <= last]
    *_, p99 = quantiles(waits, n=100) if len(waits) > 1 else [0.0, 0.0]
    return Run(
        label=label,
        people=people,
        seconds=last - first,
        used=taken / (last - first) / LIMIT,
        refused=telegram.refused,
        missed=people - len(telegram.got),
        twice=len(telegram.told) - len(telegram.got),
        median=median(waits) if waits else 0.0,
        p99=p99,
    )


def main(*, quick: bool) -> None:
    most = 1_000 if quick else 10_000
    few, some = most // 10, most // 2
    bucket, *others = LIMITS
    alone = asyncio.run(measure(OURS, people=0, limit=bucket))
    runs = [(bucket, asyncio.run(measure(OURS, people=n, limit=bucket))) for n in (few, some, most)]
    runs += [(limit, asyncio.run(measure(OURS, people=most, limit=limit))) for limit in others]
    if AIOGRAM_PYTHON.exists():
        # They would take minutes for ten thousand: fewer show the same.
        fewer = ((GATHERED, most // 5), (LOOP, most // 40))
        runs += [(bucket, asyncio.run(measure(it, people=n, limit=bucket))) for it, n in fewer]
    print_table(
        f"A broadcast, the limit {SCALE} times Telegram's: {LIMIT} a second; a send takes"
        f" {1000 * LATENCY:.0f} ms; {TAPS} taps a second.\nWanted: 95% used or better, none"
        " refused, taps within 1.5 times what they take without a broadcast.",
        (
            *("", "limit", "people", "s", "used", "429s", "missed", "twice"),
            *("tap ms", "x", "p99 ms", "x"),
        ),
        [_row(OURS.label, "no broadcast", alone, alone)]
        + [_row(run.label, limit, run, alone) for limit, run in runs],
    )
    print(
        "Used: of the limit, from the first message of the broadcast to its last, answers to taps"
    )
    print("included. A tap takes from the finger to Telegram's answer to the edit.")


def _row(label: str, limit: str, run: Run, alone: Run) -> tuple[str, ...]:
    of_broadcast = (
        f"{run.people:,}",
        number(run.seconds, 1),
        f"{100 * run.used:.1f}%",
        str(run.refused),
        str(run.missed),
        str(run.twice),
    )
    return (
        label,
        limit,
        *(of_broadcast if run.people else ("-",) * len(of_broadcast)),
        number(1000 * run.median, 0),
        number(run.median / alone.median, 2),
        number(1000 * run.p99, 0),
        number(run.p99 / alone.p99, 2),
    )
