"""What an organiser types for an announcement: taken as it is, or refused with a reason."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.services import announcement_texts as texts
from bot.services.errors import DoesNotFit
from storage.models import (
    Announcement,
    AnnouncementStatus,
    Audience,
    MediaKind,
    Plan,
    Priority,
)

ZONE = ZoneInfo("Asia/Phnom_Penh")
NOW = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)


def announcement(text: str, media: MediaKind | None = None) -> Announcement:
    return Announcement(
        id=1,
        author_id=1,
        status=AnnouncementStatus.DRAFT,
        text_km=text,
        text_en=None,
        khmer_only=True,
        media_kind=media,
        file_id=media and "file",
        audience=Audience(),
        priority=Priority.NORMAL,
        due_at=None,
        revision=0,
        correction_km=None,
        correction_en=None,
        confirmed_at=None,
    )


@pytest.mark.parametrize("text", ["អាហារ  ថ្ងៃត្រង់\n\n\nLunch 👩\u200d💻", "សួស្\u200bដី"])
def test_a_text_stays_as_it_was_typed(text: str) -> None:
    assert texts.khmer(f" \n{text}\n ") == text


def test_half_a_character_is_left_out() -> None:
    assert texts.english("a\ud800b") == "ab"


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "Lunch", "១២", "12:00"])
def test_what_is_no_khmer_text_is_refused(text: str) -> None:
    with pytest.raises(DoesNotFit):
        texts.khmer(text)


@pytest.mark.parametrize("text", ["", "\u200b", "សួស្ដី", "12:00", "😀"])
def test_what_is_no_english_text_is_refused(text: str) -> None:
    with pytest.raises(DoesNotFit):
        texts.english(text)


@pytest.mark.parametrize(
    ("length", "media", "fits"),
    [
        (3500, None, True),
        (3501, None, False),
        (900, MediaKind.PHOTO, True),
        (901, MediaKind.PHOTO, False),
        (901, MediaKind.DOCUMENT, False),
    ],
)
def test_how_long_a_text_may_be(length: int, media: MediaKind | None, *, fits: bool) -> None:
    its = announcement("ក" * length, media)
    if fits:
        texts.check_length(its)
    else:
        with pytest.raises(DoesNotFit) as refused:
            texts.check_length(its)
        assert refused.value.values["n"] == length


@pytest.mark.parametrize(
    ("typed", "day", "hour", "minute"),
    [
        ("8:30", 3, 8, 30),
        ("១៤:០៥", 3, 14, 5),
        ("2:05 PM", 3, 14, 5),
        ("4/7 7:00", 4, 7, 0),
        ("៤/៧ ៧:០០", 4, 7, 0),
        ("4.7 7:00", 4, 7, 0),
    ],
)
def test_a_time_is_read_in_the_event_s_zone(typed: str, day: int, hour: int, minute: int) -> None:
    expected = datetime(2025, 7, day, hour, minute, tzinfo=ZONE)

    assert texts.moment(typed, zone=ZONE, now=NOW) == expected


def test_a_time_to_send_is_one_of_the_working_day(built_in: Plan) -> None:
    read = texts.moment("2:00", zone=ZONE, now=NOW, sessions=built_in.sessions)

    assert read == datetime(2025, 7, 3, 14, tzinfo=ZONE)


@pytest.mark.parametrize(
    "typed", ["", "noon", "25:00", "14:60", "9:00-10:00", "31/6 9:00", "8:20", "8:00", "2/7 9:00"]
)
def test_what_is_no_time_to_come_is_refused(typed: str) -> None:
    with pytest.raises(DoesNotFit):
        texts.moment(typed, zone=ZONE, now=NOW)
