"""The survey's screens and those of the feedback on sessions, whole and in both languages."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n.catalogue import words
from bot.services import survey_steps as steps
from bot.services.responses import mark
from bot.views import feedback, pages, survey, survey_item, survey_notices
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Answered,
    ItemKind,
    Locale,
    Plan,
    ResponseDraft,
    Survey,
    SurveyItem,
    SurveyOption,
    Text,
)

WRITTEN = "More time for questions, & <b>fewer</b> speeches."


@pytest.fixture(scope="session")
def its(built_in: Plan) -> Survey:
    assert built_in.survey is not None
    return built_in.survey


def filled(its: Survey, text: str = WRITTEN) -> ResponseDraft:
    said = {
        each.id: Answered(text=text)
        if each.kind is ItemKind.TEXT
        else Answered(each.values[:2] if each.kind is ItemKind.CHOICES else each.values[-1:])
        for each in its.items
        if each.id != "venue"
    }
    said["interpretation"] = Answered(("no",), text)
    return ResponseDraft(at=its.items[-1].id, done=True, answers=said)


def at(its: Survey, item_id: str, **more: Any) -> ResponseDraft:
    return replace(filled(its), at=item_id, done=False, **more)


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    its: Survey,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    event, panel, closing = agenda.event, agenda.session("panel"), agenda.session("closing")
    assert panel is not None
    assert closing is not None
    morning = agenda.sessions[0].starts_at
    why = words(locale).html(steps.REQUIRED)
    all_ = [
        survey.all_answers(its, filled(its), locale, mark=mark(filled(its)), page=page)
        for page in range(3)
    ]
    screens = {
        "beginning": survey.beginning(event, its, locale),
        "a scale that is needed": survey_item.item(its, steps.begin(its), locale, why=why),
        "a scale, answered": survey_item.item(its, at(its, "policy-clear"), locale),
        "a choice": survey_item.item(its, ResponseDraft(at="national"), locale),
        "several choices": survey_item.item(its, at(its, "barriers"), locale),
        "a text": survey_item.item(its, ResponseDraft(at="solutions"), locale),
        "a text, after a restart": survey_item.item(
            its, ResponseDraft(at="solutions"), locale, why=words(locale).html(steps.FORGOTTEN)
        ),
        "a text, written": survey_item.item(its, at(its, "solutions"), locale),
        "yes or no": survey_item.item(its, ResponseDraft(at="interpretation"), locale),
        "what follows no": survey_item.item(its, at(its, "interpretation", follow_up=True), locale),
        "opened from the end": survey_item.item(
            its, at(its, "policy-before", returns=True), locale
        ),
        **{f"all answers, page {page}": each for page, each in enumerate(all_, 1)},
        "sent": survey.sent(locale),
        "sent before": survey.sent(locale, already=True),
        "opens later": survey.not_open(agenda, its, locale, now=morning),
        "opens late": survey.not_open(agenda, its, locale, now=closing.starts_at),
        "opens at the end": survey.not_open(
            agenda, replace(its, opens="gone"), locale, now=morning
        ),
        "there is none": survey.not_open(agenda, None, locale, now=morning),
        "closed": survey.closed(locale),
        "invitation": survey_notices.invitation(event, its, locale),
        "nudge": survey_notices.nudge(event, its, locale, begun=False, last=False),
        "last nudge, begun": survey_notices.nudge(event, its, locale, begun=True, last=True),
        "thanks": survey_notices.thanks(agenda, locale, survey_is_open=True),
        "thanks, answered": survey_notices.thanks(agenda, locale, survey_is_open=False),
        "a session": feedback.ask(panel, locale),
        "rated": feedback.thanks(panel, locale, value="4", may_write=True),
        "rated before": feedback.thanks(panel, locale, value=None, may_write=False),
        "say more": feedback.prompt(panel, locale, why=why),
        "what would be sent": feedback.card(panel, WRITTEN, locale),
        "comment sent": feedback.sent(locale, already=False),
        "comment sent before": feedback.sent(locale, already=True),
        "nothing sent": feedback.dropped(locale),
        "too late": feedback.too_late(locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("survey", locale)


@pytest.mark.parametrize("locale", Locale)
def test_options_too_long_for_a_button_are_listed(its: Survey, locale: Locale) -> None:
    long = Text(
        "ចម្លើយវែងណាស់ ដែលគ្មានប៊ូតុងណាដាក់អស់ឡើយនៅលើទូរសព្ទតូច", "An answer too long for a small button"
    )
    options = tuple(SurveyOption(f"o{n}", long) for n in range(6))
    item = SurveyItem("x", ItemKind.CHOICES, long, options=options)
    section = replace(its.sections[0], items=(item,))
    draft = ResponseDraft(at="x", answers={"x": Answered(("o1",))})

    screen = survey_item.item(replace(its, sections=(section,)), draft, locale)

    assert str(screen.text).count(long.in_(locale)) == 7
    signs = [button.label[0] for row in screen.rows[:2] for button in row]
    assert signs == ["☐", "☑", "☐", "☐", "☐", "☐"]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("text", ["ក" * 500, "&" * 500, "👩🏽‍🤝‍👩🏿" * 214])
def test_the_longest_answers_fit(its: Survey, locale: Locale, text: str) -> None:
    draft = filled(its, text)
    for page in range(3):
        screen = survey.all_answers(its, draft, locale, mark="0" * 8, page=page)
        assert pages.length(screen.text) <= pages.LIMIT
    for item in its.items:
        screen = survey_item.item(its, replace(draft, at=item.id, done=False), locale)
        assert pages.length(screen.text) <= pages.LIMIT
