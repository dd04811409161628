"""What people type and share while they register: answers, keys of the phone step, a contact."""

from dataclasses import replace

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.handlers import fallback, home, registration
from bot.services import registration as service
from bot.services.errors import StepPassed
from bot.views import registration as views
from storage import conversations
from storage.models import Conversation, Problem, Step

END = ConversationHandler.END


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
    turn = await service.answer(context.db, conversation, text, now=context.now())
    return await registration.show(context, turn, was=conversation.step)


async def _press(update: Update, context: Context, at: Conversation, pressed: str) -> object:
    """Take a key of the phone step, pressed or typed; left standing elsewhere, it is put away."""
    if at.step is not Step.PHONE:
        await context.reply(views.keys_gone(context.locale))
    match pressed, at.step:
        case views.CANCEL, _:
            return await registration.cancel(update, context)
        case views.SKIP, Step.POSITION | Step.PHONE:
            return await registration.skip_at(context, at, at.step)
        case views.BACK, step if step is not Step.CONSENT:
            return await registration.go_back(context, at, step)
        case _:
            return await registration.show(context, await service.current(context.db, at))


async def share_phone(update: Update, context: Context) -> object:
    """Take the phone number of a shared contact, if it is the person's own."""
    contact = update.message.contact if update.message else None
    conversation = await _heard(update, context)
    if conversation is None or conversation.step is not Step.PHONE or contact is None:
        return await not_text(update, context)
    if contact.user_id != context.me.telegram_id:
        problem = Problem.SOMEONE_ELSES_CONTACT
        turn = await service.miss(context.db, conversation, problem, now=context.now())
    else:
        number = contact.phone_number
        turn = await service.answer(context.db, conversation, number, now=context.now())
    return await registration.show(context, turn, was=conversation.step)


async def not_text(update: Update, context: Context) -> object:
    """Say that only text can be taken."""
    conversation = await _heard(update, context)
    if conversation is None:
        await fallback.not_text(update, context)
        return END
    turn = await service.not_text(context.db, conversation, now=context.now())
    return await registration.show(context, turn)


async def ask_again(update: Update, context: Context) -> None:
    """After any other command: repeat the question that the next message will answer."""
    command = ((update.message.text if update.message else None) or "").split()[0]
    if context.participant is None or context.participant.step is None:
        return
    if command.partition("@")[0] in {"/register", "/cancel"} or context.args == ["register"]:
        return
    await registration.repeat(context)


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
