"""What organisers write, a message at a time: handed to the flow that asked for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.handlers import (
    announce_texts,
    answering,
    asking,
    asking_texts,
    check_in,
    editing_texts,
    home,
    moderation_texts,
    queue,
    registration,
    registration_texts,
    walk_ins,
)
from bot.services import entries
from bot.services.errors import NoSuchSession, NotAllowed, PreviewPassed, StepPassed
from bot.views import check_in as desk_views
from bot.views import home as views
from storage import conversations
from storage.models import Entry, EntryStep


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow that asks organisers for texts.

    `take` answers a message that came at one of its steps and returns the conversation's next
    state: a step, or ConversationHandler.END. `ask` asks for the step's text once more.
    """

    take: Callable[[Update, Context, Entry], Awaitable[object]]
    ask: Callable[[Context, Entry], Awaitable[None]]


FLOWS: Mapping[str, Flow] = {
    "announce": Flow(announce_texts.take, announce_texts.ask),
    "agenda": Flow(editing_texts.take, editing_texts.ask),
    "question": Flow(moderation_texts.take, moderation_texts.ask),
    "queue": Flow(queue.take, queue.ask),
    "checkin": Flow(check_in.take, check_in.ask),
    "walkin": Flow(walk_ins.take, walk_ins.ask),
}
"""By the part of the step's name before the dot."""

ASK_THEMSELVES = {"cancel", "announce", "checkin"}
"""The commands that end what was asked, or ask it again."""


async def take(update: Update, context: Context) -> object:
    """Hand a message to the flow that waits for it."""
    entry = await conversations.entry_of(context.db, context.chat_id)
    if entry is None:  # it expired
        await home.hear(update, context)
        return ConversationHandler.END
    if entry.heard == update.update_id:  # taken before kill -9, and delivered again
        raise StepPassed
    return await _flow(entry.step).take(update, context, replace(entry, heard=update.update_id))


async def cancel(update: Update, context: Context) -> object:
    """Stop what is under way: an entry, or a registration."""
    if asking_texts.waiting(context) is not None:
        await asking.drop(update, context)
        return None
    if answering.waiting(context) is not None:
        answering.give_up(context)
        await context.show(views.stopped(context.locale))
        return None
    if context.me.entry is None:
        return await registration.cancel(update, context)
    at_the_desk = context.me.entry is EntryStep.CHECK_IN
    await entries.end(context.db, context.chat_id)
    stopped = desk_views.closed if at_the_desk else views.stopped
    await context.show(stopped(context.locale))
    return ConversationHandler.END


async def ask_again(update: Update, context: Context) -> None:
    """After any other command: repeat what the next message will answer."""
    entry = await conversations.entry_of(context.db, context.chat_id)
    if not context.asks:  # whoever goes elsewhere answers no survey there
        answering.give_up(context)
    asked = asking_texts.waiting(context) if context.participant is not None else None
    began = entry or (asked and await conversations.of(context.db, context.chat_id))
    if asked is not None and not began:  # what the command began is asked for instead
        await asking_texts.repeat(context, asked)
        return
    if context.participant is None or context.participant.entry is None or entry is None:
        await registration_texts.ask_again(update, context)
    elif entry.step is context.participant.entry and not _asked(context, entry):
        try:
            await _flow(entry.step).ask(context, entry)
        except (NotAllowed, NoSuchSession, PreviewPassed):  # what it was about is theirs no more
            await entries.end(context.db, context.chat_id)


async def repeat(context: Context) -> None:
    """Ask once more for what the next message will answer; end it where what it is about is gone.

    Raises: NotAllowed.
    """
    entry = await conversations.entry_of(context.db, context.chat_id)
    if entry is None:
        return
    try:
        await _flow(entry.step).ask(context, entry)
    except (NoSuchSession, PreviewPassed):
        await entries.end(context.db, context.chat_id)
        await context.reply(views.old_button(context.locale))


def _asked(context: Context, entry: Entry) -> bool:
    """Say whether the command ended what was asked, or asked it again."""
    alone = context.command == "late" and entry.step is EntryStep.LATE_MINUTES
    # The desk takes codes all day: that need not be said after each look elsewhere.
    at_the_desk = entry.step is EntryStep.CHECK_IN
    return alone or at_the_desk or context.command in ASK_THEMSELVES


def _flow(step: EntryStep) -> Flow:
    return FLOWS[step.partition(".")[0]]
