"""Two lanes to Telegram: a reply goes before bulk, and both go at an even pace."""

import asyncio
import time as system_time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.transport_errors import NeverSent

PER_SECOND = 28.5
"""Telegram allows about 30 messages a second; the rest is room for the network's jitter."""
PRIVATE_CHAT_SECONDS = 1.0
GROUP_SECONDS = 3.0
_CHATS_REMEMBERED = 2048

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Lane(StrEnum):
    """Which lane a request takes, given as `rate_limit_args`."""

    REPLY = "reply"
    BULK = "bulk"


class TwoLanes(BaseRateLimiter[Lane]):
    """Let messages out one by one at an even pace, replies first.

    Only what sends or edits messages is paced; answers to taps, chat actions and questions to
    Telegram pass at once. A lone reply passes without a wait and without another task. Bulk
    further keeps a distance within each chat (1 s, in groups 3 s), from replies too.

    A 429 is honoured for as long as Telegram says, and afterwards the same even pace goes on: one
    that answers a reply stops its chat, any other one both lanes (see `_refused`).
    A reply is then tried again; bulk is given back to its caller, who keeps the ledger.

    time: seconds, monotonic. Raises: RetryAfter; NeverSent to those still waiting at shutdown.
    Source: Bot FAQ, "My bot is hitting limits, how do I avoid this?".
    """

    __slots__ = (
        "_bulk",
        "_chat_free_at",
        "_free_at",
        "_interval",
        "_max_retries",
        "_pacer",
        "_replies",
        "_sleep",
        "_stopped",
        "_time",
    )

    def __init__(
        self,
        *,
        per_second: float = PER_SECOND,
        max_retries: int = 2,
        time: Callable[[], float] = system_time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1.0 / per_second
        self._max_retries = max_retries
        self._time = time
        self._sleep = sleep
        self._free_at = time()
        self._chat_free_at: dict[int | str, float] = {}
        self._stopped: dict[int | str, float] = {}
        self._replies: deque[asyncio.Future[None]] = deque()
        self._bulk: deque[asyncio.Future[None]] = deque()
        self._pacer: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> dict[Lane, int]:
        """Count those who wait for their turn in each lane."""
        return {Lane.REPLY: len(self._replies), Lane.BULK: len(self._bulk)}

    async def initialize(self) -> None:
        """Do nothing: the pacer runs only while somebody waits."""

    async def shutdown(self) -> None:
        """Stop the pacer and turn away those who still wait."""
        if self._pacer is not None:
            self._pacer.cancel()
            with suppress(asyncio.CancelledError):
                await self._pacer
            self._pacer = None
        for turn in (*self._replies, *self._bulk):
            if not turn.done():
                turn.set_exception(NeverSent("The bot is stopping."))
        self._replies.clear()
        self._bulk.clear()

    async def process_request(  # noqa: PLR0917 -- the signature is BaseRateLimiter's
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Answer:
        """Make the request when its turn comes; see the class."""
        lane = rate_limit_args or Lane.REPLY
        paced = _is_message(endpoint)
        retries = self._max_retries if lane is Lane.REPLY else 0
        while True:
            if paced:
                await self._turn(lane, data.get("chat_id"))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refusal:
                seconds = _seconds(refusal)
                self._refused(lane, data.get("chat_id"), seconds=seconds)
                if not retries:
                    raise
            retries -= 1
            if not paced:
                await self._sleep(seconds)

    def _refused(self, lane: Lane, chat: int | str | None, *, seconds: float) -> None:
        """Stop after a 429: this chat's replies, or everything.

        One chat that writes too much is refused alone. Bulk, a second chat within that time, and
        what belongs to no chat mean the limit of all.
        """
        now = self._time()
        self._stopped = {other: until for other, until in self._stopped.items() if until > now}
        alone = lane is Lane.REPLY and chat is not None and not self._stopped.keys() - {chat}
        if alone and chat is not None:
            self._stopped[chat] = now + seconds
        else:
            self._free_at = max(self._free_at, now + seconds)

    async def _turn(self, lane: Lane, chat: int | str | None) -> None:
        """Wait until this request may go."""
        while (wait := self._stopped.get(chat or 0, 0.0) - self._time()) > 0:
            await self._sleep(wait)
        if lane is Lane.BULK:
            await self._distance(chat)
        waiting = self._replies if lane is Lane.REPLY else self._bulk
        now = self._time()
        if now >= self._free_at and not self._replies and (lane is Lane.REPLY or not self._bulk):
            self._free_at = now + self._interval
        else:
            turn = asyncio.get_running_loop().create_future()
            waiting.append(turn)
            if self._pacer is None:
                self._pacer = asyncio.create_task(self._pace(), name="pacer")
            await turn
        if lane is Lane.REPLY and chat is not None:
            self._hold(chat, until=self._time() + _gap(chat))

    async def _pace(self) -> None:
        """Give out turns, one each interval, for as long as anybody waits."""
        while self._replies or self._bulk:
            now = self._time()
            if now < self._free_at:
                # Slept through to the end, then looked at again: a 429 may have moved the end.
                await self._sleep(self._free_at - now)
                continue
            turn = (self._replies or self._bulk).popleft()
            if turn.done():
                continue
            turn.set_result(None)
            # A timer that woke us late gives back at most half an interval, so the pace is kept
            # on average and two never go out together.
            self._free_at = max(self._free_at, now - self._interval / 2) + self._interval
        self._pacer = None

    async def _distance(self, chat: int | str | None) -> None:
        """Keep bulk away from the chat's last message; of several, the first comes first."""
        if chat is None:
            return
        now = self._time()
        ready = max(now, self._chat_free_at.get(chat, now))
        self._hold(chat, until=ready + _gap(chat))
        while (wait := ready - self._time()) > 0:
            await self._sleep(wait)

    def _hold(self, chat: int | str, *, until: float) -> None:
        """Let no bulk to this chat before then."""
        if len(self._chat_free_at) >= _CHATS_REMEMBERED:
            now = self._time()
            self._chat_free_at = {c: at for c, at in self._chat_free_at.items() if at > now}
        self._chat_free_at[chat] = max(until, self._chat_free_at.get(chat, until))


def _is_message(endpoint: str) -> bool:
    """Say whether Telegram counts this method towards its limit on messages."""
    return endpoint.startswith(("send", "edit", "copy", "forward")) and endpoint != "sendChatAction"


def _gap(chat: int | str) -> float:
    """Give the seconds between two messages of bulk to this chat."""
    return GROUP_SECONDS if str(chat).startswith(("-", "@")) else PRIVATE_CHAT_SECONDS


def _seconds(refusal: RetryAfter) -> float:
    """Read how long to wait: an int or a timedelta, as PTB_TIMEDELTA has it."""
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
