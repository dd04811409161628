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
from storage.models import ItemKind, Survey, SurveyItem

AT_ONCE = 2 * FEWEST
"""Numbers of fewer respondents than these are shown as soon as they can be."""


async def go_on(
    tx: Transaction, survey_id: str, survey: Survey | None, *, complete: bool, rng: Random
) -> None:
    """Let results show what came since their last step, item by item, where that is whole.

    `complete`: nothing more will come. Then they show of it whatever may be shown.
    """
    asked = items(survey_id, survey)
    if complete:
        await shown_answers.complete(tx, survey_id)
    its = await survey_counts.of(tx, survey_id)
    if its.respondents < FEWEST:
        return
    taken = list(last(its, asked)) if complete else await _step(tx, its, asked, rng)
    for item in asked if complete else taken:
        if item in taken and its.texts_since(item) >= FEWEST:
            await shown_answers.show_texts(tx, survey_id, item.id)
        else:
            await shown_answers.drop_texts(tx, survey_id, item.id)


def ready(its: SurveyCounts, asked: Iterable[SurveyItem]) -> Iterator[list[SurveyItem]]:
    """Give the items of which all that came since their last step may be shown.

    Those that are compared go together: their numbers are of the same people then.
    """
    together: dict[str, list[SurveyItem]] = {}
    first: dict[str, str] = {}
    for each in asked:
        first[each.id] = first.get(each.compares_with or "", each.id)
        together.setdefault(first[each.id], []).append(each)
    for those in together.values():
        if all(_is_whole(its, each) for each in those):
            yield those


def may_wait(its: SurveyCounts, those: Iterable[SurveyItem]) -> bool:
    """Say whether a step that is due need not be taken at once."""
    return its.respondents >= AT_ONCE or any(each.kind is ItemKind.TEXT for each in those)


def last(its: SurveyCounts, asked: Iterable[SurveyItem]) -> Iterator[SurveyItem]:
    """Give the items of which the texts that came since may be read when no more will come.

    After a yes or no only where it is shown how many of those who came since said so.
    """
    for each in asked:
        since = its.last_step(each)
        if each.kind is ItemKind.TEXT or (since and since.cells.get(each.follow_up_on) is not None):
            yield each


def moved(its: SurveyCounts, asked: Iterable[SurveyItem], item: SurveyItem) -> bool:
    """Say whether who moved to an item since its last step may be shown too."""
    before = next((each for each in asked if each.id == item.compares_with), None)
    return before is not None and its.moved_since(before, item) is not None


def _is_whole(its: SurveyCounts, item: SurveyItem) -> bool:
    since = its.since(item)
    return its.texts_since(item) >= FEWEST if since is None else since.whole


async def _step(
    tx: Transaction, its: SurveyCounts, asked: Sequence[SurveyItem], rng: Random
) -> list[SurveyItem]:
    """Take the steps that are due; return the items that took one."""
    taken: list[SurveyItem] = []
    for those in ready(its, asked):
        # A coin decides: that no step was taken must not say that one number was small still.
        if may_wait(its, those) and rng.random() < 0.5:  # noqa: PLR2004 -- heads or tails
            continue
        for item in those:
            await shown_answers.show(tx, its.survey_id, item.id, respondents=its.respondents)
            if moved(its, asked, item):
                await shown_answers.show_counted(tx, its.survey_id, change(item.id))
        taken += those
    return taken
