"""Read TOML and hold every value against the schema; what fails is dropped and reported."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final

from bot.services.event_fault import EventFileError, Found, Path, Problem
from bot.services.event_schema import EVENT_FILE, Field, Form
from bot.services.event_value import CHECKS, text
from storage.models import Fault

LARGEST = 1024 * 1024
# tomllib needs memory by the square of a dotted key's parts: a.a.a and on would end the process.
_MOST_DOTS = 500
_KHMER_LETTER = re.compile(r"[\u1780-\u17b3]")
_LINE = re.compile(r"^(?P<reason>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_LANGUAGES: Final = ("km", "en")


def document_of(data: bytes) -> dict[str, Any]:
    """Decode TOML from the bytes of a file.

    Raises: EventFileError with the one fault that kept the file from being read.
    """
    if len(data) > LARGEST:
        raise EventFileError([Fault("file", Problem.LARGE_FILE)])
    try:
        source = data.decode("utf-8-sig")  # Notepad opens its files with a byte order mark
        if any(line.count(".") > _MOST_DOTS for line in source.splitlines()):
            raise EventFileError([Fault("file", Problem.UNREADABLE_TOML)])
        return tomllib.loads(source)
    except UnicodeDecodeError:
        raise EventFileError([Fault("file", Problem.NOT_UTF8)]) from None
    except tomllib.TOMLDecodeError as error:
        raise EventFileError([_bad_toml(error, source)]) from None
    except (ValueError, RecursionError):  # a number of 5000 digits, brackets 1000 deep
        raise EventFileError([Fault("file", Problem.UNREADABLE_TOML)]) from None


def _bad_toml(error: tomllib.TOMLDecodeError, source: str) -> Fault:
    found = _LINE.match(str(error))
    reason = found["reason"] if found else str(error)
    line = int(found["line"]) if found and found["line"] else len(source.splitlines())
    return Fault("file", Problem.BAD_TOML, {"line": line, "reason": reason})


def sound_part(document: Mapping[str, Any]) -> tuple[dict[str, Any], list[Found]]:
    """Return what of the document fits the schema, and a fault for all that does not.

    Rows keep their index: an unsound one is left as far as it is sound.
    """
    found: list[Found] = []
    return _table(document, EVENT_FILE, (), found), found


def _table(
    table: Mapping[str, Any], fields: Mapping[str, Field], path: Path, found: list[Found]
) -> dict[str, Any]:
    sound: dict[str, Any] = {}
    for key, value in table.items():
        if key not in fields:
            found.append(_unknown(key, fields, (*path, key)))
            continue
        kept = _value(value, fields[key], (*path, key), found)
        if kept is not None:
            sound[key] = kept
    for key, field in fields.items():
        if field.required and key not in table:
            found.append(Found((*path, key), Problem.MISSING))
    return sound


def _unknown(key: str, fields: Mapping[str, Any], path: Path) -> Found:
    close = get_close_matches(key, fields, n=1)
    if close:
        return Found(path, Problem.CLOSE_KEY, {"suggestion": close[0]})
    return Found(path, Problem.UNKNOWN_KEY)


def _value(value: Any, field: Field, path: Path, found: list[Found]) -> Any:
    if field.form is Form.TABLE:
        if isinstance(value, dict):
            return _table(value, field.fields, path, found)
        found.append(Found(path, Problem.NOT_TABLE))
        return None
    if field.form is Form.ROWS:
        return _rows(value, field, path, found)
    if field.form in {Form.WORDS, Form.NAME, Form.PERSONAL_NAME}:
        return _words(value, field, path, found)
    fault = CHECKS[field.form](value, field, path)
    if fault:
        found.append(fault)
        return None
    return value.strip() if isinstance(value, str) else value


def _rows(value: Any, field: Field, path: Path, found: list[Found]) -> list[dict[str, Any]] | None:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        found.append(Found(path, Problem.NOT_ROWS))
        return None
    if field.required and not value:
        found.append(Found(path, Problem.EMPTY_LIST))
    return [_table(row, field.fields, (*path, index), found) for index, row in enumerate(value)]


def _words(value: Any, field: Field, path: Path, found: list[Found]) -> dict[str, str] | None:
    if not isinstance(value, dict):
        found.append(Found(path, Problem.NOT_WORDS))
        return None
    before = len(found)
    found.extend(
        _unknown(key, dict.fromkeys(_LANGUAGES), (*path, key))
        for key in value
        if key not in _LANGUAGES
    )
    for language in _LANGUAGES:
        if language not in value:
            if language == "en" or field.form is not Form.PERSONAL_NAME:
                found.append(Found((*path, language), Problem.MISSING_LANGUAGE))
            continue
        fault = _language(value[language], language, field, (*path, language))
        if fault:
            found.append(fault)
    if len(found) > before:
        return None
    return {language: words.strip() for language, words in value.items()}


def _language(value: Any, language: str, field: Field, path: Path) -> Found | None:
    fault = text(value, field, path)
    if fault and fault.problem is Problem.EMPTY:
        return Found(path, Problem.MISSING_LANGUAGE)
    if fault or language != "km" or field.form is not Form.WORDS or _KHMER_LETTER.search(value):
        return fault
    return Found(path, Problem.NO_KHMER)
