"""A question and its answers as parts of a screen: quoted, counted, and how it stands."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.i18n.catalogue import Words
from bot.i18n.clusters import SIGNS, shorten
from bot.i18n.marked import N_
from bot.views.screen import bold, lines
from storage.models import (
    Agenda,
    Answer,
    Locale,
    Question,
    QuestionStatus,
    Reason,
    Speaker,
    Spot,
)

EXCERPT = 200
"""Clusters of a question in a list."""
FEW = range(1, 5)
"""Counts that are not shown as they are: see `bot.services.withholding`."""

REASONS = {
    Reason.OFF_TOPIC: N_("off topic"),
    Reason.REPEATED: N_("asked already"),
    Reason.DISRESPECTFUL: N_("disrespectful"),
    Reason.PERSONAL: N_("holds personal data"),
    Reason.OTHER: N_("another reason"),
}


def quoted(text: str, *, most: int | None = None) -> Markup:
    """Quote what somebody wrote, at most so many clusters of it."""
    return Markup("<blockquote>{}</blockquote>").format(
        text if most is None else beginning(text, most)
    )


def count(_: Words, n: int | None) -> str:
    """Write a count; one that is withheld, or too small to be shown, reads 1–4."""
    if n is None or n in FEW:
        return _.plain("1–4")
    return _.plain("{n}", n=n)


def votes(_: Words, n: int) -> Markup | None:
    """Say how many want to know it too; None where nobody said so."""
    if not n:
        return None
    if n in FEW:
        return _.html("1–4 people want to know too")
    return _.html("{n} people want to know too", n=n)


def about(_: Words, agenda: Agenda, session_id: str, speaker_id: str | None) -> Markup:
    """Name the session that a question is for, and the speaker where it is for one."""
    session = agenda.session(session_id)
    title = session.title.in_(_.locale) if session else session_id
    return lines(
        _.html("Session: {title}", title=title),
        _.html("For: {name}", name=speaker_name(_, agenda, speaker_id)) if speaker_id else None,
    )


def where(_: Words, agenda: Agenda, question: Question) -> Markup | None:
    """Name the session of a question in a list, briefly; None where it is gone."""
    session = agenda.session(question.session_id)
    if session is None:
        return None
    return Markup("<i>{}</i>").format(beginning(session.title.in_(_.locale), 40))


def speaker_name(_: Words, agenda: Agenda, speaker_id: str) -> str:
    """Name a speaker with the honorific that the agenda gives; the id where nobody is left."""
    who = agenda.speakers.get(speaker_id)
    return speaker_id if who is None else named(who, _.locale)


def named(who: Speaker, locale: Locale) -> str:
    """Name somebody under their honorific."""
    return " ".join(text.in_(locale) for text in (who.honorific, who.name) if text)


def state(_: Words, question: Question) -> Markup:
    """Say how a question stands, in words for whoever asked it."""
    match question.status, question.spot:
        case QuestionStatus.PENDING, _spot:
            return _.html("Waiting: a moderator looks at it soon.")
        case QuestionStatus.APPROVED, Spot.NOW:
            return _.html("On stage now.")
        case QuestionStatus.APPROVED, Spot.PLANNED:
            return _.html("It will be answered on stage.")
        case QuestionStatus.APPROVED, _spot:
            return _.html("Published: the speaker can answer it.")
        case QuestionStatus.ANSWERED, _spot:
            return _.html("Answered.")
    return _.html("It was declined: {reason}.", reason=reason(_, question))


def reason(_: Words, question: Question) -> str:
    """Say why a question was declined."""
    if question.reason_text is not None:
        return question.reason_text.rstrip(" .។")
    return _.plain(REASONS[question.reason or Reason.OTHER])


def wording(_: Words, question: Question, *, most: int | None = None) -> Markup:
    """Quote a question with its translation, and say that a moderator edited it."""
    return lines(
        quoted(question.text, most=most),
        _.html("<i>edited by a moderator</i>") if question.edited else None,
        translated(_, question.translation, most=most),
    )


def translated(_: Words, text: str | None, *, most: int | None = None) -> Markup | None:
    """Quote a moderator's translation."""
    if text is None:
        return None
    return lines(_.html("<i>Translation:</i>"), quoted(text, most=most))


def answers(
    _: Words, agenda: Agenda, given: Sequence[Answer], *, most: int | None = None
) -> list[Markup]:
    """Quote the written answers, each under its speaker's name."""
    names = [speaker_name(_, agenda, each.speaker_id) for each in given]
    if most is not None:
        names = [beginning(name, most) for name in names]
    return [
        lines(
            bold(_.plain("Answer by {name}", name=name)),
            quoted(each.text, most=most),
            translated(_, each.translation, most=most),
        )
        for each, name in zip(given, names, strict=True)
    ]


def answered(
    _: Words,
    agenda: Agenda,
    question: Question,
    given: Sequence[Answer],
    *,
    most: int | None = None,
) -> list[Markup]:
    """Give the answers of a question, or say that it was answered on the stage."""
    if question.status is QuestionStatus.ANSWERED and not given:
        return [_.html("It was answered on stage.")]
    return answers(_, agenda, given, most=most)


def marks(_: Words, question: Question) -> Markup | None:
    """Say in short where on the stage an open question is."""
    if question.status is not QuestionStatus.APPROVED or question.spot is Spot.NONE:
        return None
    if question.spot is Spot.NOW:
        return _.html("<b>on stage, right now</b>")
    return _.html("to be answered on stage")


def dotted(*parts: Markup | None) -> Markup | None:
    """Join the parts that are there on one line."""
    there = [part for part in parts if part]
    return Markup(" · ").join(there) if there else None


def numbered(n: str, text: Markup) -> Markup:
    """Put a number before a text."""
    return Markup("{} {}").format(bold(f"{n}."), text)


def plain(text: str, *, most: int = EXCERPT) -> Markup:
    """Return the beginning of a text on one line."""
    return escape(beginning(" ".join(text.split()), most))


def beginning(text: str, most: int) -> str:
    """Return the beginning of what somebody wrote: signs piled upon signs take no more room."""
    return shorten(text, most, signs=SIGNS)
