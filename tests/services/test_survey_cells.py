"""Nothing small is shown of a survey, and nothing that is withheld can be worked out.

Each way in which people may have answered is drawn up, and those that look alike are laid side by
side: whoever knows the rules as well as we do knows no more than this.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import survey_cells as cells
from storage.models import SCALE, Distribution

Numbers = tuple[int, ...]


def spread(total: int, places: int) -> Iterator[Numbers]:
    """Give every way to put people into places."""
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in spread(total - first, places - 1):
            yield (first, *rest)


def looks(its: Distribution) -> Hashable:
    """Return all that is shown of an item."""
    return (*its.cells.values(), its.unanswered, its.base, its.mean, its.tenths)


def missing(its: Distribution) -> list[int]:
    """Return the places of what is withheld, the last one of those who passed the item over."""
    shown = [*its.cells.values(), its.unanswered]
    return [place for place, n in enumerate(shown) if n is None]


def check(alike: Mapping[Hashable, list[tuple[Distribution, Numbers]]]) -> None:
    for group in alike.values():
        its, _numbers = group[0]
        for place in missing(its):
            assert len({numbers[place] for _its, numbers in group}) > 1, group
        for n in [*its.cells.values(), its.unanswered]:
            assert n is None or n == 0 or n >= 5


def grouped(
    found: Iterable[tuple[Distribution, Numbers]],
) -> dict[Hashable, list[tuple[Distribution, Numbers]]]:
    alike = defaultdict(list)
    for its, numbers in found:
        alike[looks(its)].append((its, numbers))
    return alike


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(("values", "most"), [(2, 24), (3, 20), (4, 14), (5, 11)])
def test_no_single_choice_gives_a_number_away(values: int, most: int, required: bool) -> None:
    for people in range(5, most + 1):
        places = values if required else values + 1
        check(
            grouped(
                (
                    cells.single(
                        dict(zip("abcde", numbers[:values], strict=False)),
                        respondents=people,
                        required=required,
                    ),
                    (*numbers, 0) if required else numbers,
                )
                for numbers in spread(people, places)
            )
        )


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("people", [5, 6, 7, 9, 11])
def test_no_scale_gives_a_number_away_by_its_mean(people: int, required: bool) -> None:
    check(
        grouped(
            (
                cells.scale(
                    dict(zip(SCALE, numbers, strict=False)), respondents=people, required=required
                ),
                (*numbers, 0) if required else numbers,
            )
            for numbers in spread(people, 5 if required else 6)
        )
    )


@pytest.mark.parametrize("people", range(5, 16))
def test_no_choice_of_several_gives_a_number_away(people: int) -> None:
    found = []
    for answered in range(people + 1):
        for chosen in product(range(answered + 1), repeat=2):
            if sum(chosen) < answered:
                continue  # whoever answered chose something
            counts = dict(zip("ab", chosen, strict=True))
            its = cells.several(counts, answered=answered, respondents=people)
            found.append((its, (*chosen, people - answered)))
    check(grouped(found))


@given(numbers=st.lists(st.integers(0, 400), min_size=5, max_size=6).filter(lambda n: sum(n) > 4))
def test_any_two_that_are_withheld_could_be_exchanged(numbers: list[int]) -> None:
    """Where a cell is shown; where none is, what could be has been drawn up above."""
    its = cells.scale(
        dict(zip(SCALE, numbers, strict=False)),
        respondents=sum(numbers),
        required=len(numbers) == len(SCALE),
    )
    gone = missing(its)
    if its.hidden:
        return
    for one, other in product(gone, repeat=2):
        changed = list(numbers)
        changed[one], changed[other] = numbers[other], numbers[one]
        again = cells.scale(
            dict(zip(SCALE, changed, strict=False)),
            respondents=sum(numbers),
            required=len(numbers) == len(SCALE),
        )
        assert looks(again) == looks(its)
    assert not gone or len({[*numbers, 0][place] for place in gone}) > 1


def joint(before: Numbers, after: Numbers) -> set[tuple[int, int, int]]:
    """Return every number of people who may have gone up, stayed and gone down."""
    if len(before) == 1:
        return {(0, 0, 0)} if not sum(before) and not sum(after) else set()
    return _moves(before, after, 0)


def _moves(before: Numbers, after: Numbers, row: int) -> set[tuple[int, int, int]]:
    if row == len(before):
        return {(0, 0, 0)} if not any(after) else set()
    found = set()
    for gone in spread(before[row], len(after)):
        if any(n > left for n, left in zip(gone, after, strict=True)):
            continue
        left = tuple(have - n for have, n in zip(after, gone, strict=True))
        up, same, down = sum(gone[row + 1 :]), gone[row], sum(gone[:row])
        found |= {
            (up + more[0], same + more[1], down + more[2]) for more in _moves(before, left, row + 1)
        }
    return found


def test_who_moved_cannot_be_worked_out_beside_before_and_after() -> None:
    """Three values of the five, so that every way to move can be drawn up."""
    for people in (5, 10, 11, 12, 14, 15, 16):
        whole = [each for each in spread(people, 3) if all(n == 0 or n >= 5 for n in each)]
        for before, after in product(whole, repeat=2):
            first, second = (
                cells.scale(
                    dict(zip(SCALE, (*its, 0, 0), strict=True)), respondents=people, required=True
                )
                for its in (before, after)
            )
            alike = defaultdict(set)
            for moves in joint(before, after):
                shown = cells.change(
                    dict(zip(cells.CHANGES, moves, strict=True)), first, second, respondents=people
                )
                alike[None if shown is None else tuple(shown.values())].add(moves)
                assert shown is None or all(n == 0 or n >= 5 for n in shown.values())
            for place in range(3):
                hidden = alike.get(None, set())
                values = {moves[place] for moves in hidden}
                if len(values) == 1 and len(joint(before, after)) > 1:
                    assert not 0 < min(values) < 5, (before, after, hidden)


def test_what_is_shown_of_many_answers() -> None:
    counts = dict(zip(SCALE, (2, 3, 10, 60, 95), strict=True))

    its = cells.scale(counts, respondents=173, required=False)

    assert its == Distribution(
        {"1": None, "2": None, "3": 10, "4": 60, "5": 95}, None, 173, mean=4, tenths=44
    )
    assert [its.share(value) for value in SCALE] == [None, None, 6, 35, 55]


def test_where_everybody_passed_an_item_over_nothing_is_withheld() -> None:
    its = cells.scale(dict.fromkeys(SCALE, 0), respondents=6, required=False)

    assert (its.unanswered, its.cells) == (6, dict.fromkeys(SCALE, 0))
    assert [its.share(value) for value in SCALE] == [0] * 5
