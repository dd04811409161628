"""What comes of answers that were let out: from five on, and only what may be shown."""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

import pytest

from bot.services import participants, result_steps, survey_counts, survey_results
from bot.services.errors import NotAllowed
from bot.services.survey_ids import WORKSHOP
from bot.services.team import new_code
from storage import responses, shown_answers, surveys
from storage.database import Database
from storage.models import (
    Agenda,
    Distribution,
    ItemResult,
    Locale,
    Participant,
    Plan,
    Results,
)
from storage.participants import by_id
from tests.coins import Heads, Tails
from tests.views.surveyed import SURVEY

NOW = datetime(2025, 7, 3, 9, 0, tzinfo=UTC)


RNG = Heads(7)

Answers = dict[str, tuple[tuple[str, ...], str]]


@pytest.fixture
def agenda(built_in: Plan) -> Agenda:
    return Agenda(built_in.event, built_in.sessions)


def one(survey_id: str, answers: Answers) -> list[tuple[str, str, str, str, str]]:
    """Return the rows of one person: nothing joins them but that they are made here."""
    rows = [(survey_id, "", new_code(RNG), "*", "")]
    for item, (chosen, text) in answers.items():
        rows.append((survey_id, item, new_code(RNG), "*", ""))
        rows += [(survey_id, item, new_code(RNG), value, "") for value in chosen]
        rows += [(survey_id, item, new_code(RNG), "", text)] if text else []
    return rows


async def let_out(
    db: Database,
    survey_id: str,
    everyone: Sequence[Answers],
    *,
    complete: bool = True,
    rng: Random = RNG,
) -> None:
    async with db.transaction() as tx:
        for answers in everyone:
            await responses.add(tx, one(survey_id, answers))
        await result_steps.go_on(tx, survey_id, SURVEY, complete=complete, rng=rng)


async def opened(db: Database) -> None:
    async with db.transaction() as tx:
        await surveys.define(tx, SURVEY)
        await surveys.open_(tx, now=NOW)


def answer(n: int) -> Answers:
    change = ("change:known-after", (("up",), ""))
    return dict(
        [
            ("known-before", (("2" if n % 2 else "1",), "")),
            ("known-after", (("4",), "")),
            ("barrier", (("money",), "") if n % 2 else ((), "")),
            ("entry", (("data", "women") if n % 2 else ("data",), "")),
            ("plan", (("yes",) if n < 14 else ("no",), f"Plan {n}" if n < 6 else "")),
            ("advice", ((), f"Advice {n}" if n < 4 else "")),
            change,
        ]
    )


def found(its: Results, item_id: str) -> ItemResult:
    return next(each for each in its.items if each.item.id == item_id)


async def test_without_a_survey_there_is_nothing(db: Database, agenda: Agenda) -> None:
    async with db.transaction() as tx:
        await surveys.define(tx, None)
    assert await survey_results.of_survey(db, None, agenda=agenda) == Results(None, None)


@pytest.mark.parametrize("n", [0, 1, 4])
async def test_fewer_than_five_have_no_result(db: Database, agenda: Agenda, n: int) -> None:
    await opened(db)
    await let_out(db, WORKSHOP, [answer(each) for each in range(n)])
    await let_out(db, "feedback:panel", [{"rating": (("5",), "")}] * n)

    its = await survey_results.of_survey(db, None, agenda=agenda)

    assert (its.respondents, its.sections, its.compared, its.ratings) == (None, (), (), ())


async def test_twenty_have_results_as_far_as_nobody_is_found_out(
    db: Database, agenda: Agenda
) -> None:
    await opened(db)
    await let_out(db, WORKSHOP, [answer(n) for n in range(20)])

    its = await survey_results.of_survey(db, None, agenda=agenda)

    assert its.respondents == 20
    assert found(its, "known-before").distribution == Distribution(
        {"1": 10, "2": 10, "3": 0, "4": 0, "5": 0}, 0, 20, mean=2, tenths=15
    )
    assert found(its, "entry").distribution == Distribution({"data": 20, "women": 10}, 0, 20)
    plan = found(its, "plan")
    assert plan.distribution == Distribution({"yes": 14, "no": 6}, 0, 20)
    assert plan.texts == 6
    assert found(its, "advice").texts == 0
    (compared,) = its.compared
    assert compared.change == {"up": 20, "same": 0, "down": 0}
    assert [title.en for title, _result in survey_results.written(its, agenda)] == ["Which plan?"]
    texts = [text async for some in survey_results.texts(db, None, plan) for text in some]
    assert sorted(texts) == [f"Plan {n}" for n in range(6)]
    assert [text async for text in survey_results.texts(db, None, found(its, "advice"))] == []


async def test_what_those_wrote_whose_number_is_withheld_is_not_read(
    db: Database, agenda: Agenda
) -> None:
    """Eighteen said yes and two no: six texts of eighteen would say that there were no few."""
    await opened(db)
    everyone: list[Answers] = [
        {"plan": (("yes",) if n < 18 else ("no",), f"Plan {n}" if n < 6 else "")} for n in range(20)
    ]
    await let_out(db, WORKSHOP, everyone)

    plan = found(await survey_results.of_survey(db, None, agenda=agenda), "plan")

    assert plan.distribution is not None
    assert plan.distribution.cells == {"yes": None, "no": None}
    assert plan.texts == 0


async def test_sessions_that_five_rated_are_listed(db: Database, agenda: Agenda) -> None:
    ratings: list[Answers] = [{"rating": (("5" if n < 6 else "4",), "")} for n in range(11)]
    await let_out(db, "feedback:panel", ratings)
    await let_out(db, "comment:panel", [{"comment": ((), f"Good {n}")} for n in range(5)])
    await let_out(db, "feedback:closing", ratings[:4])

    its = await survey_results.of_survey(db, None, agenda=agenda)

    (rating,) = its.ratings
    assert (rating.session_id, rating.result.respondents, rating.comments) == ("panel", 11, 5)
    assert rating.result.distribution == Distribution(
        {"1": 0, "2": 0, "3": 0, "4": 5, "5": 6}, 0, 11, mean=5, tenths=45
    )
    ((title, comments),) = survey_results.written(its, agenda)
    assert title == agenda.sessions[[s.id for s in agenda.sessions].index("panel")].title
    texts = [text async for some in survey_results.texts(db, None, comments) for text in some]
    assert sorted(texts) == [f"Good {n}" for n in range(5)]


async def test_only_organisers_may(db: Database, agenda: Agenda) -> None:
    dara: Participant = await participants.speak(db, 1001, Locale.EN, now=NOW)
    assert await by_id(db, dara.id) is not None

    with pytest.raises(NotAllowed):
        await survey_results.of_survey(db, dara, agenda=agenda)


async def batch(
    db: Database, item: str, values: str, *, complete: bool = False, rng: Random = RNG
) -> ItemResult:
    """Let out what some people chose, a sign each: y(es), n(o), Y and N with a text."""
    said = {"y": "yes", "n": "no"}
    everyone: list[Answers] = [
        {item: ((said[each.lower()],), "Because." if each.isupper() else "")} for each in values
    ]
    await let_out(db, WORKSHOP, everyone, complete=complete, rng=rng)
    return (await survey_counts.of(db, WORKSHOP)).result(SURVEY.items[4])


async def test_as_long_as_it_is_open_an_item_shows_what_is_whole_and_at_the_close_more(
    db: Database,
) -> None:
    await opened(db)
    seen = [
        await batch(db, "plan", "yyyyy"),
        await batch(db, "plan", "yyyyn"),  # one no among five: neither number may be told
        await batch(db, "plan", "yynnn"),  # four
        await batch(db, "plan", "yynnn"),  # seven of fifteen
        await batch(db, "plan", "yyyynn"),
        await batch(db, "plan", "nnnn", complete=True),
    ]

    assert [(each.respondents, each.distribution) for each in seen] == [
        (5, Distribution({"yes": 5, "no": 0}, 0, 5)),
        (5, Distribution({"yes": 5, "no": 0}, 0, 5)),
        (5, Distribution({"yes": 5, "no": 0}, 0, 5)),
        (20, Distribution({"yes": 13, "no": 7}, 0, 20)),
        (20, Distribution({"yes": 13, "no": 7}, 0, 20)),
        (20, Distribution({"yes": 13, "no": 7}, 0, 20)),  # four yes and six no came since
    ]


async def test_a_few_who_come_last_take_nothing_away(db: Database) -> None:
    await opened(db)
    await batch(db, "plan", "yyyyyyyyyynnnnnnnnnn")
    few = await batch(db, "plan", "yyyyyn", complete=True)

    assert (few.respondents, few.distribution) == (20, Distribution({"yes": 10, "no": 10}, 0, 20))


async def test_what_comes_at_the_close_is_added(db: Database) -> None:
    await opened(db)
    await batch(db, "plan", "yyyyynnnnn")
    its = await batch(db, "plan", "yyyyyyynnnnnn", complete=True)

    assert (its.respondents, its.distribution) == (23, Distribution({"yes": 12, "no": 11}, 0, 23))


async def test_texts_come_with_their_items_steps_five_at_least_or_never(db: Database) -> None:
    await opened(db)
    read = [
        (await batch(db, "plan", "YYYYy")).texts,  # four: deleted
        (await batch(db, "plan", "YYYYYyyy")).texts,
        (await batch(db, "plan", "YYYYYYYn")).texts,  # no step: one said no
        (await batch(db, "plan", "YYYYYnnnn")).texts,
        (await batch(db, "plan", "YYYYYnnnnn", complete=True)).texts,
    ]
    assert read == [0, 5, 5, 17, 22]
    assert len(await shown_answers.texts(db, WORKSHOP, "plan")) == 22


async def test_texts_of_those_whose_number_is_withheld_at_the_close_are_not_read(
    db: Database,
) -> None:
    await opened(db)
    await batch(db, "plan", "YYYYYYyyyynnnnnn")
    its = await batch(db, "plan", "YYYYYn", complete=True)

    assert (its.respondents, its.texts) == (16, 6)
    assert (await survey_counts.of(db, WORKSHOP)).texts_since(SURVEY.items[4]) == 0


async def test_that_no_step_is_taken_says_nothing(db: Database) -> None:
    """Else whoever saw none at fifteen could know that one number was below five there."""
    await opened(db)
    first = await batch(db, "plan", "yyyyy", rng=Tails(7))
    then = await batch(db, "plan", "yyyyynnnnn", rng=Tails(8))

    assert (first.respondents, then.respondents) == (5, 5)
