"""`workshop-bot run` in a process of its own: started, read, killed, started again."""

import asyncio
import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

MORNING = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)
"""08:20 in Phnom Penh, ten minutes before the doors open."""

FORKED = Path(__file__).with_name("forked.py")
TOKEN = "7318529640:AAHk3v-Zq0w_8RrYdQ2mN5tLx1cJbPfGsEo"  # noqa: S105 -- it only looks like one

_SERVER = multiprocessing.get_context("forkserver")


class Program:
    """`workshop-bot run` in a process of its own; `log` is what it wrote to standard error."""

    def __init__(self, folder: Path, url: str, environment: dict[str, str]) -> None:
        self.folder = folder
        self.begins = MORNING
        self.environment = {
            "PATH": os.environ["PATH"],
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "DATABASE": str(folder / "workshop.db"),
            **environment,
        }
        self.log: list[str] = []
        self._wrote = asyncio.Condition()
        self._process: asyncio.subprocess.Process | _Fork | None = None
        self._reading: asyncio.Task[None] | None = None

    async def start(self, *, polling: bool = True) -> None:
        """Start it, once more after it ended, and wait until it polls unless told otherwise."""
        self.log.clear()
        its_clock = ("--clock-start", self.begins.isoformat(), "--clock-speed", "0")
        self._process = await self._started("run", *its_clock)
        assert self._process.stderr is not None
        self._reading = asyncio.create_task(self._read(self._process.stderr))
        if polling:
            await self.logged("polling as")

    async def _started(self, *arguments: str) -> "asyncio.subprocess.Process | _Fork":
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env=self.environment,
            stderr=asyncio.subprocess.PIPE,
        )

    async def _read(self, stderr: asyncio.StreamReader) -> None:
        async for line in stderr:
            async with self._wrote:
                self.log.append(line.decode().rstrip("\n"))
                self._wrote.notify_all()

    @property
    def said(self) -> list[str]:
        """The log without the time and the level that stand before each line."""
        return [line.split(" ", 2)[2] for line in self.log]

    async def logged(self, text: str) -> None:
        """Wait until a line has this text. Raises: TimeoutError with the log after ten seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(10), self._wrote:
                await self._wrote.wait_for(lambda: any(text in line for line in self.log))
                return
        raise TimeoutError(f"waited in vain for {text!r} in\n" + "\n".join(self.log))

    async def send_signal(self, number: signal.Signals) -> int:
        """Send it a signal and wait for its exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        return await self.exited()

    async def exited(self) -> int:
        """Wait for its exit code, at most ten seconds."""
        assert self._process is not None
        assert self._reading is not None
        code = await asyncio.wait_for(self._process.wait(), 10)
        await self._reading
        return code

    async def restart(self) -> None:
        """Kill it where it stands and start it again."""
        assert await self.send_signal(signal.SIGKILL) == -signal.SIGKILL
        await self.start()

    async def clean_up(self) -> None:
        """Leave nothing running."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self.exited()


class Forked(Program):
    """The same, forked from a process that has imported the bot but done nothing yet.

    That takes a quarter of the time. The tests of starting and stopping start it as a shell does.
    """

    async def _started(self, *arguments: str) -> "_Fork":
        _SERVER.set_forkserver_preload(["bot.__main__"])
        log, its_log = _SERVER.Pipe(duplex=False)
        given = (its_log, str(self.folder), self.environment, ["workshop-bot", *arguments])
        process = _SERVER.Process(
            target=runpy.run_path, args=(str(FORKED), {"GIVEN": given}), daemon=True
        )
        process.start()
        its_log.close()
        stderr = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stderr), os.fdopen(os.dup(log.fileno()), "rb")
        )
        log.close()
        return _Fork(process, stderr)


@dataclass(frozen=True)
class _Fork:
    """A forked process, as asyncio has a subprocess."""

    process: BaseProcess
    stderr: asyncio.StreamReader

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        self.process.kill()

    async def wait(self) -> int:
        await asyncio.to_thread(self.process.join)
        assert self.process.exitcode is not None
        return self.process.exitcode


Programs = Callable[..., Program]


@asynccontextmanager
async def prepared(folder: Path, kind: type[Program]) -> AsyncIterator[Programs]:
    """Give what prepares programs in a folder, and leave none of them running."""
    made: list[Program] = []

    def prepare(url: str, **environment: str) -> Program:
        made.append(kind(folder, url, environment))
        return made[-1]

    yield prepare
    for one in made:
        await one.clean_up()
