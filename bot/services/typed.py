"""What organisers type about the agenda: minutes, times, titles, names; and ids made of them."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from bot.i18n.normalise import ascii_digits, has_khmer, has_latin, tidy
from storage.models import Session

LATEST = 240
"""Minutes: a delay beyond that is another agenda."""
TITLE_LENGTH = range(1, 121)
"""As in the event file."""
SLUG = 26  # of the 32 signs of an id; the rest tells apart what has the same name

_MINUTES = re.compile(r"([+-]?) ?(\d{1,4}) ?(?:m|min|mins|minutes?|នាទី)?\.?", re.IGNORECASE)
_DASHES = str.maketrans("–—−‑", "----")
_AFTERNOON = range(12, 24)
_PARTS = {
    "am": range(12),
    "a.m.": range(12),
    "ព្រឹក": range(12),
    "pm": _AFTERNOON,
    "p.m.": _AFTERNOON,
    "រសៀល": _AFTERNOON,
    "ល្ងាច": _AFTERNOON,
    "យប់": range(18, 30),
    "ថ្ងៃត្រង់": range(10, 22),
}
"""Which twelve hours a part of the day means; from 24 on they are those after midnight."""
_HALF = 12 * 60
_DAY_LENGTH = 24 * 60
_ONE_TO_TWELVE = range(60, _HALF)
_EVENING = 3 * 60
"""Minutes after the last session in which an hour can still be meant."""
_DAY = re.compile(r"(\d{1,2})/(\d{1,2}) ")
_TO = re.compile(r" ?(?:-|ដល់|\bto\b) ?")
_PART = "|".join(map(re.escape, _PARTS))
_TIME = re.compile(rf"(?:ម៉ោង ?)?(\d{{1,2}})[:.h](\d{{2}}) ?({_PART})?", re.IGNORECASE)


def minutes(text: str) -> int | None:
    """Read how many minutes late, or early below zero: `15`, `-10`, `១៥ នាទី`; None if neither."""
    found = _MINUTES.fullmatch(_plain(text))
    if found is None:
        return None
    number = int(found[2]) * (-1 if found[1] == "-" else 1)
    return number if number and abs(number) <= LATEST else None


def times(
    text: str, *, day: date, zone: ZoneInfo, sessions: Sequence[Session] = ()
) -> tuple[datetime, datetime | None] | None:
    """Read `10:45` or `10:45-12:00` as moments of a local day, aware UTC; None if it is neither.

    A day in front, like `4/7`, is that day of the same year. Hours go to 24; with AM, PM or a
    Khmer part of the day to 12. Where only the end names one, the start means the same unless it
    would come after the end. Without one, an hour before the day's `sessions` that is nearer to
    them twelve hours later is in the afternoon.
    """
    typed = _plain(text).casefold()
    if named := _DAY.match(typed):
        try:
            day = day.replace(month=int(named[2]), day=int(named[1]))
        except ValueError:
            return None
        typed = typed[named.end() :]
    found = [_TIME.fullmatch(part) for part in _TO.split(typed)]
    hours = _hours(sessions, day, zone)
    match found:
        case [re.Match() as one]:
            starts = [its for its in _meant(one, hours) if its < _DAY_LENGTH]
            return (_moment(starts[0], day, zone), None) if starts else None
        case [re.Match() as first, re.Match() as last]:
            read = _range(first, last, hours)
            return (_moment(read[0], day, zone), _moment(read[1], day, zone)) if read else None
        case _:
            return None


def title(text: str, *, khmer: bool) -> str | None:
    """Read a title or a name in one of the languages; None if it is not in that or too long."""
    tidied = tidy(text)
    in_letters = has_khmer(tidied) if khmer else has_latin(tidied) and not has_khmer(tidied)
    return tidied if in_letters and len(tidied) in TITLE_LENGTH else None


def new_id(name: str, number: int) -> str:
    """Make an id for what an organiser adds: of its English name, with a number's last digits.

    The same name and number give the same id: what is said twice is added once.
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:SLUG].strip("-") or "new"
    return f"{slug}-{number % 16**4:04x}"


def _plain(text: str) -> str:
    return ascii_digits(tidy(text)).translate(_DASHES)


def _hours(sessions: Sequence[Session], day: date, zone: ZoneInfo) -> tuple[int, int] | None:
    """Return from when to when sessions take place on a local day, in minutes; None: never."""
    its = [
        (each.starts_at.astimezone(zone), each.ends_at - each.starts_at)
        for each in sessions
        if not each.cancelled and each.starts_at.astimezone(zone).date() == day
    ]
    starts = [(start.hour * 60 + start.minute, length) for start, length in its]
    if not starts:
        return None
    last = max(start + length // timedelta(minutes=1) for start, length in starts)
    return min(start for start, _ in starts), last


def _range(
    first: re.Match[str], last: re.Match[str], hours: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the likeliest start and end, in minutes of the day, of which one is after the other.

    An end that names its part of the day speaks for the start too.
    """
    starts, ends = _meant(first, hours), _meant(last, hours)
    if not first[3] and last[3]:
        starts = [*_clock(first[1], first[2], last[3]), *starts]
    elif not last[3]:  # it may be in the afternoon though its hour, alone, would be in the morning
        latest = min(hours[1] + _EVENING, _DAY_LENGTH) if hours else 0
        ends += [its + _HALF for its in ends if its + _HALF <= latest]
    alike = (first[1], first[2], first[3]) == (last[1], last[2], last[3])
    pairs = [] if alike else [(start, end or _DAY_LENGTH) for start, end in product(starts, ends)]
    return next(((start, end) for start, end in pairs if start < end), None)


def _meant(its: re.Match[str], hours: tuple[int, int] | None) -> list[int]:
    """Return what a time may mean, in minutes of the day, the likeliest first."""
    read = _clock(its[1], its[2], its[3])
    if its[3] or not hours or not read or read[0] not in _ONE_TO_TWELVE:
        return read
    before, after = hours[0] - read[0], max(read[0] + _HALF - hours[1], 0)
    if before > 0 and after <= min(before, _EVENING):
        return [read[0] + _HALF, read[0]]
    return read


def _clock(hour: str, minute: str, part: str | None) -> list[int]:
    """Return a time in minutes of the day, or nothing where there is no such time."""
    hours, minutes_ = int(hour), int(minute)
    if part is not None:
        if hours not in range(1, 13):
            return []
        hours = next(its for its in _PARTS[part] if its % 12 == hours % 12) % 24
    its = hours * 60 + minutes_
    return [its] if minutes_ in range(60) and its <= _DAY_LENGTH else []


def _moment(its: int, day: date, zone: ZoneInfo) -> datetime:
    days, minute = divmod(its, _DAY_LENGTH)
    local = time(minute // 60, minute % 60)
    return datetime.combine(day + timedelta(days=days), local, zone).astimezone(UTC)
