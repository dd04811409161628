"""How the questions went, session by session, and all of them as a file."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_moderation import OpenInbox
from bot.callbacks_qa_results import ExportQuestions, OpenSummaries, Sheet
from bot.callbacks_results import ExportAll, Made
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import pages, question_parts, spreadsheets
from bot.views.editing import turn
from bot.views.screen import Button, File, Screen, bold, lines, paragraphs, place
from storage.models import Agenda, Listed, Locale, QaSummary, Question, QuestionStatus, Reason

A_PAGE = 2
WIDTHS = (32, 24, 60, 60, 10, 14, 24, 60, 60, 12)
BRIEF = 120
"""Clusters of the question with which another was united."""

COLUMNS = (
    N_("Session"),
    N_("For"),
    N_("Question"),
    N_("Translation"),
    N_("Edited"),
    N_("Status"),
    N_("Reason"),
    N_("Answer"),
    N_("Translation of the answer"),
    N_("Want to know too"),
)
_STATUSES = {
    QuestionStatus.PENDING: N_("waiting"),
    QuestionStatus.APPROVED: N_("published"),
    QuestionStatus.ANSWERED: N_("answered"),
    QuestionStatus.REJECTED: N_("declined"),
}


def summaries(found: Sequence[QaSummary], locale: Locale, *, page: int, may_export: bool) -> Screen:
    """Show a page of summaries."""
    _ = words(locale)
    paged = [found[n : n + A_PAGE] for n in range(0, len(found), A_PAGE)] or [()]
    page = min(max(page, 0), len(paged) - 1)
    written = [_summary(_, each) for each in paged[page]]
    return Screen(
        pages.fit(
            [
                _.html("<b>How the questions went</b>"),
                *(written or [_.html("No questions were asked yet.")]),
                _.html("Numbers below five are not shown, so that nobody can be found out."),
            ]
        ),
        (
            *turn(_, page, len(paged), OpenSummaries),
            *((_sheets(_),) if may_export and found else ()),
            (Button(_.plain("‹ Back"), OpenInbox()),),
        ),
    )


def export(locale: Locale) -> Screen:
    """Offer the files."""
    _ = words(locale)
    everything = (
        Button(_.plain("Everything (Excel)"), ExportAll(Made.WORKBOOK)),
        Button(_.plain("Everything (CSV)"), ExportAll(Made.TABLES)),
    )
    return Screen(
        paragraphs(
            _.html("<b>Files to take home</b>"),
            _.html("All questions with what became of them. Nobody can be found in it."),
            _.html("“Everything” holds the results of the survey too."),
        ),
        (
            _sheets(_),
            everything,
            (Button(_.plain("Summary"), OpenSummaries(0)), place(locale, Place.HOME)),
        ),
    )


def sheet(listed: Sequence[Listed], agenda: Agenda, locale: Locale) -> File:
    """Write all questions as a spreadsheet."""
    _ = words(locale)
    content = BytesIO()
    book = spreadsheets.workbook(content)
    table = book.add_worksheet(_.plain("Questions"))
    heading, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    for column, width in enumerate(WIDTHS):
        table.set_column(column, column, width, wrapped)
    for n, row in enumerate(rows(_, listed, agenda)):
        for column, cell in enumerate(row):
            write = table.write_number if isinstance(cell, int) else table.write_string
            write(n, column, cell, wrapped if n else heading)
    table.freeze_panes(1, 0)
    book.close()
    return File("questions.xlsx", content.getvalue(), _caption(_))


def table(listed: Sequence[Listed], agenda: Agenda, locale: Locale) -> File:
    """Write all questions as CSV that Excel opens right: UTF-8 with a mark, nothing a formula."""
    _ = words(locale)
    text = StringIO(newline="")
    writer = csv.writer(text, quoting=spreadsheets.QUOTED)
    for row in rows(_, listed, agenda):
        writer.writerow([spreadsheets.cell(each) for each in row])
    return File("questions.csv", text.getvalue().encode("utf-8-sig"), _caption(_))


def rows(_: Words, listed: Sequence[Listed], agenda: Agenda) -> Iterator[list[str | int]]:
    """Give the heading, then a row for each question: no author, no time, no id."""
    yield [spreadsheets.both(name) for name in COLUMNS]
    by_id = {each.question.id: each.question for each in listed}
    for each in listed:
        question = each.question
        session = agenda.session(question.session_id)
        # A file goes further than the chat: no personal data is in it, in other words either.
        whole = by_id.get(question.merged_into or "", question)
        left_out = Reason.PERSONAL in {question.reason, whole.reason}
        yield [
            session.title.in_(_.locale) if session else question.session_id,
            question_parts.speaker_name(_, agenda, question.speaker_id)
            if question.speaker_id
            else "",
            _.plain("(left out: holds personal data)") if left_out else question.text,
            "" if left_out else question.translation or "",
            _.plain("edited") if question.edited else "",
            _.plain(_STATUSES[question.status]),
            _reason(_, question, by_id),
            "" if left_out else _answers(_, each, agenda),
            ""
            if left_out
            else "\n\n".join(its.translation for its in each.answers if its.translation),
            # Whoever wanted to know this one counts where it was united with another.
            "" if question.merged_into else _votes(_, question.votes),
        ]


def _reason(_: Words, question: Question, by_id: Mapping[str, Question]) -> str:
    """Say why a question was declined, and with which it was united."""
    if question.status is not QuestionStatus.REJECTED:
        return ""
    other = by_id.get(question.merged_into or "")
    if other is None:
        return question_parts.reason(_, question)
    text = question_parts.beginning(" ".join(other.text.split()), BRIEF)
    if other.reason is Reason.PERSONAL:
        text = _.plain("(left out: holds personal data)")
    return _.plain("united with: {text}", text=text)


def _answers(_: Words, listed: Listed, agenda: Agenda) -> str:
    if listed.question.status is QuestionStatus.ANSWERED and not listed.answers:
        return _.plain("It was answered on stage.")
    return "\n\n".join(
        _.plain(
            "{name}: {text}",
            name=question_parts.speaker_name(_, agenda, answer.speaker_id),
            text=answer.text,
        )
        for answer in listed.answers
    )


def _votes(_: Words, n: int) -> str | int:
    """Give a count as a number, which can be sorted; one that is not shown is a text."""
    return question_parts.count(_, n) if n in question_parts.FEW else n


def _caption(_: Words) -> Markup:
    return _.html("All questions with what became of them. Nobody can be found in it.")


def _sheets(_: Words) -> tuple[Button, ...]:
    return (
        Button(_.plain("Questions (Excel)"), ExportQuestions(Sheet.XLSX)),
        Button(_.plain("Questions (CSV)"), ExportQuestions(Sheet.CSV)),
    )


def _summary(_: Words, its: QaSummary) -> Markup:
    declined = [
        _.html(
            "  • {reason}: {n}",
            reason=_.plain(question_parts.REASONS[reason]),
            n=question_parts.count(_, n),
        )
        for reason, n in its.declined.items()
        if n != 0
    ]
    top = [
        question_parts.numbered(
            _.plain("{n}", n=n),
            Markup(" · ").join(
                part
                for part in (
                    question_parts.plain(each.text, most=120),
                    question_parts.votes(_, each.votes),
                )
                if part
            ),
        )
        for n, each in enumerate(its.top, 1)
    ]
    return lines(
        bold(its.session.title.in_(_.locale)),
        _.html("Asked: {n}", n=question_parts.count(_, its.asked)),
        _.html("Waiting: {n}", n=question_parts.count(_, its.waiting)),
        _.html("Published, not answered: {n}", n=question_parts.count(_, its.open)),
        _.html("Answered: {n}", n=question_parts.count(_, its.answered)),
        _.html("Declined:") if declined else None,
        *declined,
        _.html("Most wanted:") if top else None,
        *top,
    )
