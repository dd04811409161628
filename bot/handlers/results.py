"""/results: what came of the survey, as text, as pictures and as files."""

import asyncio
from collections.abc import Iterator, Mapping
from functools import partial

from telegram import Update

from bot import callbacks_results as buttons
from bot.callbacks import Callback, short
from bot.callbacks_surveys import SwitchFeedback
from bot.context import Context
from bot.handlers.long_work import Progress
from bot.handlers.taps import Handle
from bot.services import feedback, qa_summaries, responses
from bot.services import survey_results as service
from bot.views import charts, export
from bot.views import results as views
from bot.views import results_charts as chart_views
from bot.views.screen import File
from storage.models import Agenda, ItemResult, Results, SectionResult, Text


async def results(_update: Update, context: Context) -> None:
    """Show how the survey stands."""
    await context.show(views.overview(*await _all(context), context.locale))


async def close(update: Update, context: Context) -> None:
    """Close the survey before its time, once somebody is sure."""
    if context.button(buttons.CloseSurvey).sure:
        await responses.close(context.db, context.me, now=context.now())
        await results(update, context)
        return
    await _all(context)
    await context.show(views.ask_to_close(context.locale))


async def open_section(update: Update, context: Context) -> None:
    """Show a page of a section; where it is gone, how the survey stands."""
    tapped = context.button(buttons.OpenSection)
    its, _agenda = await _all(context)
    found = _section(its, tapped.section)
    if found is None:
        await results(update, context)
        return
    await context.show(views.section(its, found, context.locale, page=tapped.page))


async def open_texts(_update: Update, context: Context) -> None:
    """Show a page of what was written."""
    tapped = context.button(buttons.OpenTexts)
    its, agenda = await _all(context)
    for question, result, back in _written(its, agenda):
        if (tapped.survey, tapped.item) == (short(result.survey_id), short(result.item.id)):
            chunks = service.texts(context.db, context.me, result)
            texts = [text async for chunk in chunks for text in chunk]
            title = question.in_(context.locale)
            await context.show(views.texts(title, texts, context.locale, here=tapped, to=back))
            return
    await context.show(views.overview(its, agenda, context.locale))


async def open_compared(_update: Update, context: Context) -> None:
    """Show a page of before and after."""
    its, _agenda = await _all(context)
    page = context.button(buttons.OpenCompared).page
    await context.show(views.compared(its, context.locale, page=page))


async def open_ratings(_update: Update, context: Context) -> None:
    """Show a page of how the sessions were rated."""
    await _show_ratings(context, context.button(buttons.OpenRatings).page)


async def switch_feedback(_update: Update, context: Context) -> None:
    """Let people be asked after each session, or not."""
    on = bool(context.button(SwitchFeedback).on)
    await feedback.switch(context.db, context.me, on=on)
    await _show_ratings(context, 0)


async def _show_ratings(context: Context, page: int) -> None:
    its, agenda = await _all(context)
    asks = await feedback.is_asked(context.db, agenda)
    await context.show(views.ratings(its, agenda, context.locale, page=page, asks=asks))


async def open_charts(_update: Update, context: Context) -> None:
    """Offer the pictures."""
    its, _agenda = await _all(context)
    await context.show(chart_views.offer(its, context.locale))


async def draw_charts(_update: Update, context: Context) -> None:
    """Send the pictures of a part, each as soon as it is drawn."""
    its, agenda = await _all(context)
    drawn = _pictures(its, agenda, context, context.button(buttons.DrawCharts).part)
    await context.answer()
    sent = 0
    while (picture := await asyncio.to_thread(next, drawn, None)) is not None:
        await context.send_picture(picture)
        sent += 1
    await context.reply(
        chart_views.offer(its, context.locale) if sent else chart_views.none(context.locale)
    )


async def open_export(_update: Update, context: Context) -> None:
    """Offer the files."""
    await _all(context)
    await context.show(export.offer(context.locale))


async def export_all(_update: Update, context: Context) -> None:
    """Send everything as one file, and say meanwhile how far it has come."""
    made = context.button(buttons.ExportAll).made
    its, agenda = await _all(context)
    listed = await qa_summaries.to_export(context.db, context.me, agenda=agenda)
    write = partial(export.progress, context.locale, of=export.STEPS)
    progress = Progress(context, lambda done: write(done=done), steps=export.STEPS)
    await progress.begin()
    file = await export.everything(
        made,
        its,
        listed,
        agenda,
        context.locale,
        written=[(question, result) for question, result, _back in _written(its, agenda)],
        texts=partial(service.texts, context.db, context.me),
        step=progress.step,
    )
    await context.send_file(file)


async def _all(context: Context) -> tuple[Results, Agenda]:
    agenda = await context.agenda()
    return await service.of_survey(context.db, context.me, agenda=agenda), agenda


def _section(its: Results, name: str) -> SectionResult | None:
    return next((each for each in its.sections if short(each.section.id) == name), None)


def _pictures(its: Results, agenda: Agenda, context: Context, part: str) -> Iterator[File]:
    found = _section(its, part)
    if found is not None:
        return charts.section(found, context.locale)
    if part == buttons.Part.COMPARED:
        return charts.compared(its, context.locale)
    return charts.ratings(its, agenda, context.locale)


def _written(its: Results, agenda: Agenda) -> Iterator[tuple[Text, ItemResult, Callback]]:
    """Give what may be read, under which question, and the screen that leads there."""
    for question, result in service.written(its, agenda):
        section = next((each for each in its.sections if result in each.items), None)
        back = (
            buttons.OpenSection(short(section.section.id), 0) if section else buttons.OpenRatings(0)
        )
        yield question, result, back


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.OpenResults: results,
    buttons.CloseSurvey: close,
    buttons.OpenSection: open_section,
    buttons.OpenTexts: open_texts,
    buttons.OpenCompared: open_compared,
    buttons.OpenRatings: open_ratings,
    SwitchFeedback: switch_feedback,
    buttons.OpenCharts: open_charts,
    buttons.DrawCharts: draw_charts,
    buttons.OpenExport: open_export,
    buttons.ExportAll: export_all,
}
