"""Measures the bot against its peers: `python -m benchmarks [WHICH ...]`, by default all."""

import argparse
import subprocess
import sys
import venv

from benchmarks import (
    broadcast,
    kills,
    questions,
    registering,
    reminders,
    results,
    start,
    surveys,
    updates,
)
from benchmarks.processes import AIOGRAM_PYTHON, ROOT

BENCHMARKS = (
    "updates",
    "registering",
    "start",
    "reminders",
    "broadcast",
    "kills",
    "questions",
    "surveys",
    "results",
)


def set_up() -> None:
    """Make the environment that aiogram runs in, apart from the bot's own."""
    if AIOGRAM_PYTHON.exists():
        return
    venv.create(AIOGRAM_PYTHON.parent.parent, with_pip=True)
    requirements = str(ROOT / "benchmarks" / "requirements.txt")
    command = [str(AIOGRAM_PYTHON), "-m", "pip", "install", "--quiet", "-r", requirements]
    subprocess.run(command, check=True)  # noqa: S603 -- a fixed command


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", metavar="WHICH", help=f"of {BENCHMARKS}; default all")
    parser.add_argument("--setup", action="store_true", help="install what is compared with first")
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="2,000 updates, one round")
    options = parser.parse_args()
    if unknown := set(options.which) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if options.setup:
        set_up()
    if options.quick:
        options.updates, options.rounds = 2_000, 1
    print(f"Python {sys.version.split()[0]} on {sys.platform}")
    chosen = options.which or BENCHMARKS
    runs = {
        "updates": lambda: updates.main(
            updates=options.updates, users=options.users, rounds=options.rounds
        ),
        "registering": lambda: registering.main(users=options.users, rounds=options.rounds),
        "start": lambda: start.main(rounds=options.rounds),
        "reminders": lambda: reminders.main(quick=options.quick),
        "broadcast": lambda: broadcast.main(quick=options.quick),
        "kills": lambda: kills.main(kills=10 if options.quick else 200),
        "questions": lambda: questions.main(quick=options.quick),
        "surveys": lambda: surveys.main(quick=options.quick),
        "results": lambda: results.main(quick=options.quick),
    }
    for name in BENCHMARKS:
        if name in chosen:
            runs[name]()


if __name__ == "__main__":
    main()
