"""Days, times and durations as people read them; the only place where UTC becomes local."""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

import babel

from bot.i18n.numbers import digits, number, without_odd_spaces
from storage.models import Locale

_NOON = 12
# Until which hour and minute, not included. CLDR's own Khmer periods have no midnight.
_PERIODS = (
    ((_NOON, 0), "ព្រឹក"),
    ((_NOON, 1), "ថ្ងៃត្រង់"),
    ((18, 0), "រសៀល"),
    ((21, 0), "ល្ងាច"),
    ((24, 0), "យប់"),
)


def local_day(moment: dt.datetime, zone: ZoneInfo) -> dt.date:
    """Return the day that a moment falls on in a time zone.

    Raises: ValueError for a naive moment.
    """
    return _local(moment, zone).date()


def date(day: dt.date, locale: Locale) -> str:
    """Write a day in full: Thursday, 3 July 2025.

    Raises: TypeError for a moment, whose day depends on the time zone (see `local_day`).
    """
    weekday, month = _names(day, locale)
    if locale is Locale.KM:
        return digits(f"ថ្ងៃ{weekday} ទី{day.day} ខែ{month} ឆ្នាំ{day.year}", locale)
    return f"{weekday}, {day.day} {month} {day.year}"


def short_date(day: dt.date, locale: Locale) -> str:
    """Write a day of the event without its weekday and year: 3 July.

    Raises: TypeError for a moment.
    """
    _, month = _names(day, locale)
    if locale is Locale.KM:
        return digits(f"ថ្ងៃទី{day.day} ខែ{month}", locale)
    return f"{day.day} {month}"


def time(moment: dt.datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write the time of a moment for a sentence: ម៉ោង ៨:៣០ ព្រឹក or 8:30 AM.

    Raises: ValueError for a naive moment.
    """
    written = clock(moment, zone, locale)
    return f"ម៉ោង {written}" if locale is Locale.KM else written


def moment(moment: dt.datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write day and time of a moment: 3 July 2025, 8:30 AM.

    Raises: ValueError for a naive moment.
    """
    day = local_day(moment, zone)
    when = time(moment, zone, locale)
    if locale is Locale.KM:
        return f"{short_date(day, locale)} ឆ្នាំ{digits(str(day.year), locale)} {when}"
    return f"{short_date(day, locale)} {day.year}, {when}"


def clock(moment: dt.datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write the time of a moment for a button or a list: ៨:៣០ ព្រឹក or 8:30 AM.

    Raises: ValueError for a naive moment.
    """
    local = _local(moment, zone)
    return f"{_hands(local, locale)} {_period(local, locale)}"


def time_range(start: dt.datetime, end: dt.datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write from when to when, naming the part of the day once where both share it.

    ម៉ោង ៨:៣០-៩:០០ ព្រឹក, ម៉ោង ១០:៤៥ ព្រឹក - ១២:០០ ថ្ងៃត្រង់; 8:30–9:00 AM, 10:45 AM–12:00 PM.
    Raises: ValueError for a naive moment.
    """
    first, last = _local(start, zone), _local(end, zone)
    begins, begins_in = _hands(first, locale), _period(first, locale)
    ends, ends_in = _hands(last, locale), _period(last, locale)
    shared = begins_in == ends_in and first.date() == last.date()
    if locale is Locale.KM:
        if shared:
            return f"ម៉ោង {begins}-{ends} {ends_in}"
        return f"ម៉ោង {begins} {begins_in} - {ends} {ends_in}"
    return f"{begins}–{ends} {ends_in}" if shared else f"{begins} {begins_in}–{ends} {ends_in}"


def duration(minutes: int, locale: Locale) -> str:
    """Write how long something takes: ១ ម៉ោង ១៥ នាទី or 1 h 15 min.

    Raises: ValueError below zero.
    """
    if minutes < 0:
        raise ValueError(f"a duration below zero: {minutes}")
    hours, rest = divmod(minutes, 60)
    hour, minute = ("ម៉ោង", "នាទី") if locale is Locale.KM else ("h", "min")
    parts = [f"{number(hours, locale)} {hour}"] if hours else []
    if rest or not hours:
        parts.append(f"{number(rest, locale)} {minute}")
    return " ".join(parts)


def day_period(hour: int, minute: int) -> str:
    """Return the Khmer word for the part of the day at a local time; `hour` is 0 to 23."""
    return next(name for before, name in _PERIODS if (hour, minute) < before)


def _local(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return a moment in a time zone; a naive one would be read in the machine's own zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a naive moment: {moment}")
    return moment.astimezone(zone)


def _hands(local: dt.datetime, locale: Locale) -> str:
    """Write hours (1 to 12) and minutes."""
    return digits(f"{local.hour % _NOON or _NOON}:{local.minute:02d}", locale)


def _period(local: dt.datetime, locale: Locale) -> str:
    """Name the half or the part of the day."""
    if locale is Locale.KM:
        return day_period(local.hour, local.minute)
    return "AM" if local.hour < _NOON else "PM"


def _names(day: dt.date, locale: Locale) -> tuple[str, str]:
    """Return the names of a day's weekday and month."""
    if isinstance(day, dt.datetime):
        raise TypeError(f"a moment where a day is wanted: {day}")
    weekdays, months = _calendar(locale)
    return weekdays[day.weekday()], months[day.month]


@cache
def _calendar(locale: Locale) -> tuple[dict[int, str], dict[int, str]]:
    """Read the names of weekdays (0 is Monday) and months (1 is January).

    Source: CLDR, days and months, format, wide.
    """
    data = babel.Locale(locale.value)
    weekdays, months = data.days["format"]["wide"], data.months["format"]["wide"]
    return (
        {n: without_odd_spaces(weekdays[n]) for n in range(7)},
        {n: without_odd_spaces(months[n]) for n in range(1, 13)},
    )
