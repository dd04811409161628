"""Which pictures of the results there are to send."""

from bot.callbacks import short
from bot.callbacks_results import DrawCharts, OpenResults, Part
from bot.i18n.catalogue import words
from bot.i18n.clusters import shorten
from bot.views.editing import back
from bot.views.results import LABEL
from bot.views.screen import Button, Screen, paragraphs
from storage.models import Locale, Results


def offer(its: Results, locale: Locale) -> Screen:
    """Offer the pictures of each part."""
    _ = words(locale)
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                shorten(each.section.title.in_(locale), LABEL), DrawCharts(short(each.section.id))
            ),
        )
        for each in its.sections
        if any(item.has_numbers for item in each.items)
    ]
    if any(each.before.has_numbers for each in its.compared):
        rows.append((Button(_.plain("Before and after"), DrawCharts(Part.COMPARED)),))
    if any(each.result.has_numbers for each in its.ratings):
        rows.append((Button(_.plain("Sessions"), DrawCharts(Part.RATINGS)),))
    return Screen(
        paragraphs(
            _.html("<b>Results as pictures</b>"),
            _.html("Choose a part. What may not be shown is hatched, never drawn at its length."),
        ),
        (*rows, (back(_, OpenResults()),)),
    )


def none(locale: Locale) -> Screen:
    """Say that no pictures can be drawn here, or that there is nothing to draw."""
    _ = words(locale)
    return Screen(
        _.html("No pictures can be drawn of this. The results are there as text and as files."),
        ((back(_, OpenResults()),),),
    )
