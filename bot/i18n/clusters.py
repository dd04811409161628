"""Text measured and cut where a reader sees a boundary, never between a base and its signs."""

import re
from bisect import bisect_right
from itertools import accumulate

import regex

ELLIPSIS = "…"
SIGNS = 3
"""Code points that a cluster may be made of on average: what has more counts for several."""

# Unicode versions differ on whether a coeng holds the consonant below it; for a reader it does.
_CLUSTER = regex.compile(r"\X(?:(?<=\u17d2)[\u1780-\u17b3][\p{M}\u200c\u200d]*)*")
_CUTS = (
    re.compile(r"\n[^\S\n]*\n"),
    re.compile(r"\n"),
    re.compile(r"[។៕]+[»”\")]*|[.?!…]+[»”\")]*(?=\s)"),
    re.compile(r"\s"),
)


def clusters(text: str) -> list[str]:
    """Return what a reader sees as single characters, in order; joined they are the text."""
    return [match[0] for match in _CLUSTER.finditer(text)]


def length(text: str) -> int:
    """Count what a reader sees as single characters."""
    return sum(1 for _ in _CLUSTER.finditer(text))


def measure(text: str) -> int:
    """Count what a reader sees as single characters; each pile of signs for several."""
    return max(length(text), -(-len(text) // SIGNS))


def shorten(text: str, most: int, *, signs: int | None = None) -> str:
    """Return the text, or its beginning and an ellipsis: at most `most` clusters in all.

    `signs`: of so many code points on average at most; only a cluster longer than all of these is
    cut itself.

    Raises: ValueError where `most` leaves no room for the ellipsis.
    """
    if most < 1:
        raise ValueError(f"no room for a text: {most}")
    ends = [0, *accumulate(len(cluster) for cluster in clusters(text))]
    room = len(text) if signs is None else signs * most
    if len(ends) - 1 <= most and len(text) <= room:
        return text
    fitting = ends[: bisect_right(ends, room - 1)][:most]
    end = fitting[-1] or (room - 1 if most > 1 else 0)
    return text[:end].rstrip() + ELLIPSIS


def split(text: str, limit: int) -> list[str]:
    """Cut a plain text (no markup) into parts of at most `limit` code points.

    Cuts at the last blank line in the second half of a part, else at a line's end, a sentence's
    end, a space, or between clusters; only a cluster longer than a whole part is cut itself.
    White space at a cut is dropped, all else is kept. A blank text has no parts.

    Raises: ValueError where `limit` is below one code point.
    """
    if limit < 1:
        raise ValueError(f"no room for a text: {limit}")
    if len(text) <= limit:
        return [text] if text.strip() else []
    bounds = list(accumulate(len(cluster) for cluster in clusters(text)))
    parts: list[str] = []
    start = 0
    while start < len(text):
        end = _cut(text, start=start, limit=limit, bounds=bounds)
        part = text[start:end]
        parts.append(part if end == len(text) else part.rstrip())
        start = end + _white_space(text[end:])
    return [part for part in parts if part.strip()]


def _cut(text: str, *, start: int, limit: int, bounds: list[int]) -> int:
    """Return where the part that begins at `start` ends."""
    if len(text) - start <= limit:
        return len(text)
    last = start + limit
    whole = set(_between(bounds, start, last))
    for cut in _CUTS:
        # One character more than fits: a part may end just before white space.
        ends = [_end(match) for match in cut.finditer(text, start, last + 1)]
        good = [end for end in ends if end in whole and end > start + limit // 2]
        if good:
            return good[-1]
    return max(whole, default=last)


def _between(bounds: list[int], start: int, last: int) -> list[int]:
    """Return the boundaries after `start`, up to and including `last`."""
    return bounds[bisect_right(bounds, start) : bisect_right(bounds, last)]


def _end(match: re.Match[str]) -> int:
    """Return where a part ends: before white space, after the end of a sentence."""
    return match.start() if match[0].isspace() else match.end()


def _white_space(rest: str) -> int:
    """Count the white space at the head of a text."""
    return len(rest) - len(rest.lstrip())
