"""How the sessions were rated, and whether people are asked."""

from markupsafe import Markup

from bot.callbacks import short
from bot.callbacks_results import OpenRatings, OpenResults, OpenTexts, Part
from bot.callbacks_surveys import SwitchFeedback
from bot.i18n.catalogue import Words, words
from bot.views import pages, results_parts
from bot.views.editing import back, turn
from bot.views.question_parts import beginning
from bot.views.results import ITEMS_A_PAGE, ROOM, drawn
from bot.views.screen import Button, Screen, bold, lines
from storage.models import Agenda, Locale, Results, SessionRating


def ratings(
    its: Results, agenda: Agenda, locale: Locale, *, page: int, asks: bool = True
) -> Screen:
    """Show a page of how the sessions were rated, as far as five rated them.

    `asks`: people are asked after each session.
    """
    _ = words(locale)
    blocks = [_rating(_, n, each, agenda) for n, each in enumerate(its.ratings, 1)]
    paged = pages.split(blocks, most=ITEMS_A_PAGE, room=ROOM)
    page = min(max(page, 0), len(paged) - 1)
    start = sum(map(len, paged[:page]))
    comments = tuple(
        (Button(_.plain("Read the comments on {n}", n=start + n), _comments(each)),)
        for n, each in enumerate(its.ratings[start : start + len(paged[page])], 1)
        if each.comments
    )
    return Screen(
        pages.fit(
            [
                _.html("<b>How the sessions were rated</b>"),
                *paged[page],
                _.html("Sessions that fewer than five people rated are not listed."),
                _.html("After each session, whoever was checked in is asked how it was.")
                if asks
                else _.html("Nobody is asked how a session was."),
            ]
        ),
        (
            (
                Button(
                    _.plain("Ask no more") if asks else _.plain("Ask after sessions"),
                    SwitchFeedback(int(not asks)),
                ),
            ),
            *comments,
            *turn(_, page, len(paged), OpenRatings),
            (*drawn(_, Part.RATINGS, there=bool(blocks)), back(_, OpenResults())),
        ),
    )


def _rating(_: Words, n: int, its: SessionRating, agenda: Agenda) -> Markup:
    found = agenda.session(its.session_id)
    title = found.title.in_(_.locale) if found else its.session_id
    return lines(
        bold(f"{_.plain('{n}', n=n)}. {beginning(title, 120)}"),
        *results_parts.rows(_, its.result),
        _.html("Comments: {n}", n=its.comments) if its.comments else None,
    )


def _comments(its: SessionRating) -> OpenTexts:
    return OpenTexts(short(f"comment:{its.session_id}"), short("comment"), 0)
