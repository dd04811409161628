"""Moderators and speakers; the screens are in screens/moderation.*.txt and screens/queue.*.txt."""

import csv
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.callbacks_moderation import Box
from bot.i18n.catalogue import words
from bot.services.questions import answering
from bot.views import answering as answer_views
from bot.views import (
    moderation,
    moderation_asks,
    moderation_choices,
    pages,
    qa_results,
    qa_rules,
    queue,
    running,
)
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Answer,
    Case,
    EntryStep,
    Hint,
    Locale,
    Moderation,
    QaRule,
    QaSummary,
    QuestionStatus,
    Reason,
)
from tests.views.qa import (
    ANSWER,
    ANSWERED,
    ASKED,
    DECLINED,
    MERGED,
    ON_STAGE,
    OPEN,
    PLANNED,
    case,
    full,
    inbox,
    listed,
)

Written = Callable[[str, Locale], dict[str, str]]


@pytest.mark.parametrize("locale", Locale)
def test_moderators_screens(
    agenda: Agenda, shown: Callable[[Screen], str], written: Written, locale: Locale
) -> None:
    panel = agenda.session("panel")
    assert panel is not None
    hinted = case(ASKED, hints=tuple(Hint), similar=(OPEN, ANSWERED))
    first = moderation.was_first(case(ASKED, decided_by="Sok <b>"), locale, mine=False)
    somebody = moderation.was_first(case(ASKED), locale, mine=False)
    oneself = moderation.was_first(case(ASKED), locale, mine=True)
    its = {each.id: QaRule(Moderation.BEFORE, open=each.qa_open) for each in agenda.sessions}
    numbers = QaSummary(
        panel, 12, 0, 5, None, dict.fromkeys(Reason, 0) | {Reason.OFF_TOPIC: None}, (OPEN, ANSWERED)
    )

    def shown_case(which: Case, **more: Any) -> Screen:
        return moderation.case(which, agenda, locale, **{"said": None, **more})

    screens = {
        "nothing to do": moderation.inbox(inbox(), locale),
        "much to do": moderation.inbox(
            inbox(waiting=(ASKED, ASKED), reported=(OPEN,), stray=(OPEN,), open=7), locale
        ),
        "questions wait": moderation.notice(inbox(waiting=(ASKED,), reported=(OPEN,)), locale),
        "a list": moderation.box(Box.REPORTED, [OPEN, ASKED], agenda, locale, page=0),
        "an empty list": moderation.box(Box.STRAY, [], agenda, locale, page=3),
        "waiting": shown_case(case(ASKED), following="x" * 22),
        "hints, and others much the same": shown_case(hinted),
        "published": shown_case(case(OPEN)),
        "published, unseen": shown_case(case(replace(OPEN, seen=False))),
        "published, reported": shown_case(case(replace(OPEN, reports=2))),
        "answered in writing": shown_case(case(ANSWERED, ANSWER)),
        "answered on stage": shown_case(case(ANSWERED)),
        "declined": shown_case(case(DECLINED)),
        "united": shown_case(case(MERGED)),
        "somebody was first": shown_case(case(OPEN), said=first),
        "one was first oneself": shown_case(case(OPEN), said=oneself),
        "somebody without a name was first": shown_case(case(OPEN), said=somebody),
        "why?": moderation_choices.reasons(ASKED, QuestionStatus.PENDING, locale),
        "unite with which?": moderation_choices.whole(ASKED, [OPEN, ANSWERED], locale),
        "nothing to unite with": moderation_choices.whole(ASKED, [], locale),
        "to which session?": moderation_choices.sessions(ASKED, agenda, [panel], locale, page=0),
        "to whom?": moderation_choices.speakers(ASKED, panel, answering(panel), locale),
        **{
            f"asked for: {step}": moderation_asks.ask(step, ASKED, ASKED.text, locale)
            for step in EntryStep
            if step.startswith("question.")
        },
        "on stage": running.running(agenda, panel, [ON_STAGE, PLANNED], locale, at=0),
        "the next one": running.running(agenda, panel, [ON_STAGE, PLANNED], locale, at=1),
        "nothing on stage": running.running(agenda, panel, [], locale, at=0),
        "rules": qa_rules.rules(agenda, Moderation.BEFORE, its, [panel], locale, may_decide=True),
        "rules, for a moderator": qa_rules.rules(
            agenda, Moderation.AFTER, its, [panel], locale, may_decide=False
        ),
        "rules, somebody was first": qa_rules.rules(
            agenda, Moderation.AFTER, its, [], locale, may_decide=False, late=True
        ),
        "publish all at once?": qa_rules.ask_publish("0" * 8, locale),
        "a rule": qa_rules.rule(panel, its["panel"], locale, may_decide=True),
        "a session that takes none": qa_rules.rule(
            panel, QaRule(Moderation.AFTER, open=False), locale, may_decide=False
        ),
        "summary": qa_results.summaries([numbers], locale, page=0, may_export=True),
        "nothing asked": qa_results.summaries([], locale, page=0, may_export=True),
        "export": qa_results.export(locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written(
        "moderation", locale
    )


@pytest.mark.parametrize("locale", Locale)
def test_speakers_screens(
    agenda: Agenda, shown: Callable[[Screen], str], written: Written, locale: Locale
) -> None:
    panel = agenda.session("panel")
    assert panel is not None
    some = [listed(ON_STAGE), listed(OPEN), listed(PLANNED)]
    too_short = "Please write an answer of at least {least} characters."
    screens = {
        "a list": queue.queue(agenda, some, locale, page=0, said=queue.PASSED),
        "the second page": queue.queue(agenda, some * 3, locale, page=1),
        "nothing": queue.queue(agenda, [], locale, page=0),
        "while it is on": queue.on_stage(agenda, "panel", some * 4, locale),
        "while it is on, nothing": queue.on_stage(agenda, "panel", [], locale),
        "it is over": queue.over(agenda, "panel", locale),
        "a question comes": queue.new_questions(agenda, [listed(OPEN)], locale),
        "several come": queue.new_questions(agenda, some, locale),
        "one": queue.one(agenda, listed(OPEN), locale),
        "one to be answered on stage": queue.one(agenda, listed(PLANNED), locale, said=queue.NOTED),
        "one answered": queue.one(agenda, listed(ANSWERED, ANSWER), locale),
        "one taken down": queue.one(agenda, listed(DECLINED), locale),
        "to whom?": queue.choose_other(agenda, listed(OPEN), ["cadt", "gone"], locale),
        "to nobody": queue.choose_other(agenda, listed(OPEN), [], locale),
        "soon": queue.briefing(agenda, panel, some * 3, locale),
        "the answer?": answer_views.prompt(listed(OPEN), locale, most=800),
        "the answer again?": answer_views.prompt(
            listed(OPEN), locale, most=800, why=too_short, values={"least": 2}
        ),
        "before it is published": answer_views.preview(
            agenda, listed(OPEN), "Because <of> that.", "thy-try", locale
        ),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("queue", locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", ["x", "ក្រុំ"])
def test_the_longest_texts_fit(agenda: Agenda, locale: Locale, sign: str) -> None:
    panel = agenda.session("panel")
    assert panel is not None
    question, text = full(OPEN, sign), (f"{sign}&<" * 800)[:2400]
    given = tuple(Answer(question.id, each, text, text) for each in ("thy-try", "cadt", "dfat"))
    crowded = case(question, *given, similar=(question,) * 3, hints=tuple(Hint))
    many = [listed(question)] * 12
    screens = [
        moderation.case(crowded, agenda, locale, said=None, following="x" * 22),
        moderation.box(Box.WAITING, [question] * 20, agenda, locale, page=0),
        moderation_choices.whole(question, [question] * 9, locale),
        moderation_choices.sessions(question, agenda, agenda.sessions, locale, page=0),
        moderation_asks.ask(EntryStep.TRANSLATE_ANSWER, question, text, locale),
        running.running(agenda, panel, [question] * 9, locale, at=3),
        queue.queue(agenda, many, locale, page=0),
        queue.on_stage(agenda, "panel", many, locale),
        queue.one(agenda, listed(question, *given), locale, said=queue.NOTED),
        queue.briefing(agenda, panel, many, locale),
        answer_views.prompt(listed(question), locale, most=800),
        answer_views.preview(agenda, listed(question), text, "cadt", locale),
    ]

    assert [pages.length(screen.text) <= pages.LIMIT for screen in screens] == [True] * 12
    data = [b.callback.encode() for screen in screens for row in screen.rows for b in row]
    assert max(len(each.encode()) for each in data) <= 64


@pytest.mark.parametrize("locale", Locale)
def test_the_files_say_what_was_asked_and_nothing_more(agenda: Agenda, locale: Locale) -> None:
    evil = replace(OPEN, id="Z" * 22, text="=HYPERLINK(1)", votes=3, speaker_id=None)
    personal = replace(OPEN, id="W" * 22, status=QuestionStatus.REJECTED, reason=Reason.PERSONAL)
    united = replace(MERGED, id="X" * 22)
    rows = [
        *(listed(OPEN), listed(ANSWERED, ANSWER), listed(DECLINED), listed(evil)),
        *(listed(ANSWERED), listed(personal), listed(united)),
        listed(replace(united, id="Y" * 22, merged_into=personal.id)),
    ]

    sheet, table = qa_results.sheet(rows, agenda, locale), qa_results.table(rows, agenda, locale)

    book = load_workbook(BytesIO(sheet.content))
    (page,) = book.worksheets
    cells = [["" if c is None else c for c in row] for row in page.iter_rows(values_only=True)]
    assert table.content.startswith(b"\xef\xbb\xbf")
    plain = list(csv.reader(StringIO(table.content.decode("utf-8-sig"), newline="")))
    assert [len(row) for row in plain] == [10] * 9
    assert plain[4][2] == "'=HYPERLINK(1)"
    plain[4][2] = "=HYPERLINK(1)"
    assert plain == [[str(cell) for cell in row] for row in cells]
    few = {Locale.KM: "១-៤", Locale.EN: "1–4"}[locale]
    assert [row[9] for row in cells[1:]] == [12, few, 0, few, few, 12, "", ""]
    _ = words(locale)
    left_out = _.plain("(left out: holds personal data)")
    assert cells[5][7] == _.plain("It was answered on stage.")
    assert [cells[6][column] for column in (2, 3, 6)] == [
        *(left_out, "", _.plain("holds personal data")),
    ]
    assert [row[6] for row in cells[7:]] == [
        _.plain("united with: {text}", text=text) for text in (OPEN.text, left_out)
    ]
    for each in rows:
        assert each.question.id not in sheet.content.decode("latin-1")
        assert each.question.id.encode() not in table.content
    with ZipFile(BytesIO(sheet.content)) as parts:
        about = parts.read("docProps/core.xml").decode()
    assert "2000-01-01T00:00:00Z" in about
    assert str(book.properties.creator or "") == ""
