"""Questions handed over, and those on the stage."""

from collections.abc import Awaitable, Callable

import pytest

from bot.services import inbox as inboxes
from bot.services import moderation, speaking
from bot.services import running as stage_run
from bot.services.errors import NoSuchSession, PreviewPassed
from storage import answers
from storage.models import (
    Participant,
    QuestionStatus,
    Role,
    Spot,
)
from tests.services.asking import Questions
from tests.services.conftest import Has

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
ANSWERED = QuestionStatus.ANSWERED


async def hand_over(
    q: Questions, question_id: str, session_id: str, speaker_id: str | None = None
) -> bool:
    return await moderation.hand_over(
        q.db,
        q.moderator,
        question_id,
        session_id=session_id,
        speaker_id=speaker_id,
        agenda=q.agenda,
    )


# Handing over


async def test_handing_over_tells_the_new_speakers(q: Questions, has: Has) -> None:
    thy_try = await has(300, Role.SPEAKER, "thy-try")
    odc = await has(301, Role.SPEAKER, "odc")
    question_id = await q.published(speaker_id="cadt")
    await stage_run.put_on_stage(q.db, q.moderator, question_id, Spot.PLANNED)
    assert await q.told(thy_try, odc) == [[], []]

    assert await hand_over(q, question_id, "panel", "thy-try")
    assert await q.told(thy_try, odc) == [[question_id], []]
    assert await hand_over(q, question_id, "recommendations")
    assert await q.told(thy_try, odc) == [[], [question_id]]

    its = await q.at(question_id)
    assert (its.session_id, its.speaker_id, its.spot) == ("recommendations", None, Spot.NONE)


async def test_what_waits_is_handed_over_without_a_word_to_speakers(q: Questions, has: Has) -> None:
    thy_try = await has(300, Role.SPEAKER, "thy-try")
    question_id = await q.waiting()

    assert await hand_over(q, question_id, "panel", "thy-try")

    its = await q.at(question_id)
    assert (its.status, its.speaker_id) == (PENDING, "thy-try")
    assert await q.told(thy_try) == [[]]


async def test_it_is_handed_only_to_who_answers_there_and_while_it_is_open(
    q: Questions, dump: Dump
) -> None:
    question_id = await q.published()
    await stage_run.answered_on_stage(q.db, q.moderator, question_id)
    before = await dump()

    assert await hand_over(q, question_id, "plenary") is False
    with pytest.raises(PreviewPassed):
        await hand_over(q, question_id, "plenary", "thy-try")
    with pytest.raises(NoSuchSession):
        await hand_over(q, question_id, "no-such")
    assert await dump() == before


async def test_what_nobody_takes_strays_until_somebody_is_given_it(q: Questions, has: Has) -> None:
    odc = await has(300, Role.SPEAKER, "odc")
    ccc = await has(301, Role.SPEAKER, "ccc")
    question_id = await q.published(session_id="recommendations")

    async def stray() -> list[str]:
        inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
        return [each.id for each in inbox.stray]

    async def not_mine(by: Participant) -> bool:
        return await speaking.not_mine(q.db, by, question_id, agenda=q.agenda)

    assert (await not_mine(odc), await stray()) == (True, [])
    assert (await not_mine(ccc), await stray()) == (False, [question_id])
    await hand_over(q, question_id, "recommendations", "odc")
    assert await stray() == []


# The stage


async def spots(q: Questions, *ids: str) -> list[Spot]:
    return [(await q.at(each)).spot for each in ids]


async def test_one_question_of_a_session_is_on_the_stage(q: Questions) -> None:
    one, two, low = [await q.published() for _ in range(3)]
    elsewhere = await q.published(session_id="plenary")
    for question_id in (one, elsewhere, two):
        assert await stage_run.put_on_stage(q.db, q.moderator, question_id, Spot.NOW)
    assert await spots(q, one, two, low, elsewhere) == [
        *(Spot.NONE, Spot.NOW, Spot.NONE, Spot.NOW),
    ]
    listed = await stage_run.on_stage(q.db, q.moderator, "panel")
    assert [each.id for each in listed] == [two, *sorted((one, low), reverse=True)]

    assert await stage_run.answered_on_stage(q.db, q.moderator, two)
    assert await stage_run.answered_on_stage(q.db, q.moderator, two) is False
    assert await stage_run.put_on_stage(q.db, q.moderator, two, Spot.NOW) is False
    assert await stage_run.put_on_stage(q.db, q.moderator, one, Spot.NONE)
    assert await spots(q, one, two, low) == [Spot.NONE] * 3
    assert (await q.at(two)).status is ANSWERED


async def test_what_is_put_off_has_the_spot_that_it_had(q: Questions) -> None:
    planned, other = [await q.published() for _ in range(2)]
    await stage_run.put_on_stage(q.db, q.moderator, planned, Spot.PLANNED)

    async def put_off(question_id: str) -> bool:
        return await stage_run.put_off(q.db, q.moderator, question_id)

    for question_id in (planned, planned, other):
        await stage_run.put_on_stage(q.db, q.moderator, question_id, Spot.NOW)
    assert await spots(q, planned, other) == [Spot.PLANNED, Spot.NOW]
    assert [await put_off(each) for each in (other, other, planned)] == [True, False, False]
    assert await spots(q, planned, other) == [Spot.PLANNED, Spot.NONE]


async def test_what_comes_after_a_question(q: Questions) -> None:
    ids = [await q.published() for _ in range(3)]
    first, second, last = sorted(ids, reverse=True)

    async def after(question_id: str) -> str | None:
        return await stage_run.after(q.db, q.moderator, question_id)

    assert [await after(each) for each in (first, second, last, "?")] == [
        *(second, last, None, None),
    ]


async def test_what_was_put_on_the_stage_is_listed_however_many_ask(q: Questions) -> None:
    planned = await q.published()
    async with q.db.transaction() as tx:
        for n in range(60):
            await tx.all(
                "INSERT INTO question SELECT ?1, session_id, speaker_id, text, translation,"
                " edited, status, released, reason, reason_text, merged_into, spot, 7,"
                " recount, reports, seen, decided_by, 0, 0, cleared, spot_before"
                " FROM question WHERE id = ?2",
                (f"{n:022}", planned),
            )
    await stage_run.put_on_stage(q.db, q.moderator, planned, Spot.PLANNED)

    listed = await stage_run.on_stage(q.db, q.moderator, "panel")

    assert [each.id for each in listed][:2] == [planned, f"{59:022}"]
    assert len(listed) == 51


async def test_answered_by_mistake_is_taken_back_where_nothing_was_written(
    q: Questions,
) -> None:
    on_stage, written = await q.published(), await q.published()
    await stage_run.answered_on_stage(q.db, q.moderator, on_stage)
    async with q.db.transaction(anonymous=True) as tx:
        await answers.save(tx, written, "thy-try", "In a safe place.")
    await stage_run.answered_on_stage(q.db, q.moderator, written)

    async def reopened(question_id: str) -> bool:
        return await stage_run.reopen(q.db, q.moderator, question_id)

    assert [await reopened(each) for each in (on_stage, on_stage, written)] == [
        *(True, False, False),
    ]
    assert [(await q.at(each)).status for each in (on_stage, written)] == [APPROVED, ANSWERED]
