"""An announcement: written, previewed, sent once to whom it is for, and followed."""

from collections.abc import AsyncIterator

import pytest

from simulator.person import Person
from storage.models import Role
from tests.e2e.announcing import (
    ENGLISH,
    IN_ENGLISH,
    IN_KHMER,
    KHMER,
    go_out,
    member,
    organiser,
    preview,
    since,
    still,
    write,
)
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.plays import double_tap


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


async def test_everybody_gets_it_in_their_language_as_it_was_previewed(
    workshop: Workshop, mony: Person
) -> None:
    dara, anna = await member(workshop, "Dara", "km"), await member(workshop, "Anna")
    before = dara.last, anna.last

    await write(mony)
    written = mony.last
    await preview(mony)
    previewed = since(mony, written)
    await mony.tap("Send to 3 people")
    await go_out(workshop, dara, anna, mony)

    assert previewed[:2] == [IN_KHMER, IN_ENGLISH]
    assert "3 people: 1 in Khmer, 2 in English" in previewed[2]
    assert [since(dara, before[0]), since(anna, before[1])] == [[IN_KHMER], [IN_ENGLISH]]
    assert mony.changed.text == "Announcement\nIt is through.\n\n▰▰▰▰▰▰▰▰▰▰ 3 of 3\n\nSent: 3"
    assert mony.changed.buttons == [["The announcement"]]


async def test_the_draft_is_shown_whole_with_all_that_can_be_changed(mony: Person) -> None:
    await write(mony)

    assert mony.last.text == (
        "Your announcement: nothing has been sent yet.\n\n"
        f"Khmer:\n{KHMER}\n\nEnglish:\n{ENGLISH}\n\n"
        "To: Everyone registered\n1 person: 0 in Khmer, 1 in English\n"
        "Urgency: normal\nGoes out: as soon as it is confirmed"
    )
    assert mony.last.buttons == [
        ["Khmer text", "English text"],
        ["Who gets it", "Add a photo or file"],
        ["Make it urgent", "When"],
        ["Preview"],
        ["Discard", "Announcements"],
    ]


async def test_a_double_tap_sends_it_once(workshop: Workshop, mony: Person) -> None:
    dara = await member(workshop, "Dara", "km")
    await write(mony)
    await preview(mony)

    await double_tap(workshop.simulator, mony, "Send to 2 people")
    await go_out(workshop, dara, mony)

    assert [message.text for message in dara.chat].count(IN_KHMER) == 1
    assert [message.text for message in mony.chat].count(IN_ENGLISH) == 2  # one is the preview
    rows = await workshop.db.all("SELECT status FROM delivery")
    assert [row["status"] for row in rows] == ["sent", "sent"]


async def test_an_old_preview_sends_nothing_else(workshop: Workshop, mony: Person) -> None:
    await write(mony)
    await preview(mony)
    old = mony.last
    await mony.tap("Back", old)
    await mony.tap("English text", mony.changed)
    await mony.send("Something else.")

    await mony.tap_data("an.send:1:1", old)

    assert "You changed it after that preview. Please look at it once more." in mony.changed.text
    assert await workshop.db.all("SELECT * FROM delivery") == []


async def test_wrong_texts_are_answered_and_nothing_is_lost(mony: Person) -> None:
    await mony.send("/announce")
    await mony.send("English first")
    no_khmer = mony.last.text
    await mony.act("sticker")
    no_text = mony.last.text
    await mony.send(KHMER)
    await mony.send("១២៣")
    no_latin = mony.last
    await mony.send(ENGLISH)

    assert no_khmer.startswith("This text has no Khmer letters.")
    assert no_text.startswith("There is no text in that.")
    assert no_latin.text.startswith("This text has no Latin letters.")
    assert no_latin.buttons == [["Khmer only"], ["Back"]]
    assert KHMER in mony.last.text
    assert ENGLISH in mony.last.text


async def test_khmer_only_is_said_to_english_readers(workshop: Workshop, mony: Person) -> None:
    await mony.send("/announce")
    await mony.send(KHMER)
    await mony.tap("Khmer only")
    await preview(mony)
    await mony.tap("Send to 1 person")
    await go_out(workshop, mony)

    assert mony.last.text == (
        "Announcement\n\nThis one is in Khmer only. Please ask at the registration desk if you need"
        f" help.\n\n{KHMER}"
    )


async def test_a_photo_goes_along(workshop: Workshop, mony: Person) -> None:
    dara = await member(workshop, "Dara", "km")
    await mony.send("/announce")
    await mony.send_photo(caption=KHMER)
    await mony.send(ENGLISH)
    assert "With it: a photo" in mony.last.text
    await mony.tap("Remove the file")
    assert "With it" not in mony.changed.text
    await mony.tap("Add a photo or file")
    await mony.send("not a photo")
    assert mony.last.text.startswith("I need a photo or a document here.")
    await mony.send_document(b"%PDF-1.7", file_name="map.pdf", mime_type="application/pdf")

    await preview(mony)
    await mony.tap("Send to 2 people")
    await go_out(workshop, dara)

    assert dara.last.text == IN_KHMER
    assert dara.last.document is not None


async def test_a_photo_before_its_text_is_kept(mony: Person) -> None:
    await mony.send("/announce")
    await mony.send_photo()
    asked = mony.last.text
    await mony.send_photo(caption="English first")
    refused = mony.last.text
    await mony.send(KHMER)
    await mony.send_photo()
    asked_again = mony.last
    await mony.send(ENGLISH)

    assert asked == "The file is kept and goes along. Now please send the text in Khmer."
    assert refused.startswith("This text has no Khmer letters.")
    assert (
        asked_again.text == "The file is kept and goes along. Now please send the text in English."
    )
    assert asked_again.buttons == [["Khmer only"], ["Back"]]
    assert "With it: a photo" in mony.last.text


async def test_a_text_too_long_for_a_photo_is_refused_at_once(mony: Person) -> None:
    await write(mony, KHMER + "ក" * 900)
    await mony.tap("Add a photo or file")
    await mony.send_photo()

    assert mony.last.text.startswith("With a photo or document a text may have 900 characters")
    await mony.tap("Back")
    assert "With it" not in mony.changed.text


async def test_only_the_chosen_people_get_it(workshop: Workshop, mony: Person) -> None:
    dara, anna = await member(workshop, "Dara", "km"), await member(workshop, "Anna")
    await write(mony)
    await mony.tap("Who gets it")
    await mony.tap("By language")
    await mony.tap("ភាសាខ្មែរ")
    assert "To: Readers of ភាសាខ្មែរ\n1 person: 1 in Khmer, 0 in English" in mony.changed.text
    await preview(mony)
    await mony.tap("Send to 1 person")
    await go_out(workshop, dara, anna)

    assert [dara.last.text == IN_KHMER, anna.last.text == IN_ENGLISH] == [True, False]


async def test_an_audience_of_nobody_cannot_be_sent_to(mony: Person) -> None:
    await write(mony)
    await mony.tap("Who gets it")
    await mony.tap("The waiting list")

    await preview(mony, "Nobody would get it. Please choose other people.")


async def test_two_organisers_do_not_get_in_each_other_s_way(
    workshop: Workshop, mony: Person
) -> None:
    thida = await organiser(workshop, "Thida")
    await write(mony)
    await write(thida, "សួស្ដី", "Hello")
    await mony.tap_data("an.drop:2:1")  # the other one's
    assert mony.last.text.startswith("That button belongs to an earlier message.")
    await preview(thida)
    await thida.tap("Send to 2 people")
    await preview(mony)
    await mony.tap("Send to 2 people")
    await go_out(workshop, mony, thida)

    assert thida.last.text == f"Announcement\n\nHello\n\n———\n\n{IN_ENGLISH}"  # in one message
    rows = await workshop.db.all("SELECT text_en, status FROM announcement ORDER BY text_en")
    assert [tuple(row) for row in rows] == [("Hello", "sent"), (ENGLISH, "sent")]


async def test_a_draft_outlives_a_restart_and_is_offered_again(open_workshop: Opens) -> None:
    async with open_workshop() as workshop:
        mony = await organiser(workshop)
        await mony.send("/announce")
        await mony.send(KHMER)
        person = mony.id
    async with open_workshop() as workshop:
        mony = await workshop.newcomer("Mony", id=person)
        await mony.send(ENGLISH)
        assert ENGLISH in mony.last.text
        await mony.send("/announce")
        assert mony.last.buttons == [
            ["Go on with it"],
            ["Write another instead"],
            ["Announcements"],
        ]
        await mony.tap("Go on with it")
        assert KHMER in mony.changed.text


async def test_an_attendee_cannot_announce(workshop: Workshop, mony: Person) -> None:
    dara = await workshop.reader("Dara")
    await write(mony)
    await workshop.promote(mony, Role.ATTENDEE)

    await dara.send("/announce")
    await mony.tap_data("an.see:1")

    refusal = "That is only for the people who run the workshop."
    assert [dara.last.text, mony.last.text] == [refusal, refusal]
