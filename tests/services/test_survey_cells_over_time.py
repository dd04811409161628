"""Looks at the results of a survey that goes on: nobody who writes them all down knows more.

Each way in which people may have answered, one group after another, is drawn up, and those whose
results look alike at every moment are laid side by side.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest

from bot.services import result_steps, survey_results
from bot.services.survey_cells import CHANGES
from bot.services.survey_counts import SurveyCounts
from storage.models import ItemKind, ResponseCounts, Scale, SurveyItem, SurveyOption, Text
from tests.services.test_survey_cells import Numbers, looks, spread

NOTHING = ResponseCounts({}, 0, 0)
START = SurveyCounts("workshop", 0, shown={}, at={}, more={}, complete=False)

Answers = dict[str, ResponseCounts]
Heap = tuple[Answers, Numbers]
"""What a group of people answered, and the numbers that nobody must find out if they are small."""


def choice(*values: str, required: bool) -> SurveyItem:
    """Return an item of which one value is chosen."""
    options = tuple(SurveyOption(value, Text("", "")) for value in values)
    return SurveyItem("q", ItemKind.CHOICE, Text("", ""), required=required, options=options)


def single(item: SurveyItem, people: int) -> Iterator[Heap]:
    """Give every way in which so many people answer an item of one value each."""
    places = len(item.values) + (not item.required)
    for numbers in spread(people, places):
        yield {item.id: counts(item.values, numbers)}, numbers


def several(item: SurveyItem, people: int) -> Iterator[Heap]:
    """Give every way in which so many people answer an item of several values each."""
    for passed in range(people + 1):
        answered = people - passed
        for numbers in product(range(answered + 1), repeat=len(item.values)):
            if sum(numbers) >= answered:
                said = replace(counts(item.values, numbers), answered=answered)
                yield {item.id: said}, (*numbers, *(answered - n for n in numbers), passed)


def compared(people: int) -> Iterator[Heap]:
    """Give every way in which so many people knew little or much, before and after."""
    for stayed, rose, fell, knew in spread(people, 4):
        moves = (rose, stayed + knew, fell)
        before, after = (stayed + rose, fell + knew), (stayed + fell, rose + knew)
        heap = {
            "before": counts("14", before),
            "after": counts("14", after),
            "change:after": counts(CHANGES, moves),
        }
        yield heap, (*before, *after, *moves)


def counts(values: Iterable[str], numbers: Iterable[int]) -> ResponseCounts:
    """Count one value each."""
    chosen = dict(zip(values, numbers, strict=False))
    return ResponseCounts(chosen, sum(chosen.values()), 0)


def heaped(one: Mapping[str, ResponseCounts], other: Answers) -> Answers:
    """Lay two heaps together."""
    heap = dict(one)
    for key, its in other.items():
        was = heap.get(key, NOTHING)
        total = {value: n + was.counts.get(value, 0) for value, n in its.counts.items()}
        heap[key] = ResponseCounts(total, was.answered + its.answered, 0)
    return heap


def come(
    its: SurveyCounts, items: Sequence[SurveyItem], more: Answers, people: int
) -> Iterator[SurveyCounts]:
    """Let out what some more people answered, and give what may follow: a step, or none."""
    its = replace(its, respondents=its.respondents + people, more=heaped(its.more, more))
    ready = list(result_steps.ready(its, items))
    if its.respondents >= result_steps.AT_ONCE or not ready:
        yield its
    for those in ready:
        shows = result_steps.moved(its, items, those[-1])
        left = {
            key: each for key, each in its.more.items() if key.startswith("change:") and not shows
        }
        shown = {key: each for key, each in its.more.items() if key not in left}
        at = dict.fromkeys((each.id for each in those), its.respondents)
        yield replace(its, shown=heaped(its.shown, shown), at=at, more=left)


def look(its: SurveyCounts, items: Sequence[SurveyItem]) -> Hashable:
    """Return all that is shown of items, and of two who moved."""
    results = [its.result(each) for each in items]
    seen = [(each.respondents, looks(each.distribution)) for each in results if each.distribution]
    if len(results) == 1:
        return tuple(seen)
    change = survey_results.compared(its, *results).change
    return (*seen, change and tuple(change.values()))


def watched(
    items: Sequence[SurveyItem], groups: Sequence[int], answers: Sequence[Sequence[Heap]]
) -> Iterator[tuple[Hashable, list[Numbers]]]:
    """Give what is seen of each course of events, and the numbers of each group and each moment."""
    for course in product(*answers):
        ways: list[tuple[SurveyCounts, tuple[Hashable, ...]]] = [(START, ())]
        for people, (heap, _numbers) in zip(groups, course, strict=True):
            ways = [
                (then, (*seen, look(then, items)))
                for its, seen in ways
                for then in come(its, items, heap, people)
            ]
        steps = [numbers for _heap, numbers in course]
        totals = [tuple(map(sum, zip(*steps[:n], strict=True))) for n in range(1, len(steps) + 1)]
        for its, seen in ways:
            yield (*seen, look(replace(its, complete=True), items)), [*steps, *totals]


def check(courses: Iterable[tuple[Hashable, list[Numbers]]]) -> None:
    alike = defaultdict(list)
    for seen, numbers in courses:
        alike[seen].append(numbers)
    for ways in alike.values():
        for moment, place in product(range(len(ways[0])), range(len(ways[0][0]))):
            possible = {way[moment][place] for way in ways}
            assert possible == {0} or len(possible) > 1 or min(possible) > 4, ways


@pytest.mark.parametrize(
    ("item", "groups"),
    [
        (choice("a", "b", required=True), (5, 5, 5, 7)),
        (choice("a", "b", required=False), (5, 5, 5)),
        (choice("a", "b", "c", required=True), (5, 5)),
        (choice("a", "b", "c", required=True), (10, 9)),
        (choice("a", "b", "c", required=False), (6, 7)),
        (
            SurveyItem("q", ItemKind.SCALE, Text("", ""), required=True, scale=Scale.QUALITY),
            (5, 5),
        ),
    ],
)
def test_no_look_gives_away_what_another_withholds(item: SurveyItem, groups: Numbers) -> None:
    check(watched([item], groups, [list(single(item, people)) for people in groups]))


@pytest.mark.parametrize(("values", "groups"), [("a", (5, 5, 6)), ("ab", (5, 6)), ("ab", (10,))])
def test_nor_where_several_are_chosen(values: str, groups: Numbers) -> None:
    item = replace(choice(*values, required=False), kind=ItemKind.CHOICES)
    check(watched([item], groups, [list(several(item, people)) for people in groups]))


@pytest.mark.parametrize("groups", [(5, 5), (11,)])
def test_nor_do_those_who_moved(groups: Numbers) -> None:
    before = SurveyItem("before", ItemKind.SCALE, Text("", ""), required=True)
    after = replace(before, id="after", compares_with="before")
    check(watched([before, after], groups, [list(compared(people)) for people in groups]))
