import asyncio
import logging
from collections.abc import Awaitable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, PollAnswer, Update, User
from telegram.ext import ApplicationBuilder, TypeHandler
from telegram.request import BaseRequest

from bot.updates import ChatsInOrder, UpdatesInHand

NOON = datetime(2025, 12, 12, 5, tzinfo=UTC)


def message(chat_id: int, *, update_id: int = 1) -> Update:
    chat = Chat(chat_id, "private")
    return Update(update_id, message=Message(update_id, NOON, chat, text="hello"))


def vote(person_id: int) -> Update:
    person = User(person_id, "Dara", is_bot=False)
    return Update(1, poll_answer=PollAnswer("1", [0], user=person, option_persistent_ids=[]))


class Work:
    """Updates' coroutines that end when they are told to, and note their order."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.may_end = asyncio.Event()

    async def of(self, name: str) -> None:
        self.begun.append(name)
        await self.may_end.wait()
        self.ended.append(name)


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def process(
    processor: ChatsInOrder, update: object, coroutine: Awaitable[None]
) -> asyncio.Task[None]:
    return asyncio.create_task(processor.process_update(update, coroutine))


async def test_a_chat_goes_in_order_and_chats_go_side_by_side() -> None:
    processor, work = ChatsInOrder(), Work()
    tasks = [
        process(processor, message(7), work.of("first of 7")),
        process(processor, message(7), work.of("second of 7")),
        process(processor, message(8), work.of("first of 8")),
        process(processor, vote(8), work.of("second of 8")),
        process(processor, Update(1), work.of("of nobody")),
        process(processor, object(), work.of("of no update")),
    ]
    await settle()
    assert work.begun == ["first of 7", "first of 8", "of nobody", "of no update"]
    assert (processor.busy_chats, processor.current_concurrent_updates) == (2, 6)
    work.may_end.set()
    await asyncio.gather(*tasks)
    assert work.begun[4:] == ["second of 7", "second of 8"]
    assert (processor.busy_chats, processor.dropped) == (0, 0)


async def test_a_chat_that_floods_loses_what_comes_too_much_and_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    processor, work = ChatsInOrder(backlog=2), Work()
    flood = [process(processor, message(7), work.of(f"7: {n}")) for n in range(6)]
    other = process(processor, message(8), work.of("8"))
    await settle()
    assert [task.done() for task in flood] == [False, False, False, True, True, True]
    work.may_end.set()
    await asyncio.gather(*flood, other)
    assert work.ended == ["7: 0", "8", "7: 1", "7: 2"]
    assert (processor.dropped, processor.busy_chats) == (3, 0)
    assert caplog.messages == ["chat 7: 2 updates wait; dropping further ones"]
    await process(processor, message(7), work.of("7 again"))
    assert work.ended[-1] == "7 again"


async def test_an_update_that_fails_or_is_cancelled_frees_its_chat() -> None:
    async def fail() -> None:
        raise ValueError("broken handler")

    processor, work = ChatsInOrder(), Work()
    failing = process(processor, message(7), fail())
    cancelled = process(processor, message(7), work.of("cancelled while it runs"))
    waiting = process(processor, message(7), work.of("cancelled while it waits"))
    last = process(processor, message(7), work.of("last"))
    await settle()
    cancelled.cancel()
    waiting.cancel()
    work.may_end.set()
    outcomes = await asyncio.gather(failing, cancelled, waiting, last, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [
        ValueError,
        asyncio.CancelledError,
        asyncio.CancelledError,
        type(None),
    ]
    assert (work.ended, processor.busy_chats) == (["last"], 0)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), max_size=40))
def test_each_chat_sees_its_updates_in_order_one_at_a_time(updates: list[tuple[int, int]]) -> None:
    seen: dict[int, list[int]] = {}
    inside: set[int] = set()

    async def handle(chat_id: int, number: int, steps: int) -> None:
        assert chat_id not in inside
        inside.add(chat_id)
        for _ in range(steps):
            await asyncio.sleep(0)
        inside.remove(chat_id)
        seen.setdefault(chat_id, []).append(number)

    async def play() -> int:
        processor = ChatsInOrder(backlog=1000)
        await asyncio.gather(
            *(
                process(processor, message(chat_id), handle(chat_id, number, steps))
                for number, (chat_id, steps) in enumerate(updates)
            )
        )
        return processor.busy_chats

    assert asyncio.run(play()) == 0
    assert all(numbers == sorted(numbers) for numbers in seen.values())
    assert sum(map(len, seen.values())) == len(updates)


async def test_updates_in_hand_lets_in_one_more_for_each_that_is_processed() -> None:
    queue = UpdatesInHand(2)
    putting = [asyncio.create_task(queue.put(n)) for n in range(4)]
    await settle()
    assert [await queue.get(), await queue.get(), queue.in_hand] == [0, 1, 2]
    await settle()
    assert queue.empty()
    queue.task_done()
    await settle()
    assert (await queue.get(), queue.in_hand, [put.done() for put in putting]) == (
        2,
        2,
        [True, True, True, False],
    )
    queue.task_done()
    assert await queue.get() == 3
    queue.task_done()
    queue.task_done()
    await queue.join()
    with pytest.raises(ValueError, match="task_done"):
        queue.task_done()
    assert queue.in_hand == 0


class Offline(BaseRequest):
    """Telegram, as far as starting an application asks for it."""

    read_timeout = 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        return 200, b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bot","username":"b"}}'


async def test_an_application_takes_no_more_in_hand_and_ends_with_all_processed() -> None:
    queue, work = UpdatesInHand(3), Work()

    async def handle(update: Update, _: object) -> None:
        await work.of(str(update.update_id))

    builder = ApplicationBuilder().token("1:a").request(Offline()).get_updates_request(Offline())
    builder = builder.concurrent_updates(ChatsInOrder()).update_queue(queue).updater(None)
    application = builder.job_queue(None).build()
    application.add_handler(TypeHandler(Update, handle))
    async with application:
        await application.start()
        updates = (message(7 + n, update_id=n) for n in range(5))
        putting = [asyncio.create_task(queue.put(update)) for update in updates]
        await settle()
        assert (work.begun, queue.in_hand) == (["0", "1", "2"], 3)
        work.may_end.set()
        await asyncio.gather(*putting)
        await application.stop()
    assert (work.ended, queue.in_hand) == (["0", "1", "2", "3", "4"], 0)
