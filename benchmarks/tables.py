"""Prints a table that reads well in a terminal and pastes well into a page."""

from collections.abc import Sequence


def number(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a title: the first column to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    print(f"\n{title}\n")
    for row in (head, None, *rows):
        cells = [cell.rjust(width) for cell, width in zip(row or head, widths, strict=True)]
        if row is None:
            cells = ["-" * width for width in widths]
        else:
            cells[0] = row[0].ljust(widths[0])
        print("| " + " | ".join(cells) + " |")
    print(flush=True)
