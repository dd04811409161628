"""However long questions and answers are, what has a button stands above it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.callbacks_moderation import Box, MergeInto, WriteAnswerTranslation
from bot.callbacks_queue import OpenMine
from bot.views import (
    asking,
    moderation,
    moderation_asks,
    moderation_choices,
    pages,
    qa_rules,
    question_parts,
    queue,
)
from bot.views import questions as views
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Answer,
    EntryStep,
    Hint,
    Listed,
    Locale,
    Moderation,
    QaRule,
    Question,
    Room,
    Text,
)
from tests.views.qa import ANSWERED, ASKED, OPEN, case, full, listed

SIGNS = ["x", "ក្រុំ", "ក" + "\u17d0" * 1400]
"""A Latin letter, a Khmer one, and one under a pile of signs."""


def long(sign: str, *, answers: int) -> Listed:
    """Return an answered question as long as can be, with so many answers as long as can be."""
    text = (f"{sign}<&" * 800)[:2400]
    given = (Answer(ANSWERED.id, f"speaker-{n}-", text, text) for n in range(answers))
    question = (f"{sign}<&" * 500)[:1500]
    return Listed(replace(ANSWERED, text=question, translation=question), tuple(given))


def similar(sign: str) -> tuple[Question, ...]:
    """Return questions that say much the same, each with a word of its own."""
    texts = [f"{n}-similar {sign * 500}"[:1500] for n in range(3)]
    return tuple(replace(OPEN, id=f"{n}" * 22, text=each) for n, each in enumerate(texts))


def tapped(screen: Screen, kind: type) -> int:
    """Count the buttons of a kind."""
    return sum(isinstance(button.callback, kind) for row in screen.rows for button in row)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("n", [1, 3, 12])
def test_every_answer_is_there(agenda: Agenda, locale: Locale, sign: str, n: int) -> None:
    answered = long(sign, answers=n)
    its = case(answered.question, *answered.answers, similar=similar(sign), hints=tuple(Hint))
    said = views.reported(locale)
    moderators = moderation.case(its, agenda, locale, following="x" * 22, said=said)
    screens = [
        views.whole(answered, agenda, locale, said=said),
        moderators,
        asking.standing(answered, agenda, locale, asked_id="x" * 22, joined=True),
        asking.told(ASKED, answered, agenda, locale),
        queue.one(agenda, answered, locale, said=queue.NOTED),
    ]

    for screen in screens:
        assert [each for each in range(n) if f"speaker-{each}-" not in screen.text] == []
        assert pages.length(screen.text) <= pages.LIMIT
    assert tapped(moderators, WriteAnswerTranslation) == n
    assert [each for each in range(3) if f"{each}-similar" not in moderators.text] == []


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", SIGNS)
def test_every_question_to_unite_with_is_there(agenda: Agenda, locale: Locale, sign: str) -> None:
    its = case(full(OPEN, sign), similar=similar(sign))
    screen = moderation.case(its, agenda, locale, said=None)

    assert [each for each in range(3) if f"{each}-similar" not in screen.text] == []
    assert tapped(screen, MergeInto) == 3


def test_no_more_is_cut_than_has_to_be(agenda: Agenda) -> None:
    answered = replace(long("x", answers=1), question=replace(ANSWERED, text="Who pays? " * 50))
    text = answered.answers[0].text[:800]
    whole = replace(answered, answers=(replace(answered.answers[0], text=text, translation=None),))

    assert "…" not in views.whole(whole, agenda, Locale.EN).text


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", SIGNS)
def test_every_question_in_a_list_is_there(agenda: Agenda, locale: Locale, sign: str) -> None:
    panel = agenda.session("panel")
    assert panel is not None
    text = [f"{n}-asked {sign * 500}"[:1500] for n in range(10)]
    rows = [replace(OPEN, id=f"{n}" * 22, text=text[n], translation=text[n]) for n in range(10)]
    its = [listed(each) for each in rows]
    screens = [
        (queue.A_PAGE, queue.queue(agenda, its, locale, page=0, said=queue.PUBLISHED)),
        (queue.ON_STAGE, queue.on_stage(agenda, "panel", [*its, *its], locale)),
        (queue.ON_STAGE, queue.new_questions(agenda, [*its, *its], locale)),
        (queue.TOP, queue.briefing(agenda, panel, its, locale)),
        (9, moderation_choices.whole(full(OPEN, sign), rows[:9], locale)),
        (moderation.A_PAGE, moderation.box(Box.WAITING, rows, agenda, locale, page=0)),
    ]

    for n, screen in screens:
        assert [each for each in range(n) if f"{each}-asked" not in screen.text] == []
        assert pages.length(screen.text) <= pages.LIMIT


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_asked_for_is_there(locale: Locale, sign: str) -> None:
    text = (sign * 800)[:2400]
    asks = moderation_asks.ask(EntryStep.TRANSLATE_ANSWER, OPEN, text, locale, translation=text)
    short = moderation_asks.ask(EntryStep.TRANSLATE_ANSWER, OPEN, "A", locale)

    assert asks.text.split("\n\n")[-1] == short.text.split("\n\n")[-1]
    assert pages.length(asks.text) <= pages.LIMIT


def crowded(agenda: Agenda, n: int) -> Agenda:
    """Return an agenda of two days, whose sessions have titles and rooms as long as can be."""
    its = agenda.sessions[0]
    room = Room("far", Text("ខ" * 120, "r" * 120))
    sessions = tuple(
        replace(
            its,
            id=f"s-{each}",
            title=Text(f"{each}-session " + "ក" * 108, f"{each}-session " + "t" * 108),
            room=replace(room, id=f"room-{each}"),
            speakers=tuple(replace(part, confirmed=False) for part in its.speakers),
            starts_at=its.starts_at + timedelta(hours=each),
        )
        for each in range(n)
    )
    event = replace(agenda.event, last_day=agenda.event.first_day + timedelta(days=1))
    return Agenda(event, sessions)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", SIGNS)
def test_every_session_to_choose_is_there_and_the_draft_is_whole(
    agenda: Agenda, locale: Locale, sign: str
) -> None:
    twelve, forty = crowded(agenda, 12), crowded(agenda, 40)
    on = frozenset(each.id for each in twelve.sessions)
    draft = (f"{sign}<&" * 500)[:1500]
    asked = asking.choose_session(twelve, twelve.sessions, on=on, quote=draft, locale=locale)
    counts = {each.id: 1000 for each in forty.sessions}
    rules = {each.id: QaRule(Moderation.BEFORE, open=True) for each in twelve.sessions}
    handed = (full(OPEN, sign), twelve, twelve.sessions)
    ruled = (twelve, Moderation.AFTER, rules, twelve.sessions)
    screens = [
        (twelve, asked),
        (twelve, moderation_choices.sessions(*handed, locale, page=0)),
        (forty, views.choose_session(forty, forty.sessions, counts, locale)),
        (twelve, qa_rules.rules(*ruled, locale, may_decide=True)),
    ]

    for its, screen in screens:
        named = [f"{n}-session" in screen.text for n in range(len(its.sessions))]
        assert named == [True] * len(its.sessions)
        assert pages.length(screen.text) <= pages.LIMIT
    assert question_parts.quoted(draft) in asked.text


def test_a_speaker_turns_through_all_of_them_and_the_live_list_says_how_many_there_are(
    agenda: Agenda,
) -> None:
    many = [listed(replace(OPEN, id=f"{n:022}")) for n in range(61)]
    pages_ = [queue.queue(agenda, many, Locale.EN, page=n) for n in range(11)]
    ids = [
        button.callback.question_id
        for screen in pages_
        for row in screen.rows
        for button in row
        if isinstance(button.callback, OpenMine)
    ]

    assert ids == [each.question.id for each in many]
    assert "There are 51 more:" in queue.on_stage(agenda, "panel", many, Locale.EN).text
    assert "There is 1 more:" in queue.on_stage(agenda, "panel", many[:11], Locale.EN).text
