"""What is wrong with an answer, and what to do: twice in the same words, then in others."""

from markupsafe import Markup

from bot.i18n.catalogue import words
from bot.i18n.marked import N_
from bot.views.home import contact
from bot.views.screen import lines
from storage.models import Event, Locale, Problem

SAME_WORDS = 2

_PROBLEMS = {
    Problem.NAME: N_(
        "That does not look like a name. Please write your full name in letters, without numbers."
    ),
    Problem.NAME_TOO_LONG: N_("That name is too long for me. Please write at most 80 letters."),
    Problem.ORGANISATION: N_(
        "Please write your organisation's name in letters, at most 120 of them."
    ),
    Problem.POSITION: N_("Please write your position in letters, at most 80 of them, or skip it."),
    Problem.PHONE: N_(
        "That does not look like a phone number. Please write 8 to 15 digits, or skip it."
    ),
    Problem.SOMEONE_ELSES_CONTACT: N_(
        "That is someone else's contact. Please share your own with the button, or write your"
        " number, or skip it."
    ),
    Problem.LEVEL: N_("Please tap one of the two levels."),
    Problem.PROVINCE: N_("I do not know that province. Please tap one of these."),
    Problem.TAP: N_("Please tap one of the buttons."),
    Problem.NOT_TEXT: N_("I can only read text here. Please write your answer as a message."),
}
_OTHERWISE = {
    Problem.NAME: N_("It still does not fit. For example: <b>Sok Dara</b>."),
    Problem.NAME_TOO_LONG: N_("Still too long. A short form of your name is enough."),
    Problem.ORGANISATION: N_(
        "It still does not fit. For example: <b>Open Development Cambodia</b>."
    ),
    Problem.POSITION: N_("It still does not fit. For example: <b>Program Officer</b>."),
    Problem.PHONE: N_("It still does not fit. For example: <code>012345678</code>."),
    Problem.SOMEONE_ELSES_CONTACT: N_("Still someone else's. You can skip this step."),
    Problem.LEVEL: N_("The buttons are right under this message."),
    Problem.PROVINCE: N_("The buttons are right under this message."),
    Problem.TAP: N_("The buttons are right under this message."),
    Problem.NOT_TEXT: N_("Still no text. Only written words can be taken here."),
}


def problem(what: Problem, misses: int, event: Event, locale: Locale) -> Markup:
    """Explain what is wrong; from the third time on in other words, with a way out."""
    _ = words(locale)
    if misses <= SAME_WORDS:
        return _.html(_PROBLEMS[what])
    return lines(
        _.html(_OTHERWISE[what]),
        _.html("You can also stop here with /cancel and register at the desk."),
        contact(event, locale),
    )
