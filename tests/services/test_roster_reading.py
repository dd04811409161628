"""Rosters that come back as files: what counts as having come, and what is no roster."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO

import pytest

from bot.services.errors import DoesNotFit
from bot.services.roster_reading import (
    MOST_ROWS,
    NO_HEADING,
    NOT_A_ROSTER,
    TOO_LARGE,
    UNPACKED,
    read,
)
from storage.models import RosterColumn
from tests.e2e.desk import spreadsheet

NAMES = {column: {column.value} for column in RosterColumn}
HEADING = ("code", "name", "checked in", "signature")
NAMES[RosterColumn.CHECKED_IN] = {"checked in"}


CAME = [
    *(time(8, 41), "8:41", "៨:៤១", "8h41 am", "ម៉ោង ៨:៤១ ព្រឹក", 0.3618, "yes, late", "X", "xx", "v"),
    *("✓", "✔️", "√", "បាទ", "ចាស៎", "មក", "បានមកហើយ", "ចុះវត្តមាន", True, 1),
]
SIGNED = ["Dara", "S.D.", "sok", "signed", "បានចុះហត្ថលេខា"]
ABSENT = [
    *(
        "no",
        "No.",
        "not yet",
        "NOT CHECKED IN",
        "did not come",
        "didn't come",
        "absent",
        "n/a",
        "N",
    ),
    *("❌", "❌ absent", "0", "០", 0, 0.0, False, "ទេ", "មិនមក", "មិនទាន់មក", "អត់", "អវត្តមាន"),
    *("នៅមិនទាន់មក", "គ្មាន"),
]
NOTHING = [None, "", "-", "—", "–", "...", "_", " "]
UNCLEAR = [
    *("?", "✗", "☒", "×", "ill", "later", "Sokha", "00:00", "came, not signed", "no, came at 9:00"),
    *("មកមិនបាន", "ឈឺ"),
]


@pytest.mark.parametrize(
    ("at", "signature", "came"),
    [
        *((each, None, True) for each in CAME),
        *((None, each, True) for each in (*CAME, *SIGNED)),
        *((each, "Dara", True) for each in (*CAME, *NOTHING)),
        *((each, None, False) for each in (*ABSENT, *NOTHING)),
        *((None, each, False) for each in (*ABSENT, *NOTHING)),
        ("ទេ", "—", False),
        (False, "", False),
    ],
)
def test_a_yes_a_time_or_a_name_says_that_somebody_came(
    at: object,
    signature: object,
    came: bool,
) -> None:
    row = (3, "K7M2PX", "Sok Dara", came, "")
    (read_,) = read(spreadsheet((), HEADING, ("K7M2PX", "Sok Dara", at, signature)), NAMES)
    assert (read_.number, read_.code, read_.name, read_.came, read_.unclear) == row


@pytest.mark.parametrize(
    ("at", "signature", "unclear"),
    [
        *((each, None, each) for each in UNCLEAR),
        *((None, each, each) for each in UNCLEAR),
        ("8:41", "no", "8:41 / no"),
        ("no", "Dara", "no / Dara"),
    ],
)
def test_what_says_neither_is_kept_as_it_was_written(
    at: object, signature: object, unclear: str
) -> None:
    (row,) = read(spreadsheet(HEADING, ("K7M2PX", "Sok Dara", at, signature)), NAMES)
    assert (row.came, row.unclear) == (False, unclear)


def test_a_khmer_name_signs_in_part() -> None:
    rows = [("", "សុខ ដារ៉ា", "", each) for each in ("ដារ៉ា", "សុខដារ៉ា", "សុខា")]
    assert [row.came for row in read(spreadsheet(HEADING, *rows), NAMES)] == [True, True, False]


def packed(size: int) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * size)
    return content.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", NOT_A_ROSTER),
        (b"PK\x03\x04", NOT_A_ROSTER),
        (packed(10), NOT_A_ROSTER),
        (packed(UNPACKED + 1), TOO_LARGE),
        (spreadsheet(("a", "b")), NO_HEADING),
        (spreadsheet(HEADING, *[("", "Dara", "x", "")] * (MOST_ROWS + 20)), TOO_LARGE),
    ],
    ids=["empty", "cut", "other", "bomb", "unknown", "long"],
)
def test_what_is_no_roster_is_refused_with_one_reason(data: bytes, why: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        read(data, NAMES)
    assert refused.value.why == why


def repacked(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change a part of a good roster."""
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(spreadsheet(HEADING, ("", "Dara", "x", "")))) as made,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in made.namelist():
            text = made.read(name)
            archive.writestr(name, change(text) if name == part else text)
    return content.getvalue()


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_written_out(encoding: str) -> None:
    def declare(xml: bytes) -> bytes:
        entity = f'<!DOCTYPE x [<!ENTITY a "{"A" * 1000}">]>'
        text = xml.decode().replace("Dara", "&a;" * 90)
        return (entity + re.sub(r"^<\?xml[^>]*>", "", text)).encode(encoding)

    with pytest.raises(DoesNotFit, match=re.escape(NOT_A_ROSTER)):
        read(repacked(SHEET, declare), NAMES)


def test_a_long_part_beside_the_cells_is_not_read() -> None:
    fonts = repacked(STYLES, lambda xml: xml.replace(b"</fonts>", b"<font/>" * 200_000))
    with pytest.raises(DoesNotFit, match=re.escape(TOO_LARGE)):
        read(fonts, NAMES)


def test_a_day_alone_is_no_midnight() -> None:
    days = [(None, "Dara", day, None) for day in (date(2025, 7, 3), datetime(2025, 7, 3, 8, 41))]  # noqa: DTZ001 -- a spreadsheet has no zones
    assert [row.at for row in read(spreadsheet(HEADING, *days), NAMES)] == [
        "2025-07-03",
        "2025-07-03 08:41",
    ]


def test_a_row_far_below_the_end_of_any_sheet_is_not_walked_to() -> None:
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(spreadsheet(HEADING, ("", "Dara", "x", "")))) as made,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in made.namelist():
            part = re.sub(rb"<dimension[^>]*>", b"", made.read(name))
            archive.writestr(name, part.replace(b'<row r="2"', b'<row r="999999999999999"'))
    assert read(content.getvalue(), NAMES) == []
