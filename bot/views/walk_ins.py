"""Somebody who came unregistered: what is asked, and who has the same name."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.callbacks_check_in import OpenDesk, SkipField, StoreWalkIn
from bot.i18n.catalogue import words
from bot.i18n.clusters import SIGNS, shorten
from bot.i18n.marked import N_
from bot.views import pages
from bot.views.guests import who_it_is
from bot.views.screen import Button, Screen, bold, lines, paragraphs
from storage.models import Entry, EntryStep, Guest, Locale, Problem

MOST = 6
"""So many of the same name are shown."""

_QUESTIONS = {
    EntryStep.WALK_IN_NAME: N_("What is their full name, in Khmer or Latin letters?"),
    EntryStep.WALK_IN_ORGANISATION: N_("Which organisation are they from?"),
    EntryStep.WALK_IN_POSITION: N_("What is their position there? You may skip this."),
    EntryStep.WALK_IN_PHONE: N_("What is their phone number? You may skip this."),
}
_NUMBERS = {step: number for number, step in enumerate(_QUESTIONS, 1)}
_OPTIONAL = {EntryStep.WALK_IN_POSITION, EntryStep.WALK_IN_PHONE}
_PROBLEMS = {
    Problem.NAME: N_(
        "That does not look like a name. Please write the full name in letters, without numbers."
    ),
    Problem.NAME_TOO_LONG: N_("That name is too long for me. Please write at most 80 letters."),
    Problem.ORGANISATION: N_(
        "Please write the organisation's name in letters, at most 120 of them."
    ),
    Problem.POSITION: N_("Please write the position in letters, at most 80 of them, or skip it."),
    Problem.PHONE: N_(
        "That does not look like a phone number. Please write 8 to 15 digits, or skip it."
    ),
    Problem.TAP: N_("Please tap one of the buttons."),
    Problem.NOT_TEXT: N_("I can only read text here. Please write your answer as a message."),
}


def ask(entry: Entry, locale: Locale, problem: Problem | None = None) -> Screen:
    """Ask for the next of the four fields, with what was wrong with the last answer."""
    _ = words(locale)
    step = entry.step
    skip = ((Button(_.plain("Skip"), SkipField(step)),),) if step in _OPTIONAL else ()
    heading = _.html("<b>Walk-in</b> · {n} of {total}", n=_NUMBERS[step], total=len(_NUMBERS))
    told = _.html(
        "Please tell them: the organisers keep this, and it is deleted with everything else."
    )
    return Screen(
        paragraphs(
            _.html(_PROBLEMS[problem]) if problem else heading,
            _.html(_QUESTIONS[step]),
            told if step is EntryStep.WALK_IN_NAME and not problem else None,
        ),
        (*skip, (Button(_.plain("Cancel"), OpenDesk()),)),
    )


def same(
    entry: Entry, known: Sequence[Guest], locale: Locale, problem: Problem | None = None
) -> Screen:
    """Show who is known here under the name that was entered, before it is stored."""
    _ = words(locale)
    shown = known[:MOST]

    def written(most: int | None) -> list[Markup | None]:
        def cut(text: str) -> str:
            return text if most is None else shorten(text, most, signs=SIGNS)

        return [
            _.html(_PROBLEMS[problem]) if problem else None,
            _.html("⚠️ <b>This name is known here already</b>"),
            lines(
                _.html("You wrote:"),
                bold(cut(entry.name)),
                escape(cut(entry.organisation)),
            ),
            _.html("Known here:"),
            *(
                lines(
                    bold(cut(guest.name)),
                    Markup(" · ").join(
                        escape(part) for part in (cut(guest.organisation or ""), guest.code) if part
                    ),
                )
                for guest in shown
            ),
            _.html("Is it one of these? Then tap the name, and they are checked in."),
        ]

    return Screen(
        pages.shrunk(written),
        (
            *who_it_is(shown),
            (Button(_.plain("Somebody else: store them"), StoreWalkIn()),),
            (Button(_.plain("Cancel"), OpenDesk()),),
        ),
    )
