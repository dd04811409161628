"""What goes wrong: one kind sentence for the person, one line with ids for the log."""

import logging
import sqlite3
from contextlib import suppress
from typing import Any, cast

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.callbacks import BadButton
from bot.context import Context
from bot.handlers import entries, over, registration
from bot.logs import where
from bot.services import participants
from bot.services.errors import (
    NoSuchSession,
    NotAllowed,
    PreviewPassed,
    RegistrationUnderWay,
    StepPassed,
)
from bot.views import home as views
from storage.errors import WritingOver

_log = logging.getLogger(__name__)
_STALE = (BadButton, StepPassed, NoSuchSession, PreviewPassed)
_REFUSALS = (NotAllowed, RegistrationUnderWay, WritingOver)


async def on_error(update: object, context: Any) -> None:
    """Answer the person whose update failed, and log where it failed; no handler follows.

    Raises: ApplicationHandlerStop, always: what failed would mostly fail again.
    """
    await _tell(update, cast("Context", context))
    raise ApplicationHandlerStop


async def _tell(update: object, context: Context) -> None:
    error = context.error
    if not isinstance(error, _STALE + _REFUSALS):
        _log.error("%s failed: %s", _which(update), where(error))
    if not isinstance(update, Update) or context.chat_id <= 0:
        return
    try:
        if context.bot_data.purges.report is not None:
            if not isinstance(error, TelegramError):
                await over.answer(context)
        elif isinstance(error, Forbidden):
            now = context.now()
            await participants.reachable(context.db, context.chat_id, yes=False, now=now)
        elif isinstance(error, BadRequest) or not isinstance(error, TelegramError):
            await _answer(context, error)
    except Exception as again:  # noqa: BLE001 -- python-telegram-bot would log it over many lines
        _log.error("%s could not be answered: %s", _which(update), where(again))


async def _answer(context: Context, error: Exception | None) -> None:
    """Say that it failed, or that the button was old; whoever is asked something is asked again."""
    with suppress(sqlite3.Error):  # it may be what failed; then nobody knows their language
        await context.refresh_data()
    if isinstance(error, NotAllowed):
        await context.reply(views.not_allowed(context.locale))
    elif isinstance(error, RegistrationUnderWay):
        await context.reply(views.registration_first(context.locale))
    elif not isinstance(error, _STALE):
        await context.reply(views.failed(context.locale))
    elif context.participant is not None and context.participant.step is not None:
        await registration.repeat(context)
    elif context.participant is not None and context.participant.entry is not None:
        await entries.repeat(context)
    else:
        await context.reply(views.old_button(context.locale))


def _which(update: object) -> str:
    if not isinstance(update, Update):
        return "a tick"
    return f"update {update.update_id}"
