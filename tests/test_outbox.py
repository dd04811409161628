"""The outbox against the simulator, over real HTTP; no scheduler runs, each tick is called."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from telegram.ext import ExtBot

from bot import outbox
from bot.clock import Clock
from bot.context import Bot, Shared
from bot.ratelimit import TwoLanes
from bot.services import deliveries as service
from bot.services import participants as people
from bot.services.agenda import AgendaBook
from bot.services.participants import KnownParticipants
from bot.transport import AiohttpRequest, Timeouts
from simulator.person import Person
from simulator.server import Simulator
from storage import deliveries, participants
from storage.database import Database
from storage.models import (
    Agenda,
    DeliveryKind,
    DeliveryStatus,
    Locale,
    Participant,
    Priority,
    RegistrationStatus,
)

Registers = Callable[..., Awaitable[Participant]]
LASTS = timedelta(hours=2)
GOOD_NEWS = "Good news: a place became free for you at “Workshop on Digital Government Policy"
KHMER_NEWS = "ដំណឹងល្អ៖ មានកន្លែងទំនេរសម្រាប់អ្នកក្នុង «សិក្ខាសាលាស្ដីពី"


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

    async def news(self, *chats: int, key: str = "", due: timedelta = timedelta()) -> None:
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
                    priority=Priority.URGENT,
                    due_at=self.now + due,
                    expires_at=self.now + due + LASTS,
                    now=self.now,
                )

    async def drain(self) -> None:
        await outbox.drain(self.bot, self.shared)

    async def ledger(self) -> list[tuple[str, str | None]]:
        """The status and reason of every delivery, in order."""
        rows = await self.db.all("SELECT status, reason FROM delivery ORDER BY id")
        return [(row["status"], row["reason"]) for row in rows]

    async def due_in(self) -> timedelta:
        """In what time the one delivery that waits is due."""
        (row,) = await self.db.all("SELECT due_at FROM delivery WHERE status = 'pending'")
        return datetime.fromisoformat(row["due_at"]) - self.now

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


def a_bot(url: str, token: str, *, read_seconds: float = 5.0) -> Bot:
    seconds = Seconds()
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
    """An outbox at 08:20."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot.app sets it
    clock = Clock(start=now, speed=0)
    shared = Shared(db, clock, AgendaBook(db), KnownParticipants(db), Random(1))  # noqa: S311 -- jitter
    async with Simulator(clock=clock) as simulator:
        bot = a_bot(simulator.url, simulator.token)
        await bot.initialize()
        yield Outbox(simulator, shared, bot, register, agenda)
        await bot.shutdown()


async def news(person: Person) -> list[str]:
    """The first line of every message that somebody got."""
    await person.refresh()
    return [message.text.split("\n")[0] for message in person.chat if message.from_bot]


async def test_news_is_sent_once(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    await box.news(dara.id)

    await box.drain()
    await box.drain()

    assert await box.ledger() == [("sent", None), ("sent", None)]
    assert [each.startswith(GOOD_NEWS) for each in await news(dara)] == [True]
    assert [each.startswith(GOOD_NEWS) for each in await news(thida)] == [True]
    assert dara.last.buttons[0] == ["My ticket"]
    (row,) = await box.db.all(
        "SELECT message_id FROM delivery WHERE dedupe_key = ?1", [str(dara.id)]
    )
    assert row["message_id"] == dara.last.message_id


async def test_news_waits_until_it_is_due(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id, due=timedelta(minutes=10))

    await box.drain()
    assert (await box.ledger(), await news(dara)) == ([("pending", None)], [])

    box.wait(timedelta(minutes=10))
    await box.drain()
    assert (await box.ledger(), len(await news(dara))) == ([("sent", None)], 1)


async def test_news_is_written_in_the_language_of_the_moment_it_is_sent(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)

    await people.speak(box.db, dara.id, Locale.KM, now=box.now)
    await box.drain()

    (text,) = await news(dara)
    assert text.startswith(KHMER_NEWS)
    assert dara.last.buttons[0] == ["សំបុត្រចូលរួមរបស់ខ្ញុំ"]


async def test_whoever_blocked_the_bot_is_unreachable_until_they_come_back(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await dara.block()
    await box.news(dara.id, thida.id)

    await box.drain()

    assert await box.ledger() == [("blocked", None), ("sent", None)]
    gone = await participants.by_telegram_id(box.db, dara.id)
    assert gone is not None
    assert gone.unreachable_since == box.now

    await box.news(dara.id, key=" again")
    await box.drain()
    assert (await box.ledger())[2] == ("pending", None)

    await dara.unblock()
    await people.reachable(box.db, dara.id, now=box.now, yes=True)
    await box.drain()
    assert (await box.ledger())[2] == ("sent", None)
    assert len(await news(dara)) == 1


async def test_what_telegram_refuses_fails_with_its_reason(box: Outbox) -> None:
    dara = await box.reader()
    await box.registers(424242, box.agenda, name="Nobody")
    await box.news(424242, dara.id)

    await box.drain()
    await box.drain()

    assert await box.ledger() == [("failed", "Chat not found"), ("sent", None)]
    assert box.requests() == [False, True]


async def test_a_429_puts_everything_off_for_as_long_as_it_says(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    await box.fault("429", seconds=30)

    await box.drain()
    assert await box.ledger() == [("pending", None), ("pending", None)]
    assert box.requests() == [False]
    row = await box.db.one("SELECT due_at FROM delivery WHERE attempts = 1")
    assert row is not None
    assert datetime.fromisoformat(row["due_at"]) == box.now + timedelta(seconds=30)

    box.wait(timedelta(seconds=29))
    await box.drain()
    assert await box.ledger() == [("pending", None), ("sent", None)]

    box.wait(timedelta(seconds=1))
    await box.drain()
    assert await box.ledger() == [("sent", None), ("sent", None)]
    assert (len(await news(dara)), len(await news(thida))) == (1, 1)


async def test_what_was_never_sent_is_tried_again_ever_later(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    working, box.bot = box.bot, a_bot("http://127.0.0.1:9", box.simulator.token)
    await box.bot._request[1].initialize()

    waits = []
    for _ in range(4):
        await box.drain()
        waits.append(await box.due_in())
        box.wait(waits[-1])
    await box.bot._request[1].shutdown()

    assert [
        timedelta(seconds=2**n / 2) <= wait <= timedelta(seconds=2**n)
        for n, wait in enumerate(waits, start=1)
    ] == [True] * 4
    box.bot = working
    await box.drain()
    assert await box.ledger() == [("sent", None)]
    assert len(await news(dara)) == 1


async def test_without_a_network_it_gives_up_in_the_end(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    box.bot = a_bot("http://127.0.0.1:9", box.simulator.token)
    await box.bot._request[1].initialize()

    for _ in range(outbox.TRIES):
        await box.drain()
        box.wait(timedelta(minutes=2))
    await box.bot._request[1].shutdown()

    assert await box.ledger() == [("failed", "no connection to Telegram")]


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "502"])
async def test_what_was_perhaps_delivered_is_not_repeated(box: Outbox, fault: str) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    await box.fault(fault, chat_id=dara.id)

    await box.drain()
    await box.drain()

    assert await box.ledger() == [("uncertain", "no answer from Telegram"), ("sent", None)]
    assert len(await news(dara)) == (1 if fault == "drop_after" else 0)


async def test_no_answer_in_time_is_not_repeated_either(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    await box.fault("delay", seconds=0.3)
    patient, box.bot = box.bot, a_bot(box.simulator.url, box.simulator.token, read_seconds=0.1)
    await box.bot._request[1].initialize()

    await box.drain()
    await box.bot._request[1].shutdown()
    box.bot = patient
    await box.drain()

    assert await box.ledger() == [("uncertain", "no answer from Telegram")]


async def test_what_nobody_needs_any_more_expires(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)

    box.wait(LASTS)
    await box.drain()

    assert (await box.ledger(), await news(dara)) == ([("expired", None)], [])


async def test_news_that_is_no_longer_true_is_not_sent(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    reader = await participants.by_telegram_id(box.db, dara.id)
    assert reader is not None
    async with box.db.transaction() as tx:
        await participants.clear_registration(tx, reader.id)

    await box.drain()

    gone = await participants.by_telegram_id(box.db, dara.id)
    assert gone == replace(
        reader,
        **dict.fromkeys(
            (
                "consented_at",
                "registered_at",
                "name",
                "organisation",
                "level",
                "position",
                "phone",
                "ticket_code",
            )
        ),
        status=RegistrationStatus.WITHDRAWN,
    )
    assert (await box.ledger(), await news(dara)) == ([("expired", "no place any more")], [])


async def test_what_was_in_hand_in_a_crash_is_uncertain_and_not_repeated(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    (first, _) = await service.due(box.db, now=box.now, limit=2)
    assert await service.begin(box.db, first, now=box.now)

    await service.recover(box.db, now=box.now)
    await box.drain()

    assert await box.ledger() == [
        ("uncertain", "the program stopped while sending"),
        ("sent", None),
    ]
    assert (await news(dara), len(await news(thida))) == ([], 1)


async def test_what_is_in_hand_already_is_left_alone(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    (one,) = await service.due(box.db, now=box.now, limit=9)

    assert [await service.begin(box.db, one, now=box.now) for _ in range(2)] == [True, False]
    await box.drain()

    assert (await box.ledger(), await news(dara)) == ([("sending", None)], [])


async def test_somebody_who_deleted_everything_gets_nothing(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    reader = await participants.by_telegram_id(box.db, dara.id)
    assert reader is not None

    await people.forget(box.db, reader, agenda=box.agenda, now=box.now)
    await box.drain()

    assert (await box.ledger(), await news(dara)) == ([], [])


async def test_a_batch_is_small_so_that_stopping_is_quick(box: Outbox) -> None:
    crowd = [await box.registers(5000 + n, box.agenda) for n in range(outbox.BATCH + 5)]
    await box.news(*(each.telegram_id for each in crowd))

    await box.drain()
    taken = [status for status, _ in await box.ledger()]
    assert taken.count(DeliveryStatus.PENDING) == 5

    await box.drain()
    assert DeliveryStatus.PENDING not in [status for status, _ in await box.ledger()]


def test_the_pause_doubles_up_to_two_minutes() -> None:
    class Longest(Random):
        def uniform(self, a: float, b: float) -> float:
            return max(a, b)

    pauses = [outbox.backoff(attempts, Longest()) for attempts in range(9)]

    assert [pause.total_seconds() for pause in pauses] == [2, 4, 8, 16, 32, 64, 120, 120, 120]
