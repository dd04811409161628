"""Spreadsheets and CSV files that hold what people typed: it stays text, whatever it looks like."""

import csv
from datetime import datetime
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook

from bot.i18n.catalogue import words
from storage.models import Locale

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- a spreadsheet's clock has no zone; it says nothing on purpose
A4 = 9
"""As spreadsheets number it."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Beginnings that a spreadsheet would take for a formula; the last four are wide = + - @.

Source: OWASP, CSV Injection.
"""
QUOTED: Final = csv.QUOTE_NONNUMERIC
"""LibreOffice takes ; and tabs for ends of cells too: unquoted, `a;=1+1` would be a formula."""


def workbook(to: BytesIO | str, **options: object) -> Workbook:
    """Begin a spreadsheet, in memory or in a file; it does not say when it was made."""
    kept = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    place = {"in_memory": True} if isinstance(to, BytesIO) else {}
    book = Workbook(to, {**kept, **place, **options})
    book.set_properties({"created": MADE})
    return book


def both(msgid: str) -> str:
    """Return a heading in both languages."""
    return " / ".join(words(locale).plain(msgid) for locale in Locale)


def cell(value: str | float) -> str | float:
    """Return what stands in a cell of a CSV file: nothing that a spreadsheet would calculate."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
