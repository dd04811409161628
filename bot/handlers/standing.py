"""A registration that stands: shown, its ticket, and giving the place back."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ConversationHandler

from bot.callbacks_registration import Withdraw
from bot.context import Context
from bot.services import registration
from bot.services.errors import StepPassed
from bot.views import registration as registration_views
from bot.views import standing as views
from bot.views import ticket as ticket_views
from storage import participants
from storage.models import RegistrationStatus, Step

Part = Callable[[Context], Awaitable[None]]

REGISTERED = {RegistrationStatus.REGISTERED, RegistrationStatus.WAITING}


async def show(context: Context) -> None:
    """Show what is registered."""
    ahead = 0
    if context.me.status is RegistrationStatus.WAITING:
        ahead = await participants.waiting_ahead(context.db, context.me)
    await context.show(views.standing(context.me, ahead=ahead))


async def cancelled(context: Context) -> None:
    """Say that registering, or changing a registration, was stopped."""
    await context.show(views.cancelled(context.me))


async def ticket(_update: Update, context: Context) -> None:
    """Send the ticket again; without one, show where the registration stands."""
    if context.me.status is RegistrationStatus.REGISTERED:
        await context.answer()
        await send_each(context, TICKET)
    elif context.me.status is RegistrationStatus.WAITING:
        await show(context)
    else:
        await context.show(views.no_ticket(context.locale))


async def send_each(context: Context, parts: Sequence[Part]) -> None:
    """Send several messages; one that fails does not keep the others back."""
    for part in parts:
        try:
            await part(context)
        except TelegramError as error:
            await context.application.process_error(context.cause, error)


async def _send_ticket(context: Context) -> None:
    """Send the ticket to whoever has a place."""
    if context.me.status is RegistrationStatus.REGISTERED:
        its, name = await context.agenda(), context.bot.username
        draw = partial(ticket_views.ticket, its, context.me, bot_username=name)
        await context.send_picture(await asyncio.to_thread(draw))


async def _send_venue(context: Context) -> None:
    """Send where it takes place to whoever has a place."""
    if context.me.status is RegistrationStatus.REGISTERED:
        await context.send_pin(ticket_views.venue(await context.agenda(), context.locale))


async def _send_calendar(context: Context) -> None:
    """Send the day as a calendar file to whoever has a place."""
    if context.me.status is RegistrationStatus.REGISTERED:
        write = partial(ticket_views.calendar_file, await context.agenda(), context.locale)
        await context.send_file(await asyncio.to_thread(write))


TICKET: Sequence[Part] = (_send_ticket, _send_venue, _send_calendar)


async def withdraw(_update: Update, context: Context) -> object:
    """Give the place back, after asking. Raises: StepPassed when there is none."""
    if context.me.status not in REGISTERED:
        if context.me.status is RegistrationStatus.WITHDRAWN and context.button(Withdraw).sure:
            await context.show(views.withdrawn(context.locale))  # a second tap
            return None
        raise StepPassed
    if not context.button(Withdraw).sure:
        await context.show(views.ask_withdraw(context.locale))
        return None
    step = context.me.step
    await registration.withdraw(
        context.db, context.me, agenda=await context.agenda(), now=context.now()
    )
    if step is Step.PHONE:
        await context.reply(registration_views.keys_gone(context.locale))
    await context.show(views.withdrawn(context.locale))
    return ConversationHandler.END
