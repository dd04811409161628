"""Those who wait for their turn to send: the lanes, and who of them is next."""

import asyncio
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from bot.ratelimit_chats import Chat, Chats
from bot.transport_errors import NeverSent


class Lane(StrEnum):
    """Which lane a request takes, given as `rate_limit_args`; the faster one first."""

    REPLY = "reply"
    BULK = "bulk"


class TurnedAway(NeverSent):
    """Tell one who waited in a lane that it is not going to send."""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """Somebody who waits: `granted` when they may go."""

    lane: Lane
    chat: Chat
    granted: asyncio.Future[None]


class Lines:
    """A line for each lane; within one, whoever came first goes first, once their chat is free."""

    __slots__ = ("_chats", "_lines")

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._lines: dict[Lane, deque[Turn]] = {lane: deque() for lane in Lane}

    def __len__(self) -> int:
        """Count all who wait."""
        return sum(self.waiting.values())

    @property
    def waiting(self) -> dict[Lane, int]:
        """Count those who wait in each lane."""
        return {lane: len(line) for lane, line in self._lines.items()}

    def join(self, lane: Lane, chat: Chat) -> Turn:
        """Stand at the end of a line."""
        turn = Turn(lane, chat, asyncio.get_running_loop().create_future())
        self._lines[lane].append(turn)
        return turn

    def leave(self, turn: Turn) -> None:
        """Leave a line."""
        self._lines[turn.lane].remove(turn)

    def turn_away(self, lane: Lane) -> None:
        """Tell all who wait in a lane that they are not going to send."""
        for turn in self._lines[lane]:
            if not turn.granted.done():
                turn.granted.set_exception(TurnedAway("The lane was cleared."))
        self._lines[lane].clear()

    def first(self, now: float, *, behind: Lane) -> Turn | None:
        """Return who is next of those in this lane or a faster one whose chats are free."""
        for lane, line in self._lines.items():
            for turn in line:
                if turn.granted.done() or self.ready_at(lane, turn.chat) <= now:
                    return turn
            if lane is behind:
                break
        return None

    def first_at(self) -> float:
        """Say when the first of the chats that are waited for is free."""
        return min(
            self.ready_at(lane, turn.chat) for lane, line in self._lines.items() for turn in line
        )

    def ready_at(self, lane: Lane, chat: Chat) -> float:
        """Say from when on this chat may get something from this lane."""
        return self._chats.ready_at(chat, at_a_distance=lane is Lane.BULK)
