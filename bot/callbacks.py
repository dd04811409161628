"""What a button carries: a code and ids, never text; 64 bytes at most.

Every kind of button is a small frozen class. `encode` makes the data, `decode` reads it back and
refuses everything else, since anyone can send any data under a button's name.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import ClassVar, Self, get_type_hints

from bot import digest
from storage.models import Locale

LIMIT = 64
"""Bytes. Source: Bot API, InlineKeyboardButton.callback_data."""

NUMBERS = range(-(2**63), 2**63)
"""Those that the database can compare an id with."""


def short(*ids: str) -> str:
    """Return eight signs that stand for ids too long for a button, among the few of a screen."""
    return digest.short(":".join(ids))


class BadButton(Exception):
    """The data was not made by a button of this version."""


class Place(StrEnum):
    """A screen that a button opens without saying anything else."""

    HOME = "home"
    AGENDA = "agenda"
    NOW = "now"
    ASK = "ask"
    QUESTIONS = "questions"
    HELP = "help"
    ABOUT = "about"
    LANGUAGE = "language"
    PRIVACY = "privacy"
    MY_DATA = "mydata"
    SETTINGS = "settings"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Callback:
    """A kind of button; its fields are strings, whole numbers or StrEnums."""

    CODE: ClassVar[str]

    def encode(self) -> str:
        """Return the data. Raises: ValueError when it would not fit or not come back."""
        carried = [getattr(self, field.name) for field in fields(self)]
        values = [str(value) for value in carried]
        data = ":".join([self.CODE, *values])
        fits = len(data.encode()) <= LIMIT and not any(":" in value for value in values)
        if not fits or any(isinstance(value, int) and value not in NUMBERS for value in carried):
            raise ValueError(f"{type(self).__name__} does not fit into a button")
        return data

    @classmethod
    @cache
    def _kinds(cls) -> tuple[type, ...]:
        """Return what the fields are: finding out takes longer than decoding."""
        hints = get_type_hints(cls)
        return tuple(hints[field.name] for field in fields(cls))

    @classmethod
    def decode(cls, data: str | None) -> Self:
        """Read the data back. Raises: BadButton for data that `encode` did not make."""
        code, *values = (data or "").split(":")
        kinds = cls._kinds()
        if code != cls.CODE or len(values) != len(kinds):
            raise BadButton
        try:
            button = cls(*(kind(value) for kind, value in zip(kinds, values, strict=True)))
            same = button.encode() == data
        except ValueError as error:
            raise BadButton from error
        if not same:
            raise BadButton
        return button

    @classmethod
    def pattern(cls) -> str:
        """Return the regular expression that recognises this kind of button."""
        return rf"^{cls.CODE}(:|$)"


@dataclass(frozen=True, slots=True)
class Open(Callback):
    """Open a screen."""

    CODE = "open"
    place: Place


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Callback):
    """Read the bot in this language, then go on to the deep link that led here, if any."""

    CODE = "lang"
    locale: Locale
    payload: str


@dataclass(frozen=True, slots=True)
class OpenDay(Callback):
    """Show a page of a day of the agenda; days and pages count from 0."""

    CODE = "day"
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenSession(Callback):
    """Show a session's card."""

    CODE = "ses"
    session_id: str


@dataclass(frozen=True, slots=True)
class Star(Callback):
    """Star a session, or take the star away: what the label said, not whatever is the opposite."""

    CODE = "star"
    session_id: str
    on: int


@dataclass(frozen=True, slots=True)
class DeleteMyData(Callback):
    """Delete everything about me; asked first, done with `sure`."""

    CODE = "del"
    sure: int
