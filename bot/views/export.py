"""Everything that may be shown, as one file: a workbook, or a ZIP of CSVs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup

from bot.callbacks_results import ExportAll, Made, OpenResults
from bot.i18n.catalogue import Words, words
from bot.views import export_tables as tables
from bot.views import qa_results
from bot.views.editing import back
from bot.views.export_files import Book, Row, Tables, Writer
from bot.views.screen import Button, File, Screen, paragraphs
from storage.models import Agenda, ItemResult, Listed, Locale, Results, Text

STEPS = 5
WRITERS: dict[Made, Callable[[Path], Writer]] = {Made.WORKBOOK: Book, Made.TABLES: Tables}

Texts = Callable[[ItemResult], AsyncIterator[list[str]]]
Written = Sequence[tuple[Text, ItemResult]]
"""What people wrote about: a question, and where its texts are found."""


def offer(locale: Locale) -> Screen:
    """Offer the files."""
    _ = words(locale)
    return Screen(
        paragraphs(_.html("<b>Everything as a file</b>"), caption(_)),
        (both(_), (back(_, OpenResults()),)),
    )


def both(_: Words) -> tuple[Button, ...]:
    """Return the buttons of the files that hold everything."""
    return (
        Button(_.plain("Everything (Excel)"), ExportAll(Made.WORKBOOK)),
        Button(_.plain("Everything (CSV)"), ExportAll(Made.TABLES)),
    )


def caption(_: Words) -> Markup:
    """Say what is in the files."""
    return _.html(
        "Questions, results, texts and ratings, with a sheet that explains them, in both"
        " languages. Nobody can be found in it."
    )


def progress(locale: Locale, *, done: int, of: int) -> Screen:
    """Say how far the work has come."""
    _ = words(locale)
    if done >= of:
        return Screen(_.html("Ready."))
    return Screen(_.html("Preparing… {n} of {of}", n=done + 1, of=of))


async def everything(
    made: Made,
    its: Results,
    listed: Sequence[Listed],
    agenda: Agenda,
    locale: Locale,
    *,
    written: Written,
    texts: Texts,
    step: Callable[[int], Awaitable[None]] | None = None,
) -> File:
    """Write every table a piece at a time, in a thread; `step` is told how many are done."""
    step = step or _nobody_waits
    with TemporaryDirectory(prefix="workshop-bot-") as folder:
        path = Path(folder) / f"everything.{made}"
        writer = WRITERS[made](path)
        try:
            await asyncio.to_thread(_about, writer)
            await step(0)
            await asyncio.to_thread(_questions, writer, listed, agenda, locale)
            await step(1)
            await asyncio.to_thread(_table, writer, tables.RESULTS, tables.results(its))
            await step(2)
            _begin(writer, tables.TEXTS)
            for question, result in written:
                async for some in texts(result):
                    rows = tables.texts(question, result.item.id, some)
                    await asyncio.to_thread(writer.write, rows)
            await step(3)
            await asyncio.to_thread(_table, writer, tables.COMPARED, tables.compared(its))
            await asyncio.to_thread(_table, writer, tables.RATINGS, tables.ratings(its, agenda))
            await step(4)
        finally:
            await asyncio.to_thread(writer.close)
        content = await asyncio.to_thread(path.read_bytes)
    await step(STEPS)
    return File(path.name, content, caption(words(locale)))


async def _nobody_waits(_done: int) -> None:
    """Tell nobody how many steps are done."""


def _begin(writer: Writer, table: tables.Table) -> None:
    writer.begin(table.sheet, table.name, table.head, table.widths)


def _table(writer: Writer, table: tables.Table, rows: Iterable[Row]) -> None:
    _begin(writer, table)
    writer.write(rows)


def _about(writer: Writer) -> None:
    its = (tables.RESULTS, tables.TEXTS, tables.COMPARED, tables.RATINGS)
    _table(writer, tables.ABOUT, tables.about(its, _questions_sheet()))


def _questions(writer: Writer, listed: Sequence[Listed], agenda: Agenda, locale: Locale) -> None:
    _ = words(locale)
    rows = qa_results.rows(_, listed, agenda)
    head = [str(each) for each in next(rows)]
    writer.begin(_questions_sheet(), "questions", head, qa_results.WIDTHS)
    writer.write(rows)


def _questions_sheet() -> str:
    return f"{tables.KM.plain('Questions')} {tables.EN.plain('Questions')}"
