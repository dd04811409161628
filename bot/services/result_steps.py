"""The steps in which results change: each adds a table that may be shown by itself.

So looks at different times tell no more than each by itself, as
docs/decisions/0021-what-results-may-show.md says.
"""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from bot.services import survey_counts
from bot.services.survey_counts import SurveyCounts
from bot.services.survey_ids import change, items
from bot.services.withholding import FEWEST
from storage import shown_answers
from storage.database import Transaction
from storage.models import ItemResult, Survey, SurveyItem

AT_ONCE = 2 * FEWEST
"""Of fewer respondents than these a step is taken as soon as it can be."""


async def go_on(
    tx: Transaction, survey_id: str, survey: Survey | None, *, complete: bool, rng: Random
) -> None:
    """Let results show what came since their last step, item by item, where that is whole.

    `complete`: nothing more will come. Then they show of it whatever may be shown.
    """
    asked = items(survey_id, survey)
    if complete:
        await shown_answers.complete(tx, survey_id)
    else:
        await _step(tx, survey_id, asked, rng)
    its = await survey_counts.of(tx, survey_id)
    for item in asked if its.respondents >= FEWEST else ():
        ids = await shown_answers.waiting_texts(tx, survey_id, item.id)
        n = _readable(its.result(item), waiting=len(ids), complete=complete)
        await shown_answers.show_texts(tx, survey_id, item.id, rng.sample(ids, n))


def ready(its: SurveyCounts, asked: Iterable[SurveyItem]) -> Iterator[list[SurveyItem]]:
    """Give the items of which all that came since their last step may be shown.

    Those that are compared go together: their numbers are of the same people then.
    """
    together: dict[str, list[SurveyItem]] = {}
    for each in asked:
        together.setdefault(each.compares_with or each.id, []).append(each)
    for those in together.values():
        since = [its.since(each) for each in those]
        if all(each is not None and each.whole for each in since):
            yield those


def moved(its: SurveyCounts, asked: Iterable[SurveyItem], item: SurveyItem) -> bool:
    """Say whether who moved to an item since its last step may be shown too."""
    before = next((each for each in asked if each.id == item.compares_with), None)
    return before is not None and its.moved_since(before, item) is not None


async def _step(tx: Transaction, survey_id: str, asked: Sequence[SurveyItem], rng: Random) -> None:
    its = await survey_counts.of(tx, survey_id)
    for those in ready(its, asked):
        # A coin decides: that no step was taken must not say that one number was small still.
        if its.respondents >= AT_ONCE and rng.random() < 0.5:  # noqa: PLR2004 -- heads or tails
            continue
        for item in those:
            await shown_answers.show(tx, survey_id, item.id, respondents=its.respondents)
            if moved(its, asked, item):
                await shown_answers.show_counted(tx, survey_id, change(item.id))


def _readable(result: ItemResult, *, waiting: int, complete: bool) -> int:
    """Return how many more texts may be read: five at least, and five stay behind.

    Of those who wrote after a yes or no no more than are shown to have said it: else their number
    would tell of the one that is withheld.
    """
    keep = 0 if complete or not result.texts else FEWEST
    if result.distribution is not None:
        said = result.distribution.cells.get(result.item.follow_up_on) or 0
        waiting = min(waiting, said - result.texts)
    return waiting - keep if waiting - keep >= FEWEST else 0
