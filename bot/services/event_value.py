"""Hold one plain value against its field of the schema."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from bot.i18n.clusters import clusters
from bot.services.event_fault import ID_PATTERN, Found, Path, Problem, clipped
from bot.services.event_schema import Field, Form

_ZERO_WIDTH = "\u200b"
_AROUND = 10
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


def text(value: Any, field: Field, path: Path) -> Found | None:
    """Find what is wrong with a text; its length counts without the space around it."""
    if not isinstance(value, str):
        return Found(path, Problem.NOT_TEXT)
    if not value.replace(_ZERO_WIDTH, "").strip():
        return Found(path, Problem.EMPTY)
    if _ZERO_WIDTH in value:
        return Found(path, Problem.ZERO_WIDTH, {"near": _near_zero_width(value)})
    length = len(value.strip())
    if length > field.limit:
        return Found(path, Problem.TOO_LONG, {"length": length, "limit": field.limit})
    return None


def _near_zero_width(value: str) -> str:
    before, _, after = " ".join(value.split()).partition(_ZERO_WIDTH)
    after = after.replace(_ZERO_WIDTH, "")
    return "".join(clusters(before)[-_AROUND:] + clusters(after)[:_AROUND]).strip()


def _id(value: Any, _field: Field, path: Path) -> Found | None:
    if not isinstance(value, str):
        return Found(path, Problem.NOT_TEXT)
    return None if ID_PATTERN.fullmatch(value) else Found(path, Problem.BAD_ID)


def _choice(value: Any, field: Field, path: Path) -> Found | None:
    if not isinstance(value, str):
        return Found(path, Problem.NOT_TEXT)
    if value in field.choices:
        return None
    choices = ", ".join(field.choices)
    return Found(path, Problem.BAD_CHOICE, {"value": clipped(value), "choices": choices})


def _number(value: Any, field: Field, path: Path) -> Found | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Found(path, Problem.NOT_NUMBER)
    if field.low <= value <= field.high:
        return None
    return Found(path, Problem.OUT_OF_RANGE, {"low": field.low, "high": field.high})


def _whole(value: Any, field: Field, path: Path) -> Found | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return Found(path, Problem.NOT_WHOLE)
    return _number(value, field, path)


def _flag(value: Any, _field: Field, path: Path) -> Found | None:
    return None if isinstance(value, bool) else Found(path, Problem.NOT_FLAG)


def _day(value: Any, _field: Field, path: Path) -> Found | None:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return None if is_day and _of_our_time(value) else Found(path, Problem.NOT_DAY)


def _time(value: Any, _field: Field, path: Path) -> Found | None:
    is_local = isinstance(value, datetime) and value.tzinfo is None
    return None if is_local and _of_our_time(value) else Found(path, Problem.NOT_TIME)


def _times(value: Any, field: Field, path: Path) -> Found | None:
    if not isinstance(value, list):
        return Found(path, Problem.NOT_TIMES)
    faults = (_time(each, field, (*path, index)) for index, each in enumerate(value))
    return next((fault for fault in faults if fault), None)


def _of_our_time(day: date) -> bool:
    # A slip such as 0025-07-03 is a date too, and too early to be turned into UTC.
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


CHECKS: Final[Mapping[Form, Callable[[Any, Field, Path], Found | None]]] = {
    Form.ID: _id,
    Form.TEXT: text,
    Form.CHOICE: _choice,
    Form.WHOLE: _whole,
    Form.NUMBER: _number,
    Form.FLAG: _flag,
    Form.DAY: _day,
    Form.TIME: _time,
    Form.TIMES: _times,
}
