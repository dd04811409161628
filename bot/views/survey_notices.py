"""What people get unasked at the end of the day: the survey, its reminders, the thanks."""

from bot.callbacks import Place
from bot.callbacks_surveys import BeginSurvey
from bot.i18n import dates
from bot.i18n.catalogue import words
from bot.views.screen import Button, Screen, bold, paragraphs, place
from bot.views.survey import beginning
from storage.models import Agenda, Event, Locale, Survey


def invitation(event: Event, survey: Survey, locale: Locale) -> Screen:
    """Tell somebody unasked that the survey is open."""
    begun = beginning(event, survey, locale)
    return Screen(begun.text, begun.rows[:1], alone=True)


def nudge(event: Event, survey: Survey, locale: Locale, *, begun: bool, last: bool) -> Screen:
    """Remind of the survey; `begun`: they have answered something, `last`: no more reminders."""
    _ = words(locale)
    return Screen(
        paragraphs(
            bold(survey.title.in_(locale)),
            _.html("You have begun, and your answers wait for you.")
            if begun
            else _.html("It takes a few minutes, and nobody can see who answers what."),
            _.html("Open until {time}.", time=dates.moment(survey.closes, event.time_zone, locale)),
            _.html("This is the last time that I remind you.") if last else None,
        ),
        ((Button(_.plain("Go on") if begun else _.plain("Begin"), BeginSurvey()),),),
        alone=True,
    )


def thanks(agenda: Agenda, locale: Locale, *, survey_is_open: bool) -> Screen:
    """Thank whoever came, at the end of the workshop."""
    _ = words(locale)
    event = agenda.event
    return Screen(
        paragraphs(
            _.html("<b>Thank you for coming.</b>"),
            _.html("“{title}” is over.", title=event.title.in_(locale)),
            _.html("If you have not answered the survey yet: it is open.")
            if survey_is_open
            else None,
            _.html(
                "What is stored about you is deleted on {date}; with /mydata you see or delete it"
                " at any time.",
                date=dates.date(event.purge_on, locale),
            ),
        ),
        (
            (place(locale, Place.SURVEY), place(locale, Place.HOME))
            if survey_is_open
            else (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )
