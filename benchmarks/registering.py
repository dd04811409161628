"""Registering: many people at the same time, step by step among each other, against one by one."""

import sqlite3
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.processes import ROOT, WHOLE_BOT, cpu_seconds, load_server, started
from benchmarks.tables import number, print_table
from bot.settings import BUILT_IN

SCRIPT = ROOT / "benchmarks" / "registering.json"
STEPS = 9
ONE_BY_ONE, TOGETHER = "one after another, each alone", "all at the same time, interleaved"


def measure(*, users: int, one_by_one: bool, folder: Path) -> tuple[float, float, int]:
    """Register everyone once; gives updates a second, CPU ms an update, and how many are right."""
    database = folder / "workshop.db"
    event = folder / "event.toml"
    event.write_text(BUILT_IN.read_text("utf-8").replace("capacity = 170", "capacity = 100000"))
    options = ["--users", str(users), "--prelude", str(WHOLE_BOT.prelude), "--script", str(SCRIPT)]
    options += ["--one-by-one"] if one_by_one else []
    own = {"DATABASE": str(database), "EVENT_FILE": str(event)}
    with load_server(*options) as server, started(WHOLE_BOT, server.url, own) as bot:
        server.wait_for("first", bot)
        before = cpu_seconds(bot.pid)
        seen = server.wait_for("done", bot)
        after = cpu_seconds(bot.pid)
    updates = users * STEPS
    cpu = 1000 * (after - before) / updates if before is not None and after is not None else 0.0
    return updates / seen["seconds"], cpu, right(database, users=users)


def right(database: Path, *, users: int) -> int:
    """Count the registrations that say what each of these people entered."""
    names = {"Dara " + "".join(chr(ord("a") + int(d)) for d in str(1001 + n)) for n in range(users)}
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT participant.name, organisation.name, level, province, phone, status"
            " FROM participant JOIN organisation ON organisation.id = organisation_id"
        ).fetchall()
    connection.close()
    rest = ("Open Development Cambodia", "sub_national", "kampot", "012345678", "registered")
    return len({name for name, *others in rows if tuple(others) == rest and name in names})


def main(*, users: int, rounds: int) -> None:
    runs: dict[str, list[tuple[float, float, int]]] = {ONE_BY_ONE: [], TOGETHER: []}
    for _ in range(rounds):
        for label, measured in runs.items():
            with tempfile.TemporaryDirectory() as folder:
                run = measure(users=users, one_by_one=label == ONE_BY_ONE, folder=Path(folder))
                measured.append(run)
    alone = median(cpu for _, cpu, _ in runs[ONE_BY_ONE])
    rows = []
    for label, measured in runs.items():
        rates, costs, rights = zip(*measured, strict=True)
        cost = median(costs)
        rows.append(
            (
                label,
                number(median(rates), 0),
                number(cost, 2),
                number(cost / alone if alone else 0, 2),
                f"{min(rights)} of {users}",
            )
        )
    print_table(
        f"{users} people register, {STEPS} updates each, median of {rounds}",
        ("", "updates/s", "CPU ms/update", "x", "right"),
        rows,
    )
