"""/results: what came of the survey and of the sessions' feedback, as far as it may be shown."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import Callback, Place, short
from bot.callbacks_results import (
    CloseSurvey,
    DrawCharts,
    OpenCharts,
    OpenCompared,
    OpenExport,
    OpenRatings,
    OpenResults,
    OpenSection,
    OpenTexts,
    Part,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.views import pages, results_parts
from bot.views.editing import back, turn
from bot.views.question_parts import beginning, quoted
from bot.views.screen import Button, Screen, bold, lines, paragraphs, place
from storage.models import Agenda, ItemResult, Locale, Results, SectionResult

ROOM = pages.LIMIT - 500
LABEL = 24
ITEMS_A_PAGE = 4
TEXTS_A_PAGE = 12


def overview(its: Results, agenda: Agenda, locale: Locale) -> Screen:
    """Say how the survey stands, and lead to its parts."""
    _ = words(locale)
    rows: list[tuple[Button, ...]] = [
        (Button(shorten(each.section.title.in_(locale), LABEL), OpenSection(_id(each), 0)),)
        for each in its.sections
    ]
    ratings = Button(_.plain("Sessions"), OpenRatings(0))
    compared = (Button(_.plain("Before and after"), OpenCompared(0)),) if its.compared else ()
    rows.append((ratings, *compared))
    if its.any:
        rows.append(
            (Button(_.plain("Charts"), OpenCharts()), Button(_.plain("Files"), OpenExport()))
        )
    if its.state is not None and its.state.is_open:
        rows.append((Button(_.plain("Close the survey"), CloseSurvey(0)),))
    return Screen(
        paragraphs(
            _.html("<b>Results of the survey</b>"),
            lines(_state(_, its, agenda), _respondents(_, its)),
            _.html(
                "Numbers from one to four are never shown, nor what would give them away, so that"
                " nobody can be found out."
            ),
        ),
        (*rows, (Button(_.plain("Refresh"), OpenResults()), place(locale, Place.HOME))),
    )


def ask_to_close(locale: Locale) -> Screen:
    """Ask whether the survey shall be closed before its time."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>Close the survey now?</b>"),
            _.html(
                "Nobody can answer any more, and it cannot be opened again. Answers that were begun"
                " and not sent are deleted. Then the results show as much as they may."
            ),
        ),
        ((Button(_.plain("Close it now"), CloseSurvey(1)),), (back(_, OpenResults()),)),
    )


def section(its: Results, found: SectionResult, locale: Locale, *, page: int) -> Screen:
    """Show a page of a section's items."""
    _ = words(locale)
    first = 1 + sum(len(each.items) for each in its.sections[: its.sections.index(found)])
    blocks = [_sized(_, n, each) for n, each in enumerate(found.items, first)]
    paged = pages.split(blocks, most=ITEMS_A_PAGE, room=ROOM)
    page = min(max(page, 0), len(paged) - 1)
    start = sum(map(len, paged[:page]))
    here = found.items[start : start + len(paged[page])]
    texts = tuple(
        (Button(_.plain("Read the answers to {n}", n=first + start + n), _texts(each)),)
        for n, each in enumerate(here)
        if each.texts
    )
    section_id = _id(found)
    return Screen(
        pages.fit([bold(found.section.title.in_(locale)), *paged[page]]),
        (
            *texts,
            *turn(_, page, len(paged), lambda to: OpenSection(section_id, to)),
            (Button(_.plain("Charts"), DrawCharts(section_id)), back(_, OpenResults())),
        ),
    )


def texts(
    title: str, written: Sequence[str], locale: Locale, *, here: OpenTexts, to: Callback
) -> Screen:
    """Show a page of what was written, in no order that says anything."""
    _ = words(locale)
    blocks = [quoted(beginning(text, 1500)) for text in written]
    paged = pages.split(blocks, most=TEXTS_A_PAGE, room=ROOM)
    page = min(max(here.page, 0), len(paged) - 1)
    return Screen(
        paragraphs(
            bold(beginning(title, 120)),
            lines(*paged[page]) or _.html("Fewer than five wrote: not shown."),
        ),
        (
            *turn(_, page, len(paged), lambda n: OpenTexts(here.survey, here.item, n)),
            (back(_, to),),
        ),
    )


def compared(its: Results, locale: Locale, *, page: int) -> Screen:
    """Show a page of what was asked about before and after the workshop."""
    _ = words(locale)
    blocks = [results_parts.compared(_, n, each) for n, each in enumerate(its.compared, 1)]
    paged = pages.split(blocks, most=2, room=ROOM)
    page = min(max(page, 0), len(paged) - 1)
    return Screen(
        pages.fit(
            [
                _.html("<b>Before and after</b>"),
                *(paged[page] or [_.html("There is nothing to compare yet.")]),
            ]
        ),
        (
            *turn(_, page, len(paged), OpenCompared),
            (*drawn(_, Part.COMPARED, there=bool(blocks)), back(_, OpenResults())),
        ),
    )


def _sized(_: Words, n: int, each: ItemResult) -> Markup:
    """Write an item so that it fits on a page of its own."""
    return pages.shrunk(lambda most: [results_parts.block(_, n, each, most=most)], limit=ROOM)


def _state(_: Words, its: Results, agenda: Agenda) -> Markup:
    state = its.state
    if state is None:
        return _.html("This event has no survey.")
    if state.opened_at is None:
        return _.html("It is not open yet.")
    if state.closed_at is not None:
        return _.html("It is closed.")
    closes, zone = state.survey.closes, agenda.event.time_zone
    return _.html("It is open until {when}.", when=dates.moment(closes, zone, _.locale))


def _respondents(_: Words, its: Results) -> Markup | None:
    if its.state is None or its.state.opened_at is None:
        return None
    if its.complete:
        if its.respondents is None:
            return _.html("Fewer than five answered: there is no result.")
        return _.html("Answers counted: {n}.", n=its.respondents)
    closed = its.state.closed_at is not None
    last = _.html("The last answers are counted within two minutes.") if closed else None
    if its.respondents is None:
        return last or _.html("Fewer than five answers so far: there is no result yet.")
    if last:
        return lines(_.html("Answers counted: {n}.", n=its.respondents), last)
    return lines(
        _.html(
            "Answers counted: {n}. New ones are counted when at least five wait.",
            n=its.respondents,
        ),
        _.html(
            "As long as it is open, an item shows only answers whose numbers can all be shown."
            " When it is closed, the others are added as far as they can be."
        ),
    )


def drawn(_: Words, part: Part, *, there: bool) -> tuple[Button, ...]:
    """Return the button that draws a part, where there is something to draw."""
    return (Button(_.plain("Charts"), DrawCharts(part)),) if there else ()


def _id(found: SectionResult) -> str:
    return short(found.section.id)


def _texts(its: ItemResult) -> OpenTexts:
    return OpenTexts(short(its.survey_id), short(its.item.id), 0)
