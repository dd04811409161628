"""A speaker's answer on its way: asked for, looked at, published."""

from collections.abc import Mapping

from bot.callbacks import short
from bot.callbacks_queue import DropAnswer, OpenMine, SendAnswer, WriteAnswer
from bot.i18n.catalogue import words
from bot.views import pages, question_parts
from bot.views.screen import Button, Screen, lines
from storage.models import Agenda, Listed, Locale


def prompt(
    listed: Listed,
    locale: Locale,
    *,
    most: int,
    mine: str = "",
    why: str = "",
    values: Mapping[str, object] | None = None,
) -> Screen:
    """Ask for the answer; `why`, a msgid, says what was wrong with the one before.

    `mine`: the answer that is published already.
    """
    _ = words(locale)
    return Screen(
        pages.fit(
            part
            for part in [
                _.html(why, **(values or {})) if why else None,
                question_parts.wording(_, listed.question, most=question_parts.EXCERPT),
                lines(
                    _.html("You answered already; what you write now takes its place:"),
                    question_parts.quoted(mine, most=question_parts.EXCERPT),
                )
                if mine
                else None,
                _.html("Please write the answer, at most {most} characters.", most=most),
                _.html("It is shown once more before it is published."),
            ]
            if part
        ),
        ((Button(_.plain("Cancel"), DropAnswer(listed.question.id)),),),
    )


def preview(agenda: Agenda, listed: Listed, text: str, speaker_id: str, locale: Locale) -> Screen:
    """Show what everybody will read."""
    _ = words(locale)
    question = listed.question
    return Screen(
        pages.fit(
            [
                _.html("<b>This is what everybody will read</b>"),
                question_parts.wording(_, question, most=question_parts.EXCERPT),
                lines(
                    _.html(
                        "Answer by {name}",
                        name=question_parts.speaker_name(_, agenda, speaker_id),
                    ),
                    question_parts.quoted(text),
                ),
            ]
        ),
        (
            (Button(_.plain("Publish the answer"), SendAnswer(question.id, short(text))),),
            (
                Button(_.plain("Rewrite"), WriteAnswer(question.id)),
                Button(_.plain("Discard"), DropAnswer(question.id)),
            ),
            (Button(_.plain("‹ Back"), OpenMine(question.id)),),
        ),
    )
