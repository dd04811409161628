"""What may be shown of answers to surveys: None stands wherever a number is withheld."""

from collections.abc import Mapping
from dataclasses import dataclass

from storage.models.surveys import SurveyItem, SurveySection, SurveyState


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many chose which value of an item.

    `unanswered`: how many passed it over. `base`: of how many shares are taken, all who answered
    the item, or the survey where that number is withheld. `mean` of a scale as a whole number,
    `tenths` the same ten times as fine.
    """

    cells: Mapping[str, int | None]
    unanswered: int | None
    base: int
    mean: int | None = None
    tenths: int | None = None

    def share(self, value: str) -> int | None:
        """Return a value's share in whole percent; None where it is not shown."""
        n = self.cells[value]
        if n is None:
            return None
        # Of nobody: where all passed an item over, everybody sees that no value was chosen.
        return (200 * n + self.base) // (2 * self.base) if self.base else 0

    @property
    def hidden(self) -> bool:
        """Say whether nothing of it is shown."""
        return all(n is None for n in self.cells.values())

    @property
    def whole(self) -> bool:
        """Say whether every number of it is shown."""
        return self.unanswered is not None and all(n is not None for n in self.cells.values())


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What came of one item.

    `respondents`: of how many who answered the survey; 0 where nothing can be shown yet. `texts`:
    how many may be read.
    """

    survey_id: str
    item: SurveyItem
    distribution: Distribution | None
    respondents: int
    texts: int = 0

    @property
    def has_numbers(self) -> bool:
        """Say whether any number of it is shown."""
        return self.distribution is not None and not self.distribution.hidden


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What came of a part of the survey."""

    section: SurveySection
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The same scale before and after; `change`: how many went up, stayed, went down, or None."""

    before: ItemResult
    after: ItemResult
    change: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class SessionRating:
    """How a session was rated, and how many comments on it may be read."""

    session_id: str
    result: ItemResult
    comments: int


@dataclass(frozen=True, slots=True)
class Results:
    """All that may be shown.

    `respondents`: None where fewer than five answers were let out. `complete`: no more will be.
    """

    state: SurveyState | None
    respondents: int | None
    sections: tuple[SectionResult, ...] = ()
    compared: tuple[Compared, ...] = ()
    ratings: tuple[SessionRating, ...] = ()
    complete: bool = False

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """Return what came of all items, in the survey's order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def any(self) -> bool:
        """Say whether there is anything to show."""
        return self.respondents is not None or bool(self.ratings)
