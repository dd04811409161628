"""The messages that people get unasked."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.catalogue import words
from bot.views import pages
from bot.views.screen import Button, Rows, Screen, paragraphs
from bot.views.standing import standing
from storage.models import Agenda, Participant

BETWEEN = Markup("\n\n———\n\n")
MOST_ROWS = 8
"""Of buttons: more would push what they belong to off a small screen."""


def promoted(agenda: Agenda, reader: Participant) -> Screen:
    """Tell somebody on the waiting list that they have a place."""
    _ = words(reader.locale)
    stands = standing(reader, ahead=0)
    good_news = _.html(
        "Good news: a place became free for you at “{title}”.",
        title=agenda.event.title.in_(reader.locale),
    )
    return Screen(paragraphs(good_news, stands.text), stands.rows)


def merged(screens: Sequence[Screen]) -> tuple[Screen, int]:
    """Put what has piled up for somebody into one message; say how many from the first on fit.

    A photo or file stays alone with its text, and so do a text that fills the message and one that
    wants to. Where one
    part has no buttons, for a tap would put another screen in its place, the whole has none.
    """
    first, *others = screens
    text, fit = first.text, 1
    for screen in others:
        longer = text + BETWEEN + screen.text
        alone = any(each.attachment or each.alone for each in (first, screen))
        if alone or pages.length(longer) > pages.LIMIT:
            break
        text, fit = longer, fit + 1
    if fit == 1:
        return first, 1
    parts = [screen.rows for screen in screens[:fit]]
    rows = tuple(row for part in parts for row in part) if all(parts) else ()
    return Screen(text, _without_repeats(rows)[:MOST_ROWS]), fit


def _without_repeats(rows: Rows) -> Rows:
    seen: set[Button] = set()
    kept = []
    for row in rows:
        new = tuple(button for button in row if button not in seen)
        seen.update(new)
        kept += [new] if new else []
    return tuple(kept)
