"""Chats and what stands in them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

from simulator.markup import Markup

Kind = Literal["private", "group", "supergroup", "channel"]
Membership = Literal["member", "administrator", "left", "kicked"]


@dataclass(slots=True, kw_only=True)
class Message:
    """One message: `raw` is the Bot API's Message; the rest is what only apps see."""

    raw: dict[str, Any]
    from_bot: bool
    silent: bool = False
    keyboard: Markup | None = None

    @property
    def id(self) -> int:
        """The message_id."""
        return int(self.raw["message_id"])


class Activity:
    """What the bot did in one chat, numbered, for those who wait for it."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def number(self) -> int:
        """The number of the newest entry; 0 before the first."""
        return len(self.entries)

    def add(self, kind: str, **fields: Any) -> None:
        """Note one thing the bot did and wake those who wait."""
        self.entries.append({"number": self.number + 1, "kind": kind, **fields})
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def after(self, number: int, *, seconds: float) -> list[dict[str, Any]]:
        """Give the entries after `number`, waiting up to `seconds` for the first."""
        if self.number <= number and seconds > 0:
            future = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            try:
                await asyncio.wait([future], timeout=seconds)
            finally:
                self._waiting.discard(future)
        return self.entries[number:]


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat with one person, a group, or a channel.

    `members` are those who may write, their first the owner; `membership` is the bot's.
    """

    id: int
    kind: Kind
    title: str = ""
    members: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: Markup | None = None
    pinned: list[int] = field(default_factory=list)
    membership: Membership = "left"
    migrated_to: int | None = None
    activity: Activity = field(default_factory=Activity)

    @property
    def person(self) -> int | None:
        """Whose private chat this is; None for groups and channels."""
        return self.id if self.kind == "private" else None

    def described(self) -> dict[str, Any]:
        """Give the Bot API's Chat of a group or channel."""
        return {"id": self.id, "title": self.title, "type": self.kind}

    @property
    def has_bot(self) -> bool:
        """Tell whether the bot is in this group or channel."""
        return self.membership in {"member", "administrator"}

    def view(self) -> dict[str, Any]:
        """Give what the control API shows of a group or channel."""
        moved = {} if self.migrated_to is None else {"migrated_to": self.migrated_to}
        return {**self.described(), "members": self.members, "bot": self.membership, **moved}
