"""What an event file may hold, as data: each key, its form and its bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Final

from storage.models import NO, YES, ItemKind, Scale, SessionKind, SessionRole, SpeakerKind

TITLE_LIMIT = 120
DESCRIPTION_LIMIT = 2000
INTRODUCTION_LIMIT = 1000
QUESTION_LIMIT = 300


class Form(Enum):
    """How a value is written."""

    ID = auto()
    TEXT = auto()
    WORDS = auto()
    """Both languages; the Khmer has Khmer letters."""
    NAME = auto()
    """Both languages, in any script: what is named may have no Khmer spelling."""
    PERSONAL_NAME = auto()
    """A name whose Khmer spelling may be missing altogether."""
    CHOICE = auto()
    WHOLE = auto()
    NUMBER = auto()
    FLAG = auto()
    DAY = auto()
    TIME = auto()
    TIMES = auto()
    """A list of times."""
    TABLE = auto()
    ROWS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One key: `limit` in characters, `low` and `high` inclusive, `fields` of a table or row."""

    form: Form
    required: bool = True
    limit: int = TITLE_LIMIT
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    fields: Mapping[str, "Field"] = field(default_factory=dict)


def _choice(names: type[StrEnum]) -> Field:
    return Field(Form.CHOICE, choices=tuple(names))


def _table(fields: Mapping[str, Field], *, required: bool = True) -> Field:
    return Field(Form.TABLE, required, fields=fields)


def _rows(fields: Mapping[str, Field], *, required: bool = False) -> Field:
    return Field(Form.ROWS, required, fields=fields)


_ID = Field(Form.ID)
_TEXT = Field(Form.TEXT)
_MAY_BE_TEXT = Field(Form.TEXT, required=False)
_TITLE = Field(Form.WORDS)
_MAY_BE_TITLE = Field(Form.WORDS, required=False)
_MAY_BE_NAME = Field(Form.NAME, required=False)
_DESCRIPTION = Field(Form.WORDS, limit=DESCRIPTION_LIMIT)
_MAY_BE_DESCRIPTION = Field(Form.WORDS, required=False, limit=DESCRIPTION_LIMIT)
_FLAG = Field(Form.FLAG, required=False)
_DAY = Field(Form.DAY)
_TIME = Field(Form.TIME)

_VENUE = {
    "name": _TITLE,
    "address": _TITLE,
    "latitude": Field(Form.NUMBER, low=-90, high=90),
    "longitude": Field(Form.NUMBER, low=-180, high=180),
}
_CONTACT = {"name": _MAY_BE_NAME, "phone": _MAY_BE_TEXT, "email": _MAY_BE_TEXT}
_ORGANISER = {"id": _ID, "name": Field(Form.NAME), "description": _DESCRIPTION}
_EVENT = {
    "id": _ID,
    "title": _TITLE,
    "topic": _TITLE,
    "note": _MAY_BE_DESCRIPTION,
    "first_day": _DAY,
    "last_day": _DAY,
    "time_zone": _TEXT,
    "capacity": Field(Form.WHOLE, required=False, low=1, high=1_000_000),
    "purge_on": _DAY,
    "venue": _table(_VENUE),
    "contact": _table(_CONTACT, required=False),
    "organisers": _rows(_ORGANISER),
}
_ROOM = {"id": _ID, "name": _TITLE}
_SPEAKER = {
    "id": _ID,
    "kind": _choice(SpeakerKind),
    "name": Field(Form.PERSONAL_NAME),
    "honorific": _MAY_BE_TITLE,
    "position": _MAY_BE_TITLE,
    "organisation": _MAY_BE_NAME,
    "biography": _MAY_BE_DESCRIPTION,
}
_ITEM = {
    "title": _TITLE,
    "minutes": Field(Form.WHOLE, required=False, low=1, high=1440),
    "qa": _FLAG,
}
_SESSION_SPEAKER = {"speaker": _TEXT, "role": _choice(SessionRole), "confirmed": _FLAG}
_SESSION = {
    "id": _ID,
    "kind": _choice(SessionKind),
    "title": _TITLE,
    "description": _MAY_BE_DESCRIPTION,
    "start": _TIME,
    "end": _TIME,
    "room": _MAY_BE_TEXT,
    "qa_open": _FLAG,
    "optional": _FLAG,
    "items": _rows(_ITEM),
    "speakers": _rows(_SESSION_SPEAKER),
}
_SURVEY_OPTION = {"id": _ID, "text": Field(Form.NAME)}
_SURVEY_ITEM = {
    "id": _ID,
    "kind": _choice(ItemKind),
    "question": Field(Form.WORDS, limit=QUESTION_LIMIT),
    "required": _FLAG,
    "scale": Field(Form.CHOICE, required=False, choices=tuple(Scale)),
    "options": _rows(_SURVEY_OPTION),
    "follow_up": Field(Form.WORDS, required=False, limit=QUESTION_LIMIT),
    "follow_up_on": Field(Form.CHOICE, required=False, choices=(YES, NO)),
    "compares_with": _MAY_BE_TEXT,
}
_SURVEY_SECTION = {"id": _ID, "title": _TITLE, "items": _rows(_SURVEY_ITEM, required=True)}
_SURVEY = {
    "title": _TITLE,
    "introduction": Field(Form.WORDS, limit=INTRODUCTION_LIMIT),
    "opens": _TEXT,
    "closes": _TIME,
    "nudges": Field(Form.TIMES, required=False),
    "feedback": _FLAG,
    "sections": _rows(_SURVEY_SECTION, required=True),
}

EVENT_FILE: Final[Mapping[str, Field]] = {
    "event": _table(_EVENT),
    "rooms": _rows(_ROOM),
    "speakers": _rows(_SPEAKER),
    "sessions": _rows(_SESSION, required=True),
    "survey": _table(_SURVEY, required=False),
}
