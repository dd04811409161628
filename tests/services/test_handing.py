"""What speakers are told unasked: new questions, where they stand, and the list of a session."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.services import deliveries as outbox
from bot.services import handing, speaking
from storage import deliveries
from storage.models import (
    Agenda,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Outcome,
    Participant,
    Priority,
    Role,
    SessionStatus,
    Stage,
)
from tests.conftest import NOW
from tests.services.asking import Questions, deliveries_of, with_
from tests.services.conftest import Has

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
    await handing.enqueue_due(q.db, agenda or q.agenda, now=now)
    return await told(q, BRIEFING, QUEUE)


# New questions


async def test_before_and_after_their_session_speakers_are_told_of_each_question_once(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    everyones, his = await q.published(), await q.published(speaker_id="thy-try")

    assert [sorted(each) for each in await q.told(try_, cadt)] == [
        sorted([everyones, his]),
        [everyones],
    ]
    assert await q.told(try_, cadt) == [[], []]
    late = await q.published()
    assert await q.told(try_, cadt, now=at(20)) == [[late], [late]]


async def test_however_many_are_open_they_are_told_of_the_one_that_nobody_voted_for(
    q: Questions, try_: Participant
) -> None:
    many = await q.copied(await q.published(), 60)
    (first,) = await q.told(try_)
    assert set(many) < set(first)

    late = await q.published()
    assert await q.told(try_, now=at(20)) == [[late]]


async def test_one_message_waits_for_all_of_them_and_the_ledger_does_not_say_which(
    q: Questions, try_: Participant
) -> None:
    for _ in range(3):
        await q.published()
        await handing.enqueue_new(q.db, q.agenda, now=NOW)

    (its,) = await deliveries.of(q.db, try_.id)
    assert its == Delivery(
        id=its.id,
        participant_id=try_.id,
        linked_chat_id=None,
        chat_id=300,
        kind=QUESTION,
        subject="",
        priority=Priority.NORMAL,
        status=DeliveryStatus.PENDING,
        due_at=NOW,
        expires_at=at(16, 30) + handing.LASTS,
        attempts=0,
        changed_at=NOW,
    )
    assert len(await handing.new_of(q.db, q.agenda, try_, now=NOW)) == 3


async def test_what_is_handed_back_is_told_again(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    question_id = await q.published(speaker_id="thy-try")
    assert await q.told(try_, cadt) == [[question_id], []]
    for by, to in ((try_, "cadt"), (cadt, "thy-try")):
        await speaking.pass_to(q.db, by, question_id, to, agenda=q.agenda)

    assert await q.told(try_, cadt, now=at(8, 30)) == [[question_id], []]


async def test_while_their_session_is_on_they_have_the_list(
    q: Questions, try_: Participant
) -> None:
    question_id = await q.published()
    await handing.enqueue_new(q.db, q.agenda, now=at(11))
    assert await told(q) == []

    assert await tick(q, at(11)) == [("queue", "panel@2025-07-03T03:45:00Z", try_.id)]
    assert await tick(q, at(11, 1)) == [("queue", "panel@2025-07-03T03:45:00Z", try_.id)]
    (its,) = await deliveries.of(q.db, try_.id)
    assert (its.priority, its.due_at, its.expires_at) == (Priority.URGENT, at(11), at(12))
    (listed,) = await speaking.queue_of(q.db, q.agenda, "thy-try", now=at(11))
    assert listed.question.id == question_id
    await handing.enqueue_new(q.db, q.agenda, now=at(11, 2))
    assert len(await handing.new_of(q.db, q.agenda, try_, now=at(20))) == 1  # no list came
    async with q.db.transaction() as tx:
        await tx.all("UPDATE delivery SET status = 'sent', message_id = 1 WHERE kind = 'queue'")
    await handing.enqueue_new(q.db, q.agenda, now=at(11, 3))
    assert await q.told(try_, now=at(20)) == [[]]  # what stood in the list is not new


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
    await q.published()
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

    await q.published(speaker_id="cadt")
    assert await tick(q, at(11)) == [("queue", panel, cadt.id)]
    await q.published(speaker_id="dfat")
    assert await tick(q, at(11, 1)) == [("queue", panel, cadt.id)]
    question_id = await q.published()
    await speaking.not_mine(q.db, try_, question_id, agenda=q.agenda)
    assert await tick(q, at(11, 2)) == [("queue", panel, cadt.id)]
    await q.published(speaker_id="thy-try")
    assert await tick(q, at(11, 3)) == [("queue", panel, cadt.id), ("queue", panel, try_.id)]
    assert await tick(q, at(12)) == [("queue", panel, cadt.id), ("queue", panel, try_.id)]


async def test_the_last_list_of_a_session_lasts_half_an_hour_at_least(
    q: Questions, try_: Participant
) -> None:
    await q.published()
    late = replace(q.agenda, stage=Stage("panel", at(11, 55), at(12, 25)))

    await tick(q, at(12, 10), late)

    (its,) = await deliveries.of(q.db, try_.id)
    assert its.expires_at == at(12, 40)


async def test_what_was_told_is_noted_with_the_ledger_or_not_at_all(
    q: Questions, try_: Participant
) -> None:
    question_id = await q.published()
    async with q.db.transaction() as tx:
        await tx.all("DELETE FROM delivery")  # what the moderator was told
    await handing.enqueue_new(q.db, q.agenda, now=NOW)

    async def turn(status: DeliveryStatus) -> list[str]:
        (parcel,) = await outbox.turn(q.db, room=1, now=NOW)
        (its,) = parcel.deliveries
        await outbox.turn(q.db, [Outcome(its, status, named=(question_id,))], room=0, now=NOW)
        new = await handing.new_of(q.db, q.agenda, try_, now=NOW)
        return [each.question.id for each in new]

    assert await turn(DeliveryStatus.PENDING) == [question_id]
    assert await turn(DeliveryStatus.SENT) == []
