import asyncio

import pytest
from telegram.error import RetryAfter

from bot.ratelimit import Lane
from tests.ratelimit.conftest import Telegram


async def test_a_refused_reply_waits_as_long_as_told_and_holds_only_its_chat(
    telegram: Telegram,
) -> None:
    telegram.refusals = [5.0]
    replies = telegram.start("a", "b", "c")
    bulk = telegram.start("z", lane=Lane.BULK)
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (0.1, "b"), (0.2, "c"), (0.3, "z"), (5.0, "a")]
    assert [task.result() for task in replies + bulk] == [True, True, True, True]


async def test_what_comes_for_a_refused_chat_waits_with_it_and_keeps_its_order(
    telegram: Telegram,
) -> None:
    telegram.refusals = [5.0]
    telegram.start("a")
    await telegram.clock.run(until=1.0)
    running = asyncio.gather(*(telegram.send(f"{n}", chat=ord("a")) for n in (1, 2)))
    await telegram.clock.run()
    assert running.done()
    assert telegram.sent == [(0.0, "a"), (5.0, "a"), (5.1, "1"), (5.2, "2")]


async def test_a_second_chat_refused_within_that_time_stops_everything(telegram: Telegram) -> None:
    telegram.refusals = [5.0, 7.0]
    replies = telegram.start("a", "b", "c")
    bulk = telegram.start("z", lane=Lane.BULK)
    await telegram.clock.run()
    assert telegram.sent == [
        (0.0, "a"),
        (0.1, "b"),
        (7.1, "a"),
        (7.2, "c"),
        (7.3, "b"),
        (7.4, "z"),
    ]
    assert [task.result() for task in replies + bulk] == [True, True, True, True]


async def test_a_second_chat_refused_later_is_held_alone(telegram: Telegram) -> None:
    telegram.refusals = [5.0]
    telegram.start("a")
    await telegram.clock.run()
    telegram.clock.now, telegram.refusals = 6.0, [5.0]
    telegram.start("b", "c")
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (5.0, "a"), (6.0, "b"), (6.1, "c"), (11.0, "b")]


async def test_the_same_chat_refused_again_is_held_alone(telegram: Telegram) -> None:
    telegram.refusals = [5.0, 5.0]
    telegram.start("a")
    await telegram.clock.run(until=5.0)
    telegram.start("b")
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (5.0, "a"), (5.1, "b"), (10.0, "a")]


async def test_refused_bulk_goes_back_to_its_caller_after_both_lanes_are_stopped(
    telegram: Telegram,
) -> None:
    telegram.refusals = [5.0]
    with pytest.raises(RetryAfter):
        await telegram.send("a", lane=Lane.BULK, chat=1)
    telegram.start("b", "c")
    telegram.start("z", lane=Lane.BULK)
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (5.0, "b"), (5.1, "c"), (5.2, "z")]


async def test_a_second_refusal_during_the_first_moves_the_end(telegram: Telegram) -> None:
    telegram.refusals = [2.0]
    telegram.start("a")
    await telegram.clock.run(until=1.0)
    telegram.clock.now = 1.0
    telegram.refusals = [9.0]
    answer = asyncio.create_task(telegram.send("tap", endpoint="answerCallbackQuery"))
    await telegram.clock.run()
    assert sorted(telegram.sent) == [(0.0, "a"), (1.0, "tap"), (10.0, "a"), (10.0, "tap")]
    assert answer.result() is True


async def test_a_reply_refused_too_often_fails(telegram: Telegram) -> None:
    telegram.refusals = [1.0, 1.0, 1.0]
    (reply,) = telegram.start("a")
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (1.0, "a"), (2.0, "a")]
    assert isinstance(reply.exception(), RetryAfter)


@pytest.mark.parametrize("lane", Lane)
async def test_a_refused_group_is_held_alone(telegram: Telegram, lane: Lane) -> None:
    telegram.refusals = [20.0]
    first = asyncio.create_task(telegram.send("group", lane=lane, chat=-7))
    await telegram.clock.run(until=0.0)
    bulk = telegram.start("a", lane=Lane.BULK)
    later = asyncio.create_task(telegram.send("later", lane=Lane.BULK, chat=-7))
    await telegram.clock.run()
    assert [task.result() for task in (*bulk, later)] == [True, True]
    if lane is Lane.BULK:
        assert isinstance(first.exception(), RetryAfter)
        assert telegram.sent == [(0.0, "group"), (0.1, "a"), (20.0, "later")]
    else:
        assert first.result() is True
        assert telegram.sent == [(0.0, "group"), (0.1, "a"), (20.0, "group"), (23.0, "later")]


async def test_a_group_and_a_person_refused_at_once_do_not_mean_the_limit_of_all(
    telegram: Telegram,
) -> None:
    telegram.refusals = [20.0, 5.0]
    group = asyncio.create_task(telegram.send("group", chat=-7))
    replies = telegram.start("a", "b")
    await telegram.clock.run()
    assert [task.result() for task in (group, *replies)] == [True, True, True]
    assert telegram.sent == [(0.0, "group"), (0.1, "a"), (0.2, "b"), (5.1, "a"), (20.0, "group")]


async def test_the_halt_of_all_can_be_seen(telegram: Telegram) -> None:
    assert telegram.limiter.halted == 0
    telegram.refusals = [5.0]
    with pytest.raises(RetryAfter):
        await telegram.send("a", lane=Lane.BULK, chat=1)
    telegram.clock.now = 2.0
    assert telegram.limiter.halted == 3.0
    telegram.clock.now = 6.0
    assert telegram.limiter.halted == 0
