"""A limiter on a clock that jumps, and a Telegram that refuses when it is told to."""

import asyncio
import heapq
import math
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.ratelimit import Lane, TwoLanes


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
