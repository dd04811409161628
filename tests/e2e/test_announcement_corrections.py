"""What was announced already: said anew in each chat that has it, or taken back."""

from collections.abc import AsyncIterator

import pytest

from simulator.person import Person
from tests.e2e.announcing import (
    ENGLISH,
    IN_KHMER,
    KHMER,
    announce,
    go_out,
    member,
    organiser,
    preview,
    since,
    still,
    write,
)
from tests.e2e.conftest import Opens, Workshop

NEW_KHMER = "អាហារថ្ងៃត្រង់នៅជាន់ទី ៣"
IN_NEW_KHMER = f"សេចក្ដីជូនដំណឹង\n\n{NEW_KHMER}"


@pytest.fixture
async def workshop(
    open_workshop: Opens, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Workshop]:
    """A workshop where the test runs the ticks."""
    async with open_workshop() as opened:
        still(opened, monkeypatch)
        yield opened


@pytest.fixture
async def mony(workshop: Workshop) -> Person:
    return await organiser(workshop)


@pytest.fixture
async def dara(workshop: Workshop) -> Person:
    return await member(workshop, "Dara", "km")


async def correct(mony: Person) -> None:
    """Write a new Khmer text, leave the English one, and confirm."""
    await mony.tap("The announcement")
    await mony.tap("Correct it")
    await mony.send(NEW_KHMER)
    await mony.tap("Leave it as it is")
    await mony.expect(4)
    await mony.tap("Correct it for all")


async def test_a_correction_edits_the_message_of_each(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    await announce(mony, "Send to 2 people")
    await go_out(workshop, dara, mony)
    first = dara.last

    await correct(mony)
    assert mony.changed.text.startswith("Correction of an announcement")
    await go_out(workshop, dara, mony)

    assert (dara.last.message_id, dara.last.text) == (first.message_id, IN_NEW_KHMER)
    assert mony.changed.text == (
        "Correction of an announcement\nIt is through.\n\n▰▰▰▰▰▰▰▰▰▰ 2 of 2\n\nSent: 2"
    )


async def test_the_preview_of_a_correction_shows_what_people_will_read(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    await announce(mony, "Send to 2 people")
    await go_out(workshop, dara, mony)
    await mony.tap("The announcement")
    await mony.tap("Correct it")
    assert mony.changed.text == (
        f"Please send the new Khmer text. People have this one:\n\n{KHMER}"
    )
    await mony.tap("Leave it as it is")
    await mony.send("Come at noon.")
    await mony.expect(3)

    *_, khmer, english, asked = [each.text for each in mony.chat]
    assert [khmer, english] == [IN_KHMER, "Announcement\n\nCome at noon."]
    assert asked.startswith("This is the new wording.")


async def test_nothing_new_is_nothing_to_correct(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    await announce(mony, "Send to 2 people")
    await go_out(workshop, dara, mony)
    await mony.tap("The announcement")
    await mony.tap("Correct it")
    await mony.tap("Leave it as it is")
    await mony.tap("Leave it as it is")

    assert mony.changed.text.startswith("The wording is the same as before")


async def test_who_has_not_got_it_yet_gets_the_new_wording_at_once(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    await write(mony)
    await mony.tap("When")
    await mony.tap("In 10 minutes")
    await preview(mony)
    await mony.tap("Schedule for 2 people")
    before = dara.last

    await correct(mony)
    assert mony.changed.text == (
        "Correction of an announcement\nNobody had it yet, so there was nothing to change."
    )
    workshop.at(8, 40)
    await go_out(workshop, dara)

    assert since(dara, before) == [IN_NEW_KHMER]


async def test_withdrawn_it_is_one_line_everywhere(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    thida = await member(workshop, "Thida", "km")
    await announce(mony, "Send to 3 people")
    async with workshop.db.transaction() as tx:
        await tx.all("UPDATE delivery SET due_at = '2025-07-03T02:00:00Z' WHERE id = 3")
    await go_out(workshop, dara, mony)
    first, before = dara.last, thida.last

    await mony.tap("The announcement")
    await mony.tap("Withdraw")
    await mony.tap("Withdraw", mony.changed)
    workshop.at(9)
    await go_out(workshop, dara, thida)

    assert dara.last.message_id == first.message_id
    assert dara.last.text == "សេចក្ដីជូនដំណឹងនេះត្រូវបានដកវិញហើយ។"
    assert since(thida, before) == []
    await mony.tap("The announcement", mony.changed)
    assert mony.changed.text.startswith("Announcement · withdrawn")
    assert mony.changed.buttons == [["How it went"], ["Announcements"]]


async def test_the_caption_of_a_photo_is_corrected(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    await mony.send("/announce")
    await mony.send_photo(caption=KHMER)
    await mony.send(ENGLISH)
    await preview(mony)
    await mony.tap("Send to 2 people")
    await go_out(workshop, dara, mony)
    first = dara.last

    await correct(mony)
    await go_out(workshop, dara)
    assert (dara.last.message_id, dara.last.text) == (first.message_id, IN_NEW_KHMER)
    assert dara.last.photo is not None

    await mony.tap("The announcement")
    await mony.tap("Withdraw")
    await mony.tap("Withdraw", mony.changed)
    await go_out(workshop, dara)
    assert dara.last.text == "សេចក្ដីជូនដំណឹងនេះត្រូវបានដកវិញហើយ។"


async def test_the_list_shows_what_was_announced(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    await announce(mony, "Send to 2 people")
    await go_out(workshop, dara, mony)

    await mony.send("/announce")
    await mony.tap("Back")

    assert mony.changed.text == (
        "Announcements\n\n• 3 July 2025, 8:20 AM: Lunch is on the 2nd flo… (sent)"
    )
    assert mony.changed.buttons == [
        ["New announcement"],
        ["Lunch is on the 2nd flo…"],
        ["Main menu"],
    ]


async def test_of_two_in_one_message_only_one_is_corrected(
    workshop: Workshop, dara: Person, mony: Person
) -> None:
    await announce(mony, "Send to 2 people", "សួស្ដី", "Hello")
    await announce(mony, "Send to 2 people")
    await go_out(workshop, dara, mony)
    assert dara.last.text == f"សេចក្ដីជូនដំណឹង\n\nសួស្ដី\n\n———\n\n{IN_KHMER}"

    await correct(mony)
    await go_out(workshop, dara)

    assert dara.last.text == f"សេចក្ដីជូនដំណឹង\n\nសួស្ដី\n\n———\n\n{IN_NEW_KHMER}"
