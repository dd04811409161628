"""What can be wrong in an event file, and how it is told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.i18n.clusters import clusters
from bot.i18n.marked import N_
from storage.models import Fault

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")

# Nothing stands deeper than survey.sections[1].items[1].options[1].text.km; the rest is unknown.
_DEEPEST = 9
_LONGEST_QUOTE = 40

Path = tuple[str | int, ...]


class Problem(StrEnum):
    """Every sentence that a fault can say: msgids, with {placeholders} for its values."""

    UNREADABLE_FILE = N_(
        "The file {name} cannot be read. Check that it exists and that you may open it."
    )
    LARGE_FILE = N_("The file is larger than 1 MiB. Shorten it.")
    NOT_UTF8 = N_("The file is not encoded in UTF-8. Save it again with the encoding UTF-8.")
    BAD_TOML = N_("Line {line} is not valid TOML ({reason}). Correct it.")
    UNREADABLE_TOML = N_(
        "The file holds a value that cannot be read. Follow the form of the built-in event file."
    )
    UNKNOWN_KEY = N_("There is no such key. Remove it.")
    CLOSE_KEY = N_("There is no such key. Did you mean {suggestion}?")
    MISSING = N_("This is missing. Add it.")
    MISSING_LANGUAGE = N_("The text in this language is missing. Write it.")
    EMPTY = N_("This is empty. Fill it in, or remove the key.")
    EMPTY_LIST = N_("There must be at least one entry. Add it.")
    NOT_TEXT = N_("This must be text. Write it in quotation marks.")
    NOT_WORDS = N_("This must be in both languages. Write it with km and en.")
    NOT_WHOLE = N_("This must be a whole number. Write it without quotation marks.")
    NOT_NUMBER = N_("This must be a number. Write it without quotation marks.")
    NOT_FLAG = N_("This must be true or false. Write it without quotation marks.")
    NOT_DAY = N_("This must be a day. Write it like 2025-07-03, without quotation marks.")
    NOT_TIME = N_(
        "This must be a local date and time. "
        "Write it like 2025-07-03 08:30:00, without quotation marks."
    )
    NOT_TIMES = N_(
        "This must be a list of local times. "
        "Write it like [2025-07-03 19:00:00], without quotation marks."
    )
    NOT_TABLE = N_("This must be a table of its own. Open it with a heading in square brackets.")
    NOT_ROWS = N_("This must be a list. Open each entry with a heading in double square brackets.")
    NO_KHMER = N_("The Khmer text has no Khmer letters. Write it in Khmer.")
    ZERO_WIDTH = N_("There is an invisible space (U+200B) in “{near}”. Remove it.")
    TOO_LONG = N_("This text has {length} characters. Shorten it to {limit} or fewer.")
    BAD_ID = N_("An id has 1 to 32 letters a-z, digits and hyphens, no hyphen first. Correct it.")
    TAKEN_ID = N_("The id {id} already belongs to {place}. Choose another.")
    BAD_CHOICE = N_("“{value}” is not possible here. Choose one of these: {choices}.")
    OUT_OF_RANGE = N_("This number is out of range. Write one from {low} to {high}.")
    NO_SPEAKER = N_("No speaker has the id “{id}”. Add the speaker or correct the id.")
    NO_ROOM = N_("No room has the id “{id}”. Add the room or correct the id.")
    TWICE = N_(
        "{speaker} already has the role {role} in this session. Remove one of the two entries."
    )
    BAD_ZONE = N_("There is no time zone “{zone}”. Write a name like Asia/Phnom_Penh.")
    DAYS_REVERSED = N_("The last day is before the first day. Correct one of the two.")
    EARLY_PURGE = N_(
        "Personal data would be deleted before the event is over. Choose a day after {last_day}."
    )
    OUT_OF_DAYS = N_(
        "This is outside the days of the event, {first_day} to {last_day}. Correct the time."
    )
    END_NOT_AFTER = N_("The session must end after it starts. Correct one of the two times.")
    OVERLAP = N_(
        "This session starts before {other} ends, in the same room or both without a room. "
        "Change a time or a room."
    )
    LONG_ITEMS = N_(
        "The items take {minutes} minutes, but the session has only {length}. Shorten an item."
    )
    NO_SESSION = N_("No session has the id “{id}”. Add the session or correct the id.")
    EARLY_CLOSE = N_(
        "The survey would close before the last session is over. Choose a time after {end}."
    )
    LATE_CLOSE = N_(
        "The survey would still be open when personal data is deleted. "
        "Choose a day before {purge_on}."
    )
    MANY_NUDGES = N_("There are {count} reminders. Keep {limit} or fewer.")
    EARLY_NUDGE = N_("This reminder comes before the survey opens. Choose a time after {start}.")
    LATE_NUDGE = N_("This reminder comes after the survey closes. Choose a time before {closes}.")
    NUDGES_REVERSED = N_("This reminder must come after the one before it. Correct the time.")
    MANY_ITEMS = N_("The survey has {count} questions. Keep {limit} or fewer.")
    NOT_OF_KIND = N_("A question of the kind {kind} has no {key}. Remove it or change the kind.")
    BAD_OPTIONS = N_("There are {count} options. Write {low} to {high} of them.")
    NO_ITEM = N_("No question has the id “{id}”. Correct the id.")
    LATE_ITEM = N_("The question {id} must come before this one. Move it, or name another.")
    NO_SCALE = N_("The question {id} is no scale and cannot be compared with. Name another.")
    OTHER_SCALE = N_("The question {id} has the scale {scale}. Give both the same scale.")


class EventFileError(Exception):
    """An event file cannot be used; `faults` has every reason, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


@dataclass(frozen=True, slots=True)
class Found:
    """A fault on its way: its place still a path of keys and indices."""

    path: Path
    problem: Problem
    values: Mapping[str, str | int] = field(default_factory=dict)


def clipped(text: str) -> str:
    """Return at most the first 40 clusters of what stands in the file, on one line."""
    return "".join(clusters(" ".join(text.split()))[:_LONGEST_QUOTE])


def place(path: Path, document: Mapping[str, Any]) -> str:
    """Write a path as an organiser reads it: `sessions[3] (panel).speakers[2].role`."""
    written = ""
    node: Any = document
    for part in path:
        node = _child(node, part)
        if isinstance(part, str):
            written += f".{clipped(part)}" if written else clipped(part)
            continue
        written += f"[{part + 1}]"
        name = node.get("id") if isinstance(node, dict) else None
        if isinstance(name, str) and ID_PATTERN.fullmatch(name):
            written += f" ({name})"
    return written


def in_file_order(found: Sequence[Found], document: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return the faults in the order of the file; what is missing leads its table."""
    ranks = {path: rank for rank, path in enumerate(_paths(document, ()))}

    def rank(one: Found) -> int:
        path = one.path
        while path not in ranks:
            path = path[:-1]
        return ranks[path]

    return tuple(
        Fault(place(one.path, document), one.problem, one.values) for one in sorted(found, key=rank)
    )


def _child(node: Any, part: str | int) -> Any:
    if isinstance(part, str):
        return node.get(part) if isinstance(node, dict) else None
    return node[part] if isinstance(node, list) else None


def _paths(node: Any, path: Path) -> Iterator[Path]:
    yield path
    if len(path) == _DEEPEST:
        return
    entries: Any = ()
    if isinstance(node, dict):
        entries = node.items()
    elif isinstance(node, list):
        entries = enumerate(node)
    for part, value in entries:
        yield from _paths(value, (*path, part))
