"""How the questions went, and /export: all of them as a file."""

import asyncio
from collections.abc import Mapping
from functools import partial

from telegram import Update

from bot.callbacks import Callback
from bot.callbacks_qa_results import ExportQuestions, OpenSummaries, Sheet
from bot.context import Context
from bot.handlers.taps import Handle
from bot.services import access
from bot.services import qa_summaries as service
from bot.views import qa_results as views
from storage.models import Right


async def open_summaries(_update: Update, context: Context) -> None:
    """Show a page of summaries."""
    found = await service.of_all(context.db, context.me, agenda=await context.agenda())
    page, may_export = context.button(OpenSummaries).page, access.may(context.me, Right.ORGANISE)
    await context.show(views.summaries(found, context.locale, page=page, may_export=may_export))


async def export(_update: Update, context: Context) -> None:
    """Offer the files."""
    await access.require(context.db, context.me.id, Right.ORGANISE)
    await context.show(views.export(context.locale))


async def export_questions(_update: Update, context: Context) -> None:
    """Send all questions as the file that a button names."""
    agenda = await context.agenda()
    listed = await service.to_export(context.db, context.me, agenda=agenda)
    write = views.sheet if context.button(ExportQuestions).sheet is Sheet.XLSX else views.table
    file = await asyncio.to_thread(partial(write, listed, agenda, context.locale))
    await context.send_file(file)


BUTTONS: Mapping[type[Callback], Handle] = {
    OpenSummaries: open_summaries,
    ExportQuestions: export_questions,
}
