"""A workshop's whole day in the simulator: the clock goes minute by minute, and all ticks run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

from bot import app
from bot.clock import Clock
from bot.ratelimit import TwoLanes
from bot.services import agenda as agendas
from bot.services import participants, registration, reminders
from bot.settings import Settings
from simulator.accounts import ORGANISER, Account
from simulator.server import Simulator
from storage.database import Database
from storage.models import Agenda
from storage.stamps import stamp
from tests.conftest import at_summary
from tests.e2e.conftest import TOKEN
from tests.e2e.day_people import MINUTE, Guest, at
from tests.e2e.day_watch import LOOK, PATIENCE, Watch

if TYPE_CHECKING:
    from telegram.ext import Job

    from bot.context import Context, WorkshopApplication

FASTER = 20
"""So many seconds of the network pass in a real one: "retry after 20" is over in one."""

PER_SECOND = 100


def network() -> float:
    """Tell the network's seconds."""
    return monotonic() * FASTER


class Day(Watch):
    """The workshop, its bot in this process, and everybody's phone."""

    def __init__(self, simulator: Simulator, clock: Clock, folder: Path) -> None:
        super().__init__(simulator, clock, folder / "workshop.db")
        self.settings = Settings(
            bot_token=TOKEN,
            bot_api_url=simulator.api_url,
            database=self.database,
            organizers=frozenset({ORGANISER}),
            messages_per_second=PER_SECOND,
        )
        self.out = False
        self._bot = AsyncExitStack()
        self._application: WorkshopApplication | None = None
        self._jobs: list[Job[Context]] = []

    @property
    def db(self) -> Database:
        """The bot's database."""
        assert self._application is not None
        return self._application.bot_data.db

    async def start(self) -> None:
        """Start the bot, its ticks in our hands."""
        application = await self._bot.enter_async_context(
            app.opened(self.settings, clock=self.clock, rng=Random(1))
        )
        await self._bot.enter_async_context(app.running(application))
        assert application.job_queue is not None
        for job in (jobs := application.job_queue.jobs()):
            job.schedule_removal()
        ticks = [job for job in jobs if job.name not in {"menus", "tidy"}]
        self._jobs = sorted(ticks, key=lambda job: job.name == "outbox")
        lanes = application.bot.rate_limiter
        assert isinstance(lanes, TwoLanes)
        lanes._time, lanes._free_at = network, 0.0
        lanes._sleep = lambda seconds: asyncio.sleep(seconds / FASTER)
        self._application = application
        await self.simulator.polled()

    async def stop(self) -> None:
        """Stop the bot."""
        self._application = None
        await self._bot.aclose()

    async def welcome(self, guests: list[Guest]) -> None:
        """Register people as the chat does, without the chat."""
        now = self.clock.now()
        agenda = await self.agenda()
        for guest in guests:
            account = Account(id=guest.id, first_name=f"Guest {guest.id}", started=True)
            self.simulator.world.add_account(account)
            person = await participants.speak(self.db, guest.id, guest.locale, now=now)
            named = {"name": f"Guest {guest.id}", "phone": f"0{guest.id}0000"}
            await at_summary(self.db, person, now=now, **named)
            rng = Random(guest.id)
            await registration.confirm(self.db, person, agenda=agenda, rng=rng, now=now)
            chosen = {
                "minutes": guest.minutes,
                "scope": guest.scope,
                "breaks": guest.breaks,
                "morning": guest.morning,
            }
            await reminders.choose(self.db, person, agenda=agenda, now=now, **chosen)
            for session in guest.stars:
                await agendas.star(self.db, person.id, agenda=agenda, session_id=session, now=now)

    async def agenda(self) -> Agenda:
        """Return the agenda as it stands."""
        assert self._application is not None
        return await self._application.bot_data.agenda.current(now=self.clock.now())

    async def until(self, hour: int, minute: int = 0) -> None:
        """Let every minute up to this one pass, with its ticks; the night before goes at once."""
        if self.clock.now() < at(6):
            self.clock.set(now=at(hour, minute) - MINUTE)
        while self.clock.now() < at(hour, minute):
            self.clock.set(now=self.clock.now() + MINUTE)
            await self.tick()

    async def tick(self) -> None:
        """Run all ticks of this minute, until nothing is due; in an outage, once."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for job in self._jobs:
                    assert self._application is not None
                    await job.run(self._application)
                if self.out or not await self._due():
                    return
                await asyncio.sleep(LOOK)

    async def _due(self) -> bool:
        row = await self.db.one(
            "SELECT 1 FROM delivery WHERE status IN ('pending', 'sending') AND due_at <= ?1",
            (stamp(self.clock.now()),),
        )
        return row is not None

    async def fault(self, kind: str, **fields: object) -> None:
        """Let something go wrong between the bot and Telegram from now on."""
        self.out |= kind == "outage"
        await self.simulator.control("/faults", {"kind": kind, **fields})

    async def healed(self) -> None:
        """Let everything go right again."""
        self.out = False
        await self.simulator.control("/faults", method="DELETE")

    async def block(self, person: int, *, silently: bool = False) -> None:
        """Let somebody block the bot; silently, it learns so only when it writes to them."""
        if silently:
            self.simulator.world.account(person).blocked = True
            return
        await self.simulator.control(f"/people/{person}/block")
        await self.simulator.quiet()

    async def unblock(self, person: int) -> None:
        """Let somebody come back."""
        await self.simulator.control(f"/people/{person}/unblock")
        await self.simulator.quiet()


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Day]:
    """Open the workshop on the day before, in the morning."""
    clock = Clock(start=at(10, day=2), speed=0)
    async with Simulator(token=TOKEN, clock=clock, seconds=network, people=[]) as simulator:
        day = Day(simulator, clock, folder)
        await day.start()
        try:
            yield day
        finally:
            await day.stop()
