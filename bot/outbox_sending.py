"""One message of the outbox on its way to Telegram, and what an error means for it and others."""

import logging
from typing import Any

from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.keyboards import buttons, markup
from bot.ratelimit import Lane, TurnedAway
from bot.rendering import Edit
from bot.shared import Bot, Shared
from bot.transport import NeverSent, ServerFailed
from bot.views.screen import Screen
from storage.models import Delivery, DeliveryKind, DeliveryStatus, MediaKind, Outcome

NEEDED = {DeliveryKind.MODERATION, DeliveryKind.QUESTION, DeliveryKind.QUEUE}
"""Better twice than never: a server that failed most likely sent nothing."""
UNTRIED = (RetryAfter, TurnedAway)
"""Not even tried: it had to wait."""
NOT_ARRIVED = (*UNTRIED, NeverSent, InvalidToken)
"""With these nothing arrived, and it goes once it can."""
CERTAIN = 2
"""So many failures in a row are no single chat's: nothing more is risked."""

_log = logging.getLogger(__name__)


async def send(bot: Bot, chat_id: int, what: Screen | Edit, *, quietly: bool) -> int:
    """Send a screen, or put it in place of a message that is there; return the message's id.

    Raises: TelegramError.
    """
    if isinstance(what, Edit):
        return await _edit(bot, chat_id, what)
    common: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "reply_markup": markup(what),
        "disable_notification": quietly,
        "rate_limit_args": Lane.BULK,
    }
    text, its = str(what.text), what.attachment
    if its is None:
        return (await bot.send_message(chat_id, text, **common)).message_id
    sends = bot.send_photo if its.kind is MediaKind.PHOTO else bot.send_document
    return (await sends(chat_id, its.file_id, caption=text, **common)).message_id


async def _edit(bot: Bot, chat_id: int, edit: Edit) -> int:
    common: dict[str, Any] = {
        "chat_id": chat_id,
        "message_id": edit.message_id,
        "parse_mode": ParseMode.HTML,
        "reply_markup": buttons(edit.screen.rows),
        "rate_limit_args": Lane.BULK,
    }
    text = str(edit.screen.text)
    try:
        if edit.caption:
            await bot.edit_message_caption(caption=text, **common)
        else:
            await bot.edit_message_text(text, **common)
    except BadRequest as refused:
        if "not modified" not in refused.message.casefold():  # it reads like that already
            raise
    return edit.message_id


def understood(error: Exception, delivery: Delivery) -> Outcome:
    """Say what becomes of a delivery whose message ended in this error.

    Nothing that may have arrived is sent again; what certainly did not arrive is, unless Telegram
    would refuse it once more.
    """
    pending, failed = DeliveryStatus.PENDING, DeliveryStatus.FAILED
    outcome = Outcome(delivery, failed, type(error).__name__)
    match error:
        case _ if isinstance(error, NOT_ARRIVED):
            outcome = Outcome(delivery, pending, untried=isinstance(error, UNTRIED))
        case ServerFailed() if delivery.kind in NEEDED:
            outcome = Outcome(delivery, pending)
        case Forbidden():
            outcome = Outcome(delivery, DeliveryStatus.BLOCKED)
        case ChatMigrated() if delivery.linked_chat_id is not None:
            outcome = Outcome(delivery, pending, moved_to=error.new_chat_id)
        case BadRequest():
            outcome = Outcome(delivery, failed, error.message)
        case NetworkError():
            outcome = Outcome(delivery, DeliveryStatus.UNCERTAIN, "no answer from Telegram")
    return outcome


def hints_at_the_network(error: Exception) -> bool:
    """Say whether an error is no answer of Telegram's, and others are likely to follow."""
    if isinstance(error, InvalidToken):  # nothing goes until somebody mends it
        return True
    answered = isinstance(error, BadRequest | TurnedAway)
    return isinstance(error, NetworkError) and not answered


async def is_reachable(bot: Bot, shared: Shared) -> bool:
    """Say whether Telegram answers; after a failure, ask it who the bot is before risking more."""
    if not shared.network.failures:
        return True
    if shared.network.wait:
        return False
    try:
        await bot.get_me()
    except TelegramError:
        note_failure(shared)
        return False
    return True


def note_failure(shared: Shared) -> None:
    """Keep still for a while."""
    shared.network.failed(shared.rng)
    if shared.network.failures == CERTAIN:
        _log.warning("no connection to Telegram; trying again until there is one")
