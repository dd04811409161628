"""Every fault of the survey in an event file, each with its exact place and words."""

# ruff: noqa: E501 -- one fault on one line reads as a table

import runpy
from pathlib import Path
from typing import Any

import pytest

from bot.services.event_file import EventFileError, Fault, Problem, parse

SAMPLE: str = runpy.run_path(str(Path(__file__).parents[1] / "events" / "small_event.py"))[
    "SMALL_EVENT"
]
NUDGES = "nudges = [2026-03-30 19:00:00, 2026-03-31 08:30:00]"
AFTER = "survey.sections[1] (policy).items[2] (after)"
BEST = "survey.sections[2] (day).items[1] (best)"
BARRIERS = "survey.sections[2] (day).items[2] (barriers)"
YES_NO = "survey.sections[2] (day).items[3] (interpretation)"
LAST = "survey.sections[2] (day).items[4] (last)"
FOOD = '{ id = "food", text = { km = "អាហារ", en = "Food" } }'
PEOPLE = '{ id = "people", text = { km = "មនុស្ស", en = "People" } }'
BOTH = f"options = [\n    {FOOD},\n    {PEOPLE},\n]\n"
THIRTEEN = ", ".join(FOOD.replace("food", f"food-{number}") for number in range(13))
FREE = 'kind = "text"\n'
COMPARES = 'compares_with = "before"'
AFTER_SCALE = 'scale = "knowledge"\ncompares_with'


def faults(text: str) -> list[Fault]:
    with pytest.raises(EventFileError) as caught:
        parse(text)
    return list(caught.value.faults)


def changed(old: str, new: str) -> str:
    assert SAMPLE.count(old) == 1, old
    return SAMPLE.replace(old, new)


def fault(where: str, problem: Problem, **values: Any) -> Fault:
    return Fault(where, problem, values)


def of_kind(where: str, kind: str) -> Fault:
    return fault(where, Problem.NOT_OF_KIND, kind=kind, key=where.rpartition(".")[2])


CASES = [
    # keys and forms
    ("feedback = false", "feedbak = false", fault("survey.feedbak", Problem.CLOSE_KEY, suggestion="feedback")),
    ("feedback = false", 'feedback = "no"', fault("survey.feedback", Problem.NOT_FLAG)),
    ('title = { km = "ការស្ទង់មតិ", en = "Survey" }\n', "", fault("survey.title", Problem.MISSING)),
    ('km = "សូមប្រាប់យើងខ្ញុំ។", ', "", fault("survey.introduction.km", Problem.MISSING_LANGUAGE)),
    ('en = "Please tell us."', f'en = "{"x" * 1001}"', fault("survey.introduction.en", Problem.TOO_LONG, length=1001, limit=1000)),
    ('opens = "end"\n', "", fault("survey.opens", Problem.MISSING)),
    ("closes = 2026-04-01 20:00:00\n", "", fault("survey.closes", Problem.MISSING)),
    ("closes = 2026-04-01 20:00:00", "closes = 2026-04-01", fault("survey.closes", Problem.NOT_TIME)),
    (NUDGES, "nudges = 2026-03-30 19:00:00", fault("survey.nudges", Problem.NOT_TIMES)),
    (NUDGES, "nudges = [2026-03-30 19:00:00, 2026-03-31]", fault("survey.nudges[2]", Problem.NOT_TIME)),
    ('en = "Best?"', f'en = "{"x" * 301}"', fault(f"{BEST}.question.en", Problem.TOO_LONG, length=301, limit=300)),
    ('km = "ល្អបំផុត?"', 'km = "Best?"', fault(f"{BEST}.question.km", Problem.NO_KHMER)),
    ('en = "Why not?"', "en = 1", fault(f"{YES_NO}.follow_up.en", Problem.NOT_TEXT)),
    ('en = "Food"', 'en = ""', fault(f"{BEST}.options[1] (food).text.en", Problem.MISSING_LANGUAGE)),
    ('kind = "choices"', 'kind = "several"', fault(f"{BARRIERS}.kind", Problem.BAD_CHOICE, value="several", choices="scale, choice, choices, text, yes_no")),
    (AFTER_SCALE, 'scale = "ten"\ncompares_with', fault(f"{AFTER}.scale", Problem.BAD_CHOICE, value="ten", choices="satisfaction, agreement, knowledge, quality")),
    ('follow_up_on = "no"', 'follow_up_on = "maybe"', fault(f"{YES_NO}.follow_up_on", Problem.BAD_CHOICE, value="maybe", choices="yes, no")),
    ('follow_up_on = "no"', "follow_up_on = false", fault(f"{YES_NO}.follow_up_on", Problem.NOT_TEXT)),
    ("required = true", 'required = "yes"', fault(f"{AFTER}.required", Problem.NOT_FLAG)),
    # ids
    ('id = "last"', 'id = "Last"', fault("survey.sections[2] (day).items[4].id", Problem.BAD_ID)),
    ('id = "last"', 'id = "before"', fault("survey.sections[2] (day).items[4] (before).id", Problem.TAKEN_ID, id="before", place="survey.sections[1].items[1]")),
    ('id = "day"', 'id = "policy"', fault("survey.sections[2] (policy).id", Problem.TAKEN_ID, id="policy", place="survey.sections[1]")),
    ('id = "people"', 'id = "food"', fault(f"{BEST}.options[2] (food).id", Problem.TAKEN_ID, id="food", place="survey.sections[2].items[1].options[1]")),
    # times
    ('opens = "end"', 'opens = "dinner"', fault("survey.opens", Problem.NO_SESSION, id="dinner")),
    ("closes = 2026-04-01 20:00:00\n" + NUDGES, "closes = 2026-03-01 11:00:00", fault("survey.closes", Problem.EARLY_CLOSE, end="2026-03-01 11:00:00")),
    ("closes = 2026-04-01 20:00:00", "closes = 2026-06-01 00:00:00", fault("survey.closes", Problem.LATE_CLOSE, purge_on="2026-06-01")),
    (NUDGES, "nudges = [2026-03-02 08:30:00, 2026-03-02 19:00:00, 2026-03-03 08:30:00]", fault("survey.nudges", Problem.MANY_NUDGES, count=3, limit=2)),
    (NUDGES, "nudges = [2026-03-01 10:00:00]", fault("survey.nudges[1]", Problem.EARLY_NUDGE, start="2026-03-01 10:00:00")),
    (NUDGES, "nudges = [2026-03-30 19:00:00, 2026-04-01 20:00:00]", fault("survey.nudges[2]", Problem.LATE_NUDGE, closes="2026-04-01 20:00:00")),
    (NUDGES, "nudges = [2026-03-31 08:30:00, 2026-03-30 19:00:00]", fault("survey.nudges[2]", Problem.NUDGES_REVERSED)),
    (NUDGES, "nudges = [2026-03-31 08:30:00, 2026-03-31 08:30:00]", fault("survey.nudges[2]", Problem.NUDGES_REVERSED)),
    # what a kind needs, and what it cannot have
    (AFTER_SCALE, "compares_with", fault(f"{AFTER}.scale", Problem.MISSING)),
    (BOTH, "", fault(f"{BEST}.options", Problem.MISSING)),
    (BOTH, 'options = ["food", "people"]\n', fault(f"{BEST}.options", Problem.NOT_ROWS)),
    (BOTH, f"options = [{FOOD}]\n", fault(f"{BEST}.options", Problem.BAD_OPTIONS, count=1, low=2, high=12)),
    (BOTH, "options = []\n", fault(f"{BEST}.options", Problem.BAD_OPTIONS, count=0, low=2, high=12)),
    (BOTH, f"options = [{THIRTEEN}]\n", fault(f"{BEST}.options", Problem.BAD_OPTIONS, count=13, low=2, high=12)),
    ('follow_up = { km = "ហេតុអ្វី?", en = "Why not?" }\n', "", fault(f"{YES_NO}.follow_up", Problem.MISSING)),
    (FREE, FREE + f"options = [{FOOD}, {PEOPLE}]\n", of_kind(f"{LAST}.options", "text")),
    (FREE, FREE + 'scale = "quality"\n', of_kind(f"{LAST}.scale", "text")),
    (FREE, FREE + 'follow_up = { km = "អ្វី?", en = "What?" }\n', of_kind(f"{LAST}.follow_up", "text")),
    (FREE, FREE + 'follow_up_on = "yes"\n', of_kind(f"{LAST}.follow_up_on", "text")),
    (FREE, FREE + 'compares_with = "before"\n', of_kind(f"{LAST}.compares_with", "text")),
    # comparing
    (COMPARES, 'compares_with = "long ago"', fault(f"{AFTER}.compares_with", Problem.NO_ITEM, id="long ago")),
    (COMPARES, 'compares_with = "after"', fault(f"{AFTER}.compares_with", Problem.LATE_ITEM, id="after")),
    (COMPARES, 'compares_with = "last"', fault(f"{AFTER}.compares_with", Problem.LATE_ITEM, id="last")),
    (AFTER_SCALE, 'scale = "quality"\ncompares_with', fault(f"{AFTER}.compares_with", Problem.OTHER_SCALE, id="before", scale="knowledge")),
    (FREE, 'kind = "scale"\nscale = "quality"\ncompares_with = "best"\n', fault(f"{LAST}.compares_with", Problem.NO_SCALE, id="best")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_one_fault(old: str, new: str, expected: Fault) -> None:
    assert faults(changed(old, new)) == [expected]


def items(number: int) -> str:
    question = 'question = { km = "អ្វី?", en = "What?" }'
    return "".join(
        f'[[survey.sections.items]]\nid = "more-{n}"\nkind = "text"\n{question}\n'
        for n in range(number)
    )


def test_a_survey_has_forty_questions_at_most() -> None:
    full = parse(SAMPLE + items(34)).survey
    assert full is not None
    assert len(full.items) == 40

    expected = fault("survey.sections", Problem.MANY_ITEMS, count=41, limit=40)
    assert faults(SAMPLE + items(35)) == [expected]


def test_a_survey_needs_a_question() -> None:
    head = SAMPLE.partition("[[survey.sections]]")[0]
    assert faults(head) == [fault("survey.sections", Problem.MISSING)]
    assert faults(f"{head}sections = []") == [fault("survey.sections", Problem.EMPTY_LIST)]

    section = '[[survey.sections]]\nid = "one"\ntitle = { km = "មួយ", en = "One" }\n'
    where = "survey.sections[1] (one).items"
    assert faults(head + section) == [fault(where, Problem.MISSING)]
    assert faults(f"{head}{section}items = []") == [fault(where, Problem.EMPTY_LIST)]


def test_an_option_may_be_a_name_without_khmer_letters() -> None:
    assert parse(changed('km = "អាហារ"', 'km = "Telegram"')).survey is not None


def test_a_purge_that_is_too_early_is_told_once() -> None:
    text = changed("purge_on = 2026-06-01", "purge_on = 2026-03-01")
    assert faults(text) == [fault("event.purge_on", Problem.EARLY_PURGE, last_day="2026-03-01")]


def test_a_survey_that_is_no_table() -> None:
    text = "survey = 1\n" + SAMPLE.partition("[survey]")[0]
    assert faults(text) == [fault("survey", Problem.NOT_TABLE)]


def test_all_faults_at_once_in_the_order_of_the_file() -> None:
    text = SAMPLE
    for old, new in (
        ('km = "សាល ក", ', ""),
        ('opens = "end"', 'opens = "dinner"'),
        ("closes = 2026-04-01 20:00:00", "closes = 2026-06-02 20:00:00"),
        (COMPARES, 'compares_with = "last"'),
        ('en = "Money"', "en = 1"),
        ('id = "time"', 'id = "money"'),
        (FREE, FREE + 'scale = "quality"\n'),
    ):
        text = text.replace(old, new)

    with pytest.raises(EventFileError) as caught:
        parse(text)

    assert str(caught.value).splitlines() == [
        "rooms[1] (hall-a).name.km: The text in this language is missing. Write it.",
        "survey.opens: No session has the id “dinner”. Add the session or correct the id.",
        "survey.closes: The survey would still be open when personal data is deleted. Choose a day before 2026-06-01.",
        f"{AFTER}.compares_with: The question last must come before this one. Move it, or name another.",
        f"{BARRIERS}.options[1] (money).text.en: This must be text. Write it in quotation marks.",
        f"{BARRIERS}.options[2] (money).id: The id money already belongs to survey.sections[2].items[2].options[1]. Choose another.",
        f"{LAST}.scale: A question of the kind text has no scale. Remove it or change the kind.",
    ]
