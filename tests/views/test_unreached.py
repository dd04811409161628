"""The people to tell in person, as text and as a spreadsheet read back."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.views import pages, unreached
from storage.models import DeliveryKind, DeliveryStatus, Locale, Unreached
from tests.views.announcements import UNREACHED

KIND, SUBJECT = DeliveryKind.ANNOUNCEMENT, "7"

ENGLISH = """\
<b>5 people to tell in person</b>

• <b>សុខ ដារ៉ា</b>, ODC, 012345678 — has blocked the bot
• <b>=1+1</b>, +855 12 — Telegram refused it (Bad Request: chat not found)
• <b>Rith &lt;i&gt;</b>, A &amp; B — perhaps it arrived: Telegram did not answer
• <b>Vanna</b> — it was not sent in time
• <b>no name given</b> — it was cancelled before it was sent"""
KHMER = """\
<b>ត្រូវជូនដំណឹងផ្ទាល់ដល់ ៥ នាក់</b>

• <b>សុខ ដារ៉ា</b>, ODC, 012345678 — បានបិទ bot
• <b>=1+1</b>, +855 12 — Telegram បានបដិសេធ (Bad Request: chat not found)
• <b>Rith &lt;i&gt;</b>, A &amp; B — ប្រហែលជាបានទទួល៖ Telegram មិនបានឆ្លើយតប
• <b>Vanna</b> — ផុតកំណត់មុនពេលផ្ញើ
• <b>មិនទាន់មានឈ្មោះ</b> — ត្រូវបានបោះបង់មុនពេលផ្ញើ"""


@pytest.mark.parametrize(("locale", "text"), [(Locale.EN, ENGLISH), (Locale.KM, KHMER)])
def test_everybody_is_listed_with_what_helps_to_find_them(locale: Locale, text: str) -> None:
    (screen,) = unreached.people(UNREACHED, kind=KIND, subject=SUBJECT, locale=locale)

    assert screen.text == text
    assert [button.callback.encode() for row in screen.rows for button in row] == [
        "bc.xlsx:announcement:7",
        "bc:announcement:7",
    ]


TEAM = Unreached("Team <b>", None, None, DeliveryStatus.BLOCKED, None, is_chat=True)
LATE = replace(TEAM, name="ក្រុម", status=DeliveryStatus.EXPIRED)
HEADINGS = {
    Locale.EN: "<b>1 person to tell in person</b>\n<b>2 groups or channels not reached</b>",
    Locale.KM: "<b>ត្រូវជូនដំណឹងផ្ទាល់ដល់ ១ នាក់</b>\n<b>ផ្ញើមិនដល់ក្រុម ឬឆានែល ២</b>",
}
CHATS = {
    Locale.EN: (
        "• <b>Team &lt;b&gt; (group or channel)</b> — the bot cannot write there",
        "• <b>ក្រុម (group or channel)</b> — it was not sent in time",
    ),
    Locale.KM: (
        "• <b>Team &lt;b&gt; (ក្រុម ឬឆានែល)</b> — bot មិនអាចផ្ញើសារទៅទីនោះបានទេ",
        "• <b>ក្រុម (ក្រុម ឬឆានែល)</b> — ផុតកំណត់មុនពេលផ្ញើ",
    ),
}


@pytest.mark.parametrize("locale", Locale)
def test_chats_are_listed_and_counted_apart(locale: Locale) -> None:
    missed = [UNREACHED[0], TEAM, LATE]

    (screen,) = unreached.people(missed, kind=KIND, subject=SUBJECT, locale=locale)
    file = unreached.sheet(missed, locale=locale)

    heading, _, listed = screen.text.partition("\n\n")
    _dara, *chats = listed.split("\n")
    assert (heading, tuple(chats)) == (HEADINGS[locale], CHATS[locale])
    assert file.caption == HEADINGS[locale]
    sheet = load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    name, *empty, _why = [cell.value for cell in sheet[3]]
    assert (name, empty) == (_text(CHATS[locale][0]), [None, None])


def _text(line: str) -> str:
    """Leave the name of a listed line."""
    return line.removeprefix("• <b>").partition("</b>")[0].replace("&lt;b&gt;", "<b>")


def test_nobody_is_left() -> None:
    (screen,) = unreached.people([], kind=KIND, subject=SUBJECT, locale=Locale.EN)

    assert screen.text == "It has reached everybody."


@pytest.mark.parametrize("locale", Locale)
def test_many_people_take_several_messages(locale: Locale) -> None:
    many = [replace(UNREACHED[0], name="ឈ" * 80, organisation="អ" * 120)] * 170

    screens = unreached.people(many, kind=KIND, subject=SUBJECT, locale=locale)

    assert all(pages.length(screen.text) <= pages.LIMIT for screen in screens)
    assert sum(screen.text.count("•") for screen in screens) == 170
    assert [bool(screen.rows) for screen in screens] == [False] * (len(screens) - 1) + [True]


@pytest.mark.parametrize(
    ("locale", "columns", "title", "name"),
    [
        (
            Locale.EN,
            ["Name", "Organisation", "Phone", "Why it did not arrive"],
            "To tell in person",
            "to-tell-in-person.xlsx",
        ),
        (
            Locale.KM,
            ["ឈ្មោះ", "អង្គការ/ស្ថាប័ន", "លេខទូរសព្ទ", "មូលហេតុដែលមិនបានទទួល"],
            "ជូនដំណឹងផ្ទាល់",
            "ជូនដំណឹងផ្ទាល់.xlsx",
        ),
    ],
)
def test_the_spreadsheet_is_ready_to_use(
    locale: Locale, columns: list[str], title: str, name: str
) -> None:
    file = unreached.sheet(UNREACHED, locale=locale)
    sheet = load_workbook(BytesIO(file.content)).active
    assert sheet is not None

    heading, *rows = sheet.iter_rows()
    assert (file.name, sheet.title) == (name, title)
    assert [cell.value for cell in heading] == columns
    assert all(cell.font.bold for cell in heading)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D6")
    assert [[cell.value for cell in row][:3] for row in rows] == [
        ["សុខ ដារ៉ា", "ODC", "012345678"],
        ["=1+1", None, "+855 12"],
        ["Rith <i>", "A & B", None],
        ["Vanna", None, None],
        [None, None, None],
    ]
    # Text, not numbers nor formulas: zeros stay, and nothing is computed.
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert {cell.number_format for row in rows for cell in row if cell.value} == {"@"}


def test_a_spreadsheet_of_nobody_can_be_opened() -> None:
    file = unreached.sheet([], locale=Locale.EN)

    sheet = load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    assert sheet.max_row == 1
