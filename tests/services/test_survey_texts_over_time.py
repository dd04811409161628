"""What was written, over time: how many texts can be read tells of nobody either.

As in test_survey_cells_over_time.py, courses of events that look alike are laid side by side.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import product

import pytest

from bot.services import result_steps
from bot.services.survey_counts import SurveyCounts
from storage.models import NO, YES, ItemKind, ResponseCounts, SurveyItem, Text
from tests.services.test_survey_cells import Numbers, looks

START = SurveyCounts("workshop", 0, shown={}, at={}, more={}, complete=False)
TEXT = SurveyItem("q", ItemKind.TEXT, Text("", ""))
PLAN = SurveyItem("q", ItemKind.YES_NO, Text("", ""), required=True, follow_up=Text("", ""))


def answers(item: SurveyItem, people: int) -> Iterator[tuple[ResponseCounts, Numbers]]:
    """Give every way in which so many answer, and the numbers that shall not be found out."""
    for wrote in range(people + 1):
        if item is TEXT:
            yield ResponseCounts({}, wrote, wrote), (wrote,)
            continue
        for yes in range(wrote, people + 1):
            said = {YES: yes, NO: people - yes}
            yield ResponseCounts(said, people, wrote), (yes, people - yes)


def heap(one: ResponseCounts | None, other: ResponseCounts) -> ResponseCounts:
    if one is None:
        return other
    said = {value: one.counts.get(value, 0) + n for value, n in other.counts.items()}
    return ResponseCounts(said, one.answered + other.answered, one.texts + other.texts)


def come(
    its: SurveyCounts, item: SurveyItem, more: ResponseCounts, people: int
) -> Iterator[SurveyCounts]:
    """Let out what some more people answered, and give what may follow: a step, or none."""
    new = heap(its.more.get(item.id), more)
    its = replace(its, respondents=its.respondents + people, more={item.id: new})
    ready = list(result_steps.ready(its, [item]))
    if not ready or result_steps.may_wait(its, [item]):
        yield its
    if ready:
        shown = heap(its.shown.get(item.id), replace(new, texts=new.texts if new.texts > 4 else 0))
        yield replace(its, shown={item.id: shown}, at={item.id: its.respondents}, more={})


def close(its: SurveyCounts, item: SurveyItem) -> SurveyCounts:
    """Let no more come."""
    its = replace(its, complete=True)
    new = its.texts_since(item)
    if new < 5 or item not in result_steps.last(its, [item]):
        return its
    shown = its.shown.get(item.id, ResponseCounts({}, 0, 0))
    return replace(its, shown={item.id: replace(shown, texts=shown.texts + new)})


def look(its: SurveyCounts, item: SurveyItem) -> Hashable:
    """Return all that is shown of an item."""
    result = its.result(item)
    numbers = looks(result.distribution) if result.distribution else None
    return its.respondents, result.texts, numbers


def check(item: SurveyItem, groups: Sequence[int]) -> None:
    alike = defaultdict(set)
    for course in product(*(list(answers(item, people)) for people in groups)):
        ways: list[tuple[SurveyCounts, tuple[Hashable, ...]]] = [(START, ())]
        for people, (more, _numbers) in zip(groups, course, strict=True):
            ways = [
                (then, (*seen, look(then, item)))
                for was, seen in ways
                for then in come(was, item, more, people)
            ]
        numbers = tuple(number for _more, number in course)
        for then, seen in ways:
            alike[(*seen, look(close(then, item), item))].add(numbers)
    stretches = [(a, b) for b in range(len(groups) + 1) for a in range(b)]
    for ways_seen in alike.values():
        for (start, end), place in product(stretches, range(len(next(iter(ways_seen))[0]))):
            possible = {sum(each[place] for each in way[start:end]) for way in ways_seen}
            assert len(possible) > 1 or min(possible) in {0, *range(5, 99)}, (start, ways_seen)


@pytest.mark.parametrize("groups", [(5, 5, 5), (5, 5, 5, 5), (9, 5, 6), (12, 5)])
def test_how_many_can_be_read_tells_not_how_few_wrote(groups: Numbers) -> None:
    check(TEXT, groups)


@pytest.mark.parametrize("groups", [(5, 6), (12, 5), (5, 5, 5)])
def test_nor_how_few_said_what_they_wrote_about(groups: Numbers) -> None:
    check(PLAN, groups)
