"""Reading questions: a page of them, one whole, the sessions that have some, and a report."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.callbacks import Place, short
from bot.callbacks_moderation import OpenCase
from bot.callbacks_questions import (
    AskAbout,
    ChooseQuestions,
    MoreQuestions,
    OpenQuestion,
    OpenQuestions,
    ReportQuestion,
    Upvote,
)
from bot.callbacks_queue import OpenMine
from bot.i18n.catalogue import Words, words
from bot.views import entries, pages, question_parts
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from storage.models import Agenda, Listed, Locale, Question, QuestionPage, QuestionStatus, Session

EXCERPTS = (question_parts.EXCERPT, 120, 60, 30)
"""Clusters of each text in a list; where they do not fit, fewer."""


def page(its: QuestionPage, agenda: Agenda, locale: Locale, *, takes: bool) -> Screen:
    """Show a page of a session's questions; `takes`: more can be asked there."""
    _ = words(locale)
    key = short(its.session.id)
    heading = lines(_.html("<b>Questions</b>"), Markup("{}").format(its.session.title.in_(locale)))
    ask = ((Button(_.plain("Ask a question"), AskAbout(key)),),) if takes else ()
    if not its.listed:
        return Screen(
            paragraphs(heading, _.html("No questions stand here yet.")),
            (*ask, _others(_), (place(locale, Place.HOME),)),
        )
    last = its.listed[-1].question
    turn = (
        *((Button(_.plain("‹ From the start"), OpenQuestions(key)),) if not its.first else ()),
        *(
            (
                Button(
                    _.plain("More questions ›"),
                    MoreQuestions(last.id, int(last.status is QuestionStatus.ANSWERED)),
                ),
            )
            if its.more
            else ()
        ),
    )
    return Screen(
        _page(_, its, agenda, heading),
        (
            *(_deeds(_, each, n) for n, each in enumerate(its.listed, 1)),
            *((turn,) if turn else ()),
            *ask,
            (Button(_.plain("Update"), OpenQuestions(key)), *_others(_)),
            (place(locale, Place.HOME),),
        ),
    )


def _page(_: Words, its: QuestionPage, agenda: Agenda, heading: Markup) -> Markup:
    """Write the questions with as much of each as there is room for, the answered ones below."""
    statuses = [each.question.status for each in its.listed]
    takes_votes = QuestionStatus.APPROVED in statuses
    legend = _.html("👍 says that you want to know it too.") if takes_votes else None
    text = Markup("")
    for most in EXCERPTS:
        shown = [_entry(_, agenda, each, n, most=most) for n, each in enumerate(its.listed, 1)]
        if QuestionStatus.ANSWERED in statuses:
            shown.insert(statuses.index(QuestionStatus.ANSWERED), bold(_.plain("Answered")))
        text = paragraphs(heading, *shown, legend)
        if pages.length(text) <= pages.LIMIT:
            break
    return text


def whole(
    listed: Listed,
    agenda: Agenda,
    locale: Locale,
    *,
    said: Markup | None = None,
    answers: bool = False,
    moderates: bool = False,
) -> Screen:
    """Show one question whole, with its answers; `said`: what just happened.

    `answers`: the reader speaks in its session; `moderates`: they may do so.
    """
    _ = words(locale)
    question = listed.question
    own = (Button(_.plain("Answer this question"), OpenMine(question.id)),)
    case = (Button(_.plain("Moderate this question"), OpenCase(question.id)),)
    return Screen(
        pages.shrunk(lambda most: _whole(_, listed, agenda, most=most, said=said)),
        (
            *_vote_row(_, listed),
            *((own,) if answers else ()),
            *((case,) if moderates else ()),
            (Button(_.plain("Report"), ReportQuestion(question.id, 0)),),
            (
                Button(_.plain("‹ Back"), OpenQuestions(short(question.session_id))),
                place(locale, Place.HOME),
            ),
        ),
    )


def ask_report(question: Question, locale: Locale) -> Screen:
    """Ask whether a question should be reported."""
    _ = words(locale)
    return Screen(
        paragraphs(
            question_parts.quoted(question.text),
            _.html(
                "Tell the moderators that this question should not stand here? They do not see who"
                " reported it."
            ),
        ),
        (
            (Button(_.plain("Report"), ReportQuestion(question.id, 1)),),
            (Button(_.plain("Keep it"), OpenQuestion(question.id)),),
        ),
    )


def reported(locale: Locale) -> Markup:
    """Thank for a report."""
    return words(locale).html("Thank you. A moderator will look at it.")


def closed(locale: Locale) -> str:
    """Say that a question was answered meanwhile, and takes no votes any more."""
    return words(locale).plain("It was answered already.")


def choose_session(
    agenda: Agenda, sessions: Sequence[Session], counts: Mapping[str, int], locale: Locale
) -> Screen:
    """List the sessions that have questions."""
    _ = words(locale)
    if not sessions:
        return Screen(
            paragraphs(_.html("<b>Questions</b>"), _.html("No questions stand here yet.")),
            (
                (place(locale, Place.ASK),),
                (place(locale, Place.AGENDA), place(locale, Place.HOME)),
            ),
        )
    labels = entries.labels(agenda, sessions, locale)

    def write(most: int | None) -> list[Markup]:
        written = [
            lines(
                entries.line(
                    agenda, each, label, starred=frozenset(), locale=locale, dated=True, most=most
                ),
                _.html("Questions: {n}", n=question_parts.count(_, counts[each.id])),
            )
            for each, label in zip(sessions, labels, strict=True)
        ]
        return [_.html("<b>Questions</b>"), *written, _.html("Tap the time of a session.")]

    return Screen(
        pages.shrunk(write),
        (
            *entries.rows(
                [
                    Button(label, OpenQuestions(short(each.id)))
                    for each, label in zip(sessions, labels, strict=True)
                ]
            ),
            (place(locale, Place.ASK), place(locale, Place.HOME)),
        ),
    )


def _entry(_: Words, agenda: Agenda, listed: Listed, n: int, *, most: int) -> Markup:
    question = listed.question
    number = _.plain("{n}", n=n)
    told = question_parts.answered(_, agenda, question, listed.answers, most=most)
    return lines(
        question_parts.numbered(number, question_parts.plain(question.text, most=most)),
        Markup("<i>{}</i>").format(question_parts.plain(question.translation, most=most))
        if question.translation
        else None,
        question_parts.dotted(
            question_parts.votes(_, question.votes),
            _.html("✓ you too") if listed.mine else None,
            question_parts.marks(_, question),
            _.html("edited") if question.edited else None,
        ),
        *(told[:1] if question.status is QuestionStatus.ANSWERED else ()),
    )


def _deeds(_: Words, listed: Listed, n: int) -> tuple[Button, ...]:
    """Return the row of a question: a vote where it is open, or one taken back, and the whole."""
    question = listed.question
    label = _.plain("✓ #{n}", n=n) if listed.mine else _.plain("👍 #{n}", n=n)
    vote = Button(label, Upvote(question.id, int(not listed.mine), 0))
    whole = Button(_.plain("Open #{n}", n=n), OpenQuestion(question.id))
    return (vote, whole) if question.status is QuestionStatus.APPROVED else (whole,)


def _vote_row(_: Words, listed: Listed) -> Rows:
    if listed.question.status is not QuestionStatus.APPROVED:
        return ()
    label = _.plain("✓ No longer") if listed.mine else _.plain("👍 I want to know too")
    return ((Button(label, Upvote(listed.question.id, int(not listed.mine), 1)),),)


def _whole(
    _: Words, listed: Listed, agenda: Agenda, *, most: int | None, said: Markup | None
) -> list[Markup | None]:
    question = listed.question
    return [
        said,
        question_parts.about(_, agenda, question.session_id, question.speaker_id),
        question_parts.wording(_, question, most=most),
        question_parts.dotted(
            question_parts.votes(_, question.votes),
            _.html("✓ you too") if listed.mine else None,
            question_parts.marks(_, question),
        ),
        *question_parts.answered(_, agenda, question, listed.answers, most=most),
    ]


def _others(_: Words) -> tuple[Button, ...]:
    return (Button(_.plain("Other sessions"), ChooseQuestions()),)
