"""Answers: sealed on their way, sent once, let out among others, and joined with nothing."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.services import letting_out, participants, responses
from bot.services import surveys as service
from bot.services.errors import PreviewPassed
from bot.services.sealing import Seal
from storage import responses as rows
from storage import shown_answers, surveys
from storage.database import Database
from storage.models import Agenda, Answered, Participant, Plan, ResponseCounts, ResponseDraft
from tests.conftest import SEAL
from tests.services.responding import OPENS, Answers, whole

Join = Callable[..., Awaitable[Participant]]
Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]
TEXT = "ដំណើរការល្អណាស់"


@pytest.fixture
async def its(db: Database, agenda: Agenda) -> Answers:
    """The survey of the built-in event, open."""
    its = Answers(db, agenda)
    await its.open()
    return its


async def test_a_draft_is_read_back_by_nobody_else(its: Answers, db: Database) -> None:
    draft = whole(its.survey, 4, TEXT)
    await responses.save(db, SEAL, 1, draft)

    assert await responses.draft_of(db, SEAL, 1) == draft
    assert await responses.draft_of(db, SEAL, 2) is None
    assert await responses.draft_of(db, Seal(bytes(32)), 1) is None


async def test_a_draft_is_sealed_under_a_hash_and_its_length_says_little(
    its: Answers, db: Database, dump: Dump
) -> None:
    for person, text in ((1, "a"), (2, "b" * 100), (3, TEXT), (4, f"{TEXT} " * 20)):
        await responses.save(db, SEAL, person, whole(its.survey, 4, text))

    kept = (await dump())["response_draft"]
    assert {who for who, _sealed in kept} == {
        SEAL.drafter("workshop", each) for each in range(1, 5)
    }
    assert len({len(sealed) for _who, sealed in kept if isinstance(sealed, bytes)}) == 1
    assert TEXT.encode() not in db.path.read_bytes()


async def test_it_is_sent_once_and_from_then_on_known_only_that_they_took_part(
    its: Answers, db: Database, dump: Dump
) -> None:
    assert await its.sent(1)
    with pytest.raises(PreviewPassed):
        await its.sent(1, n=1)
    assert not await responses.send(db, SEAL, 1, rng=Random(1))

    kept = await dump()
    assert kept["participation"] == [("workshop", SEAL.participant("workshop", 1))]
    assert (len(kept["waiting_response"]), kept["response_draft"], kept["response"]) == (1, [], [])


async def test_what_waits_has_one_length_however_much_was_said(its: Answers, dump: Dump) -> None:
    longest = ("ក" + "៉" * 2) * 500
    for person, text in enumerate(["a", longest, "👩🏽‍🤝‍👩🏿" * 210, '"\\\n' * 140], 1):
        await its.sent(person, text=text)

    sealed = [row[2] for row in (await dump())["waiting_response"]]
    assert len({len(each) for each in sealed if isinstance(each, bytes)}) == 1
    assert len(sealed) == 4


async def test_nothing_is_sent_that_lacks_a_needed_answer_or_does_not_exist(
    its: Answers, db: Database
) -> None:
    with pytest.raises(PreviewPassed):
        await responses.send(db, SEAL, 1, rng=Random(1))
    await responses.save(db, SEAL, 1, ResponseDraft(at="policy-before"))
    with pytest.raises(PreviewPassed):
        await responses.send(db, SEAL, 1, rng=Random(1))
    del its


async def test_before_it_opens_and_after_it_closed_nothing_is_kept(
    db: Database, agenda: Agenda
) -> None:
    its = Answers(db, agenda)
    with pytest.raises(PreviewPassed):
        await its.sent(1)
    await its.open()
    await responses.save(db, SEAL, 1, whole(its.survey, 4, TEXT))
    await its.tick(now=its.survey.closes)

    assert await rows.draft_of(db, SEAL.drafter("workshop", 1)) is None
    with pytest.raises(PreviewPassed):
        await its.sent(1)


async def test_four_stay_sealed_and_the_fifth_lets_all_out(its: Answers, db: Database) -> None:
    for person in range(1, 5):
        await its.sent(person)
        assert await its.let_out() == 0
    assert await rows.let_out(db, "workshop") == 0

    await its.sent(5)
    assert await its.let_out() == 5
    assert await rows.let_out(db, "workshop") == 5
    assert await rows.waiting_counts(db) == {}


async def test_later_five_stay_behind_so_that_the_last_step_is_none_of_a_few(
    its: Answers, db: Database
) -> None:
    steps = []
    for person in range(1, 24):
        await its.sent(person)
        if done := await its.let_out():
            steps.append((person, done))
    assert steps == [(5, 5), (15, 5), (20, 5)]

    assert await its.let_out("workshop") == 8
    assert await rows.let_out(db, "workshop") == 23


async def test_fewer_than_five_that_are_left_at_the_close_are_deleted(
    its: Answers, db: Database
) -> None:
    for person in range(1, 8):
        await its.sent(person)
        await its.let_out()

    assert await its.let_out("workshop") == 0
    assert await rows.let_out(db, "workshop") == 5
    assert await shown_answers.completed(db) == {"workshop"}
    await letting_out.drop_left(db)
    assert await rows.waiting_counts(db) == {}


async def test_a_survey_that_nobody_answered_is_complete_too(its: Answers, db: Database) -> None:
    assert await its.let_out() == 0
    assert await shown_answers.completed(db) == set()
    assert await its.let_out("workshop") == 0
    assert await shown_answers.completed(db) == {"workshop"}


async def test_every_answer_is_a_row_and_no_two_share_an_id(its: Answers, dump: Dump) -> None:
    for person in range(1, 6):
        await its.sent(
            person,
            n=person,
            text=f"{TEXT} {person}",
            barriers=Answered(("funds", "skills")),
            interpretation=Answered(("no",), "Too fast."),
        )
    await its.let_out()

    kept = (await dump())["response"]
    ids = [row[2] for row in kept]
    assert len(set(ids)) == len(ids)
    assert {len(str(each)) for each in ids} == {22}
    said: dict[object, list[tuple[object, object]]] = {}
    for _survey, item, _id, value, text, _shown in kept:
        said.setdefault(item, []).append((value, text))
    assert sorted(said[""], key=str) == [("*", "")] * 5
    assert sorted(said["overall"]) == [("*", "")] * 5 + [(str(n), "") for n in range(1, 6)]
    assert sorted(said["barriers"]) == sorted([("*", ""), ("funds", ""), ("skills", "")] * 5)
    assert sorted(said["interpretation"]) == sorted([("*", ""), ("no", ""), ("", "Too fast.")] * 5)
    assert sorted(said["solutions"]) == sorted(
        [("*", "")] * 5 + [("", f"{TEXT} {n}") for n in range(1, 6)]
    )
    assert said["change:policy-after"] == [("same", "")] * 5


async def test_before_and_after_are_compared_as_they_are_let_out(its: Answers) -> None:
    for person, (before, after) in enumerate([*zip("23511", "43251", strict=True)], 1):
        said = {"policy-before": Answered((before,)), "policy-after": Answered((after,))}
        draft = whole(its.survey, 4, TEXT)
        draft = replace(draft, answers={**draft.answers, **said})
        await responses.save(its.db, SEAL, person, draft)
        await responses.send(its.db, SEAL, person, rng=its.rng)
    await its.let_out()

    assert await its.counted("change:policy-after") == {"up": 2, "same": 2, "down": 1}


async def test_counts_are_those_of_what_was_let_out(its: Answers, db: Database) -> None:
    for person in range(1, 6):
        await its.sent(person, interpretation=Answered(("no",), "Too fast." * (person > 2)))
    await its.let_out()

    counted = await shown_answers.counts(db, "workshop", shown=True)
    assert counted["interpretation"] == ResponseCounts({"no": 5}, answered=5, texts=0)
    assert await shown_answers.texts(db, "workshop", "interpretation") == []


async def test_what_was_sealed_with_a_lost_key_makes_no_step_of_fewer_than_five(
    its: Answers, db: Database
) -> None:
    other = Seal(bytes(32))
    draft = whole(its.survey, 4, TEXT)
    await responses.save(db, other, 9, draft)
    await responses.send(db, other, 9, rng=Random(9))
    for person in range(1, 5):
        await its.sent(person)

    assert await its.let_out() == 0
    await its.sent(5)
    assert await its.let_out() == 5
    assert await rows.let_out(db, "workshop") == 5

    for person in range(11, 16):
        await responses.save(db, other, person, draft)
        await responses.send(db, other, person, rng=its.rng)
    for person in range(21, 30):
        await its.sent(person)
    assert await its.let_out() == 0
    await its.sent(30)
    assert await its.let_out() == 5
    assert await rows.let_out(db, "workshop") == 10


async def test_whoever_deletes_their_data_counts_on_as_nobody(
    its: Answers, db: Database, join: Join, agenda: Agenda
) -> None:
    dara, emma = await join(1), await join(2)
    await its.sent(1)
    await responses.save(db, SEAL, 2, whole(its.survey, 4, TEXT))
    assert await responses.kept_of(db, SEAL, 1) == (1, 0)
    assert await responses.kept_of(db, SEAL, 2) == (0, len(its.survey.items))

    for each in (dara, emma):
        await participants.forget(db, SEAL, each, agenda=agenda, now=OPENS)

    assert await responses.kept_of(db, SEAL, 1) == (0, 0)
    assert await responses.kept_of(db, SEAL, 2) == (0, 0)
    assert len(await rows.everyone(db, "workshop")) == 1


async def test_the_survey_stays_as_it_was_opened(its: Answers, db: Database) -> None:
    assert its.agenda.survey is not None
    other = replace(its.survey, closes=its.survey.closes + timedelta(days=1))
    async with db.transaction() as tx:
        await surveys.define(tx, other)
    state = await surveys.state(db)
    assert state is not None
    assert state.survey == its.survey


def test_a_response_fits_into_its_room_at_its_longest(built_in: Plan) -> None:
    survey = built_in.survey
    assert survey is not None
    said = {
        each.id: {
            "chosen": list(each.values),
            "text": "🧑" * 1500 if each.kind == "text" or each.follow_up else "",
        }
        for each in survey.items
    }
    longest = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()

    assert len(longest) <= responses.room_of(survey)


async def test_whoever_comes_back_after_deleting_their_data_cannot_answer_again(
    its: Answers, db: Database, join: Join, agenda: Agenda
) -> None:
    dara = await join(1)
    await its.sent(1)
    await participants.forget(db, SEAL, dara, agenda=agenda, now=OPENS + timedelta(minutes=1))
    await join(1, now=OPENS + timedelta(minutes=2))

    with pytest.raises(PreviewPassed):
        await its.sent(1)
    assert (await service.look(db, SEAL, 1)).late
    assert not await service.invites(db, SEAL, 1)
