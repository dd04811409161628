"""The roster: sent, filled in, taken back in; and the poster."""

from datetime import time
from io import BytesIO

import aiohttp
import pytest
from openpyxl import load_workbook

from bot.i18n.catalogue import Words, words
from simulator.person import Person
from storage.models import Locale, Role
from tests.e2e.conftest import Workshop
from tests.e2e.desk import came, registered, spreadsheet
from tests.e2e.said import Said

HEADING = ("Code", "Name", "Organisation", "Checked in at", "Signature")


@pytest.fixture
def its(says: Said) -> Words:
    return words(Locale(says.code))


@pytest.fixture
async def sokha(workshop: Workshop, says: Said) -> Person:
    person = await workshop.reader("Sokha", says.code)
    await workshop.promote(person, Role.ORGANISER)
    return person


async def sent(workshop: Workshop, person: Person) -> bytes:
    await person.settled()
    document = person.last.document
    assert document is not None
    async with aiohttp.request("GET", workshop.simulator.url + document["url"]) as answer:
        return await answer.read()


async def give_back(person: Person, its: Words, content: bytes, *, expect: int = 1) -> None:
    await person.send("/checkin")
    await person.tap(its.plain("Take a roster back in"))
    await person.send_document(content, file_name="roster.xlsx", expect=expect)


async def test_the_roster_that_was_sent_comes_back_filled_in(
    workshop: Workshop, sokha: Person, dara: Person, its: Words
) -> None:
    await registered(workshop, dara, "សុខ ដារ៉ា", "K7M2PX")
    workshop.at(17)
    await sokha.send("/checkin")
    await sokha.tap(its.plain("Roster (Excel)"), edit=False)
    book = load_workbook(BytesIO(await sent(workshop, sokha)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["លេខរៀង / #", "កូដ / Code", "ឈ្មោះ / Name"]
    assert [cell.value for cell in sheet[2]][:4] == [1, "K7M2PX", "សុខ ដារ៉ា", "ODC"]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["G"].number_format == "@"  # a phone number keeps its 0
    sheet["I2"] = time(8, 41)
    sheet["C3"], sheet["D3"], sheet["J3"] = "Chan Sophea", "CCC", "✓"
    filled = BytesIO()
    book.save(filled)

    await give_back(sokha, its, filled.getvalue())
    assert await came(workshop) == {}
    preview = sokha.last
    await sokha.tap(its.plain("Apply"))
    assert await came(workshop) == {
        "Chan Sophea": "2025-07-03T10:00:00Z",
        "សុខ ដារ៉ា": "2025-07-03T01:41:00Z",
    }

    apply = preview.button(its.plain("Apply"))["callback_data"]
    await sokha.tap_data(apply)
    await give_back(sokha, its, filled.getvalue())
    assert its.plain("There is nothing to change.") in sokha.last.text
    assert its.plain("Already so: {n}", n=2) in sokha.last.text


async def test_what_contradicts_itself_is_listed_and_not_changed(
    workshop: Workshop, sokha: Person, dara: Person, its: Words
) -> None:
    await registered(workshop, dara, "Sok Dara", "K7M2PX")
    waiting = await workshop.reader("Waiting")
    await registered(workshop, waiting, "Chan Sophea", "ABC234", waiting=True)
    here = await workshop.reader("Here")
    await registered(workshop, here, "Keo Vanna", "DEF567")
    await sokha.open_link("checkin_DEF567")
    before = await came(workshop)
    content = spreadsheet(
        HEADING,
        ("ZZZ999", "Nobody", "", "x", ""),
        ("K7M2PX", "Somebody Else", "", "yes", ""),
        ("ABC234", "Chan Sophea", "", "បាទ", ""),
        ("", "", "CCC", "x", ""),
        ("", "Sok Dara", "CCC", "", "signed"),
        ("DEF567", "Keo Vanna", "", "ទេ", "-"),
    )

    await give_back(sokha, its, content)

    assert its.plain("Conflicts: {n}", n=6) in sokha.last.text
    assert its.plain("Apply") not in sokha.last.labels
    assert await came(workshop) == before


async def test_who_did_not_come_is_not_checked_in_and_what_says_neither_is_listed(
    workshop: Workshop, sokha: Person, its: Words
) -> None:
    codes = ("K7M2PX", "ABC234", "DEF567", "GHJ678", "KMN789")
    names = ("Sok Dara", "Chan Sophea", "Keo Vanna", "Meas Bopha", "Prak Mony")
    for name, code in zip(names, codes, strict=True):
        await registered(workshop, await workshop.reader(name), name, code)
    cells = (("❌", ""), ("", "មិនមក"), ("not yet", "-"), ("៨:៤១", ""), ("", "ill"))
    rows = [(code, name, "", *said) for code, name, said in zip(codes, names, cells, strict=True)]

    await give_back(sokha, its, spreadsheet(HEADING, *rows))

    unclear = its.plain("“{said}” says neither yes nor no", said="ill")
    assert its.plain("• row {n}, {name}: {why}", n=6, name="Prak Mony", why=unclear) in (
        sokha.last.text
    )
    assert its.plain("Conflicts: {n}", n=1) in sokha.last.text
    await sokha.tap(its.plain("Apply"))
    assert list(await came(workshop)) == ["Meas Bopha"]


async def test_what_is_no_roster_gets_one_clear_word(
    workshop: Workshop, sokha: Person, its: Words
) -> None:
    del workshop
    broken = its.plain(
        "This is not a spreadsheet that I can read. Please send the roster as .xlsx."
    )
    await give_back(sokha, its, b"PK\x03\x04 broken")
    assert sokha.last.text.splitlines()[0] == broken
    await sokha.send("hello")
    assert sokha.last.text.splitlines()[0] == broken
    await sokha.send_document(spreadsheet(("a", "b")), file_name="x.xlsx")
    assert sokha.last.text.startswith(
        its.plain(
            "This is not my roster: I look for its headings, with a code or a name, and with the"
            " time or the signature. Please fill in the file that I sent."
        )
    )


async def test_what_is_printed_stands_alone_and_is_escaped(
    workshop: Workshop, sokha: Person, dara: Person, its: Words
) -> None:
    await registered(workshop, dara, "<i>Dara</i>", "K7M2PX")
    await sokha.send("/checkin")
    await sokha.tap(its.plain("Roster to print"), edit=False)
    page = (await sent(workshop, sokha)).decode()
    assert "&lt;i&gt;Dara&lt;/i&gt;" in page
    assert "http" not in page
    await sokha.send("/checkin")
    await sokha.tap(its.plain("Poster"), edit=False)
    assert "<svg" in (await sent(workshop, sokha)).decode()
