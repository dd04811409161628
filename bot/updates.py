"""The order of updates: one chat in order, chats side by side, and few in hand at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

SLOTS = 1024
BACKLOG = 30
IN_HAND = 512

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Line:
    """A chat's line: the turn, and how many wait for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    overflowing: bool = False


class ChatsInOrder(BaseUpdateProcessor):
    """Process each chat's updates one after another, and the chats side by side.

    An update without a chat goes by its person's id, which is also the id of their private chat;
    one without either goes at once. A chat with `backlog` updates waiting loses further ones:
    otherwise one chat that floods could take every slot. The first loss of a burst is logged.

    slots: at least a thousand, for python-telegram-bot takes one before a line is joined.
    """

    __slots__ = ("_backlog", "_dropped", "_lines")

    def __init__(self, *, slots: int = SLOTS, backlog: int = BACKLOG) -> None:
        super().__init__(slots)
        self._backlog = backlog
        self._lines: dict[int, _Line] = {}
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """Count the updates lost to full lines since the start."""
        return self._dropped

    @property
    def busy_chats(self) -> int:
        """Count the chats that have an update under way."""
        return len(self._lines)

    def is_busy_with(self, chat: int) -> bool:
        """Say whether this chat has an update under way."""
        return chat in self._lines

    async def initialize(self) -> None:
        """Do nothing: lines come and go with their updates."""

    async def shutdown(self) -> None:
        """Do nothing: the application waits for the updates under way."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the coroutine when the chat's earlier updates are done, or drop it unrun."""
        chat_id = _line_of(update)
        if chat_id is None:
            await coroutine
            return
        line = self._lines.setdefault(chat_id, _Line())
        if line.waiting >= self._backlog:
            _close(coroutine)
            self._count_loss(line, chat_id=chat_id)
            return
        try:
            await self._take_turn(line, coroutine)
        finally:
            if not line.waiting and not line.lock.locked():
                self._lines.pop(chat_id, None)

    async def _take_turn(self, line: _Line, coroutine: Awaitable[Any]) -> None:
        line.waiting += 1
        try:
            await line.lock.acquire()
        except asyncio.CancelledError:
            _close(coroutine)
            raise
        finally:
            line.waiting -= 1
        try:
            await coroutine
        finally:
            line.lock.release()

    def _count_loss(self, line: _Line, *, chat_id: int) -> None:
        self._dropped += 1
        if not line.overflowing:
            _log.warning("chat %d: %d updates wait; dropping further ones", chat_id, line.waiting)
        line.overflowing = True


class UpdatesInHand(asyncio.Queue[object]):
    """Let in no more updates than can soon be processed: the application's `update_queue`.

    A bound on the queue alone bounds nothing, for the application empties it at once into tasks.
    This one counts an update until it is processed. While it is full, polling waits and does not
    confirm to Telegram what kill -9 would lose, a webhook is not answered, and what piled up while
    the bot was away comes in at the pace it is processed, which no chat's backlog overflows from.
    """

    def __init__(self, limit: int = IN_HAND) -> None:
        super().__init__()
        self._limit = limit
        self._in_hand = 0
        self._room = asyncio.Event()

    @property
    def in_hand(self) -> int:
        """Count the updates taken in and not yet processed."""
        return self._in_hand

    async def put(self, item: object) -> None:
        """Take an update in, as soon as there is room."""
        while self._in_hand >= self._limit:
            self._room.clear()
            await self._room.wait()
        await super().put(item)

    def task_done(self) -> None:
        """Note that an update is processed."""
        super().task_done()
        self._in_hand -= 1
        self._room.set()

    def _put(self, item: object) -> None:
        super()._put(item)
        self._in_hand += 1


def _line_of(update: object) -> int | None:
    """Say whose line an update joins: its chat's, or its person's, or nobody's."""
    if not isinstance(update, Update):
        return None
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None


def _close(coroutine: Awaitable[Any]) -> None:
    """Give up a coroutine that was never started, without the warning that it never ran."""
    if isinstance(coroutine, Coroutine):
        coroutine.close()
