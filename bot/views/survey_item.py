"""An item of the survey on a screen of its own: asked, and what was answered so far."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.callbacks import Callback, Place
from bot.callbacks_surveys import ClearAnswer, PassItem, PickValue, StepBack, TickValue
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import length
from bot.views import question_parts
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from bot.views.survey_words import value_word
from storage.models import Answered, ItemKind, Locale, ResponseDraft, Survey, SurveyItem

A_ROW = 5
"""Buttons with a number only."""
LABEL = 28
"""Clusters that a button shows on a small phone."""
DOTS = 10
"""Of the bar that shows how far one is."""


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
