"""Run by `tests.e2e.program.Forked` in the process that was forked: becomes `workshop-bot run`."""

import os
import sys
from multiprocessing.connection import Connection

from bot.__main__ import main

GIVEN: tuple[Connection, str, dict[str, str], list[str]]
"""Where it writes its log, its folder, its environment and its arguments."""

log, folder, environment, sys.argv = GIVEN  # noqa: F821 -- given by `run_path`
os.dup2(log.fileno(), sys.stderr.fileno())
log.close()
os.chdir(folder)
os.environ.clear()
os.environ.update(environment)
main()
