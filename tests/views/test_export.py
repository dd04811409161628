"""The file of everything: read back, in both languages, with nothing in it that is withheld."""

import csv
from collections.abc import AsyncIterator
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.callbacks_results import Made
from bot.views import export, spreadsheets
from bot.views.export_files import Tables
from bot.views.screen import File
from storage.models import Agenda, ItemResult, Locale
from tests.views.qa import ANSWERED, OPEN, listed
from tests.views.surveyed import ADVICE, RESULTS

ADVISED = ["=HYPERLINK(1)", "ស្ត្រី និងក្រុមងាយរងគ្រោះ", "+855 <b>", "More time"]


async def texts(_result: ItemResult) -> AsyncIterator[list[str]]:
    yield ADVISED[:2]
    yield ADVISED[2:]


async def made(how: Made, agenda: Agenda, locale: Locale, steps: list[int]) -> File:
    async def step(done: int) -> None:
        steps.append(done)

    advice = next(each for each in RESULTS.items if each.item.id == "advice")
    return await export.everything(
        how,
        RESULTS,
        [listed(OPEN), listed(ANSWERED)],
        agenda,
        locale,
        written=[(ADVICE.question, advice)],
        texts=texts,
        step=step,
    )


def workbook(file: File) -> dict[str, list[list[str]]]:
    book = load_workbook(BytesIO(file.content))
    return {
        sheet.title: [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book.worksheets
    }


def tables(file: File) -> dict[str, list[list[str]]]:
    found = {}
    with ZipFile(BytesIO(file.content)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert content.startswith(b"\xef\xbb\xbf")
            found[name] = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    return found


@pytest.mark.parametrize("locale", Locale)
async def test_workbook_and_tables_hold_the_same(agenda: Agenda, locale: Locale) -> None:
    steps: list[int] = []
    book = workbook(await made(Made.WORKBOOK, agenda, locale, steps))
    files = tables(await made(Made.TABLES, agenda, locale, []))

    assert steps == [0, 1, 2, 3, 4, 5]
    assert list(book) == [
        "អំពី About",
        "សំណួរ Questions",
        "លទ្ធផល Results",
        "អត្ថបទ Texts",
        "មុន ក្រោយ Before, after",
        "ការវាយតម្លៃ Ratings",
    ]
    assert list(files) == [
        "about.csv",
        "questions.csv",
        "results.csv",
        "texts.csv",
        "before-and-after.csv",
        "ratings.csv",
    ]
    plain = {
        title: [[cell.removeprefix("'") for cell in row] for row in rows]
        for title, rows in zip(book, files.values(), strict=True)
    }
    assert plain == book
    assert [row[3] for row in book["អត្ថបទ Texts"][1:]] == ADVISED
    assert [row[3] for row in files["texts.csv"][1:]] == [
        *("'=HYPERLINK(1)", ADVISED[1], "'+855 <b>", "More time"),
    ]


async def test_every_sheet_and_column_is_explained_in_both_languages(agenda: Agenda) -> None:
    book = workbook(await made(Made.WORKBOOK, agenda, Locale.EN, []))
    head, *explained = book["អំពី About"]

    assert head[2:] == ["ជាភាសាខ្មែរ / In Khmer", "ជាភាសាអង់គ្លេស / In English"]
    assert all(row[2] and row[3] for row in explained)
    pairs = {(row[0], row[1]) for row in explained}
    for title, rows in list(book.items())[2:]:
        assert {(title, ""), *((title, heading) for heading in rows[0])} <= pairs
        assert all(" / " in heading for heading in rows[0])


async def test_what_is_withheld_is_in_no_file(agenda: Agenda) -> None:
    rows = workbook(await made(Made.WORKBOOK, agenda, Locale.EN, []))["លទ្ធផល Results"]

    after = [row[4:] for row in rows if row[1] == "known-after"]
    assert after == [
        ["5", "ដឹងច្រើនណាស់", "Very much", "51", "36"],
        ["4", "ដឹងច្រើន", "Much", "70", "49"],
        ["3", "ដឹងមធ្យម", "Some", "–", "–"],
        ["2", "ដឹងបន្តិចបន្តួច", "A little", "–", "–"],
        ["1", "មិនដឹងសោះ", "Nothing", "0", "0"],
        ["", "ចម្លើយដែលបានរាប់", "Answers counted", "142", ""],
        ["", "មិនបានឆ្លើយ", "Not answered", "0", ""],
        ["", "ជាមធ្យម", "Average", "4.2", ""],
    ]


async def test_nothing_is_left_in_the_folder_for_temporary_files(
    agenda: Agenda, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    for how in Made:
        await made(how, agenda, Locale.KM, [])

    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240 -- a test waits for nothing else


def test_no_text_of_a_table_ends_at_a_semicolon(tmp_path: Path) -> None:
    """As LibreOffice reads it, which offers semicolons as ends of cells beside commas."""
    writer = Tables(tmp_path / "tables.zip")
    writer.begin("", "texts", ["Text", "Number"], [10, 10])
    writer.write([["Fewer speeches;=1+1", 5]])
    writer.close()
    with ZipFile(tmp_path / "tables.zip") as parts:
        text = parts.read("texts.csv").decode("utf-8-sig")
    assert text == '"Text","Number"\r\n"Fewer speeches;=1+1",5\r\n'


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_sign_begins_a_formula_however_wide(sign: str) -> None:
    assert spreadsheets.cell(f"{sign}1") == f"'{sign}1"
