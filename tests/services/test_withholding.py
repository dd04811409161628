"""Small numbers: neither shown, nor to be worked out from what is shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.services.withholding import withheld, withhold

Seen = tuple[int | None, tuple[int | None, ...]]


def seen(values: Sequence[int]) -> Seen:
    """Return the total and the cells as they are shown."""
    total, cells = withhold(dict(enumerate(values)))
    return total, tuple(cells.values())


def small(values: Sequence[int]) -> list[int]:
    """Return the places of what must not be found out."""
    return [place for place, n in enumerate(values) if 0 < n < 5]


def others_that_look_so(values: list[int]) -> Iterator[list[int]]:
    """Give what else the numbers could be: two that are missing change places, or all are alike."""
    _, shown = seen(values)
    missing = [place for place, n in enumerate(shown) if n is None]
    for one, other in product(missing, repeat=2):
        changed = list(values)
        changed[one], changed[other] = values[other], values[one]
        yield changed
    for alike in range(1, 5):
        yield [alike if place in missing else n for place, n in enumerate(values)]


@pytest.mark.parametrize(
    ("n", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6), (1000, 1000)]
)
def test_one_to_four_are_not_shown(n: int, shown: int | None) -> None:
    assert withheld(n) == shown


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), (0, ())),
        ((0, 0), (0, (0, 0))),
        ((5, 0, 9), (14, (5, 0, 9))),
        ((1, 2, 0), (None, (None, None, 0))),
        ((4, 2, 9, 0), (15, (None, None, 9, 0))),
        ((3, 7, 9, 0), (19, (None, None, 9, 0))),  # 19 - 16 would be it
        ((3, 7, 7, 9), (26, (None, None, None, 9))),
        ((1, 1, 9, 8), (19, (None, None, 9, None))),  # 2 less 2 would be both
        ((4, 4, 4, 0), (None, (None, None, None, 0))),
        ((4, 4), (None, (None, None))),
        ((1, 1, 1, 1), (None, (None, None, None, None))),
    ],
)
def test_what_is_shown_of_several(values: tuple[int, ...], expected: Seen) -> None:
    assert seen(values) == expected


@given(st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), max_size=9))
@example([50, 50, 4])
@example([1, 1, 12])
@example([4, 4, 4, 12])
@settings(max_examples=300, deadline=None)
def test_what_is_missing_could_be_something_else(values: list[int]) -> None:
    """Whoever knows how numbers are withheld does not find one out for sure."""
    what_else: Mapping[int, set[int]] = defaultdict(set)
    for other in others_that_look_so(values):
        if seen(other) == seen(values):
            for place, n in enumerate(other):
                what_else[place].add(n)

    assert [len(what_else[place]) > 1 for place in small(values)] == [True] * len(small(values))


@pytest.mark.parametrize("cells", [1, 2, 3, 4])
def test_no_table_that_looks_so_gives_a_number_away(cells: int) -> None:
    """All tables of numbers up to seven, and what those have in common that look alike."""
    alike: Mapping[Seen, list[tuple[int, ...]]] = defaultdict(list)
    for values in product(range(8), repeat=cells):
        alike[seen(values)].append(values)

    given_away = [
        (looks, values)
        for looks, tables in alike.items()
        for values in tables[:1]
        for place in small(values)
        if len({table[place] for table in tables}) == 1
    ]
    assert given_away == []


@given(st.lists(st.integers(0, 40), max_size=9))
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_true_and_no_more_is_missing_than_must_be(values: list[int]) -> None:
    total, cells = seen(values)

    assert total in {None, sum(values)}
    assert [n for n in cells if n is not None] == [
        n for n, shown in zip(values, cells, strict=True) if shown is not None
    ]
    if not small(values):
        assert (total, cells) == (sum(values), tuple(values))
    assert [cells[place] for place, n in enumerate(values) if n == 0] == [0] * values.count(0)
    extra = {n for n, shown in zip(values, cells, strict=True) if shown is None and n >= 5}
    assert len(extra) <= 1
