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

    Where all cells that are missing are alike, a single one above all, the total less the others
    would give them away: then the smallest other ones that are not zero are withheld too, or the
    total where there are none. So each of what is missing could be what another one is.
    """
    total = withheld(sum(cells.values()))
    shown = {cell: withheld(n) for cell, n in cells.items()}
    if total is None or len({cells[cell] for cell, n in shown.items() if n is None}) != 1:
        return total, shown
    others = {n for n in shown.values() if n}
    if not others:
        return None, shown
    return total, {cell: None if n == min(others) else n for cell, n in shown.items()}
