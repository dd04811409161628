"""What is counted of a survey: what its results show, and what came since they changed last."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.services import survey_cells
from bot.services.survey_cells import CHANGES
from bot.services.survey_ids import change
from storage import responses, shown_answers
from storage.database import Query
from storage.models import Distribution, ItemResult, ResponseCounts, SurveyItem

MOST = 3 / 4
"""Where so many of all are shown already, with every number, none is withheld for the others."""
_NONE = ResponseCounts(counts={}, answered=0, texts=0)


@dataclass(frozen=True, slots=True)
class SurveyCounts:
    """The answers to a survey that were let out, in two heaps.

    `shown`: those that the results count whatever comes later, `at` of how many people these are,
    by item. `more`: those that came since. `complete`: nothing more will come.
    """

    survey_id: str
    respondents: int
    shown: Mapping[str, ResponseCounts]
    at: Mapping[str, int]
    more: Mapping[str, ResponseCounts]
    complete: bool

    def before(self, item: SurveyItem) -> Distribution | None:
        """Distribute what is shown of an item whatever comes later; None for nothing."""
        n = self.at.get(item.id, 0)
        its = self.shown.get(item.id, _NONE)
        return survey_cells.of_item(item, its, respondents=n) if n else None

    def since(self, item: SurveyItem, *, before: Distribution | None = None) -> Distribution | None:
        """Distribute what came since, added to `before`; None for free text."""
        n = self.respondents - self.at.get(item.id, 0)
        its = self.more.get(item.id, _NONE)
        return survey_cells.of_item(item, its, respondents=n, before=before)

    def last_step(self, item: SurveyItem) -> Distribution | None:
        """Distribute what is added when no more will come; None where nothing is, or free text.

        Few who came last, of whom one number is small, would only take away from what is shown.
        """
        since, n = self.since(item), self.at.get(item.id, 0)
        if since is None or since.whole or not n:
            return since
        return None if since.hidden or n >= MOST * self.respondents else since

    def result(self, item: SurveyItem) -> ItemResult:
        """Say what of an item is shown now: of what came since, nothing until all has come."""
        its, n = self.before(item), self.at.get(item.id, 0)
        if self.complete and self.last_step(item) is not None:
            its, n = self.since(item, before=its), self.respondents
        if its is None and item.values:
            its = Distribution(dict.fromkeys(item.values), None, base=0)
        return ItemResult(self.survey_id, item, its, n, self.texts(item))

    def texts(self, item: SurveyItem) -> int:
        """Count what can be read of what was written about an item."""
        return self.shown.get(item.id, _NONE).texts

    def texts_since(self, item: SurveyItem) -> int:
        """Count what was written about an item since its last step."""
        return self.more.get(item.id, _NONE).texts

    def moved(self, before: SurveyItem, after: SurveyItem) -> Mapping[str, int] | None:
        """Count who of those shown went up, stayed and went down; None where it is not shown."""
        counts = self.shown.get(change(after.id), _NONE).counts
        if {self.at.get(before.id, 0), self.at.get(after.id, 0)} != {sum(counts.values())}:
            return None
        return {name: counts.get(name, 0) for name in CHANGES}

    def moved_since(self, before: SurveyItem, after: SurveyItem) -> Mapping[str, int] | None:
        """Count who of those who came since went up, stayed and went down; None likewise."""
        was, now = self.since(before), self.since(after)
        if was is None or now is None:
            return None
        counts = self.more.get(change(after.id), _NONE).counts
        n = self.respondents - self.at.get(after.id, 0)
        return survey_cells.change(counts, was, now, respondents=n)


async def of(db: Query, survey_id: str) -> SurveyCounts:
    """Count the answers to a survey that were let out."""
    return SurveyCounts(
        survey_id,
        await responses.let_out(db, survey_id),
        shown=await shown_answers.counts(db, survey_id, shown=True),
        at=await shown_answers.respondents(db, survey_id),
        more=await shown_answers.counts(db, survey_id, shown=False),
        complete=survey_id in await shown_answers.completed(db),
    )
