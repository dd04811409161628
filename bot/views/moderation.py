"""Moderators: what waits, the lists, and one question with all that can be done about it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import Place, short
from bot.callbacks_moderation import (
    Approve,
    Box,
    ChooseReason,
    ChooseSession,
    ChooseWhole,
    KeepReported,
    MergeInto,
    OpenBox,
    OpenCase,
    OpenInbox,
    Reconsider,
    Wording,
    WriteAbout,
    WriteAnswerTranslation,
)
from bot.callbacks_qa_results import OpenSummaries
from bot.callbacks_qa_rules import OpenRules
from bot.callbacks_running import MarkAnswered, PutOnStage, Reopen, RunFrom
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import entries, pages, question_parts
from bot.views.editing import turn
from bot.views.screen import Button, Rows, Screen, lines, paragraphs, place
from storage.models import (
    Agenda,
    Case,
    Hint,
    Inbox,
    Locale,
    Question,
    QuestionStatus,
    Spot,
)

A_PAGE = 8
ROOM = pages.LIMIT - 400
BRIEF = 120
"""Clusters of a question that says much the same."""

APPROVED = N_("Approved. Everybody can read it now, and the speaker gets it.")
APPROVED_ALONE = N_(
    "Approved. Everybody can read it now. No speaker of its session is in the bot yet; it can be"
    " answered on stage."
)
CORRECTED = N_("Stored. Please see whether the translation still says the same.")
DECIDED = N_("You have decided about it already.")
KEPT = N_("Noted: it stays.")
DECLINED = N_("Declined.")
TAKEN_DOWN = N_("Taken down.")
WAITS_AGAIN = N_("It waits again.")
UNITED = N_("United. Whoever wanted to know either counts once.")
HANDED = N_("Handed over.")
ANSWERED = N_("Noted: answered on stage.")
REOPENED = N_("It is open again.")
ON_STAGE = N_("On stage now.")
STORED = N_("Stored.")
FIRST = N_("{name} was first.")
SOMEBODY = N_("Somebody else was first.")

_STATUSES = {
    QuestionStatus.PENDING: N_("waiting"),
    QuestionStatus.APPROVED: N_("published"),
    QuestionStatus.ANSWERED: N_("answered"),
    QuestionStatus.REJECTED: N_("declined"),
}
_HINTS = {
    Hint.LINK: N_("⚠ There is a link in it."),
    Hint.PHONE: N_("⚠ There is a phone number in it."),
}
_BOXES = {
    Box.WAITING: N_("Waiting questions"),
    Box.REPORTED: N_("Reported questions"),
    Box.STRAY: N_("Questions that no speaker takes"),
    Box.PUBLISHED: N_("Published, not answered"),
    Box.ANSWERED: N_("Answered questions"),
    Box.DECLINED: N_("Declined questions"),
}


def inbox(its: Inbox, locale: Locale, *, said: str = "") -> Screen:
    """Show what moderators have to do."""
    _ = words(locale)
    first = its.waiting or its.reported or its.stray
    boxes = {Box.WAITING: its.waiting, Box.REPORTED: its.reported, Box.STRAY: its.stray}
    decided = {Box.PUBLISHED: its.open, Box.ANSWERED: its.answered, Box.DECLINED: its.declined}
    return Screen(
        paragraphs(
            _.html(said) if said else None,
            _.html("<b>Questions to look at</b>"),
            lines(
                _.html("Waiting: {n}", n=len(its.waiting)),
                _.html("Reported: {n}", n=len(its.reported)) if its.reported else None,
                _.html("No speaker takes them: {n}", n=len(its.stray)) if its.stray else None,
                _.html("Published, not answered: {n}", n=its.open),
            ),
        ),
        (
            *(((Button(_.plain("Look at the first"), OpenCase(first[0].id)),),) if first else ()),
            *(
                (Button(_.plain(_BOXES[box]), OpenBox(box, 0)),)
                for box, rows in boxes.items()
                if len(rows) > 1 or (rows and rows is not first)
            ),
            *((Button(_.plain(_BOXES[box]), OpenBox(box, 0)),) for box, n in decided.items() if n),
            (
                Button(_.plain("Summary"), OpenSummaries(0)),
                Button(_.plain("Q&A rules"), OpenRules()),
            ),
            (Button(_.plain("Update"), OpenInbox()), place(locale, Place.HOME)),
        ),
    )


def notice(its: Inbox, locale: Locale) -> Screen:
    """Tell moderators that questions wait."""
    _ = words(locale)
    n = len(its.waiting) + len(its.reported) + len(its.stray)
    return Screen(
        _.plural("{n} question waits to be looked at.", "{n} questions wait to be looked at.", n),
        ((Button(_.plain("Look at them"), OpenInbox()),),),
    )


def box(
    which: Box, rows: Sequence[Question], agenda: Agenda, locale: Locale, *, page: int
) -> Screen:
    """List a page of questions; tap a number to open one."""
    _ = words(locale)
    paged = [rows[n : n + A_PAGE] for n in range(0, len(rows), A_PAGE)] or [()]
    page = min(max(page, 0), len(paged) - 1)
    first = page * A_PAGE + 1
    written = [
        lines(
            question_parts.numbered(
                _.plain("{n}", n=n), question_parts.plain(each.text, most=BRIEF)
            ),
            question_parts.where(_, agenda, each),
        )
        for n, each in enumerate(paged[page], first)
    ]
    return Screen(
        pages.fit(
            [
                _.html("<b>{title}</b>", title=_.plain(_BOXES[which])),
                *(written or [_.html("Nothing is here any more.")]),
            ]
        ),
        (
            *entries.rows(
                [
                    Button(_.plain("{n}", n=n), OpenCase(each.id))
                    for n, each in enumerate(paged[page], first)
                ]
            ),
            *turn(_, page, len(paged), lambda to: OpenBox(which, to)),
            (Button(_.plain("‹ Back"), OpenInbox()),),
        ),
    )


def case(
    its: Case, agenda: Agenda, locale: Locale, *, following: str | None = None, said: Markup | None
) -> Screen:
    """Show one question; `following`: the id of another that waits, `said`: what just happened."""
    _ = words(locale)
    question = its.question
    onward = (Button(_.plain("Next that waits"), OpenCase(following)),) if following else ()
    stage = (Button(_.plain("‹ Questions on stage"), RunFrom(question.id)),)
    return Screen(
        pages.shrunk(lambda most: _text(_, its, agenda, said, most=most)),
        (
            *_deeds(_, its),
            *(
                (Button(_.plain("Unite with {n}", n=n), MergeInto(question.id, each.id)),)
                for n, each in enumerate(its.similar, 1)
                if question.status in {QuestionStatus.PENDING, QuestionStatus.APPROVED}
            ),
            *((onward,) if onward else ()),
            *((stage,) if question.status is not QuestionStatus.PENDING else ()),
            (Button(_.plain("Questions to look at"), OpenInbox()),),
        ),
    )


def was_first(its: Case, locale: Locale, *, mine: bool) -> Markup:
    """Say who decided about a question before; `mine`: it was the reader."""
    _ = words(locale)
    if mine:
        return _.html(DECIDED)
    if its.decided_by is None:
        return _.html(SOMEBODY)
    return _.html(FIRST, name=its.decided_by)


def _text(
    _: Words, its: Case, agenda: Agenda, said: Markup | None, *, most: int | None
) -> list[Markup | None]:
    question = its.question
    brief = min(most or BRIEF, BRIEF)
    similar = [
        lines(
            question_parts.numbered(
                _.plain("{n}", n=n), question_parts.plain(each.text, most=brief)
            ),
            _.html("<i>{state}</i>", state=_.plain(_STATUSES[each.status])),
        )
        for n, each in enumerate(its.similar, 1)
    ]
    return [
        said,
        question_parts.about(_, agenda, question.session_id, question.speaker_id),
        question_parts.wording(_, question, most=most),
        lines(*(_.html(_HINTS[hint]) for hint in its.hints)) if its.hints else None,
        lines(
            _.html("Status: {status}", status=_status(_, question)),
            question_parts.dotted(
                question_parts.votes(_, question.votes), question_parts.marks(_, question)
            ),
            _.html("Reported by readers: {n}", n=question_parts.count(_, question.reports))
            if question.reports
            else None,
        ),
        *question_parts.answered(_, agenda, question, its.answers, most=most),
        lines(_.html("<b>Much the same:</b>"), *similar) if similar else None,
    ]


def _status(_: Words, question: Question) -> str:
    written = _.plain(_STATUSES[question.status])
    if question.status is not QuestionStatus.REJECTED:
        return written
    return f"{written} ({question_parts.reason(_, question)})"


def _deeds(_: Words, its: Case) -> Rows:
    """Offer what can be done, by how the question stands."""
    question = its.question
    number = question.id
    edit = (
        Button(_.plain("Correct"), WriteAbout(number, Wording.TEXT)),
        Button(_.plain("Translate"), WriteAbout(number, Wording.TRANSLATION)),
    )
    move = (
        Button(_.plain("Unite"), ChooseWhole(number)),
        Button(_.plain("Hand over"), ChooseSession(number, 0)),
    )
    keep = (
        ((Button(_.plain("Keep it"), Approve(number)),),)
        if not question.seen
        else ((Button(_.plain("Keep it"), KeepReported(number)),),)
        if question.reports
        else ()
    )
    take_down = Button(_.plain("Take down"), ChooseReason(number, question.status))
    match question.status:
        case QuestionStatus.PENDING:
            decline = Button(_.plain("Decline"), ChooseReason(number, question.status))
            return ((Button(_.plain("Approve"), Approve(number)), decline), edit, move)
        case QuestionStatus.APPROVED:
            to_stage = Button(_.plain("Put on stage now"), PutOnStage(number, Spot.NOW, 0))
            done = Button(_.plain("Answered on stage"), MarkAnswered(number, 0))
            return (*keep, (to_stage, done), edit, move, (take_down,))
        case QuestionStatus.ANSWERED:
            reopen = Button(_.plain("Not answered yet"), Reopen(number))
            return (
                *keep,
                edit,
                *(
                    (
                        Button(
                            _.plain("Translate answer {n}", n=n),
                            WriteAnswerTranslation(number, short(each.speaker_id)),
                        ),
                    )
                    for n, each in enumerate(its.answers, 1)
                ),
                (*(() if its.answers else (reopen,)), take_down),
            )
    if question.merged_into is not None:
        return (
            (Button(_.plain("Open the other one"), OpenCase(question.merged_into)),),
            (Button(_.plain("Separate again"), Reconsider(number)),),
        )
    return ((Button(_.plain("Reconsider"), Reconsider(number)),),)
