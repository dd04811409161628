"""Asking and reading; the screens are in screens/questions.*.txt."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.i18n.catalogue import words
from bot.services.questions import answering
from bot.views import asking, pages, question_parts, under_way
from bot.views import questions as views
from bot.views.screen import Screen
from storage.models import Agenda, Answer, Locale, QuestionPage
from tests.views.qa import (
    ANSWER,
    ANSWERED,
    ASKED,
    DECLINED,
    MERGED,
    ON_STAGE,
    OPEN,
    PLANNED,
    full,
    listed,
)

Written = Callable[[str, Locale], dict[str, str]]


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda, shown: Callable[[Screen], str], written: Written, locale: Locale
) -> None:
    panel, presentation = (agenda.session(each) for each in ("panel", "presentation"))
    assert panel is not None
    assert presentation is not None
    both = (panel, presentation)
    on = frozenset({"panel"})
    whole = QuestionPage(
        panel,
        (listed(ON_STAGE), listed(OPEN, mine=True), listed(PLANNED), listed(ANSWERED, ANSWER)),
        first=True,
        more=True,
    )
    later = QuestionPage(panel, (listed(ANSWERED),), first=False, more=False)
    nothing = QuestionPage(panel, (), first=True, more=False)
    too_short = "Please write at least {least} characters."
    why = asking.refused(too_short, {"least": 5}, locale)
    said, ask_this = asking.offer("Who pays?", locale, restarted=True)
    screens = {
        "for which session": asking.choose_session(agenda, both, on=on, quote=None, locale=locale),
        "for which session, the question known": asking.choose_session(
            agenda, both, on=on, quote="Who <pays>?", locale=locale
        ),
        "no session takes questions": asking.choose_session(
            agenda, (), on=frozenset(), quote=None, locale=locale
        ),
        "for whom": asking.choose_speaker(panel, answering(panel), quote="Who?", locale=locale),
        "the text": asking.prompt(agenda, "panel", "thy-try", locale),
        "the text again": asking.prompt(agenda, "panel", None, locale, why=why),
        "the card": asking.card(
            agenda, "panel", "thy-try", "Who <pays>?", question_id=ASKED.id, locale=locale
        ),
        "the card, not sent": asking.card(
            agenda, "panel", None, "Who?", why=why, question_id=ASKED.id, locale=locale
        ),
        "sent, to be told": asking.sent(ASKED, locale, tell=True),
        "sent, no way back": asking.sent(ASKED, locale, tell=False),
        "waiting": asking.standing(listed(ASKED), agenda, locale, asked_id=ASKED.id, joined=False),
        "with the speaker, joined": asking.standing(
            listed(OPEN), agenda, locale, asked_id=ASKED.id, joined=True
        ),
        "on stage": asking.standing(
            listed(ON_STAGE), agenda, locale, asked_id=ASKED.id, joined=False
        ),
        "to be answered on stage": asking.standing(
            listed(PLANNED), agenda, locale, asked_id=ASKED.id, joined=False
        ),
        "answered in writing": asking.standing(
            listed(ANSWERED, ANSWER), agenda, locale, asked_id=ASKED.id, joined=False
        ),
        "answered on stage": asking.standing(
            listed(ANSWERED), agenda, locale, asked_id=ASKED.id, joined=False
        ),
        "declined": asking.standing(
            listed(DECLINED), agenda, locale, asked_id=ASKED.id, joined=False
        ),
        "told of an answer": asking.told(ASKED, listed(ANSWERED, ANSWER), agenda, locale),
        "told of a decline": asking.told(ASKED, listed(DECLINED), agenda, locale),
        "told that it was asked already": asking.told(ASKED, listed(MERGED), agenda, locale),
        "nothing sent": asking.dropped(locale),
        "registering": under_way.finish_first(locale, registering=True),
        "writing": under_way.finish_first(locale, registering=False),
        "registering, at the survey": under_way.finish_first(
            locale, registering=True, answers=True
        ),
        "writing, at the survey": under_way.finish_first(locale, registering=False, answers=True),
        "after a restart": Screen(said, ((ask_this,),)),
        "a page": views.page(whole, agenda, locale, takes=True),
        "the last page": views.page(later, agenda, locale, takes=False),
        "no questions": views.page(nothing, agenda, locale, takes=True),
        "one whole": views.whole(listed(OPEN, mine=True), agenda, locale),
        "one answered": views.whole(listed(ANSWERED, ANSWER), agenda, locale),
        "report?": views.ask_report(OPEN, locale),
        "reported": views.whole(listed(OPEN), agenda, locale, said=views.reported(locale)),
        "sessions with questions": views.choose_session(
            agenda, both, {"panel": 12, "presentation": 3}, locale
        ),
        "no session has any": views.choose_session(agenda, (), {}, locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("questions", locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", ["x", "ក្រុំ"])
def test_the_longest_texts_fit(agenda: Agenda, locale: Locale, sign: str) -> None:
    panel = agenda.session("panel")
    assert panel is not None
    question = full(OPEN, sign)
    text = (f"{sign}&<" * 800)[:2400]
    given = [Answer(question.id, each, text, text) for each in ("thy-try", "cadt", "dfat")]
    answered = listed(replace(full(ANSWERED, sign), id=question.id), *given)
    screens = [
        asking.card(agenda, "panel", "cadt", question.text, question_id="x" * 22, locale=locale),
        asking.sent(question, locale, tell=True),
        asking.standing(answered, agenda, locale, asked_id="x" * 22, joined=True),
        asking.told(question, answered, agenda, locale),
        views.whole(answered, agenda, locale, said=views.reported(locale)),
        views.page(
            QuestionPage(panel, (*(listed(question) for _ in range(4)), answered), True, True),
            agenda,
            locale,
            takes=True,
        ),
        asking.choose_session(
            agenda, agenda.sessions, on=frozenset(), quote=question.text, locale=locale
        ),
    ]

    assert [pages.length(screen.text) <= pages.LIMIT for screen in screens] == [True] * 7
    data = [b.callback.encode() for screen in screens for row in screen.rows for b in row]
    assert max(len(each.encode()) for each in data) <= 64
    assert question_parts.plain(question.text, most=30).removesuffix("…") in screens[5].text


def test_signs_piled_upon_signs_take_no_more_room() -> None:
    piled = replace(ASKED, text="ក" + "\u17d0" * 1495 + "ខគឃង")
    cut = [question_parts.plain(piled.text, most=30), question_parts.quoted(piled.text, most=30)]

    assert [pages.length(each) for each in cut] == [90, 90]


def test_counts_below_five_are_not_told_apart() -> None:
    _ = words(Locale.EN)
    written = [question_parts.count(_, n) for n in (0, 1, 4, 5, 1200, None)]
    assert written == ["0", "1–4", "1–4", "5", "1,200", "1–4"]
    assert [str(question_parts.votes(_, n)) for n in (0, 1, 4, 5)] == [
        "None",
        "1–4 people want to know too",
        "1–4 people want to know too",
        "5 people want to know too",
    ]
