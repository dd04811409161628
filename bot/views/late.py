"""How late the day runs: asked, and what cannot be taken for an answer."""

from markupsafe import Markup

from bot.callbacks_editing import EditAgenda, Late
from bot.i18n.catalogue import words
from bot.views.screen import Button, Screen, lines, paragraphs
from storage.models import Locale

OFFERED = (5, 10, 15, 30)


def ask(locale: Locale, problem: Markup | None = None) -> Screen:
    """Ask how late it is; nothing changes before the preview is published."""
    _ = words(locale)
    return Screen(
        paragraphs(
            problem,
            _.html("<b>How many minutes late is it?</b>"),
            lines(
                _.html("Tap a number or write one. With a minus it is early: -10"),
                _.html("You see a preview first; nobody is told before you publish."),
            ),
        ),
        (
            tuple(
                Button(_.plain("+{minutes}", minutes=minutes), Late(minutes)) for minutes in OFFERED
            ),
            (Button(_.plain("Change the agenda"), EditAgenda()),),
        ),
    )


def not_minutes(most: int, locale: Locale) -> Markup:
    """Say that what was written is no number of minutes; `most` is the greatest one."""
    return words(locale).html(
        "I did not understand that. Please write minutes, from 1 to {most}.", most=most
    )
