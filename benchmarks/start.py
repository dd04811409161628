"""From the start of the process to its first getUpdates, and the memory it then holds."""

import time
from statistics import median

from benchmarks.processes import (
    PTB_START,
    WHOLE_BOT_START,
    Peer,
    load_server,
    resident_megabytes,
    started,
)
from benchmarks.tables import number, print_table

SETTLE_SECONDS = 0.5


def measure(peer: Peer) -> tuple[float, float | None]:
    """Start a program once; gives the seconds to its first poll and its memory in MB then."""
    with load_server("--updates", "0") as server:
        begun = time.perf_counter()
        with started(peer, server.url) as bot:
            server.wait_for("polled", bot)
            seconds = time.perf_counter() - begun
            time.sleep(SETTLE_SECONDS)
            return seconds, resident_megabytes(bot.pid)


def main(*, rounds: int) -> None:
    chosen = [PTB_START, WHOLE_BOT_START]
    runs: dict[str, list[tuple[float, float | None]]] = {peer.label: [] for peer in chosen}
    for _ in range(rounds):
        for peer in chosen:
            runs[peer.label].append(measure(peer))
    rows = [(label, *_medians(measured)) for label, measured in runs.items()]
    print_table(f"Start, median of {rounds}", ("", "s to the first poll", "MB then"), rows)


def _medians(runs: list[tuple[float, float | None]]) -> tuple[str, str]:
    memory = [megabytes for _, megabytes in runs if megabytes is not None]
    seconds = number(median(seconds for seconds, _ in runs), 2)
    return seconds, number(median(memory), 0) if memory else "-"
