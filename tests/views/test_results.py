"""What organisers see of the survey, in both languages."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.callbacks_results import OpenResults, OpenTexts
from bot.services.survey_ids import WORKSHOP
from bot.views import export, pages, results, results_charts
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Distribution,
    ItemKind,
    ItemResult,
    Locale,
    Results,
    SectionResult,
    SurveyItem,
    SurveyOption,
    SurveySection,
    Text,
)
from tests.views.surveyed import OPENS, RESULTS, STATE

Written = Callable[[str, Locale], dict[str, str]]
CLOSED = replace(STATE, closed_at=OPENS)
HERE = OpenTexts("0" * 8, "1" * 8, 0)


@pytest.mark.parametrize("locale", Locale)
def test_results_screens(
    agenda: Agenda, shown: Callable[[Screen], str], written: Written, locale: Locale
) -> None:
    nothing = Results(STATE, None)
    screens = {
        "no survey": results.overview(Results(None, None), agenda, locale),
        "not open": results.overview(
            replace(nothing, state=replace(STATE, opened_at=None)), agenda, locale
        ),
        "fewer than five": results.overview(nothing, agenda, locale),
        "open": results.overview(RESULTS, agenda, locale),
        "just closed": results.overview(replace(RESULTS, state=CLOSED), agenda, locale),
        "closed": results.overview(replace(RESULTS, state=CLOSED, complete=True), agenda, locale),
        "fewer than five, just closed": results.overview(
            replace(nothing, state=CLOSED), agenda, locale
        ),
        "fewer than five, closed": results.overview(
            replace(nothing, state=CLOSED, complete=True), agenda, locale
        ),
        "close": results.ask_to_close(locale),
        "section": results.section(RESULTS, RESULTS.sections[0], locale, page=0),
        "another section": results.section(RESULTS, RESULTS.sections[1], locale, page=0),
        "texts": results.texts(
            "Advice?", ["<b>More</b> time", "ពេលវេលា"], locale, here=HERE, to=OpenResults()
        ),
        "no texts": results.texts("Advice?", [], locale, here=HERE, to=OpenResults()),
        "before and after": results.compared(RESULTS, locale, page=0),
        "nothing to compare": results.compared(nothing, locale, page=0),
        "ratings": results.ratings(RESULTS, agenda, locale, page=0),
        "no ratings": results.ratings(nothing, agenda, locale, page=0),
        "charts": results_charts.offer(RESULTS, locale),
        "no charts": results_charts.none(locale),
        "files": export.offer(locale),
        "preparing": export.progress(locale, done=1, of=5),
        "ready": export.progress(locale, done=5, of=5),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("results", locale)


@pytest.mark.parametrize("locale", Locale)
def test_long_sections_and_texts_are_paged(locale: Locale) -> None:
    option = Text("ជម្រើសវែង " * 20, "A long option & more " * 10)
    item = SurveyItem(
        "long",
        ItemKind.CHOICE,
        Text("សំណួរវែង " * 60, "A long question? " * 40),
        options=tuple(SurveyOption(f"o{n}", option) for n in range(12)),
    )
    found = ItemResult(WORKSHOP, item, Distribution(dict.fromkeys(item.values, 9), 0, 108), 108)
    section = SectionResult(SurveySection("s", Text("ផ្នែក", "Part"), (item,) * 9), (found,) * 9)
    its = replace(RESULTS, sections=(section,))
    texts = ["<ខ្មែរ & English> " * 100] * 40

    screens = [results.section(its, section, locale, page=page) for page in range(10)]
    screens += [
        results.texts("Q", texts, locale, here=replace(HERE, page=page), to=OpenResults())
        for page in range(40)
    ]

    assert all(pages.length(screen.text) <= pages.LIMIT for screen in screens)
    assert all(
        len(button.callback.encode().encode()) <= 64
        for screen in screens
        for row in screen.rows
        for button in row
    )
