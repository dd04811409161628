"""Texts kept under Telegram's limit: what goes on one page, and what goes on the next."""

import re
from collections.abc import Callable, Iterable
from html import unescape

from markupsafe import Markup

LIMIT = 4096
"""Code points of a message, tags not counted. Source: Bot API, sendMessage.text."""

MOSTS = (None, 600, 400, 300, 200, 120, 60, 30, 12)
"""Clusters of each text that somebody wrote: whole first; where not all fit, fewer."""

_TAG = re.compile(r"<[^>]*>")
_ESCAPED = ("&amp;", "&lt;", "&gt;", "&#34;", "&#39;")


def length(text: Markup) -> int:
    """Return how many code points Telegram counts in a text."""
    said = _TAG.sub("", text)
    counts = [said.count(sign) for sign in _ESCAPED]
    if said.count("&") == sum(counts):  # as `escape` left it: no need to write it anew
        return len(said) - sum((len(s) - 1) * n for s, n in zip(_ESCAPED, counts, strict=True))
    return len(unescape(said))


def split(blocks: Iterable[Markup], *, most: int, room: int) -> list[list[Markup]]:
    """Put blocks on pages in order: at most `most` a page, joined by newlines within `room`.

    A block is never cut; one that alone is longer than `room` has a page to itself.
    """
    pages: list[list[Markup]] = [[]]
    used = 0
    for block in blocks:
        size = length(block) + 1
        if pages[-1] and (len(pages[-1]) == most or used + size > room):
            pages.append([])
            used = 0
        pages[-1].append(block)
        used += size
    return pages


def fit(blocks: Iterable[Markup], *, limit: int = LIMIT) -> Markup:
    """Join blocks with a blank line between, as many from the first on as fit."""
    text = Markup("")
    for block in blocks:
        longer = Markup("\n\n").join(part for part in (text, block) if part)
        if length(longer) > limit:
            return text
        text = longer
    return text


def shrunk(
    write: Callable[[int | None], Iterable[Markup | None]],
    *,
    mosts: Iterable[int | None] = MOSTS,
    limit: int = LIMIT,
) -> Markup:
    """Join all blocks with a blank line between, cut no more than they must be for all to fit.

    `write` gives them for how many clusters each text may have. Where they do not fit even so, the
    last ones are missing.
    """
    blocks: list[Markup] = []
    for most in mosts:
        blocks = [block for block in write(most) if block]
        if length(Markup("\n\n").join(blocks)) <= limit:
            break
    return fit(blocks, limit=limit)
