"""Every tap is answered once, whatever its handler does: else the button keeps spinning."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from bot.context import Context

Handle = Callable[[Update, Context], Coroutine[Any, Any, object]]


def tap(handle: Handle) -> Handle:
    """Return the handler with the tap answered at its end, if it was not before."""

    @wraps(handle)
    async def answered(update: Update, context: Context) -> object:
        try:
            return await handle(update, context)
        finally:
            await context.answer()

    return answered
