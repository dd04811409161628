"""The whole bot, started again and again without a wait: each line on the input forks one.

Freed of its pace, and it looks for what is due twenty times a second. Prints each one's number.
"""

import os
import sys
from unittest.mock import patch

from bot import app, jobs  # noqa: F401 -- imported once, before the forks
from bot.__main__ import main

TICK = 0.05


def bot() -> None:
    with patch.object(jobs, "TICK", TICK), patch.object(sys, "argv", ["bot", "run"]):
        main()


if __name__ == "__main__":
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            devnull = os.open(os.devnull, os.O_RDONLY)
            os.dup2(devnull, 0)
            bot()
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()
