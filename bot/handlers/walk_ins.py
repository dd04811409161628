"""Somebody who came unregistered, a field a message."""

from collections.abc import Mapping

from telegram import Update

from bot.callbacks import Callback
from bot.callbacks_check_in import ForgetWalkIn, SkipField, StartWalkIn, StoreWalkIn
from bot.context import Context
from bot.handlers.taps import Handle
from bot.services import entries, walk_ins
from bot.services.errors import NotAllowed
from bot.views import check_in as desk_views
from bot.views import walk_ins as views
from storage.models import CheckedIn, Entry, EntryStep, Problem


async def start(_update: Update, context: Context) -> object:
    """Ask for the name."""
    step = EntryStep.WALK_IN_NAME
    entry = await entries.begin(context.db, context.me, step, now=context.now())
    await context.show(views.ask(entry, context.locale))
    return entry.step


async def ask(context: Context, entry: Entry) -> None:
    """Ask for the field once more."""
    await _ask(context, entry)


async def take(update: Update, context: Context, entry: Entry) -> object:
    """Take what was written, and ask for the next field; after the last one they are stored."""
    text = update.message.text if update.message else None
    try:
        taken = await walk_ins.answer(
            context.db, context.me, entry, text or "", rng=context.rng, now=context.now()
        )
    except NotAllowed:
        await entries.end(context.db, context.chat_id)
        raise
    if isinstance(taken, Problem):
        await _ask(context, entry, taken if text else Problem.NOT_TEXT)
        return entry.step
    return await _go_on(context, taken)


async def skip(_update: Update, context: Context) -> object:
    """Leave a field out."""
    step = context.button(SkipField).step
    return await _go_on(
        context,
        await walk_ins.skip(context.db, context.me, step, rng=context.rng, now=context.now()),
    )


async def store(_update: Update, context: Context) -> object:
    """Store somebody whose name is known here already."""
    return await _go_on(
        context, await walk_ins.store(context.db, context.me, rng=context.rng, now=context.now())
    )


async def forget(_update: Update, context: Context) -> None:
    """Delete a walk-in who is not checked in."""
    guest = await walk_ins.forget(context.db, context.me, context.button(ForgetWalkIn).walk_in_id)
    await context.show(desk_views.forgotten(guest, context.locale))


async def _go_on(context: Context, taken: Entry | CheckedIn) -> object:
    if isinstance(taken, Entry):
        await _ask(context, taken)
        return taken.step
    agenda = await context.agenda()
    await context.show(desk_views.result(taken, agenda, now=context.now(), locale=context.locale))
    return EntryStep.CHECK_IN


async def _ask(context: Context, entry: Entry, problem: Problem | None = None) -> None:
    if entry.step is EntryStep.WALK_IN_SAME:
        known = await walk_ins.alike(context.db, entry)
        await context.show(views.same(entry, known, context.locale, problem))
    else:
        await context.show(views.ask(entry, context.locale, problem))


CONVERSING: Mapping[type[Callback], Handle] = {
    StartWalkIn: start,
    SkipField: skip,
    StoreWalkIn: store,
    ForgetWalkIn: forget,
}
