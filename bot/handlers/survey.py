"""/survey: an item a screen, kept as it goes on, changed before it is sent, sent once."""

from collections.abc import Mapping

from markupsafe import Markup
from telegram import Update

from bot import callbacks_surveys as buttons
from bot.callbacks import Callback
from bot.context import Context
from bot.handlers import answering
from bot.handlers.taps import Handle
from bot.i18n.catalogue import words
from bot.services import responses, surveys
from bot.services import survey_steps as steps
from bot.services.errors import DoesNotFit, PreviewPassed
from bot.services.responses import mark
from bot.views import survey as views
from bot.views import survey_item as item_views
from bot.views.screen import Screen
from storage.models import ResponseDraft, Survey, SurveyItem


async def survey(_update: Update, context: Context) -> None:
    """Show the survey: its beginning, or where somebody left it."""
    its = await surveys.look(context.db, context.bot_data.seal, context.chat_id)
    if its.state is None or its.state.opened_at is None:
        await context.show(await _not_open(context))
    elif its.sent:
        await context.show(views.sent(context.locale, already=True))
    elif not its.state.is_open:
        await context.show(views.closed(context.locale))
    elif its.late:
        await context.show(views.late(context.locale))
    elif its.draft is None:
        event = (await context.agenda()).event
        await context.show(views.beginning(event, its.state.survey, context.locale))
    else:
        await show(context, its.state.survey, its.draft)


async def _not_open(context: Context) -> Screen:
    """Say when it opens, or that it will not any more."""
    agenda, now = await context.agenda(), context.now()
    its = agenda.survey
    if its is not None and surveys.is_missed(agenda, its, now):
        return views.closed(context.locale)
    return views.not_open(agenda, its, context.locale, now=now)


async def begin(update: Update, context: Context) -> None:
    """Begin the survey, or go on where it was."""
    its = await surveys.look(context.db, context.bot_data.seal, context.chat_id)
    free = its.state is not None and its.state.is_open and not (its.sent or its.late)
    if its.state is None or not free or its.draft is not None:
        await survey(update, context)
    elif not await answering.is_busy(context):
        draft = steps.begin(its.state.survey)
        await go_to(context, its.state.survey, draft)


async def pick(update: Update, context: Context) -> None:
    """Answer an item with a value."""
    tapped = context.button(buttons.PickValue)
    open_ = await _at(update, context, tapped.item)
    if open_ is not None:
        its, draft, item = open_
        await go_to(context, its, steps.choose(its, draft, item, _value(item, tapped.value)))


async def tick(update: Update, context: Context) -> None:
    """Choose one of several values, or no longer."""
    tapped = context.button(buttons.TickValue)
    open_ = await _at(update, context, tapped.item)
    if open_ is not None:
        its, draft, item = open_
        value = _value(item, tapped.value)
        await go_to(context, its, steps.tick(draft, item, value, on=bool(tapped.on)))


async def pass_item(update: Update, context: Context) -> None:
    """Go on without answering, or with what is chosen."""
    tapped = context.button(buttons.PassItem)
    open_ = await _at(update, context, tapped.item, follow_up=tapped.follow_up)
    if open_ is None:
        return
    its, draft, _item = open_
    try:
        await go_to(context, its, steps.go_on(its, draft))
    except DoesNotFit as error:
        await show(context, its, draft, why=words(context.locale).html(error.why))


async def step_back(update: Update, context: Context) -> None:
    """Go to what was asked before."""
    tapped = context.button(buttons.StepBack)
    open_ = await _at(update, context, tapped.item, follow_up=tapped.follow_up)
    if open_ is not None:
        its, draft, _item = open_
        await go_to(context, its, steps.back(its, draft))


async def clear(update: Update, context: Context) -> None:
    """Take the answer to an item back."""
    open_ = await _at(update, context, context.button(buttons.ClearAnswer).item)
    if open_ is not None:
        its, draft, item = open_
        await go_to(context, its, steps.clear(draft, item))


async def look_over(update: Update, context: Context) -> None:
    """Show a page of all answers."""
    page = context.button(buttons.LookOver).page
    open_ = await _opened(update, context)
    if open_ is not None:
        its, draft = open_
        await show(context, its, draft, page=page)


async def change(update: Update, context: Context) -> None:
    """Open an item again, from the end."""
    number = context.button(buttons.ChangeAnswer).item
    open_ = await _opened(update, context)
    if open_ is None:
        return
    its, draft = open_
    if draft.done and 0 <= number < len(its.items):
        draft = steps.change(draft, its.items[number])
    await go_to(context, its, draft)


async def send(update: Update, context: Context) -> None:
    """Send the answers, if they are those that were shown."""
    tapped = context.button(buttons.SendSurvey)
    open_ = await _opened(update, context)
    if open_ is None:
        return
    its, draft = open_
    lacking = steps.missing(its, draft)
    if not draft.done or tapped.mark != mark(draft):
        await show(context, its, draft)
    elif lacking is not None:
        draft = steps.change(draft, lacking)
        await go_to(context, its, draft, why=words(context.locale).html(steps.REQUIRED))
    else:
        seal, rng = context.bot_data.seal, context.rng
        new = await responses.send(context.db, seal, context.chat_id, rng=rng)
        answering.give_up(context)
        await context.show(views.sent(context.locale, already=not new))


async def _opened(update: Update, context: Context) -> tuple[Survey, ResponseDraft] | None:
    """Return the survey and the draft; where there is none, show how it stands instead."""
    its = await surveys.look(context.db, context.bot_data.seal, context.chat_id)
    if its.state is not None and its.state.is_open and its.draft is not None:
        return its.state.survey, its.draft
    await survey(update, context)
    return None


async def _at(
    update: Update, context: Context, number: int, *, follow_up: int = 0
) -> tuple[Survey, ResponseDraft, SurveyItem] | None:
    """Return the item that a button is about, if the draft is there; else show where it is."""
    open_ = await _opened(update, context)
    if open_ is None:
        return None
    its, draft = open_
    item = steps.item_at(its, draft)
    if item is not None and its.items.index(item) == number and draft.follow_up == bool(follow_up):
        return its, draft, item
    await show(context, its, draft)
    return None


async def go_to(
    context: Context, its: Survey, draft: ResponseDraft, *, why: Markup | None = None
) -> None:
    """Keep a draft, then show where it is."""
    await responses.save(context.db, context.bot_data.seal, context.chat_id, draft)
    await show(context, its, draft, why=why)


async def show(
    context: Context,
    its: Survey,
    draft: ResponseDraft,
    *,
    page: int = 0,
    why: Markup | None = None,
) -> None:
    """Show where a draft is: its item, or at the end a page of all answers."""
    answering.give_up(context)
    if draft.done:
        await context.show(
            views.all_answers(its, draft, context.locale, mark=mark(draft), page=page, why=why)
        )
        return
    if steps.wants_text(its, draft) and await answering.is_busy(context):
        return
    if context.me.step is None and context.me.entry is None:
        answering.wait(context, None)
    await context.show(item_views.item(its, draft, context.locale, why=why))


def _value(item: SurveyItem, number: int) -> str:
    """Return the value that a button names. Raises: PreviewPassed for none of the item's."""
    if not 0 <= number < len(item.values):
        raise PreviewPassed
    return item.values[number]


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.BeginSurvey: begin,
    buttons.PickValue: pick,
    buttons.TickValue: tick,
    buttons.PassItem: pass_item,
    buttons.StepBack: step_back,
    buttons.ClearAnswer: clear,
    buttons.LookOver: look_over,
    buttons.ChangeAnswer: change,
    buttons.SendSurvey: send,
}
