"""Every tap is answered once, whatever its handler does: else the button keeps spinning."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from bot import callbacks_surveys
from bot.callbacks import Callback
from bot.context import Context

Handle = Callable[[Update, Context], Coroutine[Any, Any, object]]


def tap(handle: Handle, kind: type[Callback] | None = None) -> Handle:
    """Return the handler with the tap answered at its end, if it was not before.

    With a kind of button, data that no such button carries is refused first.
    """

    @wraps(handle)
    async def answered(update: Update, context: Context) -> object:
        try:
            if kind is not None:
                context.button(kind)
            if kind is None or kind.__module__ != callbacks_surveys.__name__:
                # Whoever goes elsewhere answers no survey there.
                context.bot_data.answering.pop(context.chat_id, None)
            return await handle(update, context)
        finally:
            await context.answer()

    return answered
