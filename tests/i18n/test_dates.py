import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import dates
from storage.models import Locale

KM, EN = Locale.KM, Locale.EN
ZONE = ZoneInfo("Asia/Phnom_Penh")
DAY = dt.date(2025, 7, 3)


def at(hour: int, minute: int = 0, *, day: dt.date = DAY) -> dt.datetime:
    """A local time in Phnom Penh, as aware UTC."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZONE).astimezone(dt.UTC)


def test_date() -> None:
    assert dates.date(DAY, KM) == "ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥"
    assert dates.date(DAY, EN) == "Thursday, 3 July 2025"
    assert dates.short_date(DAY, KM) == "ថ្ងៃទី៣ ខែកក្កដា"
    assert dates.short_date(DAY, EN) == "3 July"


def test_the_week_and_the_year_in_khmer() -> None:
    week = [dates.date(DAY + dt.timedelta(n), KM).split()[0] for n in range(7)]
    assert week == [
        "ថ្ងៃព្រហស្បតិ៍", "ថ្ងៃសុក្រ", "ថ្ងៃសៅរ៍", "ថ្ងៃអាទិត្យ", "ថ្ងៃច័ន្ទ", "ថ្ងៃអង្គារ", "ថ្ងៃពុធ",
    ]  # fmt: skip
    assert [dates.short_date(dt.date(2025, n, 1), KM).split()[1] for n in range(1, 13)] == [
        "ខែមករា", "ខែកុម្ភៈ", "ខែមីនា", "ខែមេសា", "ខែឧសភា", "ខែមិថុនា",
        "ខែកក្កដា", "ខែសីហា", "ខែកញ្ញា", "ខែតុលា", "ខែវិច្ឆិកា", "ខែធ្នូ",
    ]  # fmt: skip


def test_a_day_is_not_a_moment() -> None:
    with pytest.raises(TypeError, match="a moment where a day is wanted"):
        dates.date(at(8), KM)
    assert dates.local_day(at(1), ZONE) == DAY
    assert at(1).date() == dt.date(2025, 7, 2)


@pytest.mark.parametrize(
    ("hour", "minute", "km", "en"),
    [
        (0, 0, "ម៉ោង ១២:០០ ព្រឹក", "12:00 AM"),
        (8, 30, "ម៉ោង ៨:៣០ ព្រឹក", "8:30 AM"),
        (11, 59, "ម៉ោង ១១:៥៩ ព្រឹក", "11:59 AM"),
        (12, 0, "ម៉ោង ១២:០០ ថ្ងៃត្រង់", "12:00 PM"),
        (12, 1, "ម៉ោង ១២:០១ រសៀល", "12:01 PM"),
        (17, 59, "ម៉ោង ៥:៥៩ រសៀល", "5:59 PM"),
        (18, 0, "ម៉ោង ៦:០០ ល្ងាច", "6:00 PM"),
        (20, 59, "ម៉ោង ៨:៥៩ ល្ងាច", "8:59 PM"),
        (21, 0, "ម៉ោង ៩:០០ យប់", "9:00 PM"),
        (23, 59, "ម៉ោង ១១:៥៩ យប់", "11:59 PM"),
    ],
)
def test_time(hour: int, minute: int, km: str, en: str) -> None:
    moment = at(hour, minute)
    assert dates.time(moment, ZONE, KM) == km
    assert dates.time(moment, ZONE, EN) == dates.clock(moment, ZONE, EN) == en
    assert dates.clock(moment, ZONE, KM) == km.removeprefix("ម៉ោង ")


@pytest.mark.parametrize(
    ("start", "end", "km", "en"),
    [
        (at(8, 30), at(9), "ម៉ោង ៨:៣០-៩:០០ ព្រឹក", "8:30–9:00 AM"),
        (at(10, 45), at(12), "ម៉ោង ១០:៤៥ ព្រឹក - ១២:០០ ថ្ងៃត្រង់", "10:45 AM–12:00 PM"),
        (at(12), at(13), "ម៉ោង ១២:០០ ថ្ងៃត្រង់ - ១:០០ រសៀល", "12:00–1:00 PM"),
        (at(16), at(18, 30), "ម៉ោង ៤:០០ រសៀល - ៦:៣០ ល្ងាច", "4:00–6:30 PM"),
        (
            at(8),
            at(9, day=DAY + dt.timedelta(1)),
            "ម៉ោង ៨:០០ ព្រឹក - ៩:០០ ព្រឹក",
            "8:00 AM–9:00 AM",
        ),
    ],
)
def test_time_range(start: dt.datetime, end: dt.datetime, km: str, en: str) -> None:
    assert dates.time_range(start, end, ZONE, KM) == km
    assert dates.time_range(start, end, ZONE, EN) == en


def test_a_naive_moment_is_refused() -> None:
    naive = dt.datetime(2025, 7, 3, 8, 30)  # noqa: DTZ001 -- what must be refused
    with pytest.raises(ValueError, match="a naive moment: 2025-07-03 08:30:00"):
        dates.time(naive, ZONE, EN)


@pytest.mark.parametrize(
    ("minutes", "km", "en"),
    [
        (0, "០ នាទី", "0 min"),
        (30, "៣០ នាទី", "30 min"),
        (60, "១ ម៉ោង", "1 h"),
        (65, "១ ម៉ោង ៥ នាទី", "1 h 5 min"),
        (75, "១ ម៉ោង ១៥ នាទី", "1 h 15 min"),
        (480, "៨ ម៉ោង", "8 h"),
    ],
)
def test_duration(minutes: int, km: str, en: str) -> None:
    assert (dates.duration(minutes, KM), dates.duration(minutes, EN)) == (km, en)


def test_a_duration_is_not_below_zero() -> None:
    with pytest.raises(ValueError, match="a duration below zero: -1"):
        dates.duration(-1, EN)


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_nothing_odd_is_ever_written(moment: dt.datetime) -> None:
    zone = ZoneInfo("UTC")
    day = dates.local_day(moment, zone)
    khmer = f"{dates.date(day, KM)} {dates.time_range(moment, moment, zone, KM)}"
    english = f"{dates.date(day, EN)} {dates.time_range(moment, moment, zone, EN)}"
    assert [c for c in khmer + english if c in "\u200b\u00a0\u202f"] == []
    assert [c for c in khmer if c in "0123456789"] == []
    assert [c for c in english if "\u1780" <= c <= "\u17ff"] == []
