"""What becomes of a delivery that Telegram did not simply take."""

import asyncio
from datetime import timedelta

import pytest

from bot.ratelimit import TwoLanes
from bot.services import deliveries as service
from simulator.group import Group
from storage.models import Priority
from tests.outbox.conftest import Outbox, a_bot, news

NOWHERE = "http://127.0.0.1:9"


async def test_what_telegram_refuses_fails_with_its_reason(box: Outbox) -> None:
    dara = await box.reader()
    await box.registers(424242, box.agenda, name="Nobody")
    await box.news(424242, dara.id)

    await box.drain()
    await box.drain()

    assert await box.ledger() == [("failed", "Chat not found"), ("sent", None)]
    assert box.requests() == [False, True]


async def test_a_429_stops_everything_for_as_long_as_it_says_in_real_seconds(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id)
    await box.fault("429", seconds=30)

    await box.drain()
    await box.news(thida.id)
    await box.drain()
    assert await box.ledger() == [("pending", None), ("pending", None)]
    assert box.requests() == [False]
    rows = await box.db.all("SELECT attempts FROM delivery")
    assert [row["attempts"] for row in rows] == [0, 0]

    box.wait(timedelta(hours=1))  # of the event's clock, which may run
    box.seconds.passed += 29.9
    await box.drain()
    assert box.requests() == [False]

    box.seconds.passed += 0.1
    await box.drain()
    assert await box.ledger() == [("sent", None), ("sent", None)]
    assert (len(await news(dara)), len(await news(thida))) == (1, 1)


async def test_what_waits_in_the_lane_at_a_429_goes_back(box: Outbox) -> None:
    crowd = [await box.registers(5000 + n, box.agenda) for n in range(40)]
    await box.news(*(each.telegram_id for each in crowd))
    await box.fault("flood", seconds=30)

    await box.drain()

    ledger = await box.ledger()
    assert ledger == [("pending", None)] * 40
    assert 1 <= len(box.requests()) <= 15


async def test_without_a_connection_everything_waits_ever_longer_and_nothing_is_lost(
    box: Outbox,
) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    await box.news(dara.id, key=" useless", lasts=timedelta(minutes=1))
    working, box.bot = box.bot, a_bot(NOWHERE, box.simulator.token, box.seconds)
    await box.bot._request[1].initialize()

    pauses = []
    for _ in range(9):
        await box.drain()
        pauses.append(box.shared.network.wait)
        await box.drain()  # during the pause nothing is tried
        assert box.shared.network.wait == pauses[-1]
        box.seconds.passed += pauses[-1]
    await box.bot._request[1].shutdown()
    box.wait(timedelta(minutes=59))

    longest = [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert [most / 2 <= it <= most for it, most in zip(pauses, longest, strict=True)] == [True] * 9
    box.bot = working
    await box.drain()
    assert await box.ledger() == [("sent", None), ("sent", None), ("expired", None)]
    assert (len(await news(dara)), len(await news(thida))) == (1, 1)
    assert box.shared.network.failures == 0


async def test_while_telegram_answers_nothing_no_more_is_risked_than_what_was_in_hand(
    box: Outbox,
) -> None:
    crowd = [await box.reader(f"Dara {n}") for n in range(40)]
    await box.news(*(each.id for each in crowd))
    await box.simulator.control("/faults", {"kind": "502", "method": "*", "times": None})

    for _ in range(5):
        await box.drain()
        box.seconds.passed += box.shared.network.wait
    at_first = [status for status, _ in await box.ledger()].count("uncertain")
    assert 1 <= at_first <= 15
    box.simulator.world.faults.clear()
    await box.drain()

    ledger = await box.ledger()
    assert ledger.count(("uncertain", "no answer from Telegram")) == at_first
    assert ledger.count(("sent", None)) == 40 - at_first


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "502"])
async def test_what_was_perhaps_delivered_is_not_repeated(box: Outbox, fault: str) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    await box.fault(fault, chat_id=dara.id)

    for _ in range(2):
        await box.drain()
        box.seconds.passed += box.shared.network.wait

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
    box.seconds.passed += box.shared.network.wait
    await box.drain()

    assert await box.ledger() == [("uncertain", "no answer from Telegram")]


async def test_what_was_in_hand_in_a_crash_is_sent_again(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    await service.turn(box.db, room=1, now=box.now)

    await service.recover(box.db, now=box.now)
    await box.drain()

    assert await box.ledger() == [("sent", None), ("sent", None)]
    assert (len(await news(dara)), len(await news(thida))) == (1, 1)


async def test_what_is_in_hand_already_is_left_alone(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    await service.turn(box.db, room=1, now=box.now)

    await box.drain()

    assert (await box.ledger(), await news(dara)) == ([("sending", None)], [])


async def test_a_text_that_cannot_be_written_holds_up_nobody(box: Outbox) -> None:
    dara = await box.reader()
    await box.announce("One", dara.id)
    async with box.db.transaction() as tx:
        await tx.all("UPDATE delivery SET subject = 'no number'")
    await box.news(dara.id, priority=Priority.NORMAL)

    await box.drain()

    assert await box.ledger() == [("failed", "ValueError"), ("sent", None)]


async def test_a_stop_leaves_what_was_not_sent_for_the_next_time(box: Outbox) -> None:
    crowd = [await box.registers(5000 + n, box.agenda) for n in range(60)]
    await box.news(*(each.telegram_id for each in crowd))
    lanes = box.bot.rate_limiter
    assert isinstance(lanes, TwoLanes)
    lanes._sleep = asyncio.sleep
    lanes._time = asyncio.get_running_loop().time
    lanes.per_second = 20

    draining = asyncio.create_task(box.drain())
    while len(box.requests()) < 3:  # noqa: ASYNC110 -- the simulator sets no event
        await asyncio.sleep(0.01)
    box.shared.stopping.set()
    async with asyncio.timeout(1):
        await draining

    ledger = sorted(await box.ledger(), key=repr)
    sent = len(box.requests())
    assert 3 <= sent <= 25  # a second of it at most, on the slowest of machines
    assert ledger == [("failed", "Chat not found")] * sent + [("pending", None)] * (60 - sent)


async def link(box: Outbox, group: Group) -> None:
    async with box.db.transaction() as tx:
        await tx.all(
            "INSERT INTO linked_chat (chat_id, title, language, linked_at)"
            " VALUES (?1, 'Team', 'en', '2025-07-03T00:00:00Z')",
            (group.id,),
        )


async def test_a_group_that_was_upgraded_is_followed(box: Outbox) -> None:
    dara = await box.reader()
    group = await box.simulator.group("Team", [dara], kind="group")
    await link(box, group)
    await box.announce("One", chats=[1])
    await group.migrate()

    await box.drain()

    assert await box.ledger() == [("sent", None)]
    await group.refresh()
    assert group.last.text == "Announcement\n\nOne"
    row = await box.db.one("SELECT chat_id FROM linked_chat")
    assert row is not None
    assert row["chat_id"] == group.id


async def test_a_group_that_removed_the_bot_gets_nothing_more(box: Outbox) -> None:
    dara = await box.reader()
    group = await box.simulator.group("Team", [dara])
    await link(box, group)
    await group.kick(dara)
    await box.announce("One", chats=[1])
    await box.drain()
    await box.announce("Two", chats=[1])
    await box.drain()

    assert await box.ledger() == [("blocked", None), ("blocked", None)]
    assert box.requests() == [False]


async def test_a_429_of_a_group_holds_up_nobody_else(box: Outbox) -> None:
    dara = await box.reader()
    group = await box.simulator.group("Team", [dara])
    await link(box, group)
    await box.fault("429", seconds=20, chat_id=group.id)
    await box.announce("One", dara.id, chats=[1])
    began = box.seconds.passed

    await box.drain()

    assert await box.ledger() == [("sent", None), ("sent", None)]
    assert sorted(box.requests()) == [False, True, True]
    assert box.seconds.passed - began >= 20
