"""Numbers too small to be shown: nobody shall be found out by a count, or by subtracting counts."""

from collections.abc import Mapping
from typing import TypeVar

FEWEST = 5
"""A count of fewer people or things than this is not shown; none at all is no secret."""

Cell = TypeVar("Cell")


def withheld(n: int) -> int | None:
    """Return a count, or None where it is too small to be shown."""
    return n if n == 0 or n >= FEWEST else None


def withhold(cells: Mapping[Cell, int]) -> tuple[int | None, dict[Cell, int | None]]:
    """Return the total and the cells that add up to it, None where a number is not shown.

    Where a single cell would be missing, the total less the others would give it away: then the
    smallest other one that is not zero is withheld too, or the total where there is none.
    """
    total = withheld(sum(cells.values()))
    if total is None:
        return None, {cell: n if n == 0 else None for cell, n in cells.items()}
    shown = {cell: withheld(n) for cell, n in cells.items()}
    hidden = [cell for cell, n in shown.items() if n is None]
    if len(hidden) == 1:
        others = [cell for cell, n in shown.items() if n]
        if not others:
            return None, shown
        shown[min(others, key=lambda cell: cells[cell])] = None
    return total, shown
