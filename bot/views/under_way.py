"""What is said to whoever asks or answers in the midst of something else."""

from bot.callbacks_registration import StartRegistration
from bot.i18n.catalogue import words
from bot.i18n.marked import N_
from bot.views.screen import Button, Screen
from storage.models import Locale


def finish_first(locale: Locale, *, registering: bool, answers: bool = False) -> Screen:
    """Say that something else is under way, whose next message this would become.

    `answers`: it is an answer to the survey, or about a session, and no question.
    """
    _ = words(locale)
    said = {
        (True, False): N_(
            "You are registering right now. Please finish that first, or stop it with /cancel:"
            " then your question cannot become part of it."
        ),
        (True, True): N_(
            "You are registering right now. Please finish that first, or stop it with /cancel:"
            " then your answer cannot become part of it."
        ),
        (False, False): N_(
            "You are writing something else right now. Please finish that first, or stop it with"
            " /cancel: then your question cannot become part of it."
        ),
        (False, True): N_(
            "You are writing something else right now. Please finish that first, or stop it with"
            " /cancel: then your answer cannot become part of it."
        ),
    }
    go_on = ((Button(_.plain("Continue registering"), StartRegistration()),),)
    return Screen(_.html(said[registering, answers]), go_on if registering else ())
