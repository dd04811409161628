"""Pictures of the results: small, in Khmer as it is written, and silent about what is withheld."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageFont

from bot.i18n.catalogue import words
from bot.views import charts, charts_text
from storage.models import Agenda, Distribution, Locale
from tests.views.surveyed import RESULTS, SECOND

LIGHT_ENOUGH = 60_000


@pytest.mark.parametrize("locale", Locale)
def test_pictures_are_light_and_fit_a_phone(agenda: Agenda, locale: Locale) -> None:
    drawn = [
        *(each for section in RESULTS.sections for each in charts.section(section, locale)),
        *charts.compared(RESULTS, locale),
        *charts.ratings(RESULTS, agenda, locale),
    ]

    assert len(drawn) >= 5
    for each in drawn:
        picture = Image.open(BytesIO(each.content))
        assert (picture.format, picture.width, picture.mode) == ("PNG", 1000, "P")
        assert picture.height <= 1500
        assert len(each.content) <= LIGHT_ENOUGH


def test_khmer_is_shaped() -> None:
    """Laid out sign by sign, ខ្មែរ is wider: its vowel goes before, its second letter below."""
    shaped = charts_text.font(40)
    plain = ImageFont.truetype(shaped.path, 40, layout_engine=ImageFont.Layout.BASIC)

    assert charts_text.can_draw()
    assert shaped.getlength("ខ្មែរ") < 0.8 * plain.getlength("ខ្មែរ")


@pytest.mark.parametrize("sign", "ABCxyz0189%().,-·…??«»៖។ៗ០១៩កខឪ")
def test_the_font_has_every_sign(sign: str) -> None:
    its = charts_text.font(40)

    assert bytes(its.getmask(sign)) != bytes(its.getmask("\U0010fffd"))


def test_long_words_are_cut_between_clusters() -> None:
    text = "ស្ត្រីនិងក្រុមងាយរងគ្រោះ" * 6
    its = charts_text.font(34)

    lines = charts_text.wrap(text, its, width=500, most=20)

    assert "".join(lines) == text
    assert len(lines) > 3
    assert all(its.getlength(line) <= 500 for line in lines)
    assert all(not line.startswith(tuple("្ាិីឹឺុូួើឿៀេែៃោៅំះៈ់៉៊")) for line in lines)
    (short,) = charts_text.wrap(text, its, width=300, most=1)
    assert short.endswith("…")
    assert its.getlength(short) <= 300


@pytest.mark.parametrize("numbers", [(1, 4), (3, 8), (2, 300)])
def test_what_is_withheld_looks_the_same_whatever_it_is(numbers: tuple[int, int]) -> None:
    """The chart is given no number: two results that differ in it are one picture."""
    its = SECOND.distribution
    assert its is not None
    assert (its.cells["2"], its.cells["3"]) == (None, None)
    chart = charts.item(words(Locale.EN), SECOND)

    hidden = [bar for bar in chart.bars if bar.share is None]

    assert [bar.number for bar in hidden] == ["not shown", "not shown"]
    again = replace(SECOND, distribution=Distribution(its.cells, 0, its.base, its.mean, numbers[0]))
    assert charts.draw([charts.item(words(Locale.EN), again)]) == charts.draw([chart])


def test_without_the_font_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "can_draw", lambda: False)

    assert list(charts.section(RESULTS.sections[0], Locale.KM)) == []
