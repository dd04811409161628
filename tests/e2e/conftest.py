"""The workshop as tests play it: the real bot, real HTTP, the simulator, a clock that is set."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, cast

import pytest

from bot import app, outbox, ratelimit_chats
from bot.clock import Clock
from bot.context import WorkshopApplication
from bot.ratelimit import TwoLanes
from bot.services import event_file as event_files
from bot.settings import BUILT_IN, Settings
from simulator.person import Person
from simulator.server import Simulator
from storage import participants, roles
from storage.database import Database
from storage.models import Role
from tests.e2e.organisers import stop_ticks
from tests.e2e.program import MORNING, TOKEN, Forked, Program, Programs, prepared
from tests.e2e.qa import Hall
from tests.e2e.said import Said
from tests.e2e.said_en import EN
from tests.e2e.said_km import KM

if TYPE_CHECKING:
    from bot.updates import ChatsInOrder, UpdatesInHand

# When they are first used, the bot imports them: a pause that would here pass for its last word.
for late in ("segno", "bot.views.calendar", "openpyxl", "xlsxwriter"):
    import_module(late)

FAST = 0.001
"""Seconds between messages: Telegram's own pace would slow every chat here thirtyfold."""

LANGUAGES = {"km": "ភាសាខ្មែរ", "en": "English"}


class InSight:
    """What the bot has in hand."""

    def __init__(self, application: WorkshopApplication) -> None:
        self._updates = cast("UpdatesInHand", application.update_queue)
        self._chats = cast("ChatsInOrder", application.update_processor)

    def is_busy(self) -> bool:
        """Say whether it is an update."""
        return self._updates.in_hand > 0

    def is_busy_with(self, chat: int) -> bool:
        """Say whether it is one of this chat."""
        return self._chats.is_busy_with(chat)


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


@pytest.fixture(autouse=True, scope="session")
def _event_files_read_once() -> Iterator[None]:
    """Read an event file once: what came of the same bytes is the same, and cannot be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event_files, "parse_bytes", cache(event_files.parse_bytes))
        yield


@pytest.fixture
def open_workshop(tmp_path: Path, migrated: Path, loaded: Path) -> Opens:
    """Open the workshop; called again, on the same database.

    The first time its file is there already, as a start at 08:20 of the same event leaves it.

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
        if not (database := tmp_path / "workshop.db").exists():
            shutil.copy(loaded if event_file == BUILT_IN else migrated, database)
        clock = Clock(start=MORNING, speed=0)
        rng = Random(1)
        async with Simulator(clock=clock) as simulator:
            settings = Settings(
                bot_token=simulator.token,
                bot_api_url=simulator.api_url,
                database=database,
                event_file=event_file,
                organizers=organizers,
            )
            async with (
                app.opened(settings, clock=clock, rng=rng) as application,
                app.running(application),
            ):
                if isinstance(lanes := application.bot.rate_limiter, TwoLanes):
                    lanes._interval = FAST
                simulator.bot_in_sight = InSight(application)
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


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Programs]:
    """Prepare `workshop-bot run` against an address, further settings by their names."""
    async with prepared(tmp_path, Program) as programs:
        yield programs


@pytest.fixture
async def forked(tmp_path: Path) -> AsyncIterator[Programs]:
    """The same, soon there again: for tests that kill it many times."""
    async with prepared(tmp_path, Forked) as programs:
        yield programs


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
    if isinstance(lanes := workshop.application.bot.rate_limiter, TwoLanes):
        lanes._chats._free_at.clear()  # Dara just got something
    stop_ticks(workshop)
    workshop.at(11)
    opened = Hall(workshop, says.code, [dara])
    await opened.tick()
    return opened
