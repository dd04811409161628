import asyncio
import heapq
import math
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.ratelimit import Lane, TwoLanes
from bot.transport import NeverSent


@pytest.fixture(autouse=True, scope="module")
def _timedeltas() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        yield


class Clock:
    """A clock that jumps to the next sleeper's end once nobody can run."""

    def __init__(self) -> None:
        self.now = 0.0
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        end = max(self.now + seconds, math.nextafter(self.now, math.inf))
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (end, next(self._order), future))
        await future

    async def run(self, *, until: float = math.inf) -> None:
        while True:
            for _ in range(20):
                await asyncio.sleep(0)
            if not self._sleepers or self._sleepers[0][0] > until:
                return
            self.now, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)


class Telegram:
    """Records when each request came, and refuses those it is told to."""

    def __init__(self, *, per_second: float = 10) -> None:
        self.clock = Clock()
        self.limiter = TwoLanes(per_second=per_second, time=self.clock, sleep=self.clock.sleep)
        self.sent: list[tuple[float, str]] = []
        self.refusals: list[float | None] = []

    async def request(self, name: str) -> bool:
        self.sent.append((round(self.clock.now, 3), name))
        refusal = self.refusals.pop(0) if self.refusals else None
        if refusal is not None:
            raise RetryAfter(timedelta(seconds=refusal))
        return True

    def send(
        self,
        name: str,
        *,
        lane: Lane | None = None,
        chat: int | str | None = None,
        endpoint: str = "sendMessage",
    ) -> Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]:
        data = {} if chat is None else {"chat_id": chat}
        return self.limiter.process_request(self.request, (name,), {}, endpoint, data, lane)

    def start(self, *names: str, lane: Lane | None = None) -> list[asyncio.Task[Any]]:
        return [asyncio.create_task(self.send(n, lane=lane, chat=ord(n))) for n in names]


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    telegram = Telegram()
    yield telegram
    await telegram.limiter.shutdown()


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
        (0.4, "bulk after the reply"),
        (1.0, "bulk 2"),
        (3.0, "group 2"),
    ]


async def test_a_refused_reply_waits_as_long_as_told_and_all_lanes_with_it(
    telegram: Telegram,
) -> None:
    telegram.refusals = [5.0]
    replies = telegram.start("a", "b", "c")
    bulk = telegram.start("z", lane=Lane.BULK)
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (5.0, "a"), (5.1, "b"), (5.2, "c"), (5.3, "z")]
    assert [task.result() for task in replies + bulk] == [True, True, True, True]


async def test_refused_bulk_goes_back_to_its_caller_after_the_lanes_are_stopped(
    telegram: Telegram,
) -> None:
    telegram.refusals = [5.0]
    with pytest.raises(RetryAfter):
        await telegram.send("a", lane=Lane.BULK, chat=1)
    telegram.start("b", "c")
    await telegram.clock.run()
    assert telegram.sent == [(0.0, "a"), (5.0, "b"), (5.1, "c")]


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


async def test_those_who_wait_at_shutdown_are_told_they_were_not_sent(telegram: Telegram) -> None:
    sent, *waiting = telegram.start("a", "b")
    bulk = telegram.start("c", lane=Lane.BULK)
    await telegram.clock.run(until=0.05)
    assert telegram.limiter.waiting == {Lane.REPLY: 1, Lane.BULK: 1}
    await telegram.limiter.shutdown()
    outcomes = await asyncio.gather(sent, *waiting, *bulk, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [bool, NeverSent, NeverSent]
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
