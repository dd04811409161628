"""Which numbers of a survey may be shown: none that is small, and none that gives one away.

Why it cannot be worked out, and what it costs: docs/decisions/0021-what-results-may-show.md.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

from bot.services.withholding import FEWEST
from storage.models import NO, SCALE, YES, Distribution, ItemKind, ResponseCounts, SurveyItem

UNANSWERED = ""
"""The cell of those who passed an item over."""
UP, SAME, DOWN = CHANGES = ("up", "same", "down")

Shown = dict[str, int | None]


def visible(cells: Mapping[str, int]) -> Shown:
    """Return the cells, None where a number is not shown; their sum is known to everybody.

    It depends on the numbers and on nothing else. So two cells that are withheld, and of which one
    may be UNANSWERED, look the same with their numbers exchanged; wherever any cell is shown,
    those withheld are not all alike.
    """
    small = {n for n in cells.values() if 0 < n < FEWEST}
    others = {n for n in cells.values() if n >= FEWEST}
    if not small:
        return dict(cells)
    nothing: Shown = dict.fromkeys(cells)
    hidden = {cell for cell, n in cells.items() if n in small}
    if not others:
        return nothing
    if len(small) == 1 or sum(cells[cell] for cell in hidden) < FEWEST:
        hidden |= {cell for cell, n in cells.items() if n == min(others)}
    if UNANSWERED in hidden:
        # The number of those who answered may be any other cell's complement: never a small one.
        most = max(cells[cell] for cell in hidden)
        if sum(cells.values()) - most < FEWEST:
            return nothing
    return {cell: None if cell in hidden else n for cell, n in cells.items()}


def single(counts: Mapping[str, int], *, respondents: int, required: bool) -> Distribution:
    """Distribute an item of which one value is chosen; `counts` has each of its values."""
    unanswered = respondents - sum(counts.values())
    cells = dict(counts)
    # Of a required item everybody knows that nobody passed it over: it hides nothing.
    if unanswered or not required:
        cells[UNANSWERED] = unanswered
    shown = visible(cells)
    passed = shown.pop(UNANSWERED, 0)
    base = respondents if passed is None else respondents - passed
    return Distribution(shown, passed, base)


def scale(
    counts: Mapping[str, int],
    *,
    respondents: int,
    required: bool,
    before: Distribution | None = None,
) -> Distribution:
    """Distribute the values 1 to 5, with their mean where it gives nothing away.

    `before`: see `added`.
    """
    its = single(counts, respondents=respondents, required=required)
    passed = respondents - sum(counts.values())
    cells = {**counts, UNANSWERED: passed}
    missing = [cell for cell, n in {**its.cells, UNANSWERED: its.unanswered}.items() if n is None]
    total = added(its, before)
    known = before.cells if before else {}
    if its.hidden or (passed == respondents and not any(known.values())):
        return total
    # As many means as there are ways to spread what is withheld: shown where all look the same.
    spread = [
        {cell: n + (known.get(cell) or 0) for cell, n in (cells | dealt).items()}
        for dealt in (
            dict(zip(missing, numbers, strict=True))
            for numbers in set(permutations(cells[cell] for cell in missing))
        )
    ]
    wholes, tenths = ({_mean(each, finer) for each in spread} for finer in (1, 10))
    return replace(
        total,
        mean=wholes.pop() if len(wholes) == 1 else None,
        tenths=tenths.pop() if len(tenths) == 1 else None,
    )


def several(counts: Mapping[str, int], *, answered: int, respondents: int) -> Distribution:
    """Distribute an item of which several values are chosen: each is a yes or no of its own."""
    passed = respondents - answered
    known = passed == 0 or passed >= FEWEST
    nothing = Distribution(dict.fromkeys(counts), None, respondents)
    # Whoever answered chose something: at least so many are known to have passed it over.
    least = respondents - sum(counts.values())
    if 0 < answered < FEWEST or (not known and (respondents < 2 * FEWEST or least >= FEWEST - 1)):
        return nothing
    base = answered if known else respondents
    cells = {value: visible({YES: n, NO: base - n})[YES] for value, n in counts.items()}
    return Distribution(cells, passed if known else None, base)


def added(its: Distribution, before: Distribution | None) -> Distribution:
    """Add what is shown already of others, whole, to what is shown of those who came since.

    What came since is a table of its own, and its total as well known: so what is withheld of it
    cannot be worked out from the sums either. Where it shows nothing, `before` stays.
    """
    if before is None or before.unanswered is None:
        return its
    if its.hidden:
        return before
    cells = {
        value: None if n is None else n + (before.cells[value] or 0)
        for value, n in its.cells.items()
    }
    if its.unanswered is None:
        return Distribution(cells, None, its.base + before.base + before.unanswered)
    return Distribution(cells, its.unanswered + before.unanswered, its.base + before.base)


def of_item(
    item: SurveyItem,
    counted: ResponseCounts,
    *,
    respondents: int,
    before: Distribution | None = None,
) -> Distribution | None:
    """Distribute what so many people answered to an item; None for free text.

    `before`: see `added`.
    """
    counts = {value: counted.counts.get(value, 0) for value in item.values}
    match item.kind:
        case ItemKind.TEXT:
            return None
        case ItemKind.SCALE:
            required = item.required
            return scale(counts, respondents=respondents, required=required, before=before)
        case ItemKind.CHOICES:
            its = several(counts, answered=counted.answered, respondents=respondents)
        case _:
            its = single(counts, respondents=respondents, required=item.required)
    return added(its, before)


def change(
    counts: Mapping[str, int],
    before: Distribution,
    after: Distribution,
    *,
    respondents: int,
) -> dict[str, int] | None:
    """Return how many went up, stayed and went down; None where any of these is withheld.

    It is shown only beside two distributions that everybody answered and that are whole: one cell
    more or less that is withheld there could be worked out from who moved.
    """
    firsts, seconds = _all(before), _all(after)
    if firsts is None or seconds is None or sum(counts.values()) != respondents:
        return None
    if any(0 < bound < FEWEST for bound in _bounds(firsts, seconds)):
        return None
    cells = {name: counts.get(name, 0) for name in CHANGES}
    return None if any(0 < n < FEWEST for n in cells.values()) else cells


def _mean(cells: Mapping[str, int], finer: int) -> int:
    """Return the mean of the values, so many times as fine, as a whole number."""
    answered = sum(cells[value] for value in SCALE)
    total = sum(int(value) * cells[value] for value in SCALE)
    return (2 * finer * total + answered) // (2 * answered) if answered else 0


def _all(its: Distribution) -> list[int] | None:
    """Return the numbers of a scale that everybody answered and that is shown whole."""
    cells = [its.cells[value] for value in SCALE]
    shown = [n for n in cells if n is not None]
    return shown if its.unanswered == 0 and len(shown) == len(cells) else None


def _bounds(before: list[int], after: list[int]) -> list[int]:
    """Return the fewest and the most who can have moved each way, for what is known of all."""
    total = sum(before)
    up, down = _most_up(before, after), _most_up(before[::-1], after[::-1])
    not_down, not_up = (
        _most_up([*before, 0], [0, *after]),
        _most_up([*before[::-1], 0], [0, *after[::-1]]),
    )
    return [
        *(up, down, total - not_down, total - not_up),
        sum(map(min, before, after)),
        max(0, *(one + other - total for one, other in zip(before, after, strict=True))),
    ]


def _most_up(before: list[int], after: list[int]) -> int:
    """Return how many pairs can be made at most whose value after is the higher one."""
    free = paired = 0
    for one, other in zip(before, after, strict=True):
        taken = min(free, other)
        free, paired = free - taken + one, paired + taken
    return paired
