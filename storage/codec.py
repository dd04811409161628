"""Rows of `storage.models` as JSON text and back: for what is kept whole, such as a version."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from storage.stamps import moment, stamp

Kind = TypeVar("Kind")

_TAG = "is"
_READERS: Mapping[Any, Callable[[str], object]] = {
    datetime: moment,
    date: date.fromisoformat,
    ZoneInfo: ZoneInfo,
}


def encode(value: object) -> str:
    """Return a value as JSON: dataclasses, tuples, moments (whole seconds), days, zones, enums."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[Kind], text: str) -> Kind:
    """Return the value of this kind that `encode` wrote.

    Raises: ValueError, KeyError or TypeError for what is no such value.
    """
    value: Kind = _read(kind, json.loads(text))
    return value


def _plain(value: object) -> Any:
    match value:
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case ZoneInfo():
            return value.key
        case tuple():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
            return {_TAG: type(value).__name__, **plain}
        case _:
            return value


def _read(kind: Any, plain: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _one_of(arguments, plain)
    if origin is tuple:
        return tuple(_read(arguments[0], each) for each in plain)
    if is_dataclass(kind):
        return _row(kind, plain)
    return _READERS[kind](plain) if kind in _READERS else _named(kind, plain)


def _named(kind: type, plain: Any) -> Any:
    return kind(plain) if issubclass(kind, StrEnum) else plain


def _row(kind: Any, plain: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], each) for name, each in plain.items() if name != _TAG})


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    """Read a value that may be missing, or that is one of several dataclasses."""
    if plain is None and NoneType in kinds:
        return None
    kinds = tuple(kind for kind in kinds if kind is not NoneType)
    if len(kinds) == 1:
        return _read(kinds[0], plain)
    return _read({kind.__name__: kind for kind in kinds}[plain[_TAG]], plain)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
