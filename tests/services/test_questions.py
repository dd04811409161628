"""Questions from those who ask: what is taken, and that nothing of it says who they are."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.i18n import clusters
from bot.services import moderation, qa_rules, questions
from bot.services.errors import DoesNotFit, NoSuchSession, PreviewPassed
from bot.services.releases import Floods
from bot.services.team import new_code
from storage import ways_back
from storage.database import Database
from storage.models import (
    Agenda,
    Participant,
    Question,
    QuestionStatus,
    SessionStatus,
    Spot,
    Stage,
)
from tests.conftest import NOW, SEAL
from tests.services.asking import TEXT, Questions, session_of, with_

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

MINUTE = timedelta(minutes=1)
KHMER = "ស្ត្រី"  # one character of six code points
SEALED_BYTES = 64


def why(text: str | None) -> tuple[str, dict[str, object]]:
    with pytest.raises(DoesNotFit) as caught:
        questions.read(text)
    return caught.value.why, dict(caught.value.values)


# What is taken


def test_from_five_to_five_hundred_characters() -> None:
    assert questions.read("Why 5") == "Why 5"
    assert questions.read("a" * 500) == "a" * 500
    assert why("Why?") == (questions.TOO_SHORT, {"least": 5})
    assert why("a" * 501) == (questions.TOO_LONG, {"most": 500, "n": 501})


def test_khmer_is_counted_as_it_is_read() -> None:
    long = (KHMER + "ក") * 200  # 400 characters of 1,400 code points

    assert (clusters.length(KHMER), len(KHMER)) == (1, 6)
    assert questions.read(KHMER * 5) == KHMER * 5
    assert why(KHMER * 4) == (questions.TOO_SHORT, {"least": 5})
    assert questions.read(long + "ក" * 100) == long + "ក" * 100
    assert why(long + "ក" * 101) == (questions.TOO_LONG, {"most": 500, "n": 501})


def test_what_is_invisible_does_not_count() -> None:
    assert why(" W\u200bh\u200cy\u2060?\ufeff \u200e\n") == (questions.TOO_SHORT, {"least": 5})
    assert questions.read("\u200bHow  much?\n\n\n\nWhen?\u200d ") == "How much?\n\nWhen?"
    assert questions.read("a" * 500 + "\u200b" * 500) == "a" * 500
    for nothing in ("\u2800\n" * 9, "\u3164\u115f\uffa0 " * 9, "a\u00ad\u2800" + "\u1160" * 9):
        assert why(nothing) == (questions.TOO_SHORT, {"least": 5})


def test_signs_piled_upon_signs_count_for_several_characters() -> None:
    piled = "ក" + "\u17d0" * 29  # one character that takes as much room as ten

    assert questions.read(piled * 50) == piled * 50
    assert why(piled * 51) == (questions.TOO_LONG, {"most": 500, "n": 510})


def test_what_is_no_text_of_their_own_is_refused() -> None:
    assert why(None) == (questions.NOT_OWN, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("panel", False),
        ("Thy Try", False),
        ("open data policy", False),
        ("Budget?", True),
        ("tell us about money", True),
        ("តើយើងអាចចូលរួមអនុវត្តគោលនយោបាយនេះយ៉ាងដូចម្ដេច", True),
    ],
)
def test_whether_a_text_looks_like_a_question(text: str, expected: bool) -> None:
    assert questions.looks_asked(text) is expected


# Which sessions take questions


async def to_ask(db: Database, agenda: Agenda, now: datetime) -> list[str]:
    return [each.id for each in await questions.to_ask(db, agenda, now=now)]


async def test_what_is_on_comes_first_then_the_nearest_in_time(
    db: Database, agenda: Agenda
) -> None:
    panel = session_of(agenda, "panel")
    early = Stage("plenary", panel.starts_at, panel.ends_at)

    assert await to_ask(db, agenda, NOW) == ["presentation", "panel", "plenary", "recommendations"]
    assert await to_ask(db, agenda, panel.starts_at) == [
        *("panel", "presentation", "plenary", "recommendations"),
    ]
    assert await to_ask(db, replace(agenda, stage=early), panel.starts_at) == [
        *("plenary", "panel", "presentation", "recommendations"),
    ]


async def test_closed_and_cancelled_sessions_take_none(
    db: Database, agenda: Agenda, bopha: Participant
) -> None:
    await qa_rules.open_(db, bopha, "plenary", yes=False, agenda=agenda)
    await qa_rules.open_(db, bopha, "welcome", yes=True, agenda=agenda)
    called_off = with_(agenda, "panel", status=SessionStatus.CANCELLED)

    assert await to_ask(db, called_off, NOW) == ["welcome", "presentation", "recommendations"]
    assert (await questions.require_open(db, called_off, "welcome")).id == "welcome"
    for closed in ("plenary", "panel", "lunch-break"):
        with pytest.raises(DoesNotFit) as caught:
            await questions.require_open(db, called_off, closed)
        assert caught.value.why == questions.NOT_TAKEN
    with pytest.raises(NoSuchSession):
        await questions.require_open(db, called_off, "no-such")


async def test_of_many_sessions_a_dozen_are_offered(empty_db: Database, big_agenda: Agenda) -> None:
    opened = replace(
        big_agenda, sessions=tuple(replace(each, qa_open=True) for each in big_agenda.sessions)
    )

    assert len(await to_ask(empty_db, opened, big_agenda.sessions[0].starts_at)) == 12


def test_who_answers(agenda: Agenda) -> None:
    found = {
        session_id: [
            part.speaker.id for part in questions.answering(session_of(agenda, session_id))
        ]
        for session_id in ("presentation", "panel", "plenary", "recommendations")
    }

    assert found == {
        "presentation": ["thong-sopymakara"],
        "panel": ["thong-sopymakara", "cadt", "thy-try", "dfat"],
        "plenary": [],  # all participants: nobody in particular
        "recommendations": ["ccc", "odc"],
    }


# Asking


def row(question_id: str, **changes: Any) -> Question:
    """Return the whole of a question that was just asked."""
    whole = Question(
        id=question_id,
        session_id="panel",
        speaker_id=None,
        text=TEXT,
        translation=None,
        edited=False,
        status=QuestionStatus.PENDING,
        released=False,
        reason=None,
        reason_text=None,
        merged_into=None,
        spot=Spot.NONE,
        votes=0,
        reports=0,
        decided_by=None,
        seen=False,
    )
    return replace(whole, **changes)


async def test_a_row_holds_neither_person_nor_time(db: Database, q: Questions) -> None:
    await q.asked(question_id="A" * 22, speaker_id="thy-try", asker=7318529640, tell=True)

    (stored,) = await db.all("SELECT * FROM question")
    assert dict(stored) == {
        "id": "A" * 22,
        "session_id": "panel",
        "speaker_id": "thy-try",
        "text": TEXT,
        "translation": None,
        "edited": 0,
        "status": "pending",
        "released": 0,
        "reason": None,
        "reason_text": None,
        "merged_into": None,
        "spot": "none",
        "spot_before": "none",
        "votes": 0,
        "recount": 0,
        "cleared": 0,
        "votes_next": 0,
        "reports_next": 0,
        "reports": 0,
        "seen": 0,
        "decided_by": None,
    }


@pytest.mark.parametrize("tell", [False, True])
async def test_asking_writes_the_question_and_nothing_else(
    q: Questions,
    dump: Dump,
    register: Callable[..., Awaitable[Participant]],
    agenda: Agenda,
    tell: bool,
) -> None:
    await register(1, agenda)
    before = await dump()

    question_id = await q.asked(tell=tell)

    after = await dump()
    assert {name for name in after if after[name] != before[name]} == (
        {"question", "way_back"} if tell else {"question"}
    )
    assert await q.at(question_id) == row(question_id)
    assert [each for each, _ in after["way_back"]] == ([question_id] if tell else [])


async def test_every_way_back_has_one_length(db: Database, q: Questions) -> None:
    asked = {await q.asked(asker=asker, tell=True): asker for asker in (1, 7318529640, 2**52 - 1)}

    ways = await ways_back.every(db)
    assert {len(sealed) for sealed in ways.values()} == {SEALED_BYTES}
    assert {each: SEAL.open(each, sealed) for each, sealed in ways.items()} == asked


async def test_sent_again_it_changes_nothing_and_stands_as_it_does(
    q: Questions, dump: Dump
) -> None:
    question_id = await q.published()
    before = await dump()

    again = await questions.submit(
        q.db,
        SEAL,
        Floods(),
        question_id=question_id,
        session_id="plenary",
        speaker_id=None,
        text="Something else?",
        asker=2,
        tell=True,
        agenda=q.agenda,
        now=NOW,
    )

    assert again == row(
        question_id,
        status=QuestionStatus.APPROVED,
        released=True,
        decided_by=q.moderator.id,
        seen=True,
    )
    assert await dump() == before


@pytest.mark.parametrize("question_id", ["", "A" * 21, "A" * 23, f"{'A' * 21}!", "ក" * 22])
async def test_what_is_no_id_of_a_card_is_refused(
    q: Questions, dump: Dump, question_id: str
) -> None:
    before = await dump()
    with pytest.raises(PreviewPassed):
        await questions.submit(
            q.db,
            SEAL,
            Floods(),
            question_id=question_id,
            session_id="panel",
            speaker_id=None,
            text=TEXT,
            asker=1,
            tell=False,
            agenda=q.agenda,
            now=NOW,
        )
    assert await dump() == before


async def test_for_somebody_who_does_not_answer_there_it_is_for_whoever_does(q: Questions) -> None:
    asked = [
        await q.asked(speaker_id=each) for each in ("thy-try", "pheap-bunleng", "ccc", "no-such")
    ]

    assert [(await q.at(each)).speaker_id for each in asked] == ["thy-try", None, None, None]


async def test_what_is_not_taken_stores_nothing(q: Questions, dump: Dump) -> None:
    before = await dump()
    for text, session_id in (("Why?", "panel"), (TEXT, "lunch-break")):
        with pytest.raises(DoesNotFit):
            await q.asked(text, session_id=session_id, tell=True)
    with pytest.raises(NoSuchSession):
        await q.asked(session_id="no-such")
    assert await dump() == before


async def test_three_in_five_minutes_and_not_a_fourth(q: Questions, dump: Dump) -> None:
    floods = Floods()
    for n in range(3):
        await q.asked(floods=floods, now=NOW + n * MINUTE)
    before = await dump()

    with pytest.raises(DoesNotFit) as caught:
        await q.asked(floods=floods, now=NOW + 4 * MINUTE)
    assert (caught.value.why, caught.value.values) == (questions.TOO_MANY, {"n": 3})
    assert await dump() == before

    await q.asked(floods=floods, asker=2, now=NOW + 4 * MINUTE)
    await q.asked(floods=floods, now=NOW + 5 * MINUTE)


async def test_a_double_tap_counts_once_and_a_refused_text_not_at_all(q: Questions) -> None:
    floods = Floods()
    question_id = new_code(q.rng)
    await asyncio.gather(*(q.asked(question_id=question_id, floods=floods) for _ in range(4)))
    with pytest.raises(DoesNotFit):
        await q.asked("Why?", floods=floods)

    await q.asked(floods=floods)
    await q.asked(floods=floods)
    with pytest.raises(DoesNotFit):
        await q.asked(floods=floods)
    assert await q.asked(question_id=question_id, floods=floods) == question_id


async def test_who_asked_finds_the_question_or_the_one_it_was_united_with(
    db: Database, q: Questions
) -> None:
    first, second = await q.published("How much does it cost?"), await q.waiting()
    assert (await questions.find(db, second)).question.text == TEXT

    await moderation.merge(db, SEAL, q.moderator, second, first)

    assert (await questions.find(db, second)).question.id == first
    with pytest.raises(PreviewPassed):
        await questions.find(db, "A" * 22)


async def test_whoever_was_told_leaves_no_way_back(db: Database, q: Questions) -> None:
    kept, told = await q.asked(tell=True), await q.asked(tell=True)

    await questions.told(db, told)

    assert list(await ways_back.every(db)) == [kept]
