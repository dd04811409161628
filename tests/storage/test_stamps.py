"""Moments as text: the same moment back, and text that sorts as time."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.stamps import moment, moment_or_none, stamp, stamp_or_none

# A day from either end of the calendar: any zone's local time still has a UTC.
aware = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 -- hypothesis adds the zone
    timezones=st.one_of(
        st.timezones(),
        st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    ),
    allow_imaginary=False,
)


@given(aware)
def test_a_moment_comes_back_to_the_second(when: datetime) -> None:
    assert moment(stamp(when)) == when.astimezone(UTC).replace(microsecond=0)
    assert moment(stamp(when)).tzinfo == UTC


@given(aware)
def test_every_stamp_has_one_form(when: datetime) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp(when), re.ASCII)


@given(aware, aware)
def test_text_sorts_as_time(one: datetime, other: datetime) -> None:
    first, second = sorted([one, other])
    assert stamp(first) <= stamp(second)


@given(aware)
def test_a_stamp_written_again_is_the_same(when: datetime) -> None:
    assert stamp(moment(stamp(when))) == stamp(when)


def test_local_time_becomes_utc() -> None:
    local = datetime(2025, 7, 3, 8, 20, 59, 999999, tzinfo=ZoneInfo("Asia/Phnom_Penh"))
    assert stamp(local) == "2025-07-03T01:20:59Z"
    assert moment("2025-07-03T01:20:59Z") == datetime(2025, 7, 3, 1, 20, 59, tzinfo=UTC)


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a naive datetime has no place in the database$"):
        stamp(datetime(2025, 7, 3))  # noqa: DTZ001 -- this is what is refused


def test_nothing_stays_nothing() -> None:
    when = datetime(2025, 7, 3, tzinfo=UTC)
    assert (stamp_or_none(None), moment_or_none(None)) == (None, None)
    assert stamp_or_none(when) == "2025-07-03T00:00:00Z"
    assert moment_or_none("2025-07-03T00:00:00Z") == when
