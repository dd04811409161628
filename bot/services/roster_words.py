"""What a cell of a roster says of somebody: that they came, that they did not, or neither."""

import re
from enum import Enum, auto

from bot.i18n.normalise import has_khmer, key

BLANK = "-–—_.· "
"""A cell with nothing but these says nothing."""


class Said(Enum):
    """What a cell says."""

    NOTHING = auto()
    YES = auto()
    NO = auto()
    UNCLEAR = auto()


_YES = {
    *("yes", "y", "true", "ok", "okay", "came", "here", "present", "arrived", "attended"),
    *("signed", "sign", "checked"),
    *"✓✔✅☑√👍",
}
_NO = {
    *("no", "not", "none", "never", "nope", "false", "absent", "didn", "didnt", "missing"),
    *("cancelled", "canceled"),
    *"❌🚫⛔👎☐⬜",
}
_ALONE_NO = {"n", "n a", "na", "nil"}
_TICKS = ({"x"}, {"v"})
# Khmer has no spaces: words are known by how they begin.
_KHMER_YES = tuple(
    map(
        key,
        (
            *("បាទ", "ចាស", "មក", "បានមក", "បានចុះ", "បានចូលរួម", "ចូលរួម", "វត្តមាន"),
            *("មានវត្តមាន", "មានមក", "ហត្ថលេខា", "ចុះហត្ថលេខា", "ចុះវត្តមាន", "រួច"),
        ),
    )
)
_KHMER_NO = tuple(map(key, ("ទេ", "មិន", "អត់", "អវត្តមាន", "ឥត", "គ្មាន", "ពុំ", "នៅមិន", "បោះបង់")))
_KHMER_NOT = tuple(map(key, ("មិន", "អត់", "ពុំ", "ទេ")))
_WORDS = re.compile(r"[\u1780-\u17d3]+|\d+|[^\W\d_]+|\S")


def came(cells: tuple[str, ...], name: str) -> bool | None:
    """Say whether somebody of this name came, by what stands in their cells; None: unclear."""
    found = {said(each, name) for each in cells}
    if Said.YES in found:
        return None if Said.NO in found else True
    return None if Said.UNCLEAR in found else False


def said(text: str, name: str) -> Said:
    """Say what a cell says. `name`: theirs, for it may be their signature."""
    if not text.strip(BLANK):
        return Said.NOTHING
    folded = key(text)
    if folded in _ALONE_NO:
        return Said.NO
    words: list[str] = _WORDS.findall(folded)
    numbers = [int(each) for each in words if each.isdecimal()]
    if numbers == [0]:
        return Said.NO
    found = [verdict for each in words for verdict in _verdicts(each)]
    if _is_name(folded, name):
        found = [Said.YES, *found]
    if not found:
        return Said.UNCLEAR
    first = found[0]
    # Behind “not” stands what did not happen; a time behind it, or a no behind a yes, is a story.
    tells_more = any(numbers) if first is Said.NO else Said.NO in found
    return Said.UNCLEAR if tells_more else first


def _verdicts(word: str) -> list[Said]:
    if word in _NO or word.startswith(_KHMER_NO):
        return [Said.NO]
    is_time = word.isdecimal() and int(word) > 0
    if is_time or word in _YES or set(word) in _TICKS:
        return [Said.YES]
    if word.startswith(_KHMER_YES):
        return [Said.YES, *([Said.NO] if any(each in word for each in _KHMER_NOT) else [])]
    return []


def _is_name(folded: str, name: str) -> bool:
    """Say whether a cell holds a part of the name, or its initials."""
    written, names = folded.split(), key(name).split()
    joined = "".join(written)
    return (
        bool(set(written) & set(names))
        or (len(names) > 1 and joined == "".join(each[0] for each in names))
        or (has_khmer(joined) and joined in "".join(names))
    )
