import struct
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.views import ticket as views
from storage.models import Agenda, Locale, Participant

MARGIN = 4 * 2
LONGEST_USERNAME = "w" * 29 + "bot"


def modules(png: bytes) -> int:
    """How many modules a side of a QR code has, margins left out."""
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png[12:16] == b"IHDR"
    assert width == height
    count, rest = divmod(width, views.PIXELS_A_MODULE)
    assert rest == 0
    return int(count) - MARGIN


@pytest.mark.parametrize("username", ["workshop_demo_bot", LONGEST_USERNAME])
def test_the_code_has_few_modules(agenda: Agenda, dara: Participant, username: str) -> None:
    file = views.ticket(agenda, dara, bot_username=username)

    assert modules(file.content) <= 33


def test_the_caption_says_what_the_code_is(agenda: Agenda, dara: Participant) -> None:
    khmer, english = (
        views.ticket(agenda, replace(dara, name="Dara <3", locale=locale), bot_username="a_bot")
        for locale in Locale
    )

    assert (khmer.name, english.name) == ("K7M2PX.png", "K7M2PX.png")
    assert khmer.content == english.content
    assert khmer.caption == (
        "<b>សំបុត្រចូលរួមរបស់អ្នក៖ K7M2PX</b>\n"
        "Dara &lt;3\n"
        "ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥\n"
        "សូមបង្ហាញរូបភាពនេះ ឬអានកូដនៅតុចុះវត្តមាន។"
    )
    assert english.caption == (
        "<b>Your ticket: K7M2PX</b>\n"
        "Dara &lt;3\n"
        "Thursday, 3 July 2025\n"
        "Show this picture or read out the code at the check-in desk."
    )


def test_another_ticket_is_another_picture(agenda: Agenda, dara: Participant) -> None:
    one, other = (
        views.ticket(agenda, replace(dara, ticket_code=code), bot_username="a_bot").content
        for code in ("K7M2PX", "K7M2PY")
    )

    assert one != other


def test_the_venue_is_a_place_on_the_map(agenda: Agenda) -> None:
    khmer, english = (views.venue(agenda, locale) for locale in Locale)

    assert (khmer.title, khmer.address) == (
        "សណ្ឋាគារកាំបូឌីយ៉ាណា (Hotel Cambodiana)",
        "លេខ ៣១៣ មាត់ទន្លេព្រះស៊ីសុវត្ថិ (Sisowath Quay) រាជធានីភ្នំពេញ",
    )
    assert (english.title, english.address) == (
        "Hotel Cambodiana",
        "313 Sisowath Quay (Preah Sisowath Quay), Phnom Penh",
    )
    assert (khmer.latitude, khmer.longitude) == (english.latitude, english.longitude)
    assert (khmer.latitude, khmer.longitude) == (11.5635, 104.9353)


@pytest.mark.parametrize("locale", Locale)
def test_the_calendar_file_is_named_after_the_event(
    agenda: Agenda, written: Callable[[str, Locale], dict[str, str]], locale: Locale
) -> None:
    file = views.calendar_file(agenda, locale)

    assert file.name == "digital-government-2025.ics"
    assert file.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert {"the calendar file": str(file.caption)} == written("calendar", locale)
