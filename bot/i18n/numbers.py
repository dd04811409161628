"""Numbers as each language writes them."""

from functools import lru_cache

import babel.numbers

from bot.i18n.normalise import KHMER_DIGITS
from storage.models import Locale

_TO_KHMER = str.maketrans("0123456789", KHMER_DIGITS)
# They look like nothing or like a space, and are equal to neither.
_CLDR_SPACES = str.maketrans({"\u200b": None, "\u00a0": " ", "\u202f": " "})


def digits(text: str, locale: Locale) -> str:
    """Return the text with ASCII digits made Khmer where people read Khmer."""
    return text.translate(_TO_KHMER) if locale is Locale.KM else text


@lru_cache(maxsize=1024)
def number(n: int, locale: Locale) -> str:
    """Write a whole number with its thousands grouped: ១,២៥០ or 1,250; `n` within 64 bits."""
    return digits(without_odd_spaces(babel.numbers.format_decimal(n, locale=locale.value)), locale)


def without_odd_spaces(text: str) -> str:
    """Return what Babel gave, with plain spaces and without zero-width ones.

    Source: CLDR, which uses U+200B, U+00A0 and U+202F in Khmer and English patterns.
    """
    return text.translate(_CLDR_SPACES)
