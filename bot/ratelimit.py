"""Two lanes to Telegram: a reply goes before bulk, and both go at an even pace."""

import asyncio
import time as system_time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.ratelimit_chats import Chat, Chats, is_group
from bot.ratelimit_lines import Lane, Lines, TurnedAway

__all__ = ["PER_SECOND", "Lane", "TurnedAway", "TwoLanes"]

PER_SECOND = 29.4
"""Telegram allows about 30 messages a second; the rest is room for the network's jitter."""

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class TwoLanes(BaseRateLimiter[Lane]):
    """Let messages out one by one at an even pace, replies first.

    Only what sends or edits messages is paced; answers to taps, chat actions and questions to
    Telegram pass at once. A lone reply passes without a wait and without another task. Bulk
    further keeps a distance from the last message of its chat (1 s, in groups 3 s), replies
    included; meanwhile what comes later for other chats goes first.

    A 429 is honoured for as long as Telegram says, and afterwards the same even pace goes on: one
    that answers a reply stops its chat, one of a group stops that group, any other one both lanes
    (see `_refused`). A reply is then tried again; bulk is given back to its caller, who keeps the
    ledger.

    time: seconds, monotonic. Raises: RetryAfter; TurnedAway to those still waiting at shutdown.
    Source: Bot FAQ, "My bot is hitting limits, how do I avoid this?".
    """

    __slots__ = (
        "_chats",
        "_free_at",
        "_halted_until",
        "_interval",
        "_lines",
        "_max_retries",
        "_nap",
        "_pacer",
        "_sleep",
        "_time",
    )

    def __init__(
        self,
        *,
        per_second: float = PER_SECOND,
        max_retries: int = 2,
        time: Callable[[], float] = system_time.monotonic,
        sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
    ) -> None:
        self.per_second = per_second
        self._max_retries = max_retries
        self._time = time
        self._sleep = sleep
        self._free_at = self._halted_until = time()
        self._chats = Chats()
        self._lines = Lines(self._chats)
        self._pacer: asyncio.Task[None] | None = None
        self._nap: asyncio.Task[None] | None = None

    @property
    def per_second(self) -> float:
        """Give the pace: how many messages go out in a second."""
        return 1.0 / self._interval

    @per_second.setter
    def per_second(self, pace: float) -> None:
        self._interval = 1.0 / pace

    @property
    def waiting(self) -> dict[Lane, int]:
        """Count those who wait for their turn in each lane."""
        return self._lines.waiting

    @property
    def halted(self) -> float:
        """Give the seconds until anything may be sent again after a 429; 0 when it may."""
        return max(0.0, self._halted_until - self._time())

    async def initialize(self) -> None:
        """Do nothing: the pacer runs only while somebody waits."""

    async def shutdown(self) -> None:
        """Stop the pacer and turn away those who still wait."""
        for task in (self._pacer, self._nap):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        self._pacer = self._nap = None
        for lane in Lane:
            self.turn_away(lane)

    def turn_away(self, lane: Lane) -> None:
        """Send nothing of those who wait in a lane, and tell them so."""
        self._lines.turn_away(lane)

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

    def _refused(self, lane: Lane, chat: Chat, *, seconds: float) -> None:
        """Stop after a 429: this chat, or everything.

        A group has a limit of its own, and one person who writes too much is refused alone. Bulk
        to a person, a second person within that time, and what belongs to no chat mean the limit
        of all.
        """
        now = self._time()
        alone = lane is Lane.REPLY and not self._chats.stopped_besides(chat, now)
        if chat is not None and (alone or is_group(chat)):
            self._chats.stop(chat, until=now + seconds)
        else:
            self._halted_until = max(self._halted_until, now + seconds)
            self._free_at = max(self._free_at, now + seconds)

    async def _turn(self, lane: Lane, chat: Chat) -> None:
        """Wait until this request may go."""
        now = self._time()
        ready = now >= max(self._free_at, self._lines.ready_at(lane, chat))
        if ready and self._lines.first(now, behind=lane) is None:
            self._free_at = now + self._interval
            self._chats.sent(chat, now)
            return
        turn = self._lines.join(lane, chat)
        if self._pacer is None:
            self._pacer = asyncio.create_task(self._pace(), name="pacer")
        elif self._nap is not None:
            self._nap.cancel()  # it slept until one of those who waited might go
        await turn.granted

    async def _pace(self) -> None:
        """Give out turns, one each interval, for as long as anybody waits."""
        while len(self._lines):
            now = self._time()
            if now < self._free_at:
                # Slept through to the end, then looked at again: a 429 may have moved the end.
                await self._sleep(self._free_at - now)
                continue
            turn = self._lines.first(now, behind=Lane.BULK)
            if turn is None:
                await self._until_one_is_ready(now)
                continue
            self._lines.leave(turn)
            if turn.granted.done():
                continue
            turn.granted.set_result(None)
            self._chats.sent(turn.chat, now)
            # A timer that woke us late gives back at most half an interval, so the pace is kept
            # on average and two never go out together.
            self._free_at = max(self._free_at, now - self._interval / 2) + self._interval
        self._pacer = None

    async def _until_one_is_ready(self, now: float) -> None:
        ready_at = self._lines.first_at()
        self._nap = asyncio.create_task(self._sleep(ready_at - now), name="pacer's nap")
        await asyncio.wait({self._nap})
        self._nap = None
        self._free_at = max(self._free_at, self._time())  # this wait was not a timer's lateness


def _is_message(endpoint: str) -> bool:
    """Say whether Telegram counts this method towards its limit on messages."""
    return endpoint.startswith(("send", "edit", "copy", "forward")) and endpoint != "sendChatAction"


def _seconds(refusal: RetryAfter) -> float:
    """Read how long to wait: an int or a timedelta, as PTB_TIMEDELTA has it."""
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
