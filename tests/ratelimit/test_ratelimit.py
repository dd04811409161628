import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ratelimit import Lane, TurnedAway
from tests.ratelimit.conftest import Telegram


async def test_a_lone_reply_goes_out_without_a_wait_or_a_task(telegram: Telegram) -> None:
    before = asyncio.all_tasks()
    request = telegram.send("a", chat=1)
    with pytest.raises(StopIteration) as result:
        request.send(None)
    assert (result.value.value, telegram.sent, asyncio.all_tasks()) == (True, [(0.0, "a")], before)


async def test_messages_go_out_evenly_and_never_two_at_once(telegram: Telegram) -> None:
    telegram.start("a", "b", "c", "d")
    await telegram.clock.run()
    telegram.clock.now = 100.0
    telegram.start("e", "f")
    await telegram.clock.run()
    assert telegram.sent == [
        (0.0, "a"),
        (0.1, "b"),
        (0.2, "c"),
        (0.3, "d"),
        (100.0, "e"),
        (100.1, "f"),
    ]


async def test_replies_go_before_bulk_that_came_earlier(telegram: Telegram) -> None:
    telegram.start("a", "b", "c", "d", lane=Lane.BULK)
    await telegram.clock.run(until=0.1)
    telegram.start("x", "y", lane=Lane.REPLY)
    await telegram.clock.run()
    assert [name for _, name in telegram.sent] == ["a", "b", "x", "y", "c", "d"]
    assert telegram.sent[-1] == (0.5, "d")


async def test_what_sends_no_message_is_not_paced(telegram: Telegram) -> None:
    endpoints = ("answerCallbackQuery", "sendChatAction", "getMe", "setMyCommands", "deleteMessage")
    paced = ("editMessageText", "copyMessage", "forwardMessage", "sendDocument")
    for endpoint in (*endpoints, *paced):
        asyncio.create_task(telegram.send(endpoint, endpoint=endpoint))  # noqa: RUF006 -- run() below ends it
    await telegram.clock.run()
    assert telegram.sent == [
        *((0.0, endpoint) for endpoint in (*endpoints, "editMessageText")),
        (0.1, "copyMessage"),
        (0.2, "forwardMessage"),
        (0.3, "sendDocument"),
    ]


async def test_bulk_keeps_its_distance_within_a_chat_and_replies_do_not(telegram: Telegram) -> None:
    tasks = [telegram.send(f"bulk {n}", lane=Lane.BULK, chat=7) for n in (1, 2)]
    tasks += [telegram.send(f"group {n}", lane=Lane.BULK, chat=-7) for n in (1, 2)]
    tasks += [telegram.send(f"reply {n}", lane=Lane.REPLY, chat=8) for n in (1, 2)]
    tasks += [telegram.send("bulk after the reply", lane=Lane.BULK, chat=8)]
    running = asyncio.gather(*tasks)
    await telegram.clock.run()
    assert running.done()
    assert telegram.sent == [
        (0.0, "bulk 1"),
        (0.1, "reply 1"),
        (0.2, "reply 2"),
        (0.3, "group 1"),
        (1.0, "bulk 2"),
        (1.2, "bulk after the reply"),
        (3.3, "group 2"),
    ]


async def test_a_reply_that_comes_meanwhile_pushes_bulk_to_its_chat_back(
    telegram: Telegram,
) -> None:
    telegram.start("a")
    telegram.start("a", "b", lane=Lane.BULK)
    await telegram.clock.run(until=0.8)
    telegram.clock.now = 0.8
    reply = asyncio.create_task(telegram.send("reply", chat=ord("a")))
    await telegram.clock.run()
    assert reply.done()
    assert telegram.sent == [(0.0, "a"), (0.1, "b"), (0.8, "reply"), (1.8, "a")]


async def test_those_who_wait_for_a_chat_do_not_hold_up_others(telegram: Telegram) -> None:
    running = asyncio.gather(
        *(telegram.send(f"group {n}", lane=Lane.BULK, chat=-7) for n in (1, 2, 3))
    )
    await telegram.clock.run(until=1.0)
    telegram.clock.now = 1.0
    other = telegram.start("a", lane=Lane.BULK)
    await telegram.clock.run()
    assert (running.done(), [task.result() for task in other]) == (True, [True])
    assert telegram.sent == [
        (0.0, "group 1"),
        (1.0, "a"),
        (3.0, "group 2"),
        (6.0, "group 3"),
    ]


async def test_a_lane_that_is_cleared_sends_nothing_of_what_waited(telegram: Telegram) -> None:
    sent, *waiting = telegram.start("a", "a", "b", lane=Lane.BULK)
    reply = telegram.start("c", "d")
    await telegram.clock.run(until=0.05)
    telegram.limiter.turn_away(Lane.BULK)
    outcomes = await asyncio.gather(sent, *waiting, return_exceptions=True)
    await telegram.clock.run()
    assert [type(outcome) for outcome in outcomes] == [bool, TurnedAway, TurnedAway]
    assert [task.result() for task in reply] == [True, True]
    assert telegram.sent == [(0.0, "a"), (0.1, "c"), (0.2, "d")]


async def test_the_pace_can_be_changed(telegram: Telegram) -> None:
    assert telegram.limiter.per_second == pytest.approx(10)
    telegram.limiter.per_second = 2
    telegram.start("a", "b", "c")
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (0.5, "b"), (1.0, "c")]


async def test_those_who_wait_at_shutdown_are_told_they_were_not_sent(telegram: Telegram) -> None:
    sent, *waiting = telegram.start("a", "b")
    bulk = telegram.start("c", lane=Lane.BULK)
    await telegram.clock.run(until=0.05)
    assert telegram.limiter.waiting == {Lane.REPLY: 1, Lane.BULK: 1}
    await telegram.limiter.shutdown()
    outcomes = await asyncio.gather(sent, *waiting, *bulk, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [bool, TurnedAway, TurnedAway]
    assert telegram.limiter.waiting == {Lane.REPLY: 0, Lane.BULK: 0}


async def test_one_who_gives_up_takes_no_turn(telegram: Telegram) -> None:
    _, second, _ = telegram.start("a", "b", "c")
    await telegram.clock.run(until=0.05)
    second.cancel()
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (0.1, "c")]


@given(
    arrivals=st.lists(
        st.tuples(st.floats(0, 3), st.sampled_from(Lane), st.integers(1, 4)), max_size=40
    )
)
def test_no_second_holds_more_than_the_limit_and_each_reply_goes_first(
    arrivals: list[tuple[float, Lane, int]],
) -> None:
    async def play() -> Telegram:
        telegram = Telegram(per_second=10)

        async def one(at: float, lane: Lane, chat: int) -> None:
            await telegram.clock.sleep(at)
            await telegram.send(lane, lane=lane, chat=chat)

        running = asyncio.gather(*(one(*arrival) for arrival in arrivals))
        await telegram.clock.run()
        await running
        return telegram

    sent = asyncio.run(play()).sent
    assert len(sent) == len(arrivals)
    assert all(later - earlier > 0.0989 for (earlier, _), (later, _) in pairwise(sent))
    replies = sorted(at for at, lane, _ in arrivals if lane is Lane.REPLY)
    gone = [at for at, lane in sent if lane == Lane.REPLY]
    free = -1.0
    for came, went in zip(replies, gone, strict=True):
        assert went <= max(came, free) + 0.1011
        free = went + 0.1
