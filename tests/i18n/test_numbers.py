import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.normalise import ascii_digits
from bot.i18n.numbers import digits, number, without_odd_spaces
from storage.models import Locale


@pytest.mark.parametrize(
    ("n", "km", "en"),
    [
        (0, "០", "0"),
        (170, "១៧០", "170"),
        (1250, "១,២៥០", "1,250"),
        (-3, "-៣", "-3"),
        (9876543, "៩,៨៧៦,៥៤៣", "9,876,543"),
    ],
)
def test_number(n: int, km: str, en: str) -> None:
    assert (number(n, Locale.KM), number(n, Locale.EN)) == (km, en)


@given(st.integers(-(2**63), 2**63 - 1))
def test_a_number_reads_back(n: int) -> None:
    for locale in Locale:
        assert int(ascii_digits(number(n, locale)).replace(",", "")) == n


def test_digits() -> None:
    assert digits("8:30 - A5", Locale.KM) == "៨:៣០ - A៥"
    assert digits("8:30 ៥", Locale.EN) == "8:30 ៥"
    assert ascii_digits("០១២ 345 ៦៧៨៩") == "012 345 6789"


def test_odd_spaces_of_cldr_go() -> None:
    assert without_odd_spaces("a\u200bb\u00a0c\u202fd e") == "ab c d e"
