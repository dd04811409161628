"""Work that takes a while: a message says how far it has come, edited once a second at most."""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from telegram.error import TelegramError

from bot.context import Context
from bot.views.screen import Screen

EVERY_SECONDS = 1.0
"""Telegram lets a bot edit about once a second in one chat."""


class Progress:
    """A message about work under way; `write` gives its screen for how many steps are done."""

    def __init__(self, context: Context, write: Callable[[int], Screen], *, steps: int) -> None:
        self._context = context
        self._write = write
        self._steps = steps
        self._message_id = 0
        self._shown_at = 0.0

    async def begin(self) -> None:
        """Send the message."""
        self._message_id = await self._context.reply(self._write(0))
        self._shown_at = monotonic()

    async def step(self, done: int) -> None:
        """Say how far the work has come: its end always, the way there not too often."""
        if done < self._steps and monotonic() - self._shown_at < EVERY_SECONDS:
            return
        self._shown_at = monotonic()
        # The work goes on where it cannot be said how far it has come.
        with suppress(TelegramError):
            await self._context.edit(self._message_id, self._write(done))
