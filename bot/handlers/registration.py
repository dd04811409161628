"""Registration: each handler takes one answer and shows the step that follows."""

from dataclasses import replace

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ConversationHandler

from bot.callbacks import Back, ChooseLevel, ChooseProvince, Edit, SameOrganisation, Skip
from bot.context import Context
from bot.handlers import fallback, home, standing
from bot.services import registration
from bot.services.errors import StepPassed
from bot.views import registration as views
from storage import conversations
from storage.models import Conversation, Problem, RegistrationStatus, Step, Turn

END = ConversationHandler.END


async def begin(_update: Update, context: Context) -> object:
    """Begin or go on registering; whoever is registered sees what is there."""
    if context.me.status in standing.REGISTERED and context.me.step is None:
        await standing.show(context)
        return END
    return await _show(context, await registration.begin(context.db, context.me, now=context.now()))


async def change(_update: Update, context: Context) -> object:
    """Open a registration again to change it."""
    return await _show(context, await registration.begin(context.db, context.me, now=context.now()))


async def answer(update: Update, context: Context) -> object:
    """Take what was typed at the present step."""
    text = (update.message.text or "") if update.message else ""
    conversation = await _heard(update, context)
    if conversation is None:  # it expired
        await home.hear(update, context)
        return END
    pressed = views.pressed(text)
    if pressed is not None:
        return await _press(update, context, conversation, pressed)
    turn = await registration.answer(context.db, conversation, text, now=context.now())
    return await _show(context, turn, was=conversation.step)


async def _press(update: Update, context: Context, at: Conversation, pressed: str) -> object:
    """Take a key of the phone step, pressed or typed; left standing elsewhere, it is put away."""
    if at.step is not Step.PHONE:
        await context.reply(views.keys_gone(context.locale))
    match pressed, at.step:
        case views.CANCEL, _:
            return await cancel(update, context)
        case views.SKIP, Step.POSITION | Step.PHONE:
            return await _skip(context, at, at.step)
        case views.BACK, step if step is not Step.CONSENT:
            return await _back(context, at, step)
        case _:
            return await _show(context, await registration.current(context.db, at))


async def share_phone(update: Update, context: Context) -> object:
    """Take the phone number of a shared contact, if it is the person's own."""
    contact = update.message.contact if update.message else None
    conversation = await _heard(update, context)
    if conversation is None or conversation.step is not Step.PHONE or contact is None:
        return await not_text(update, context)
    if contact.user_id != context.me.telegram_id:
        problem = Problem.SOMEONE_ELSES_CONTACT
        turn = await registration.miss(context.db, conversation, problem, now=context.now())
    else:
        number = contact.phone_number
        turn = await registration.answer(context.db, conversation, number, now=context.now())
    return await _show(context, turn, was=conversation.step)


async def not_text(update: Update, context: Context) -> object:
    """Say that only text can be taken."""
    conversation = await _heard(update, context)
    if conversation is None:
        await fallback.not_text(update, context)
        return END
    turn = await registration.not_text(context.db, conversation, now=context.now())
    return await _show(context, turn)


async def consent(_update: Update, context: Context) -> object:
    """Take the consent to the privacy notice."""
    at = await _under_way(context)
    return await _show(context, await registration.consent(context.db, at, now=context.now()))


async def same_organisation(_update: Update, context: Context) -> object:
    """Take one of the organisations that others entered, or keep what was typed."""
    at, chosen = await _under_way(context), context.button(SameOrganisation).organisation_id
    now = context.now()
    return await _show(
        context, await registration.same_organisation(context.db, at, chosen, now=now)
    )


async def choose_level(_update: Update, context: Context) -> object:
    """Take the level."""
    at, level = await _under_way(context), context.button(ChooseLevel).level
    now = context.now()
    return await _show(context, await registration.choose_level(context.db, at, level, now=now))


async def choose_province(_update: Update, context: Context) -> object:
    """Take the province."""
    at, province = await _under_way(context), context.button(ChooseProvince).province
    turn = await registration.choose_province(context.db, at, province, now=context.now())
    return await _show(context, turn)


async def skip(_update: Update, context: Context) -> object:
    """Pass over an optional step."""
    return await _skip(context, await _under_way(context), context.button(Skip).step)


async def back(_update: Update, context: Context) -> object:
    """Go to the step before."""
    return await _back(context, await _under_way(context), context.button(Back).step)


async def edit(_update: Update, context: Context) -> object:
    """Open a line of the summary again."""
    at, step = await _under_way(context), context.button(Edit).step
    return await _show(context, await registration.edit(context.db, at, step, now=context.now()))


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


async def ask_again(update: Update, context: Context) -> None:
    """After any other command: repeat the question that the next message will answer."""
    command = ((update.message.text if update.message else None) or "").split()[0]
    if context.participant is None or context.participant.step is None:
        return
    if command.partition("@")[0] in {"/register", "/cancel"} or context.args == ["register"]:
        return
    await repeat(context)


async def repeat(context: Context) -> None:
    """Ask once more what the registration under way is waiting for."""
    conversation = await conversations.of(context.db, context.chat_id)
    if conversation is not None:
        turn = await registration.current(context.db, conversation)
        await context.reply(views.step(turn, (await context.agenda()).event, context.locale))


async def _heard(update: Update, context: Context) -> Conversation | None:
    """Return the conversation that a message goes on with.

    Raises: StepPassed for a message that was taken before kill -9 and is delivered again.
    """
    conversation = await conversations.of(context.db, context.chat_id)
    if conversation is None:
        return None
    if conversation.heard == update.update_id:
        raise StepPassed
    return replace(conversation, heard=update.update_id)


async def _under_way(context: Context) -> Conversation:
    conversation = await conversations.of(context.db, context.chat_id)
    if conversation is None:
        raise StepPassed
    return conversation


async def _skip(context: Context, at: Conversation, step: Step) -> object:
    turn = await registration.skip(context.db, at, step, now=context.now())
    return await _show(context, turn, was=at.step)


async def _back(context: Context, at: Conversation, step: Step) -> object:
    turn = await registration.back(context.db, at, step, now=context.now())
    return await _show(context, turn, was=at.step)


async def _show(context: Context, turn: Turn, *, was: Step | None = None) -> object:
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
