"""Starts a load server and a bot against it, each in its own process, and measures both."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
AIOGRAM_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
LOOK_SECONDS = 0.5
TOKEN = "123456789:" + "A" * 35
"""It looks like one; nobody has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program to measure: how it is started and how much of the load it is given."""

    label: str
    command: tuple[str, ...]
    share: float = 1.0
    """Of the updates: slow programs show their rate on fewer."""
    text: str | None = None
    prelude: Path | None = None
    """What each person does before the load: a JSON list of updates, `$user` for their id."""


def ours(module: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module)


TRIVIAL = Peer(label="the server's ceiling (no bot)", command=ours("benchmarks.peers.trivial"))
PTB_HTTPX = Peer(
    label="echo, python-telegram-bot's transport",
    command=ours("benchmarks.peers.ptb_echo_httpx"),
    share=0.2,
)
PTB_AIOHTTP = Peer(
    label="echo, our transport, nothing else changed",
    command=ours("benchmarks.peers.ptb_echo_aiohttp"),
)
AIOGRAM = Peer(
    label="echo, aiogram 3",
    command=(str(AIOGRAM_PYTHON), "-m", "benchmarks.peers.aiogram_echo"),
)
PTB_START = Peer(
    label="python-telegram-bot, bare", command=ours("benchmarks.peers.ptb_start"), share=0.0
)
WHOLE_BOT = Peer(
    label="the whole bot, /agenda",
    command=(*ours("benchmarks.peers.whole_bot"), "run"),
    text="/agenda",
    prelude=ROOT / "benchmarks" / "prelude.json",
)
WHOLE_BOT_START = Peer(label="the whole bot", command=(*ours("bot"), "run"))


class Server:
    """A running load server, and what it tells."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.wait_for('port')['port']}"

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._told.put(json.loads(line))

    def wait_for(self, event: str, peer: subprocess.Popen[str] | None = None) -> dict[str, Any]:
        """Wait until the server tells of this event.

        Raises: RuntimeError when the server or the program against it ends first.
        """
        while all(it.poll() is None for it in (self._process, peer) if it):
            try:
                told = self._told.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                continue
            if told["event"] == event:
                return told
        raise RuntimeError(f"a process ended before the load server told of {event!r}")


@contextmanager
def load_server(*options: str) -> Iterator[Server]:
    """Run a load server for as long as the block lasts."""
    with _running((*ours("benchmarks.load_server"), *options), {}, stdout=subprocess.PIPE) as it:
        yield Server(it)


@contextmanager
def started(
    peer: Peer, url: str, own: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run a program against the server at `url` for as long as the block lasts.

    own: what its environment says besides, or otherwise.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "BOT_API_URL": url,
            "BOT_TOKEN": TOKEN,
            "DATABASE": f"{folder}/workshop.db",
            "SECRET_KEY_FILE": f"{folder}/key",
            "LOG_LEVEL": "ERROR",
            **(own or {}),
        }
        with _running(peer.command, environment, stdout=subprocess.DEVNULL) as process:
            yield process


@contextmanager
def _running(
    command: tuple[str, ...], environment: Mapping[str, str], *, stdout: int
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(  # noqa: S603 -- the commands are this file's own
        command, cwd=ROOT, env=os.environ | environment, stdout=stdout, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def cpu_seconds(pid: int) -> float | None:
    """Give the processor time a process has used; None where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    user, system = stat.rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int) -> float | None:
    """Give the memory a process holds, in MB; None where there is no /proc."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
