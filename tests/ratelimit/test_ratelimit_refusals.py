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
        (7.1, "c"),
        (7.2, "b"),
        (7.3, "a"),
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
