"""What becomes of a delivery that Telegram did not simply take."""

from datetime import datetime, timedelta
from random import Random

import pytest

from bot import outbox
from bot.services import deliveries as service
from tests.outbox.conftest import Outbox, a_bot, news


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


def test_the_pause_doubles_up_to_two_minutes() -> None:
    class Longest(Random):
        def uniform(self, a: float, b: float) -> float:
            return max(a, b)

    pauses = [outbox.backoff(attempts, Longest()) for attempts in range(9)]

    assert [pause.total_seconds() for pause in pauses] == [2, 4, 8, 16, 32, 64, 120, 120, 120]
