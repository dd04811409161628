"""Speakers: which questions are theirs, when they hear of them, and what they answer."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import questions, speaking
from bot.services import running as stage_run
from bot.services.errors import NotAllowed, PreviewPassed
from storage import deliveries
from storage.models import (
    Agenda,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Entry,
    EntryStep,
    Listed,
    Participant,
    Priority,
    Role,
    SessionStatus,
    Stage,
)
from tests.conftest import NOW, SEAL
from tests.services.asking import TEXT, Questions, deliveries_of, session_of, with_
from tests.services.conftest import Has

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

SECOND = timedelta(seconds=1)
BRIEFING, QUEUE, QUESTION = DeliveryKind.BRIEFING, DeliveryKind.QUEUE, DeliveryKind.QUESTION


def at(hour: int, minute: int = 0) -> datetime:
    """Return a local time of the event's day."""
    return NOW + timedelta(hours=hour - 8, minutes=minute - 20)


async def told(q: Questions, *kinds: DeliveryKind) -> list[tuple[str, str, int]]:
    return [each for each in await deliveries_of(q.db) if each[0] in (kinds or (QUESTION,))]


async def tick(
    q: Questions, now: datetime, agenda: Agenda | None = None
) -> list[tuple[str, str, int]]:
    """Queue what speakers are owed; return all briefings and lists that were queued so far."""
    await speaking.enqueue_due(q.db, agenda or q.agenda, now=now)
    return await told(q, BRIEFING, QUEUE)


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


# Told one by one


async def test_before_and_after_their_session_speakers_are_told_one_by_one(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    everyones, his = await q.published(), await q.published(speaker_id="thy-try")

    assert await told(q) == [
        ("question", everyones, try_.id),
        ("question", everyones, cadt.id),
        ("question", his, try_.id),
    ]
    *_, last = await deliveries.of(q.db, try_.id)
    assert last == Delivery(
        id=last.id,
        participant_id=try_.id,
        linked_chat_id=None,
        chat_id=300,
        kind=QUESTION,
        subject=his,
        priority=Priority.NORMAL,
        status=DeliveryStatus.PENDING,
        due_at=NOW,
        expires_at=at(16, 30) + speaking.LASTS,
        attempts=0,
        changed_at=NOW,
    )
    late = await q.published(now=at(20))
    assert (await told(q))[3:] == [("question", late, try_.id), ("question", late, cadt.id)]


async def test_while_their_session_is_on_they_have_the_list(
    q: Questions, try_: Participant
) -> None:
    question_id = await q.published(now=at(11))
    assert await told(q) == []

    assert await tick(q, at(11)) == [("queue", "panel@2025-07-03T03:45:00Z", try_.id)]
    assert await tick(q, at(11, 1)) == [("queue", "panel@2025-07-03T03:45:00Z", try_.id)]
    (its,) = await deliveries.of(q.db, try_.id)
    assert (its.priority, its.due_at, its.expires_at) == (Priority.URGENT, at(11), at(12))
    assert await queue_of(q, "thy-try") == [question_id]


# What speakers are owed


async def test_twenty_minutes_before_they_are_told_where_they_stand(
    q: Questions, has: Has, try_: Participant
) -> None:
    leads = await has(302, Role.SPEAKER, "pheap-bunleng")
    panel = "panel@2025-07-03T03:45:00Z"
    both = [("briefing", panel, try_.id), ("briefing", panel, leads.id)]

    assert await tick(q, at(10, 25) - SECOND) == []
    assert await tick(q, at(10, 25)) == both
    assert await tick(q, at(10, 44)) == both
    (its,) = await deliveries.of(q.db, try_.id)
    assert (its.priority, its.due_at, its.expires_at) == (
        *(Priority.URGENT, at(10, 25), at(10, 45)),
    )


async def test_of_a_session_that_moved_they_are_told_again(q: Questions, try_: Participant) -> None:
    await tick(q, at(10, 30))
    moved = with_(q.agenda, "panel", starts_at=at(11, 15), ends_at=at(12, 30))

    assert await tick(q, at(10, 54), moved) == [
        ("briefing", "panel@2025-07-03T03:45:00Z", try_.id),
    ]
    assert await tick(q, at(10, 55), moved) == [
        ("briefing", "panel@2025-07-03T03:45:00Z", try_.id),
        ("briefing", "panel@2025-07-03T04:15:00Z", try_.id),
    ]


async def test_not_of_one_that_was_cancelled_nor_of_one_that_is_on_already(
    q: Questions, try_: Participant
) -> None:
    await q.published(now=at(11))
    cancelled = with_(q.agenda, "panel", status=SessionStatus.CANCELLED)
    early = replace(q.agenda, stage=Stage("panel", at(10, 35), at(12)))

    assert await tick(q, at(10, 40), cancelled) == await tick(q, at(11), cancelled) == []
    assert await tick(q, at(10, 40), early) == [("queue", "panel@2025-07-03T03:45:00Z", try_.id)]


async def test_the_list_comes_once_there_is_a_question_for_them(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    panel = "panel@2025-07-03T03:45:00Z"
    assert await tick(q, at(10, 45)) == []
    await q.waiting()
    assert await tick(q, at(10, 50)) == []

    await q.published(speaker_id="cadt", now=at(11))
    assert await tick(q, at(11)) == [("queue", panel, cadt.id)]
    await q.published(speaker_id="dfat", now=at(11))
    assert await tick(q, at(11, 1)) == [("queue", panel, cadt.id)]
    question_id = await q.published(now=at(11))
    await speaking.not_mine(q.db, try_, question_id, agenda=q.agenda, now=at(11))
    assert await tick(q, at(11, 2)) == [("queue", panel, cadt.id)]
    await q.published(speaker_id="thy-try", now=at(11))
    assert await tick(q, at(11, 3)) == [("queue", panel, cadt.id), ("queue", panel, try_.id)]
    assert await tick(q, at(12)) == [("queue", panel, cadt.id), ("queue", panel, try_.id)]


async def test_the_last_list_of_a_session_lasts_half_an_hour_at_least(
    q: Questions, try_: Participant
) -> None:
    await q.published(now=at(11))
    late = replace(q.agenda, stage=Stage("panel", at(11, 55), at(12, 25)))

    await tick(q, at(12, 10), late)

    (its,) = await deliveries.of(q.db, try_.id)
    assert its.expires_at == at(12, 40)


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
    his = await q.published(speaker_id="thy-try", now=at(11))
    hers = await q.published(speaker_id="cadt", now=at(11))
    async with q.db.transaction() as tx:
        for n in range(60):
            await tx.all(
                "INSERT INTO question SELECT ?1, session_id, speaker_id, text, translation,"
                " edited, status, released, reason, reason_text, merged_into, spot, 7, recount,"
                " reports, seen, decided_by FROM question WHERE id = ?2",
                (f"{n:022}", hers),
            )

    assert await queue_of(q, "thy-try") == [his]
    assert len(await queue_of(q, "cadt")) == speaking.LISTED
    assert await tick(q, at(11)) == [("queue", "panel@2025-07-03T03:45:00Z", try_.id)]


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
            speaking.pass_to(q.db, one, question_id, "cadt", agenda=q.agenda, now=NOW),
            speaking.not_mine(q.db, one, question_id, agenda=q.agenda, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                await doing
    assert await dump() == before
