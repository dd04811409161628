"""A roster that comes back as a spreadsheet: its rows, or one clear word of what is wrong."""

import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from bot.i18n.marked import N_
from bot.i18n.normalise import key, tidy
from bot.services import roster_words
from bot.services.errors import DoesNotFit
from storage.models import RosterColumn, RosterRow

LARGEST = 2 * 1024 * 1024
"""Bytes of the file."""
UNPACKED = 10 * 1024 * 1024
"""Bytes of what is packed in it; 5,000 rows are 4 MB."""
BESIDE = 1024 * 1024
"""Bytes of each part that holds no cells: styles take far longer to read than cells."""
_OF_ANY_LENGTH = ("xl/worksheets/", "xl/sharedstrings.xml", "xl/media/")
MOST_ROWS = 5000
MOST_COLUMNS = 40
LAST_ROW = 1_048_576
"""The last that a sheet can have; every empty one before a row is gone through."""
HEADING = 10
"""The heading is among so many rows from the first on."""
LONGEST = 200
"""Signs of a cell that are read."""

NOT_A_ROSTER = N_("This is not a spreadsheet that I can read. Please send the roster as .xlsx.")
TOO_LARGE = N_("This file is too large: at most 2 MB and 5,000 rows, please.")
NO_HEADING = N_(
    "This is not my roster: I look for its headings, with a code or a name, and with the time or"
    " the signature. Please fill in the file that I sent."
)


def read(data: bytes, names: Mapping[RosterColumn, Collection[str]]) -> list[RosterRow]:
    """Return the rows below the heading. `names`: what a column may be called.

    It takes a while for a large file: not on the loop. Raises: DoesNotFit.
    """
    _check(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a spreadsheet has beside its cells
            cells = list(_cells(data))
    except DoesNotFit:
        raise
    except Exception as error:  # a broken file breaks in many ways
        raise DoesNotFit(NOT_A_ROSTER) from error
    known = {key(name): column for column, each in names.items() for name in each}
    for at, (_number, row) in enumerate(cells[:HEADING]):
        columns = _columns(row, known)
        if _is_heading(columns):
            return [found for line in cells[at + 1 :] if (found := _row(*line, columns))]
    raise DoesNotFit(NO_HEADING)


def _check(data: bytes) -> None:
    """Refuse what is no archive, and what would take more memory or time than a roster ever needs.

    No spreadsheet declares entities; from 13 KB they would make gigabytes of text.
    """
    if len(data) > LARGEST:
        raise DoesNotFit(TOO_LARGE)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            long = sum(each.file_size for each in parts) > UNPACKED or any(map(_is_long, parts))
            declares = not long and any(_declares(archive.read(each)) for each in parts)
    except Exception as error:  # a broken file breaks in many ways
        raise DoesNotFit(NOT_A_ROSTER) from error
    if long:
        raise DoesNotFit(TOO_LARGE)
    if declares:
        raise DoesNotFit(NOT_A_ROSTER)


def _is_long(part: ZipInfo) -> bool:
    """Say whether a part beside the cells is longer than it ever is; pictures are not read."""
    return part.file_size > BESIDE and not part.filename.casefold().startswith(_OF_ANY_LENGTH)


def _declares(xml: bytes) -> bool:
    """Say whether XML has a document type, where entities stand; UTF-16 has zeros between."""
    return b"<!DOCTYPE" in xml.replace(b"\0", b"")


def _cells(data: bytes) -> Iterator[tuple[int, Sequence[object]]]:
    """Give the rows of the first sheet that are not empty, each with its number."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- the start need not wait for it

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        rows = book.worksheets[0].iter_rows(
            max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True
        )
        given = 0
        for number, row in enumerate(rows, 1):
            if all(cell is None for cell in row):
                continue
            given += 1
            if given > MOST_ROWS + HEADING:
                raise DoesNotFit(TOO_LARGE)
            yield number, row
    finally:
        book.close()


def _columns(row: Sequence[object], known: Mapping[str, RosterColumn]) -> dict[RosterColumn, int]:
    found: dict[RosterColumn, int] = {}
    for at, cell in enumerate(row):
        column = known.get(key(_text(cell)))
        if column is not None:
            found.setdefault(column, at)
    return found


def _is_heading(columns: Mapping[RosterColumn, int]) -> bool:
    who = {RosterColumn.CODE, RosterColumn.NAME} & columns.keys()
    came = {RosterColumn.CHECKED_IN, RosterColumn.SIGNATURE} & columns.keys()
    return bool(who and came)


def _row(
    number: int, row: Sequence[object], columns: Mapping[RosterColumn, int]
) -> RosterRow | None:
    def cell(column: RosterColumn) -> str:
        at = columns.get(column)
        return "" if at is None or at >= len(row) else _text(row[at])

    at, signature = cell(RosterColumn.CHECKED_IN), cell(RosterColumn.SIGNATURE)
    name = cell(RosterColumn.NAME)
    came = roster_words.came((at, signature), name)
    found = RosterRow(
        number=number,
        code=cell(RosterColumn.CODE),
        name=name,
        organisation=cell(RosterColumn.ORGANISATION),
        position=cell(RosterColumn.POSITION),
        phone=cell(RosterColumn.PHONE),
        came=bool(came),
        at=at,
        unclear=" / ".join(filter(None, (at, signature))) if came is None else "",
    )
    return found if found.code or found.name or found.came else None


def _text(cell: object) -> str:
    """Write a cell as one reads it; a moment to the minute, a day alone without a time."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime() | time():
            only_day = isinstance(cell, datetime) and cell.time() == time()
            with_day = "%Y-%m-%d" if only_day else "%Y-%m-%d %H:%M"
            return cell.strftime(with_day if isinstance(cell, datetime) else "%H:%M")
        case timedelta():
            minutes = int(cell.total_seconds()) // 60
            return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return tidy(str(cell)[:LONGEST])
