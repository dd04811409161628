"""A bot in the same process that tells of itself, so that nobody waits longer than it takes."""

import asyncio
from contextlib import suppress
from typing import Protocol

LONGEST_SECONDS = 0.25
"""A fault may hold it up on purpose."""


class BotInSight(Protocol):
    """A bot that says what it has in hand."""

    def is_busy(self) -> bool:
        """Say whether it has an update in hand."""

    def is_busy_with(self, chat: int) -> bool:
        """Say whether it has one of this chat in hand."""


async def finished(bot: BotInSight, chat: int) -> None:
    """Wait until a bot is done with what was done in a chat, a quarter of a second at most."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_SECONDS):
            while bot.is_busy_with(chat):  # noqa: ASYNC110 -- it is told by no event
                await asyncio.sleep(0.001)
