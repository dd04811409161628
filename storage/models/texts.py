"""Words for everything: the languages, and a text in each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Locale(StrEnum):
    """A language people read here."""

    KM = "km"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language people read here."""

    km: str
    en: str

    def in_(self, locale: Locale) -> str:
        """Return the text in one language."""
        return self.km if locale is Locale.KM else self.en


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct: where (`sessions[3] (panel).title.km`, counted from 1) and what.

    `problem` is a msgid (`bot.services.event_fault.Problem`); `values` fills its placeholders.
    """

    place: str
    problem: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.place}: {self.problem.format_map(self.values)}"
