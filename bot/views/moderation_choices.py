"""What a moderator chooses from: a reason, the question that says the same, another session."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import short
from bot.callbacks_moderation import (
    ChooseSession,
    ChooseSpeakerFor,
    Decline,
    HandOver,
    MergeInto,
    OpenCase,
    Wording,
    WriteAbout,
)
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.views import entries, pages, question_parts
from bot.views.editing import turn
from bot.views.screen import Button, Screen, lines, paragraphs
from storage.models import (
    Agenda,
    Locale,
    Question,
    QuestionStatus,
    Reason,
    Session,
    SessionSpeaker,
)

LABEL = 24
A_PAGE = 12


def reasons(question: Question, was: QuestionStatus, locale: Locale) -> Screen:
    """Ask why a question is declined; whoever asked can read it."""
    _ = words(locale)
    listed = [
        Button(_label(_, reason), Decline(question.id, reason, was))
        for reason in Reason
        if reason is not Reason.OTHER
    ]
    return Screen(
        paragraphs(
            question_parts.quoted(question.text, most=question_parts.EXCERPT),
            _.html("Why? Whoever asked can read the reason."),
        ),
        (
            *((each,) for each in listed),
            (Button(_.plain("In your own words"), WriteAbout(question.id, Wording.REASON, was)),),
            (_back(_, question),),
        ),
    )


def whole(question: Question, others: Sequence[Question], locale: Locale) -> Screen:
    """Ask which question says the same."""
    _ = words(locale)

    def write(most: int | None) -> list[Markup | None]:
        most = min(most or question_parts.EXCERPT, question_parts.EXCERPT)
        return [
            question_parts.quoted(question.text, most=most),
            *(
                question_parts.numbered(
                    _.plain("{n}", n=n), question_parts.plain(each.text, most=most)
                )
                for n, each in enumerate(others, 1)
            ),
            _.html(
                "Which one says the same? That one stays; whoever wanted to know either counts"
                " once."
            )
            if others
            else _.html("There is no other question in this session."),
        ]

    return Screen(
        pages.shrunk(write),
        (
            *entries.rows(
                [
                    Button(_.plain("{n}", n=n), MergeInto(question.id, each.id))
                    for n, each in enumerate(others, 1)
                ]
            ),
            (_back(_, question),),
        ),
    )


def sessions(
    question: Question, agenda: Agenda, taking: Sequence[Session], locale: Locale, *, page: int
) -> Screen:
    """Ask to which session a question is handed."""
    _ = words(locale)
    paged = [taking[n : n + A_PAGE] for n in range(0, len(taking), A_PAGE)] or [()]
    page = min(max(page, 0), len(paged) - 1)
    labels = entries.labels(agenda, paged[page], locale)

    def write(most: int | None) -> list[Markup | None]:
        written = [
            entries.line(
                agenda, each, label, starred=frozenset(), locale=locale, dated=True, most=most
            )
            for each, label in zip(paged[page], labels, strict=True)
        ]
        return [
            question_parts.quoted(question.text, most=question_parts.EXCERPT),
            lines(*written),
            _.html("To which session? Tap its time."),
        ]

    return Screen(
        pages.shrunk(write),
        (
            *entries.rows(
                [
                    Button(label, ChooseSpeakerFor(question.id, short(each.id)))
                    for each, label in zip(paged[page], labels, strict=True)
                ]
            ),
            *turn(_, page, len(paged), lambda to: ChooseSession(question.id, to)),
            (_back(_, question),),
        ),
    )


def speakers(
    question: Question, session: Session, parts: Sequence[SessionSpeaker], locale: Locale
) -> Screen:
    """Ask to whom of a session a question is handed."""
    _ = words(locale)
    key = short(session.id)
    named = {part.speaker.id: question_parts.named(part.speaker, locale) for part in parts}
    return Screen(
        paragraphs(
            question_parts.quoted(question.text, most=question_parts.EXCERPT),
            _.html("Session: {title}", title=session.title.in_(locale)),
            _.html("For whom is it?"),
        ),
        (
            (Button(_.plain("Whoever can answer"), HandOver(question.id, key, "")),),
            *(
                (Button(shorten(name, LABEL), HandOver(question.id, key, short(speaker_id))),)
                for speaker_id, name in named.items()
            ),
            (_back(_, question),),
        ),
    )


def _label(_: Words, reason: Reason) -> str:
    written = _.plain(question_parts.REASONS[reason])
    return written[:1].upper() + written[1:]


def _back(_: Words, question: Question) -> Button:
    return Button(_.plain("‹ Back"), OpenCase(question.id))
