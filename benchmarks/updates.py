"""Updates a second: what a bot takes in and answers, when Telegram takes 0 or 100 ms."""

from dataclasses import dataclass
from statistics import median

from benchmarks.processes import (
    AIOGRAM,
    AIOGRAM_PYTHON,
    PTB_AIOHTTP,
    PTB_HTTPX,
    TRIVIAL,
    WHOLE_BOT,
    Peer,
    cpu_seconds,
    load_server,
    started,
)
from benchmarks.tables import number, print_table

LATENCIES = (0.0, 0.1)
LEAST_UPDATES = 2_000
"""Fewer would show how connections are opened, not how updates are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One measurement of one program."""

    per_second: float
    cpu_milliseconds: float | None
    disordered: int
    overlapping: int
    lost: int


def measure(peer: Peer, *, latency: float, updates: int, users: int) -> Run:
    """Give a fresh program the load once and measure it from the first update to the last reply."""
    amount = max(round(updates * peer.share), min(updates, LEAST_UPDATES)) // users * users
    options = ["--updates", str(amount), "--users", str(users), "--latency", str(latency)]
    options += ["--text", peer.text] if peer.text else []
    options += ["--prelude", str(peer.prelude)] if peer.prelude else []
    with load_server(*options) as server, started(peer, server.url) as bot:
        server.wait_for("first", bot)
        before = cpu_seconds(bot.pid)
        seen = server.wait_for("done", bot)
        after = cpu_seconds(bot.pid)
    cpu = None if before is None or after is None else 1000 * (after - before) / seen["sends"]
    return Run(
        per_second=seen["sends"] / seen["seconds"],
        cpu_milliseconds=cpu,
        disordered=seen["disordered"],
        overlapping=seen["overlapping"],
        lost=seen["expected"] - seen["sends"],
    )


def peers() -> list[Peer]:
    """List the programs that can be run here."""
    found = [TRIVIAL, PTB_HTTPX, PTB_AIOHTTP]
    if AIOGRAM_PYTHON.exists():
        found.append(AIOGRAM)
    return [*found, WHOLE_BOT]


def main(*, updates: int, users: int, rounds: int) -> None:
    chosen = peers()
    runs: dict[tuple[str, float], list[Run]] = {}
    # In rounds, so that a slow minute of the machine falls on every program alike.
    for _ in range(rounds):
        for latency in LATENCIES:
            for peer in chosen:
                run = measure(peer, latency=latency, updates=updates, users=users)
                runs.setdefault((peer.label, latency), []).append(run)
    for latency in LATENCIES:
        base = _rate(runs[PTB_HTTPX.label, latency])
        rows = [_row(peer, runs[peer.label, latency], base) for peer in chosen]
        print_table(
            f"{users} chats, each send takes {latency * 1000:.0f} ms, median of {rounds}",
            ("", "updates/s", "x", "CPU ms/update", "chats out of order", "overlapping", "lost"),
            rows,
        )
    print(
        "Out of order: a chat got its answers in another order than it wrote. Overlapping: a chat\n"
        "was sent a message before the one before it was answered, so order was left to luck.\n"
        "All but aiogram take one chat's updates one after another, so at 100 ms each chat gets\n"
        "ten a second at most, and 200 chats 2,000."
    )


def _rate(runs: list[Run]) -> float:
    return median(run.per_second for run in runs)


def _row(peer: Peer, runs: list[Run], base: float) -> tuple[str, ...]:
    cpu = [run.cpu_milliseconds for run in runs if run.cpu_milliseconds is not None]
    return (
        peer.label,
        number(_rate(runs), 0),
        number(_rate(runs) / base, 1),
        number(median(cpu), 2) if cpu else "-",
        number(median(run.disordered for run in runs), 0) if peer.text is None else "-",
        number(median(run.overlapping for run in runs), 0),
        str(sum(run.lost for run in runs)),
    )
