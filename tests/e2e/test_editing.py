"""Changing the agenda from a phone: gathered, previewed, published; two organisers at once."""

import pytest

from bot.callbacks import short
from simulator.person import Person
from storage.models import SessionRole
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.organisers import organiser, publish, session
from tests.e2e.said import Said
from tests.e2e.said_changes import BUTTONS, PANEL
from tests.e2e.said_editing import (
    CHANGES,
    LABELS,
    NOT_KHMER,
    NOT_LATIN,
    NOT_TIME,
    OVERLAP,
)

DFAT = short("dfat", SessionRole.PANELIST)


@pytest.fixture
async def sokha(workshop: Workshop, says: Said) -> Person:
    """An organiser, at 10:20."""
    workshop.at(10, 20)
    return await organiser(workshop, "Sokha", says.code)


async def test_a_session_is_moved_to_a_typed_time(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    code, panel = says.code, PANEL[says.code]
    await sokha.tap_data("ed:0")
    await sokha.tap({"km": "១០:៤៥ ព្រឹក", "en": "10:45 AM"}[code], sokha.last)
    await sokha.tap(LABELS[code]["time"])
    assert panel in sokha.last.text

    await sokha.send("later")
    assert sokha.last.text.startswith(NOT_TIME[code])
    await sokha.send("11:00")  # until 12:15, into lunch: which has no room of its own
    assert CHANGES[code][1] in sokha.last.text
    assert sokha.last.labels[-3:-1] == [BUTTONS[code]["preview"], BUTTONS[code]["discard"]]
    await sokha.tap(LABELS[code]["time"])
    await sokha.send("១១:០០-១២:០០")
    await publish(sokha, code)

    row = await session(workshop, "panel")
    assert (row["starts_at"], row["ends_at"], row["sequence"]) == (
        "2025-07-03T04:00:00Z",
        "2025-07-03T05:00:00Z",
        1,
    )


async def test_what_does_not_fit_is_said_and_nothing_is_lost(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    await sokha.tap_data("ed.write:group-work:time")

    await sokha.send("15:00-15:30")
    assert OVERLAP[says.code] in sokha.last.text
    await sokha.send("13:15")
    await sokha.tap_data("ed.see")

    rows = await workshop.db.all("SELECT revision FROM agenda_draft")
    assert [row["revision"] for row in rows] == [1]


async def test_titles_are_asked_in_both_languages(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    code = says.code
    await sokha.tap_data("ed.write:panel:title")
    await sokha.send("Panel")
    assert sokha.last.text.startswith(NOT_KHMER[code])
    await sokha.send("  វេទិកា  ថ្មី ")
    await sokha.send("វេទិកា")
    assert sokha.last.text.startswith(NOT_LATIN[code])
    await sokha.send("/now")  # commands stay usable; what is waited for is asked again
    await sokha.expect(2)
    await sokha.send("New panel")
    await publish(sokha, code)

    row = await session(workshop, "panel")
    assert (row["title_km"], row["title_en"]) == ("វេទិកា ថ្មី", "New panel")


async def test_one_language_of_a_title_is_kept(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    code = says.code
    await sokha.tap_data("ed.write:panel:title")
    await sokha.tap(LABELS[code]["keep"])
    await sokha.send("New panel")
    await publish(sokha, code)

    row = await session(workshop, "panel")
    assert (row["title_km"], row["title_en"]) == (PANEL["km"], "New panel")


async def test_a_room_is_new_then_chosen_then_none(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    code = says.code
    await sokha.tap_data("ed.rooms:panel:0")
    await sokha.tap(LABELS[code]["new room"])
    await sokha.send("បន្ទប់ ២")
    await sokha.send("Room 2")
    assert {"km": "បន្ទប់ ២", "en": "Room 2"}[code] in sokha.last.text
    await sokha.tap_data("ed.rooms:lunch-break:0")
    await sokha.tap({"km": "បន្ទប់ ២", "en": "Room 2"}[code])
    await sokha.tap_data("ed.rooms:closing:0")
    await sokha.tap(LABELS[code]["no room"])
    await publish(sokha, code)

    rows = [await session(workshop, each) for each in ("panel", "lunch-break", "closing")]
    rooms = [str(row["room_id"])[:7] for row in rows]
    assert rooms == ["room-2-", "room-2-", "None"]


async def test_speakers_are_confirmed_replaced_added_and_removed(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    code = says.code
    await sokha.tap_data("ed.who:panel")
    await sokha.tap_data(f"ed.part:panel:{DFAT}", sokha.last)
    await sokha.tap(LABELS[code]["confirm"])
    await sokha.tap_data(f"ed.part:panel:{short('cadt', SessionRole.PANELIST)}")
    await sokha.tap(LABELS[code]["replace"])
    await sokha.tap(LABELS[code]["somebody"])
    await sokha.send("ដារា")
    assert sokha.last.text.startswith(NOT_LATIN[code])
    await sokha.send("Chan Dara")
    await sokha.send("ចាន់ ដារ៉ា")
    await sokha.tap_data("ed.role:panel")
    await sokha.tap(LABELS[code]["moderator"])
    await sokha.tap_data(f"ed.pk:panel:moderator:{short('ccc')}")
    await sokha.tap_data(f"ed.part:panel:{short('thy-try', SessionRole.PANELIST)}")
    await sokha.tap(LABELS[code]["remove"])
    await publish(sokha, code)

    rows = await workshop.db.all(
        "SELECT speaker.name_km, speaker.name_en, session_speaker.role, confirmed"
        " FROM session_speaker JOIN speaker ON speaker.id = speaker_id"
        " WHERE session_id = 'panel' ORDER BY session_speaker.position"
    )
    assert [tuple(row)[1:] for row in rows] == [
        ("Pheap Bunleng", "facilitator", 0),
        ("Thong Sopymakara", "panelist", 1),
        ("Chan Dara", "panelist", 1),
        ("Representative from Development Partner – DFAT", "panelist", 1),
        ("CCC", "moderator", 1),
    ]
    assert rows[2]["name_km"] == "ចាន់ ដារ៉ា"


async def test_a_cancelled_session_is_restored_in_the_draft(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    code = says.code
    await sokha.tap_data("ed.ses:closing")
    await sokha.tap(LABELS[code]["cancel"])
    assert sokha.last.labels[0] == LABELS[code]["restore"]
    await sokha.tap(LABELS[code]["restore"])
    await sokha.tap_data("ed.see")

    assert BUTTONS[code]["publish"] not in sokha.last.labels
    await sokha.tap(BUTTONS[code]["take back"])
    await sokha.tap(BUTTONS[code]["publish"])
    await sokha.send("/agenda")

    row = await session(workshop, "closing")
    assert row["status"] == "cancelled"
    assert sokha.last.text.split("\n\n")[4].endswith(LABELS[code]["cancelled"])


async def test_a_session_is_added(workshop: Workshop, sokha: Person, says: Said) -> None:
    code = says.code
    await sokha.tap_data("ed:0")
    await sokha.tap(LABELS[code]["add"])
    await sokha.send("រូបថតរួម")
    await sokha.send("Group photo")
    await sokha.send("16:30")
    assert sokha.last.text.startswith(NOT_TIME[code])
    await sokha.send("16:30-16:45")
    await publish(sokha, code)

    rows = await workshop.db.all(
        "SELECT title_km, title_en, kind FROM session WHERE kind = 'other'"
    )
    assert [tuple(row) for row in rows] == [("រូបថតរួម", "Group photo", "other")]


async def test_what_is_asked_outlives_a_restart(open_workshop: Opens, says: Said) -> None:
    async with open_workshop() as workshop:
        sokha = await organiser(workshop, "Sokha", says.code)
        await sokha.tap_data("ed.write:panel:title")
        await sokha.send("វេទិកាថ្មី")
    async with open_workshop() as workshop:
        phone = await workshop.newcomer("Sokha", id=sokha.id)
        await phone.send("New panel")
        await publish(phone, says.code)

        row = await session(workshop, "panel")
        assert (row["title_km"], row["title_en"]) == ("វេទិកាថ្មី", "New panel")


async def test_leaving_a_question_gives_it_up(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    await sokha.tap_data("ed.write:panel:time")
    await sokha.tap(LABELS[says.code]["back"])
    await sokha.send("11:00")

    assert sokha.last.text == says.not_found.format("11:00")
    assert await workshop.db.all("SELECT * FROM agenda_draft") == []
