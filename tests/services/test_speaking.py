"""Speakers: which questions are theirs, when they hear of them, and what they answer."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import handing, questions, speaking
from bot.services import running as stage_run
from bot.services.errors import NotAllowed, PreviewPassed
from storage.models import (
    Agenda,
    Entry,
    EntryStep,
    Listed,
    Participant,
    Role,
)
from tests.conftest import NOW, SEAL
from tests.services.asking import TEXT, Questions, deliveries_of, session_of
from tests.services.conftest import Has

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]


def at(hour: int, minute: int = 0) -> datetime:
    """Return a local time of the event's day."""
    return NOW + timedelta(hours=hour - 8, minutes=minute - 20)


async def queue_of(q: Questions, speaker_id: str, now: datetime = NOW) -> list[str]:
    listed = await speaking.queue_of(q.db, q.agenda, speaker_id, now=now)
    return [each.question.id for each in listed]


# Whose a question is


def test_a_question_is_for_whom_it_names_else_for_whoever_answers_there(agenda: Agenda) -> None:
    panel = {"thong-sopymakara", "cadt", "thy-try", "dfat"}

    def targets(session_id: str, speaker_id: str | None) -> set[str]:
        question = questions.new("A" * 22, session_id, speaker_id, TEXT)
        return set(speaking.targets(agenda, question))

    assert targets("panel", "dfat") == {"dfat"}
    assert targets("panel", None) == panel
    assert targets("panel", "gone") == panel
    assert targets("plenary", None) == set()
    assert targets("no-such", "dfat") == set()


def test_to_whom_it_may_be_passed_and_who_leads(agenda: Agenda) -> None:
    question = questions.new("A" * 22, "panel", None, TEXT)
    lost = replace(question, session_id="no-such")

    assert speaking.others(agenda, question, "thy-try") == ["thong-sopymakara", "cadt", "dfat"]
    assert speaking.others(agenda, lost, "thy-try") == []
    assert list(speaking.moderators(session_of(agenda, "panel"))) == ["pheap-bunleng"]


# Their list


async def test_their_list_has_what_is_on_first_then_the_agendas_order_by_votes(
    q: Questions,
) -> None:
    q_and_a = "thong-sopymakara"  # in two sessions
    low, high = await q.published(), await q.published(speaker_id=q_and_a)
    first = await q.published(session_id="presentation")
    await q.published(speaker_id="cadt")
    answered = await q.published()
    await stage_run.answered_on_stage(q.db, q.moderator, answered)
    for voter in range(2):
        await questions.vote(q.db, SEAL, voter, high, on=True)
    await q.release()

    assert await queue_of(q, q_and_a, at(8)) == [first, high, low]
    assert await queue_of(q, q_and_a, at(11)) == [high, low, first]
    of_panel = await speaking.queue_of(q.db, q.agenda, q_and_a, session_id="panel", now=at(8))
    assert of_panel == [Listed(await q.at(each), ()) for each in (high, low)]
    assert await queue_of(q, "pheap-bunleng") == []  # who leads does not answer


async def test_however_many_ask_others_they_find_what_is_theirs(
    q: Questions, try_: Participant
) -> None:
    his = await q.published(speaker_id="thy-try")
    hers = await q.published(speaker_id="cadt")
    many = await q.copied(hers, 60)

    assert await queue_of(q, "thy-try") == [his]
    assert await queue_of(q, "cadt") == [*reversed(many), hers]
    await handing.enqueue_due(q.db, q.agenda, now=at(11))
    assert await deliveries_of(q.db) == [
        ("moderation", "", q.moderator.id),
        ("queue", "panel@2025-07-03T03:45:00Z", try_.id),
    ]


async def test_only_speakers_of_the_session_see_it_and_only_once_it_is_published(
    q: Questions, has: Has, try_: Participant
) -> None:
    published, waiting = await q.published(), await q.waiting()
    leads = await has(302, Role.SPEAKER, "pheap-bunleng")

    for one in (try_, leads):
        listed = await speaking.look(q.db, one, published, agenda=q.agenda)
        assert listed == Listed(await q.at(published), ())
    for question_id in (waiting, "A" * 22):
        with pytest.raises(PreviewPassed):
            await speaking.look(q.db, try_, question_id, agenda=q.agenda)


async def test_nobody_else_may_do_anything_about_it(q: Questions, has: Has, dump: Dump) -> None:
    question_id = await q.published()
    stranger = await has(302, Role.SPEAKER, "odc")
    organiser = await has(303, Role.ORGANISER)
    await has(300, Role.ATTENDEE)
    no_more = replace(await has(300, Role.SPEAKER, None), speaker_id="thy-try")
    before = await dump()

    for one in (stranger, organiser, no_more):
        for doing in (
            speaking.look(q.db, one, question_id, agenda=q.agenda),
            speaking.begin_answer(q.db, one, question_id, agenda=q.agenda, now=NOW),
            speaking.write_answer(
                *(q.db, one, Entry(302, EntryStep.ANSWER, question_id), "In a safe place."),
                agenda=q.agenda,
                now=NOW,
            ),
            speaking.send_answer(q.db, one, question_id, agenda=q.agenda),
            speaking.will_answer_on_stage(q.db, one, question_id, agenda=q.agenda),
            speaking.pass_to(q.db, one, question_id, "cadt", agenda=q.agenda),
            speaking.not_mine(q.db, one, question_id, agenda=q.agenda),
        ):
            with pytest.raises(NotAllowed):
                await doing
    assert await dump() == before
