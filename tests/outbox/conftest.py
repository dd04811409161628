"""An outbox against the simulator, over real HTTP; no scheduler runs, each tick is called."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from telegram.ext import ExtBot

from bot import outbox
from bot.backoff import Backoff
from bot.clock import Clock
from bot.ratelimit import TwoLanes
from bot.services.agenda import AgendaBook
from bot.services.participants import KnownParticipants
from bot.services.sealing import Seal
from bot.shared import Bot, Shared
from bot.transport import AiohttpRequest, Timeouts
from simulator.person import Person
from simulator.server import Simulator
from storage import deliveries, participants
from storage.database import Database
from storage.models import Agenda, DeliveryKind, Participant, Priority

Registers = Callable[..., Awaitable[Participant]]
LASTS = timedelta(hours=2)


class Seconds:
    """Seconds that pass only while somebody sleeps, and then at once."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds


@dataclass
class Outbox:
    """An outbox, those who register, and what became of what was sent."""

    simulator: Simulator
    shared: Shared
    bot: Bot
    registers: Registers
    agenda: Agenda
    seconds: Seconds

    @property
    def db(self) -> Database:
        return self.shared.db

    @property
    def now(self) -> datetime:
        return self.shared.clock.now()

    def wait(self, time: timedelta) -> None:
        self.shared.clock.set(now=self.now + time)

    async def reader(self, name: str = "Dara") -> Person:
        """Somebody who has opened the bot and is registered."""
        person = await self.simulator.person(name)
        await person.send("/start", expect=0)
        await self.registers(person.id, self.agenda, name=name)
        return person

    async def news(
        self,
        *chats: int,
        key: str = "",
        priority: Priority = Priority.URGENT,
        due: timedelta = timedelta(),
        lasts: timedelta = LASTS,
    ) -> None:
        """Queue the news of a place for each of these."""
        async with self.db.transaction() as tx:
            for chat in chats:
                reader = await participants.by_telegram_id(tx, chat)
                assert reader is not None
                await deliveries.enqueue(
                    tx,
                    dedupe_key=f"{chat}{key}",
                    participant_id=reader.id,
                    kind=DeliveryKind.PROMOTED,
                    subject="",
                    priority=priority,
                    due_at=self.now + due,
                    expires_at=self.now + due + lasts,
                    now=self.now,
                )

    async def drain(self) -> None:
        await outbox.drain(self.bot, self.shared)

    async def ledger(self) -> list[tuple[str, str | None]]:
        """The status and reason of every delivery, in order."""
        rows = await self.db.all("SELECT status, reason FROM delivery ORDER BY id")
        return [(row["status"], row["reason"]) for row in rows]

    async def announce(
        self,
        text: str,
        *people: int,
        priority: Priority = Priority.NORMAL,
        media: tuple[str, str] | None = None,
        chats: Sequence[int] = (),
    ) -> None:
        """Queue an announcement to each of these; `media`: kind and file id, `chats`: linked."""
        async with self.db.transaction() as tx:
            row = await tx.one(
                "INSERT INTO announcement (status, text_km, text_en, khmer_only, media_kind,"
                " file_id, audience, audience_value, priority, revision, created_at)"
                " VALUES ('sending', ?1, ?1, 0, ?2, ?3, 'everyone', '', ?4, 0, ?5) RETURNING id",
                (text, *(media or (None, None)), priority, "2025-07-03T00:00:00Z"),
            )
            assert row is not None
            readers = [await participants.by_telegram_id(tx, person) for person in people]
            common: dict[str, Any] = {
                "once": f"announcement:{row['id']}",
                "kind": DeliveryKind.ANNOUNCEMENT,
                "subject": str(row["id"]),
                "priority": priority,
                "due_at": self.now,
                "expires_at": self.now + LASTS,
                "now": self.now,
            }
            ids = [reader.id for reader in readers if reader is not None]
            await deliveries.enqueue_for(tx, ids, **common)
            await deliveries.enqueue_for_chats(tx, chats, **common)

    async def fault(self, kind: str, **fields: Any) -> None:
        await self.simulator.control(
            "/faults", {"kind": kind, "method": "sendMessage", "times": 1, **fields}
        )

    def requests(self) -> list[bool]:
        """Whether Telegram took each message that was sent to it."""
        return [
            each["ok"]
            for each in self.simulator.world.traffic.after(0)
            if each["method"] == "sendMessage"
        ]


def a_bot(
    url: str, token: str, seconds: Seconds | None = None, *, read_seconds: float = 5.0
) -> Bot:
    seconds = seconds or Seconds()
    return ExtBot(
        token,
        base_url=f"{url}/bot",
        request=AiohttpRequest(timeouts=Timeouts(read=read_seconds)),
        rate_limiter=TwoLanes(time=seconds, sleep=seconds.sleep),
    )


@pytest.fixture
async def box(
    db: Database,
    agenda: Agenda,
    now: datetime,
    register: Registers,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Outbox]:
    """An outbox at 08:20, whose real seconds pass only when a test says so."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot.app sets it
    clock, seconds = Clock(start=now, speed=0), Seconds()
    shared = Shared(
        db,
        clock,
        AgendaBook(db),
        KnownParticipants(db),
        Seal(bytes(32)),
        Random(1),
        network=Backoff(time=seconds),
    )
    async with Simulator(clock=clock) as simulator:
        bot = a_bot(simulator.url, simulator.token, seconds)
        await bot.initialize()
        yield Outbox(simulator, shared, bot, register, agenda, seconds)
        await bot.shutdown()


async def news(person: Person) -> list[str]:
    """The first line of every message that somebody got."""
    await person.refresh()
    return [message.text.split("\n")[0] for message in person.chat if message.from_bot]
