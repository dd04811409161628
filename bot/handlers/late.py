"""/late: the rest of the day moves; a preview first."""

from dataclasses import replace

from markupsafe import Markup
from telegram import Update

from bot.callbacks import BadButton
from bot.callbacks_editing import Late, Reshift
from bot.context import Context
from bot.handlers.drafts import leave, leaving, show_preview
from bot.services import access, agenda, drafts, entries, typed
from bot.services.errors import DoesNotFit, PreviewPassed
from bot.views import editing_texts as texts
from bot.views import late as views
from bot.views import preview as preview_views
from storage.models import EntryStep, Right, Shift, ShiftRule


async def command(_update: Update, context: Context) -> object:
    """Shift by the minutes after the command, or ask for them."""
    if not context.args:
        return await _ask(context)
    return await _after(context, await hear(context, " ".join(context.args)))


async def tapped(_update: Update, context: Context) -> object:
    """Shift by the minutes that a button says."""
    minutes = context.button(Late).minutes
    if not minutes or abs(minutes) > typed.LATEST:
        raise BadButton
    return await _after(context, await _late(context, minutes))


async def hear(context: Context, text: str) -> Markup | None:
    """Shift by the minutes that were written; else return why not. Raises: NotAllowed."""
    minutes = typed.minutes(text)
    if minutes is not None:
        return await _late(context, minutes)
    await access.require(context.db, context.me.id, Right.ORGANISE)
    return views.not_minutes(typed.LATEST, context.locale)


async def _late(context: Context, minutes: int) -> Markup | None:
    """Put a delay into the draft and show the preview; where it does not fit, return why.

    One that the draft has already was not published, and is corrected by this one.
    """
    its, now = await context.agenda(), context.now()
    on = agenda.on_stage(its, now)
    shift = Shift(
        minutes, ShiftRule.EVERYTHING, fixed_end=False, at=now, on_stage=on.id if on else None
    )
    try:
        found = await drafts.change(context.db, context.me, shift, now=now)
    except DoesNotFit as error:
        return texts.does_not_fit(error.why, error.values, context.locale)
    await show_preview(context, found)
    return None


async def _after(context: Context, problem: Markup | None) -> object:
    """Wait for another number where there was a problem, else for nothing."""
    return await leave(context) if problem is None else await _ask(context, problem)


async def _ask(context: Context, problem: Markup | None = None) -> object:
    entry = await entries.begin(context.db, context.me, EntryStep.LATE_MINUTES, now=context.now())
    await context.show(views.ask(context.locale, problem))
    return entry.step


@leaving
async def reshift(_update: Update, context: Context) -> None:
    """Let the delay that the draft ends with follow another rule."""
    chosen, db, now = context.button(Reshift), context.db, context.now()
    found = await drafts.preview(db, context.me, now=now)
    if found is None:
        raise PreviewPassed
    if found.draft.revision != chosen.revision:
        await show_preview(context, found, preview_views.passed(context.locale))
        return
    shift = found.draft.edits[-1]
    if not isinstance(shift, Shift):
        raise PreviewPassed
    other = replace(shift, rule=chosen.rule, fixed_end=bool(chosen.fixed_end))
    problem, since = None, found.since
    try:
        found = await drafts.replace_last(db, context.me, other, revision=chosen.revision, now=now)
    except DoesNotFit as error:
        problem = texts.does_not_fit(error.why, error.values, context.locale)
    await show_preview(context, replace(found, since=since), problem)
