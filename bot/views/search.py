"""What a search found, or what can be done instead."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import Place
from bot.i18n.catalogue import words
from bot.i18n.clusters import shorten
from bot.i18n.normalise import tidy
from bot.views import entries, pages
from bot.views.screen import Button, Screen, paragraphs, place
from storage.models import Agenda, Locale, Session

FOUND_AT_MOST = 10
ROOM = pages.LIMIT - 500  # for what is found; the rest is for what stands around it
OFFERED = pages.LIMIT - 2000  # the same where a question is quoted below
Offer = tuple[Markup, Button]
"""What else a text could be meant for, and the button to tap then."""
QUOTED = 60  # clusters of what was searched for, said again
QUOTED_SIGNS = 4 * QUOTED  # of which one may have any number


def found(
    agenda: Agenda,
    sessions: Sequence[Session],
    *,
    text: str,
    starred: frozenset[str],
    locale: Locale,
    offer: Offer | None = None,
) -> Screen:
    """Show the sessions that a search found, or what can be done instead."""
    _ = words(locale)
    said, asks = (offer[0], ((offer[1],),)) if offer else (None, ())
    text = shorten(tidy(text)[:QUOTED_SIGNS], QUOTED)
    home = ((place(locale, Place.AGENDA), place(locale, Place.NOW)), (place(locale, Place.HOME),))
    if not sessions:
        return Screen(
            paragraphs(
                _.html("I found nothing about “{text}” in the agenda.", text=text),
                said or _.html("Try another word, or choose one of these:"),
            ),
            (*asks, *home),
        )
    shown = sessions[:FOUND_AT_MOST]
    labels = entries.labels(agenda, shown, locale)
    written = [
        entries.line(agenda, session, label, starred=starred, locale=locale, dated=True)
        for session, label in zip(shown, labels, strict=True)
    ]
    written = pages.split(written, most=FOUND_AT_MOST, room=OFFERED if offer else ROOM)[0]
    shown, labels = shown[: len(written)], labels[: len(written)]
    return Screen(
        paragraphs(
            _.plural(
                "{n} session has “{text}” in it:",
                "{n} sessions have “{text}” in them:",
                len(sessions),
                text=text,
            ),
            Markup("\n").join(written),
            _.html(
                "Only the first {n} are shown. Write more words to narrow the search.", n=len(shown)
            )
            if len(sessions) > len(shown)
            else None,
            _.html("Tap a time to read more about it."),
            said,
        ),
        (*asks, *entries.times(shown, labels), *home),
    )
