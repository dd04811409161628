"""What people typed: tidied for storing, folded for comparing."""

import re
import unicodedata

import regex

KHMER_DIGITS = "០១២៣៤៥៦៧៨៩"
_TO_ASCII = str.maketrans(KHMER_DIGITS, "0123456789")

# Letters by their class, with nothing to see: whoever types them wants a space.
_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
# Among them zero-width spaces, and the inherent vowels that some Khmer keyboards have.
_INVISIBLE = regex.compile(r"\p{DI}")
# These say how the sign before them looks, or whose flag it is; after none they say nothing.
_SELECTORS = r"[\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
_STRAY = regex.compile(rf"(?<!\S){_SELECTORS}+")
# A direction mark inside a name turns the rest of a list around; a lone surrogate cannot be stored.
_UNWANTED = regex.compile(
    rf"(?!{_SELECTORS})\p{{DI}}|[\ufff9-\ufffb\p{{Cs}}]|[^\P{{Cc}}\t\n\v\f\r\x85]"
)
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")

_COENG_RO = "្រ"
_ROBAT, _SHIFTERS = "\u17cc", "\u17c9\u17ca"
_VOWELS, _SIGNS = ("\u17b6", "\u17c5"), ("\u17c6", "\u17d3")
_FOLDED_VOWELS = (("េ", "ី", "ើ"), ("េ", "ា", "ោ"))
_LETTERS = {
    **dict(zip(map(ord, KHMER_DIGITS), "0123456789", strict=True)),
    ord("ឲ"): "ឱ",
}
_LONE_COENG = re.compile(r"\u17d2(?![\u1780-\u17b3])")
_UNIT = regex.compile(r"\u17d2[\u1780-\u17b3]|\p{M}")
_SIGNS_OF_A_CLUSTER = regex.compile(r"(?:\u17d2[\u1780-\u17b3]|\p{M})+")
_PUNCTUATION = regex.compile(r"\p{P}")
_KHMER_LETTER = re.compile(r"[\u1780-\u17b3]")
_LATIN_LETTER = regex.compile(r"\p{Latin}")


def tidy(text: str, *, keep_lines: bool = False) -> str:
    """Return a text as it is stored: trimmed, one space between words, nothing invisible.

    The result is NFC. With `keep_lines` line ends stay, with at most one blank line in a row.
    """
    visible = _STRAY.sub("", _UNWANTED.sub("", _BLANK.sub(" ", text)))
    lines = _LINE_END.split(visible) if keep_lines else [visible]
    spaced = "\n".join(" ".join(line.split()) for line in lines).strip()
    return unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", spaced))


def key(text: str) -> str:
    """Return the form in which two spellings of the same words are equal.

    For comparing and searching only, never for showing: Latin letters lose their case,
    punctuation becomes a space, Khmer digits become ASCII, and the signs of a Khmer cluster
    stand in one order, with spellings that look alike made one.
    """
    lower = unicodedata.normalize("NFD", tidy(text)).casefold()
    folded = unicodedata.normalize("NFC", _INVISIBLE.sub("", lower)).translate(_LETTERS)
    words = _LONE_COENG.sub("", _PUNCTUATION.sub(" ", folded)).replace("្ដ", "្ត")
    ordered = _SIGNS_OF_A_CLUSTER.sub(lambda run: _in_order(run[0]), words)
    return " ".join(unicodedata.normalize("NFC", ordered).split())


def ascii_digits(text: str) -> str:
    """Return the text with Khmer digits made ASCII, for reading a number that somebody typed."""
    return text.translate(_TO_ASCII)


def has_khmer(text: str) -> bool:
    """Tell whether a text holds a Khmer letter; digits and punctuation do not count."""
    return _KHMER_LETTER.search(text) is not None


def has_latin(text: str) -> bool:
    """Tell whether a text holds a Latin letter, with or without accents."""
    return _LATIN_LETTER.search(text) is not None


def _in_order(signs: str) -> str:
    """Order the signs that follow a letter, and fold the vowels that were typed in two halves."""
    units: list[str] = _UNIT.findall(signs)
    for half, other, whole in _FOLDED_VOWELS:
        while half in units and other in units:
            units.remove(half)
            units.remove(other)
            units.append(whole)
    return "".join(sorted(units, key=_rank))


def _rank(unit: str) -> tuple[int, str]:
    """Say where a sign stands; coengs other than រ keep the order in which they were typed.

    Signs of other scripts go last: before a coeng, NFC would part it from its consonant.
    """
    if unit == _ROBAT:
        return 0, ""
    if len(unit) > 1:
        return (2 if unit == _COENG_RO else 1), ""
    if unit in _SHIFTERS:
        return 3, unit
    if _VOWELS[0] <= unit <= _VOWELS[1]:
        return 4, unit
    if _SIGNS[0] <= unit <= _SIGNS[1]:
        return 5, unit
    return 6, ""
