"""What organisers type about the agenda, in both kinds of digits and many forms."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import typed
from bot.services.event_fault import ID_PATTERN
from storage.models import Plan

DAY = date(2025, 7, 3)
ZONE = ZoneInfo("Asia/Phnom_Penh")
ONE_DAY = timedelta(days=1)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 7, 3, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15", 15),
        ("១៥", 15),
        ("+5", 5),
        ("-10", -10),
        ("−១០", -10),
        ("15 min", 15),
        ("១៥ នាទី", 15),
        (" 240. ", 240),
        ("241", None),
        ("0", None),
        ("-0", None),
        ("", None),
        ("late", None),
        ("15 16", None),
        ("1.5", None),
        ("9" * 30, None),
    ],
)
def test_minutes(text: str, minutes: int | None) -> None:
    assert typed.minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("10:45", (at(10, 45), None)),
        ("១០:៤៥", (at(10, 45), None)),
        ("0:00", (at(0), None)),
        ("10.45", (at(10, 45), None)),
        ("ម៉ោង ១:៣០ រសៀល", (at(13, 30), None)),
        ("12:00 ថ្ងៃត្រង់", (at(12), None)),
        ("12:30 AM", (at(0, 30), None)),
        ("10:45-12:00", (at(10, 45), at(12))),
        ("10:45 – 12:00", (at(10, 45), at(12))),
        ("10:45 ដល់ 12:00", (at(10, 45), at(12))),
        ("10:45 to 12:00 PM", (at(10, 45), at(12))),
        ("1:30-2:45 pm", (at(13, 30), at(14, 45))),
        ("9:00 ព្រឹក - 1:00 រសៀល", (at(9), at(13))),
        ("3/7 10:45", (at(10, 45), None)),
        ("៤/៧ 10:45-12:00", (at(10, 45) + ONE_DAY, at(12) + ONE_DAY)),
        ("31/6 10:45", None),
        ("4/13 10:45", None),
        ("4/7", None),
        ("10:45 a.m.", (at(10, 45), None)),
        ("1:30 p.m. - 2:45 P.M.", (at(13, 30), at(14, 45))),
        ("1:30 យប់", (at(1, 30), None)),
        ("8:30 យប់", (at(20, 30), None)),
        ("12:00 យប់", (at(0), None)),
        ("11:30 ថ្ងៃត្រង់", (at(11, 30), None)),
        ("1:00 ថ្ងៃត្រង់", (at(13), None)),
        ("22:00-24:00", (at(22), at(0) + ONE_DAY)),
        ("22:00-0:00", (at(22), at(0) + ONE_DAY)),
        ("24:00-24:30", None),
        ("12:00-10:45", None),
        ("10:45-10:45", None),
        ("24:00", None),
        ("13:00 pm", None),
        ("10:60", None),
        ("10", None),
        ("10:45-", None),
        ("10:45-11:00-12:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times(text: str, times: tuple[datetime, datetime | None] | None) -> None:
    assert typed.times(text, day=DAY, zone=ZONE) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2:00", (at(14), None)),
        ("៥:០០", (at(17), None)),
        ("9:00", (at(9), None)),
        ("5:00 AM", (at(5), None)),
        ("5:00 ព្រឹក", (at(5), None)),
        ("7:15", (at(7, 15), None)),  # nearer to the morning's begin
        ("6:00", (at(18), None)),
        ("0:30", (at(0, 30), None)),
        ("1:30-2:45", (at(13, 30), at(14, 45))),
        ("11:00-1:00", (at(11), at(13))),
        ("1:30 PM - 2:45", (at(13, 30), at(14, 45))),
        ("10:45-12:00", (at(10, 45), at(12))),
        ("7:15-8:30", (at(7, 15), at(8, 30))),
        ("5:00-12:00", (at(5), at(12))),
        ("5:00-5:00", None),
        ("12:00-10:45", None),
        ("4/7 2:00", (at(2) + ONE_DAY, None)),  # nothing takes place on that day
    ],
)
def test_without_its_part_a_time_is_one_of_the_working_day(
    built_in: Plan, text: str, times: tuple[datetime, datetime | None] | None
) -> None:
    assert typed.times(text, day=DAY, zone=ZONE, sessions=built_in.sessions) == times


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_not(text: str) -> None:
    read = typed.times(text, day=DAY, zone=ZONE)
    minutes = typed.minutes(text)

    assert read is None or read[1] is None or read[0] < read[1]
    assert minutes is None or 0 < abs(minutes) <= typed.LATEST


@pytest.mark.parametrize(
    ("text", "khmer", "title"),
    [
        ("  វគ្គ   ថ្មី ", True, "វគ្គ ថ្មី"),
        ("វគ្គ ODC", True, "វគ្គ ODC"),
        ("Session", True, None),
        (" New   session ", False, "New session"),
        ("វគ្គ Session", False, None),
        ("2025", False, None),
        ("a" * 120, False, "a" * 120),
        ("a" * 121, False, None),
        ("", True, None),
    ],
)
def test_titles(text: str, khmer: bool, title: str | None) -> None:
    assert typed.title(text, khmer=khmer) == title


@given(st.text(max_size=60), st.integers(0, 2**40))
def test_an_id_is_one_of_an_event_file_and_the_same_again(name: str, number: int) -> None:
    made = typed.new_id(name, number)

    assert ID_PATTERN.fullmatch(made)
    assert made == typed.new_id(name, number)


def test_the_same_name_another_time_is_another_id() -> None:
    ids = [typed.new_id("Room 2 — the big one", number) for number in (17, 18)]

    assert ids == ["room-2-the-big-one-0011", "room-2-the-big-one-0012"]
