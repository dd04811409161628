"""The queue of updates and the rules of getUpdates."""

import asyncio
from collections import deque
from itertools import islice
from typing import Any

from simulator.errors import OTHER_POLL, Refusal

ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KNOWN = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "my_chat_member",
        "inline_query",
        "chosen_inline_result",
        "poll",
        "poll_answer",
        "chat_join_request",
        "pre_checkout_query",
        "shipping_query",
        "business_connection",
        *ASKED_FOR_ONLY,
    }
)
DEFAULT = KNOWN - ASKED_FOR_ONLY


class Updates:
    """Updates that no bot has confirmed yet, oldest first.

    Source: Bot API, getUpdates.
    """

    def __init__(self, *, first_id: int) -> None:
        self._next_id = first_id
        self._pending: deque[dict[str, Any]] = deque()
        self._poll: asyncio.Future[None] | None = None
        self._news = asyncio.Event()
        self._waited_for = asyncio.Event()
        self._closed = False
        self.allowed = DEFAULT

    def __len__(self) -> int:
        return len(self._pending)

    async def polled(self) -> None:
        """Wait until a bot waits in getUpdates."""
        await self._waited_for.wait()

    def push(self, kind: str, body: dict[str, Any]) -> None:
        """Queue one update, unless the bot did not ask for its kind."""
        if kind not in self.allowed:
            return
        self._pending.append({"update_id": self._next_id, kind: body})
        self._next_id += 1
        self._news.set()
        self._wake()

    def allow(self, names: object) -> None:
        """Remember allowed_updates; what is no list changes nothing, unknown names mean all."""
        if isinstance(names, list):
            self.allowed = KNOWN.intersection(str(name).lower() for name in names) or DEFAULT

    def confirm(self, offset: int) -> None:
        """Forget updates before `offset`; a negative one keeps that many from the end."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    def clear(self) -> None:
        """Forget everything that waits (drop_pending_updates)."""
        self._pending.clear()

    def interrupt(self, description: str) -> None:
        """End the poll that waits with a 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, description))

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def close(self) -> None:
        """Let the poll that waits go home with nothing; later ones do not wait."""
        self._closed = True
        self._wake()

    async def take(self, *, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Confirm what `offset` confirms and give up to `limit` updates, waiting for the first.

        Raises: Refusal 409 in the older of two polls that meet.
        """
        self.interrupt(OTHER_POLL)
        self.confirm(offset)
        if not self._pending and seconds > 0 and not self._closed:
            poll = self._poll = asyncio.get_running_loop().create_future()
            self._waited_for.set()
            done, _ = await asyncio.wait([poll], timeout=seconds)
            if self._poll is poll:
                self._poll = None
                self._waited_for.clear()
            if done:
                poll.result()
        return list(islice(self._pending, limit))

    async def first(self) -> dict[str, Any]:
        """Wait for the oldest unconfirmed update, for a webhook."""
        while not self._pending:
            self._news.clear()
            await self._news.wait()
        return self._pending[0]
