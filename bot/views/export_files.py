"""Tables written to a workbook or to a ZIP of CSVs, a row at a time: never all in memory.

What is written stands in a folder that only this program's user can open, until the file is sent.
"""

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.i18n.clusters import length
from bot.views import spreadsheets

Row = Sequence[str | int | float]
LINE, MOST_LINES = 20, 20
"""Points of a line of Khmer, and as many lines as a row may have: 409 points at most."""
ZIPPED = (2000, 1, 1, 0, 0, 0)
"""When each file in a ZIP was made: it says nothing on purpose."""


class Writer(Protocol):
    """Where tables go, one after another."""

    def begin(self, title: str, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a table: the title of its sheet, the name of its file, its heading."""

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows to the table that was begun last."""

    def close(self) -> None:
        """Put the file together."""


class Book:
    """A workbook with one sheet per table."""

    def __init__(self, path: Path) -> None:
        folder = str(path.parent)
        self._book = spreadsheets.workbook(str(path), constant_memory=True, tmpdir=folder)
        self._bold = self._book.add_format({"bold": True, "text_wrap": True})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._table: Any = None
        self._row = 0
        self._widths: Sequence[int] = ()

    def begin(self, title: str, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a sheet."""
        del name
        self._table, self._row = self._book.add_worksheet(title), 0
        self._widths = widths
        for column, width in enumerate(widths):
            self._table.set_column(column, column, width, self._wrapped)
        self._table.freeze_panes(1, 0)
        self._table.repeat_rows(0)
        self._table.set_landscape()
        self._table.set_paper(spreadsheets.A4)
        self._table.fit_to_pages(1, 0)
        self._put(head, self._bold)

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows to the sheet."""
        for row in rows:
            self._put(row, self._wrapped)

    def _put(self, row: Row, form: object) -> None:
        # Not every program makes a row as high as what wraps in it.
        lines = max(map(_lines, row, self._widths), default=1)
        self._table.set_row(self._row, LINE * min(lines, MOST_LINES), form)
        for column, cell in enumerate(row):
            write = self._table.write_string if isinstance(cell, str) else self._table.write_number
            write(self._row, column, cell, form)
        self._row += 1

    def close(self) -> None:
        """Put the sheets together."""
        self._book.close()


def _lines(cell: str | float, width: int) -> int:
    """Return about how many lines a cell takes in a column so many digits wide."""
    return sum(1 + length(part) * 5 // (4 * width) for part in str(cell).split("\n"))


class Tables:
    """A ZIP of CSVs that Excel opens right: UTF-8 with a mark, nothing a formula."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w")
        self._text: TextIOWrapper | None = None

    def begin(self, title: str, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a file."""
        del title, widths
        self._end()
        its = ZipInfo(f"{name}.csv", date_time=ZIPPED)
        its.compress_type = ZIP_DEFLATED
        self._text = TextIOWrapper(self._zip.open(its, "w"), encoding="utf-8-sig", newline="")
        self.write([head])

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows to the file."""
        if self._text is None:
            raise ValueError("no table was begun")
        writer = csv.writer(self._text, quoting=spreadsheets.QUOTED)
        for row in rows:
            writer.writerow([spreadsheets.cell(each) for each in row])

    def _end(self) -> None:
        if self._text is not None:
            self._text.close()

    def close(self) -> None:
        """Close the last file and the ZIP."""
        self._end()
        self._zip.close()
