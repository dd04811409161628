"""The workshop as tests play it: the real bot, real HTTP, the simulator, a clock that is set."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, cast

import pytest

from bot import app, outbox, ratelimit_chats
from bot.clock import Clock
from bot.context import WorkshopApplication
from bot.ratelimit import TwoLanes
from bot.settings import BUILT_IN, Settings
from simulator.person import Person
from simulator.server import Simulator
from storage import participants, roles
from storage.database import Database
from storage.models import Role
from tests.e2e.organisers import stop_ticks
from tests.e2e.qa import Hall
from tests.e2e.said import Said
from tests.e2e.said_en import EN
from tests.e2e.said_km import KM

if TYPE_CHECKING:
    from bot.updates import UpdatesInHand

# When they are first used, the bot imports them: a pause that would here pass for its last word.
for late in ("segno", "bot.views.calendar", "openpyxl", "xlsxwriter"):
    import_module(late)

MORNING = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)
"""08:20 in Phnom Penh, ten minutes before the doors open."""

FAST = 0.001
"""Seconds between messages: Telegram's own pace would slow every chat here thirtyfold."""

LANGUAGES = {"km": "ភាសាខ្មែរ", "en": "English"}

TOKEN = "7318529640:AAHk3v-Zq0w_8RrYdQ2mN5tLx1cJbPfGsEo"  # noqa: S105 -- it only looks like one


@dataclass(frozen=True)
class Workshop:
    """A running bot and the people around it."""

    simulator: Simulator
    clock: Clock
    application: WorkshopApplication

    @property
    def db(self) -> Database:
        """The bot's database."""
        return self.application.bot_data.db

    def at(self, hour: int, minute: int = 0, *, day: int = 3) -> None:
        """Set the clock to a local time of July 2025."""
        self.clock.set(now=datetime(2025, 7, day, hour, minute, tzinfo=UTC) - timedelta(hours=7))

    async def newcomer(self, first_name: str = "Dara", **fields: object) -> Person:
        """Give a phone to somebody who has not opened the bot yet."""
        return await self.simulator.person(first_name, **fields)

    async def reader(self, first_name: str = "Dara", language: str = "en") -> Person:
        """Give a phone to somebody who opened the bot and chose a language."""
        person = await self.newcomer(first_name)
        await person.send("/start")
        await person.tap(LANGUAGES[language])
        await person.settled()
        return person

    async def promote(self, person: Person, role: Role, speaker_id: str | None = None) -> None:
        """Give a role to somebody who opened the bot; `speaker_id`: who on the agenda they are."""
        async with self.db.transaction() as tx:
            participant = await participants.by_telegram_id(tx, person.id)
            assert participant is not None
            await roles.change(tx, participant.id, was=participant.role, becomes=role)
            await roles.bind_speaker(tx, participant.id, speaker_id)

    async def role_of(self, person: Person) -> tuple[Role, str | None]:
        """Return somebody's role, and the agenda's speaker who they are."""
        found = await participants.by_telegram_id(self.db, person.id)
        assert found is not None
        return found.role, found.speaker_id

    async def heard(self) -> None:
        """Wait until the bot has processed every update, those that get no answer too."""
        async with asyncio.timeout(10):
            while len(self.simulator.world.updates):  # noqa: ASYNC110 -- two programs' state
                await asyncio.sleep(0.01)
        await self.simulator.quiet()

    async def drain(self) -> None:
        """Run the tick that sends what waits in the outbox, as the scheduler does each second."""
        await outbox.drain(self.application.bot, self.application.bot_data)
        await self.simulator.quiet()


Opens = Callable[..., AbstractAsyncContextManager[Workshop]]


@pytest.fixture
def open_workshop(tmp_path: Path) -> Opens:
    """Open the workshop; called again, on the same database.

    `capacity` replaces the file's; `organizers` are Telegram ids, as in the settings.
    """

    @asynccontextmanager
    async def opened(
        *,
        event_file: Path = BUILT_IN,
        capacity: int | None = None,
        organizers: frozenset[int] = frozenset(),
    ) -> AsyncIterator[Workshop]:
        if capacity is not None:
            event_file = _with_capacity(event_file, capacity, folder=tmp_path)
        clock = Clock(start=MORNING, speed=0)
        rng = Random(1)
        async with Simulator(clock=clock) as simulator:
            settings = Settings(
                bot_token=simulator.token,
                bot_api_url=simulator.api_url,
                database=tmp_path / "workshop.db",
                event_file=event_file,
                organizers=organizers,
            )
            async with (
                app.opened(settings, clock=clock, rng=rng) as application,
                app.running(application),
            ):
                if isinstance(lanes := application.bot.rate_limiter, TwoLanes):
                    lanes._interval = FAST
                updates = cast("UpdatesInHand", application.update_queue)
                simulator.bot_is_busy = lambda: updates.in_hand > 0
                yield Workshop(simulator, clock, application)

    return opened


def _with_capacity(event_file: Path, capacity: int, *, folder: Path) -> Path:
    text = event_file.read_text("utf-8")
    changed = folder / "event.toml"
    changed.write_text(text.replace("capacity = 170", f"capacity = {capacity}"), "utf-8")
    return changed


@pytest.fixture
async def workshop(open_workshop: Opens) -> AsyncIterator[Workshop]:
    """The workshop of the concept note, at 08:20."""
    async with open_workshop() as opened:
        yield opened


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
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    async def start(self, *, polling: bool = True) -> None:
        """Start it, once more after it ended, and wait until it polls unless told otherwise."""
        self.log.clear()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            *("--clock-start", self.begins.isoformat(), "--clock-speed", "0"),
            cwd=self.folder,
            env=self.environment,
            stderr=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.create_task(self._read(self._process))
        if polling:
            await self.logged("polling as")

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
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


Programs = Callable[..., Program]


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Programs]:
    """Prepare `workshop-bot run` against an address, further settings by their names."""
    made: list[Program] = []

    def prepared(url: str, **environment: str) -> Program:
        made.append(Program(tmp_path, url, environment))
        return made[-1]

    yield prepared
    for one in made:
        await one.clean_up()


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Telegram for a program in a process of its own, at the time its clock shows."""
    clock = Clock(start=MORNING, speed=0)
    async with Simulator(token=TOKEN, clock=clock) as simulator:
        yield simulator


@pytest.fixture(params=["km", "en"])
def says(request: pytest.FixtureRequest) -> Said:
    """What the bot says, in each language in turn: a test that asks for it runs in both."""
    return {"km": KM, "en": EN}[request.param]


@pytest.fixture
async def dara(workshop: Workshop, says: Said) -> Person:
    """Somebody who opened the bot and chose the language."""
    return await workshop.reader("Dara", says.code)


class Faults:
    """Faults of `telegram`: each is met once, by the next request of a method."""

    def __init__(self, telegram: Simulator) -> None:
        self._telegram = telegram

    async def put(
        self,
        kind: str,
        method: str,
        *,
        seconds: int = 60,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """Put a fault in the way; a delay lasts longer than a test unless told otherwise."""
        fault = {"kind": kind, "method": method, "seconds": seconds, "times": times}
        await self._telegram.control("/faults", {**fault, "chat_id": chat_id})

    async def met(self) -> None:
        """Wait until every fault was met: what they hold up has left the bot."""
        async with asyncio.timeout(10):
            while list(self._telegram.world.faults):  # noqa: ASYNC110 -- the last one sets no event
                await asyncio.sleep(0.005)


@pytest.fixture
def faults(telegram: Simulator) -> Faults:
    """Faults of the network and of Telegram, made to order."""
    return Faults(telegram)


@pytest.fixture
async def hall(
    workshop: Workshop, says: Said, dara: Person, monkeypatch: pytest.MonkeyPatch
) -> Hall:
    """The hall at 11:00, the panel on, its ticks run by the test; no second passes meanwhile."""
    monkeypatch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
    stop_ticks(workshop)
    workshop.at(11)
    opened = Hall(workshop, says.code, [dara])
    await opened.tick()
    return opened
