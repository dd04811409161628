"""The buttons of what came of the survey: its parts, what was written, pictures and files.

Parts and items are named by `short` of their ids: a survey's id holds what a button cannot carry.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import Callback


class Part(StrEnum):
    """What has pictures beside the survey's own sections."""

    COMPARED = "compared"
    RATINGS = "ratings"


class Made(StrEnum):
    """How everything is written out."""

    WORKBOOK = "xlsx"
    TABLES = "zip"


@dataclass(frozen=True, slots=True)
class OpenResults(Callback):
    """Show how the survey stands, and the way to its parts."""

    CODE = "res"


@dataclass(frozen=True, slots=True)
class CloseSurvey(Callback):
    """Close the survey before its time: 0 asks whether one is sure, 1 does it."""

    CODE = "res.close"
    sure: int


@dataclass(frozen=True, slots=True)
class OpenSection(Callback):
    """Show a page of a section's items; pages count from 0."""

    CODE = "res.sec"
    section: str
    page: int


@dataclass(frozen=True, slots=True)
class OpenTexts(Callback):
    """Show a page of what was written about an item, or about a session; pages count from 0."""

    CODE = "res.txt"
    survey: str
    item: str
    page: int


@dataclass(frozen=True, slots=True)
class OpenCompared(Callback):
    """Show a page of what was asked about before and after; pages count from 0."""

    CODE = "res.cmp"
    page: int


@dataclass(frozen=True, slots=True)
class OpenRatings(Callback):
    """Show a page of how the sessions were rated; pages count from 0."""

    CODE = "res.rate"
    page: int


@dataclass(frozen=True, slots=True)
class OpenCharts(Callback):
    """Offer the pictures."""

    CODE = "res.charts"


@dataclass(frozen=True, slots=True)
class DrawCharts(Callback):
    """Send the pictures of a section, or of a `Part`."""

    CODE = "res.draw"
    part: str


@dataclass(frozen=True, slots=True)
class OpenExport(Callback):
    """Offer the files."""

    CODE = "res.files"


@dataclass(frozen=True, slots=True)
class ExportAll(Callback):
    """Send everything that may be shown as one file."""

    CODE = "res.all"
    made: Made
