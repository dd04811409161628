import asyncio

import pytest

from simulator.errors import OTHER_POLL, Refusal
from simulator.updates import DEFAULT, Updates


def filled(n: int) -> Updates:
    updates = Updates(first_id=10)
    for number in range(n):
        updates.push("message", {"message_id": number})
    return updates


async def ids(updates: Updates, *, offset: int = 0, limit: int = 100) -> list[int]:
    taken = await updates.take(offset=offset, limit=limit, seconds=0)
    return [update["update_id"] for update in taken]


async def test_an_offset_confirms_and_a_limit_limits() -> None:
    updates = filled(5)
    assert await ids(updates, limit=2) == [10, 11]
    assert await ids(updates, offset=12) == [12, 13, 14]
    assert await ids(updates) == [12, 13, 14]


async def test_a_negative_offset_counts_from_the_end() -> None:
    updates = filled(5)
    assert await ids(updates, offset=-2) == [13, 14]
    assert len(updates) == 2


async def test_kinds_nobody_asked_for_are_not_queued() -> None:
    updates = Updates(first_id=1)
    updates.push("chat_member", {})
    updates.allow(["Message"])
    updates.push("callback_query", {})
    updates.push("message", {})
    updates.allow("no list")
    assert updates.allowed == {"message"}
    updates.allow([])
    assert updates.allowed == DEFAULT
    assert await ids(updates) == [1]


async def test_a_poll_waits_and_is_woken() -> None:
    updates = Updates(first_id=1)
    poll = asyncio.create_task(updates.take(offset=0, limit=1, seconds=5))
    await updates.polled()
    updates.push("message", {"message_id": 1})
    assert await poll == [{"update_id": 1, "message": {"message_id": 1}}]


async def test_the_older_of_two_polls_is_ended() -> None:
    updates = Updates(first_id=1)
    older = asyncio.create_task(updates.take(offset=0, limit=1, seconds=5))
    await updates.polled()
    newer = asyncio.create_task(updates.take(offset=0, limit=1, seconds=5))
    with pytest.raises(Refusal) as refused:
        await older
    assert (refused.value.code, refused.value.description) == (409, OTHER_POLL)
    updates.close()
    assert await newer == []
