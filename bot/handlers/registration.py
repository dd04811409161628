"""Registration: each handler takes one answer and shows the step that follows."""

from collections.abc import Mapping

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ConversationHandler

from bot.callbacks import Callback
from bot.callbacks_registration import (
    Back,
    CancelRegistration,
    ChangeRegistration,
    ChooseLevel,
    ChooseProvince,
    Confirm,
    Consent,
    Edit,
    SameOrganisation,
    Skip,
    StartRegistration,
)
from bot.context import Context
from bot.handlers import fallback, standing
from bot.handlers.taps import Handle
from bot.services import registration
from bot.services.errors import StepPassed
from bot.views import registration as views
from storage import conversations
from storage.models import Conversation, RegistrationStatus, Step, Turn

END = ConversationHandler.END


async def begin(_update: Update, context: Context) -> object:
    """Begin or go on registering; whoever is registered sees what is there."""
    if context.me.status in standing.REGISTERED and context.me.step is None:
        await standing.show(context)
        return END
    return await show(context, await registration.begin(context.db, context.me, now=context.now()))


async def change(_update: Update, context: Context) -> object:
    """Open a registration again to change it."""
    return await show(context, await registration.begin(context.db, context.me, now=context.now()))


async def consent(_update: Update, context: Context) -> object:
    """Take the consent to the privacy notice."""
    at = await _under_way(context)
    return await show(context, await registration.consent(context.db, at, now=context.now()))


async def same_organisation(_update: Update, context: Context) -> object:
    """Take one of the organisations that others entered, or keep what was typed."""
    at, chosen = await _under_way(context), context.button(SameOrganisation).organisation_id
    now = context.now()
    return await show(
        context, await registration.same_organisation(context.db, at, chosen, now=now)
    )


async def choose_level(_update: Update, context: Context) -> object:
    """Take the level."""
    at, level = await _under_way(context), context.button(ChooseLevel).level
    now = context.now()
    return await show(context, await registration.choose_level(context.db, at, level, now=now))


async def choose_province(_update: Update, context: Context) -> object:
    """Take the province."""
    at, province = await _under_way(context), context.button(ChooseProvince).province
    turn = await registration.choose_province(context.db, at, province, now=context.now())
    return await show(context, turn)


async def skip(_update: Update, context: Context) -> object:
    """Pass over an optional step."""
    return await skip_at(context, await _under_way(context), context.button(Skip).step)


async def back(_update: Update, context: Context) -> object:
    """Go to the step before."""
    return await go_back(context, await _under_way(context), context.button(Back).step)


async def edit(_update: Update, context: Context) -> object:
    """Open a line of the summary again."""
    at, step = await _under_way(context), context.button(Edit).step
    return await show(context, await registration.edit(context.db, at, step, now=context.now()))


async def confirm(_update: Update, context: Context) -> object:
    """Register, and hand out the ticket to whoever had none."""
    had_one = context.me.status is RegistrationStatus.REGISTERED
    try:
        context.participant = await registration.confirm(
            context.db,
            context.me,
            agenda=await context.agenda(),
            rng=context.rng,
            now=context.now(),
        )
    except StepPassed:
        if context.me.status not in standing.REGISTERED or context.me.step is not None:
            raise
        await standing.show(context)  # a second tap
        return END
    parts = [standing.show] if had_one else [standing.show, *standing.TICKET]
    await standing.send_each(context, parts)
    return END


async def cancel(_update: Update, context: Context) -> object:
    """Stop registering."""
    step = context.me.step
    happened = await registration.cancel(context.db, context.me)
    if not happened and context.query is None:
        await fallback.nothing_to_cancel(context)
        return END
    if step is Step.PHONE:
        await context.reply(views.keys_gone(context.locale))
    await standing.cancelled(context)
    return END


async def repeat(context: Context) -> None:
    """Ask once more what the registration under way is waiting for."""
    conversation = await conversations.of(context.db, context.chat_id)
    if conversation is not None:
        turn = await registration.current(context.db, conversation)
        await context.reply(views.step(turn, (await context.agenda()).event, context.locale))


async def _under_way(context: Context) -> Conversation:
    conversation = await conversations.of(context.db, context.chat_id)
    if conversation is None:
        raise StepPassed
    return conversation


async def skip_at(context: Context, at: Conversation, step: Step) -> object:
    """Pass over a step and show the one that follows."""
    turn = await registration.skip(context.db, at, step, now=context.now())
    return await show(context, turn, was=at.step)


async def go_back(context: Context, at: Conversation, step: Step) -> object:
    """Show the step before one."""
    turn = await registration.back(context.db, at, step, now=context.now())
    return await show(context, turn, was=at.step)


async def show(context: Context, turn: Turn, *, was: Step | None = None) -> object:
    """Show where the registration stands now; the state is kept even if that cannot be sent."""
    at, locale = turn.conversation, context.locale
    try:
        if was is Step.PHONE and at.step is Step.SUMMARY:
            await context.reply(views.phone_taken(at.draft.phone, locale))
        elif was is Step.PHONE and at.step is not Step.PHONE:
            await context.reply(views.keys_gone(locale))
        await context.show(views.step(turn, (await context.agenda()).event, locale))
    except TelegramError as error:
        await context.application.process_error(context.cause, error)
    return at.step


BUTTONS: Mapping[type[Callback], Handle] = {
    StartRegistration: begin,
    ChangeRegistration: change,
    Consent: consent,
    SameOrganisation: same_organisation,
    ChooseLevel: choose_level,
    ChooseProvince: choose_province,
    Skip: skip,
    Back: back,
    Edit: edit,
    Confirm: confirm,
    CancelRegistration: cancel,
}
