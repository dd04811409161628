"""The survey: its beginning, all answers before they are sent, and the end."""

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup, escape

from bot.callbacks import Place
from bot.callbacks_surveys import (
    BeginSurvey,
    ChangeAnswer,
    LookOver,
    SendSurvey,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views import pages, question_parts
from bot.views.editing import turn
from bot.views.screen import Button, Screen, bold, lines, paragraphs, place
from bot.views.survey_item import A_ROW
from bot.views.survey_words import value_word
from storage.models import (
    Agenda,
    Answered,
    Event,
    Locale,
    ResponseDraft,
    Survey,
    SurveyItem,
)

A_PAGE = 10
BRIEF = 80
"""Clusters of a question, and of what was written, where all answers are shown."""


def beginning(event: Event, survey: Survey, locale: Locale) -> Screen:
    """Say what the survey is for, how long it is, and who can see what."""
    _ = words(locale)
    return Screen(
        paragraphs(
            bold(survey.title.in_(locale)),
            escape(survey.introduction.in_(locale)),
            lines(
                _.html("{n} questions; most need one tap.", n=len(survey.items)),
                _.html(
                    "Open until {time}.",
                    time=dates.moment(survey.closes, event.time_zone, locale),
                ),
            ),
            promise(_),
        ),
        (
            (Button(_.plain("Begin"), BeginSurvey()),),
            (place(locale, Place.PRIVACY), place(locale, Place.HOME)),
        ),
    )


def promise(_: Words) -> Markup:
    """Say in three lines who can see what."""
    return lines(
        _.html("• Nobody can see which answers are yours: not the organisers either."),
        _.html("• That you took part is kept apart from what you answered."),
        _.html("• Nothing is shown for fewer than five people."),
    )


def all_answers(
    survey: Survey,
    draft: ResponseDraft,
    locale: Locale,
    *,
    mark: str,
    page: int = 0,
    why: Markup | None = None,
) -> Screen:
    """Show a page of the answers, each changed by a tap on its number; nothing is sent yet."""
    _ = words(locale)
    paged = [survey.items[n : n + A_PAGE] for n in range(0, len(survey.items), A_PAGE)]
    page = min(max(page, 0), len(paged) - 1)
    first = page * A_PAGE
    here = list(enumerate(paged[page], first))
    numbers = [Button(_.plain("{n}", n=n + 1), ChangeAnswer(n)) for n, _its in here]

    def write(most: int | None) -> list[Markup | None]:
        return [
            _.html("<b>Your answers</b>"),
            why,
            *(_line(_, n, its, draft.answers, most or BRIEF) for n, its in here),
            _.html(
                "Tap a number to change an answer."
                " Nothing is sent before you tap “Send my answers”."
            ),
        ]

    return Screen(
        pages.shrunk(write),
        (
            *(tuple(numbers[n : n + A_ROW]) for n in range(0, len(numbers), A_ROW)),
            *turn(_, page, len(paged), LookOver),
            (Button(_.plain("Send my answers"), SendSurvey(mark)),),
            (place(locale, Place.HOME),),
        ),
    )


def _line(
    _: Words, number: int, its: SurveyItem, answers: Mapping[str, Answered], most: int
) -> Markup:
    said = answers.get(its.id)
    question = question_parts.beginning(its.question.in_(_.locale), min(most, BRIEF))
    return lines(
        _.html("{n}. {question}", n=number + 1, question=question),
        Markup("<b>{}</b>").format(
            question_parts.beginning(answer_words(_, its, said), min(most, BRIEF))
        )
        if said
        else Markup("<i>{}</i>").format(_.plain("no answer")),
    )


def answer_words(_: Words, its: SurveyItem, said: Answered) -> str:
    """Write an answer on one line."""
    chosen = [value_word(_, its, value) for value in said.chosen]
    written = [" ".join(said.text.split())] if said.text else []
    return " · ".join([*chosen, *written])


def sent(locale: Locale, *, already: bool = False) -> Screen:
    """Thank whoever sent their answers."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>You have sent your answers already. Thank you.</b>")
            if already
            else _.html("<b>Your answers were sent. Thank you.</b>"),
            _.html("Nobody can find out which ones are yours, so they cannot be changed any more."),
        ),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )


def not_open(agenda: Agenda, survey: Survey | None, locale: Locale, *, now: datetime) -> Screen:
    """Say when the survey opens; None: there is none."""
    _ = words(locale)
    session = agenda.session(survey.opens) if survey else None
    if survey is None:
        said = _.html("There is no survey at this workshop.")
    elif session is None or session.cancelled:
        said = _.html("The survey opens at the end of the workshop. I will tell you.")
    elif session.starts_at <= now:  # it is late, and nobody knows how much
        title = session.title.in_(locale)
        said = _.html("The survey opens with “{title}”. I will tell you.", title=title)
    else:
        said = _.html(
            "The survey opens with “{title}”, {time}. I will tell you.",
            title=session.title.in_(locale),
            time=dates.moment(session.starts_at, agenda.event.time_zone, locale),
        )
    return Screen(said, ((place(locale, Place.AGENDA), place(locale, Place.HOME)),))


def late(locale: Locale) -> Screen:
    """Say that the survey is for those who were here when it opened."""
    return Screen(
        words(locale).html(
            "This survey is for those who used me before it opened. Please tell the organisers what"
            " you think."
        ),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )


def closed(locale: Locale) -> Screen:
    """Say that the survey is over."""
    return Screen(
        words(locale).html("The survey is closed. Thank you to everybody who took part."),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )
