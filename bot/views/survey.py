"""The survey: its beginning, an item a screen, all answers before they are sent, and the end."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup, escape

from bot.callbacks import Callback, Place
from bot.callbacks_surveys import (
    BeginSurvey,
    ChangeAnswer,
    ClearAnswer,
    LookOver,
    PassItem,
    PickValue,
    SendSurvey,
    StepBack,
    TickValue,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import length
from bot.views import pages, question_parts
from bot.views.editing import turn
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from bot.views.survey_words import value_word
from storage.models import (
    Agenda,
    Answered,
    Event,
    ItemKind,
    Locale,
    ResponseDraft,
    Survey,
    SurveyItem,
)

A_PAGE = 10
A_ROW = 5
BRIEF = 80
"""Clusters of a question, and of what was written, where all answers are shown."""
LABEL = 28
"""Clusters that a button shows on a small phone."""
DOTS = 10
"""Of the bar that shows how far one is."""


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


def item(
    survey: Survey, draft: ResponseDraft, locale: Locale, *, why: Markup | None = None
) -> Screen:
    """Ask the item at which the draft is; `why` says what was wrong with what came."""
    _ = words(locale)
    number = [each.id for each in survey.items].index(draft.at)
    its = survey.items[number]
    section = next(each for each in survey.sections if its in each.items)
    said = draft.answers.get(its.id, Answered())
    written = said.text if draft.follow_up or its.kind is ItemKind.TEXT else ""
    return Screen(
        paragraphs(
            _progress(_, survey, number, section.title.in_(locale)),
            why,
            *_asked(_, its, follow_up=draft.follow_up),
            _listed(_, its, said) if _is_long(_, its) and not draft.follow_up else None,
            lines(_.html("You wrote:"), question_parts.quoted(written)) if written else None,
        ),
        (
            *([] if draft.follow_up else _values(_, its, number, said)),
            *_steps(_, its, number, draft, said),
        ),
    )


def _progress(_: Words, survey: Survey, number: int, section: str) -> Markup:
    total = len(survey.items)
    full = -(-(number + 1) * DOTS // total)
    return lines(
        Markup("<i>{}</i>").format(section),
        _.html(
            "{bar} {n} of {total}", bar="●" * full + "○" * (DOTS - full), n=number + 1, total=total
        ),
    )


def _asked(_: Words, its: SurveyItem, *, follow_up: bool) -> Sequence[Markup | None]:
    if follow_up and its.follow_up is not None:
        return (
            escape(its.question.in_(_.locale)),
            bold(its.follow_up.in_(_.locale)),
            _.html("Please write it in a message, or tap “Skip”."),
        )
    hints = {
        ItemKind.CHOICES: _.html("Tap all that apply, then “Next question”."),
        ItemKind.TEXT: _.html("Please write it in a message, or tap “Skip”.")
        if not its.required
        else _.html("Please write it in a message."),
    }
    return (
        bold(its.question.in_(_.locale)),
        hints.get(its.kind),
        _.html("Required.") if its.required else None,
    )


def _is_long(_: Words, its: SurveyItem) -> bool:
    """Say whether some value does not fit on a button of a small phone: then they are listed."""
    is_scale = its.kind is ItemKind.SCALE  # its words are ours, and short
    return not is_scale and any(length(value_word(_, its, value)) > LABEL for value in its.values)


def _listed(_: Words, its: SurveyItem, said: Answered) -> Markup:
    return lines(
        *(
            _.html(
                "{n}. {word}",
                n=n,
                word=value_word(_, its, value) + (" ✓" if value in said.chosen else ""),
            )
            for n, value in enumerate(its.values, 1)
        )
    )


def _values(_: Words, its: SurveyItem, number: int, said: Answered) -> list[tuple[Button, ...]]:
    is_long = _is_long(_, its)
    buttons = []
    for n, value in enumerate(its.values):
        word = _.plain("{n}", n=n + 1) if is_long else value_word(_, its, value)
        chosen = value in said.chosen
        if its.kind is ItemKind.SCALE:
            word = _.plain("{n} · {word}", n=int(value), word=word)
        to: Callback
        if its.kind is ItemKind.CHOICES:
            to, sign = TickValue(number, n, int(not chosen)), "☑ " if chosen else "☐ "
        else:
            to, sign = PickValue(number, n), "✓ " if chosen else ""
        buttons.append(Button(sign + word, to))
    if its.kind is ItemKind.SCALE:
        buttons.reverse()  # the best first
    a_row = A_ROW - 1 if is_long else 2 if its.kind is ItemKind.YES_NO else 1
    return [tuple(buttons[n : n + a_row]) for n in range(0, len(buttons), a_row)]


def _steps(_: Words, its: SurveyItem, number: int, draft: ResponseDraft, said: Answered) -> Rows:
    follow_up = int(draft.follow_up)
    answered = bool(said.text) if draft.follow_up else bool(said.chosen or said.text)
    back = Button(_.plain("‹ Back"), StepBack(number, follow_up))
    label = _.plain("Next question ›") if answered else _.plain("Skip")
    on = Button(label, PassItem(number, follow_up))
    is_first = not number and not follow_up and not draft.returns
    may_pass = answered or not its.required or draft.follow_up
    row = (*(() if is_first else (back,)), *((on,) if may_pass else ()))
    may_clear = answered and not its.required and not draft.follow_up
    clear = ((Button(_.plain("Take my answer back"), ClearAnswer(number)),),) if may_clear else ()
    return (*((row,) if row else ()), *clear, (place(_.locale, Place.HOME),))


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
