"""The buttons of what became of the questions, and of their export."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import Callback


class Sheet(StrEnum):
    """A form of the export."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class OpenSummaries(Callback):
    """Show how the questions of each session went; pages count from 0."""

    CODE = "mod.sum"
    page: int


@dataclass(frozen=True, slots=True)
class ExportQuestions(Callback):
    """Send all questions as a file."""

    CODE = "mod.exp"
    sheet: Sheet
