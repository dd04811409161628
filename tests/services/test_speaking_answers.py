"""What speakers do about a question: answer it, pass it, give it back."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.i18n import clusters
from bot.services import entries, moderation, questions, speaking
from bot.services import running as stage_run
from bot.services.errors import DoesNotFit, PreviewPassed, RegistrationUnderWay
from storage import conversations, ways_back
from storage.models import (
    Answer,
    Entry,
    EntryStep,
    Listed,
    Participant,
    QuestionStatus,
    Reason,
    Spot,
)
from tests.conftest import NOW
from tests.services.asking import Questions

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

APPROVED, ANSWERED = QuestionStatus.APPROVED, QuestionStatus.ANSWERED


def at(hour: int, minute: int = 0) -> datetime:
    """Return a local time of the event's day."""
    return NOW + timedelta(hours=hour - 8, minutes=minute - 20)


async def queue_of(q: Questions, speaker_id: str, now: datetime = NOW) -> list[str]:
    listed = await speaking.queue_of(q.db, q.agenda, speaker_id, now=now)
    return [each.question.id for each in listed]


# Answering in writing


def test_an_answer_has_two_to_eight_hundred_characters() -> None:
    def why(text: str) -> tuple[str, dict[str, object]]:
        with pytest.raises(DoesNotFit) as caught:
            speaking.read(text)
        return caught.value.why, dict(caught.value.values)

    assert clusters.length("ស្ត្រី") == 1
    assert [speaking.read(each) for each in ("No", "ស្ត្រី" * 400)] == ["No", "ស្ត្រី" * 400]
    for nothing in ("\u2800" * 9, "\u3164 \uffa0 \u00ad"):
        assert why(nothing) == (speaking.TOO_SHORT, {"least": 2})
    assert why("ស្ត្រី\u200b") == (speaking.TOO_SHORT, {"least": 2})
    assert why("a" * 801) == (speaking.TOO_LONG, {"most": 800, "n": 801})
    assert why("ស្ត្រី" * 401) == (speaking.TOO_LONG, {"most": 800, "n": 802})


async def write(
    q: Questions, speaker: Participant, question_id: str, text: str = "In a safe place."
) -> Entry:
    """Begin an answer and write it."""
    entry = await speaking.begin_answer(q.db, speaker, question_id, agenda=q.agenda, now=NOW)
    return await speaking.write_answer(q.db, speaker, entry, text, agenda=q.agenda, now=NOW)


async def send(q: Questions, speaker: Participant, question_id: str) -> Listed:
    return await speaking.send_answer(q.db, speaker, question_id, agenda=q.agenda)


async def test_an_answer_is_shown_before_it_is_sent(q: Questions, try_: Participant) -> None:
    question_id = await q.published(tell=True)

    entry = await write(q, try_, question_id, " In a\u200b safe place. ")
    assert entry == Entry(300, EntryStep.ANSWER, question_id, km="In a safe place.")
    assert await conversations.entry_of(q.db, 300) == entry
    assert await ways_back.due(q.db) == []

    listed = await send(q, try_, question_id)

    answer = Answer(question_id, "thy-try", "In a safe place.", None)
    assert listed == Listed(await q.at(question_id), (answer,))
    assert listed.question.status is ANSWERED
    assert await conversations.entry_of(q.db, 300) is None
    assert [each for each, *_ in await ways_back.due(q.db)] == [question_id]
    assert await queue_of(q, "thy-try") == []


async def test_sent_twice_it_stands_as_it_does(q: Questions, try_: Participant, dump: Dump) -> None:
    question_id = await q.published()
    await write(q, try_, question_id)
    first, second = await asyncio.gather(*(send(q, try_, question_id) for _ in range(2)))
    before = await dump()

    assert first == second == await send(q, try_, question_id)
    assert await dump() == before


async def test_only_what_was_written_for_it_is_sent(
    q: Questions, try_: Participant, dump: Dump
) -> None:
    one, two = await q.published(), await q.published()
    with pytest.raises(PreviewPassed):
        await send(q, try_, one)
    await speaking.begin_answer(q.db, try_, one, agenda=q.agenda, now=NOW)
    with pytest.raises(PreviewPassed):
        await send(q, try_, one)
    await write(q, try_, two)
    before = await dump()

    with pytest.raises(PreviewPassed):
        await send(q, try_, one)

    assert await dump() == before
    assert (await send(q, try_, two)).question.id == two


async def test_an_answer_is_written_anew_and_several_speakers_answer(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    question_id = await q.published()
    for speaker, text in ((try_, "Not yet."), (cadt, "In two places."), (try_, "In one place.")):
        await write(q, speaker, question_id, text)
        listed = await send(q, speaker, question_id)

    assert listed.answers == (
        Answer(question_id, "cadt", "In two places.", None),
        Answer(question_id, "thy-try", "In one place.", None),
    )


async def test_what_does_not_fit_changes_nothing(
    q: Questions, try_: Participant, dump: Dump
) -> None:
    question_id = await q.published()
    entry = await speaking.begin_answer(q.db, try_, question_id, agenda=q.agenda, now=NOW)
    before = await dump()

    with pytest.raises(DoesNotFit):
        await speaking.write_answer(q.db, try_, entry, "a" * 801, agenda=q.agenda, now=NOW)
    assert await dump() == before


async def test_what_was_taken_down_meanwhile_is_not_answered(
    q: Questions, try_: Participant
) -> None:
    question_id = await q.published()
    entry = await write(q, try_, question_id)
    await moderation.decline(
        q.db, q.moderator, question_id, Reason.PERSONAL, was=QuestionStatus.APPROVED
    )

    for doing in (
        speaking.begin_answer(q.db, try_, question_id, agenda=q.agenda, now=NOW),
        speaking.write_answer(q.db, try_, entry, "At home.", agenda=q.agenda, now=NOW),
        send(q, try_, question_id),
    ):
        with pytest.raises(PreviewPassed):
            await doing
    assert (await questions.find(q.db, question_id)).answers == ()


async def test_nothing_is_written_in_the_middle_of_a_registration(
    q: Questions, try_: Participant, ready: Callable[..., Awaitable[None]]
) -> None:
    question_id = await q.published()
    await ready(try_)

    with pytest.raises(RegistrationUnderWay):
        await speaking.begin_answer(q.db, try_, question_id, agenda=q.agenda, now=NOW)
    assert await entries.end(q.db, 300)


# What else they do about it


async def test_they_will_answer_on_the_stage(q: Questions, try_: Participant) -> None:
    question_id = await q.published()

    async def will_answer() -> tuple[bool, Spot]:
        is_open = await speaking.will_answer_on_stage(q.db, try_, question_id, agenda=q.agenda)
        return is_open, (await q.at(question_id)).spot

    assert [await will_answer(), await will_answer()] == [(True, Spot.PLANNED)] * 2
    await stage_run.put_on_stage(q.db, q.moderator, question_id, Spot.NOW)
    assert await will_answer() == (True, Spot.NOW)
    await stage_run.answered_on_stage(q.db, q.moderator, question_id)
    assert await will_answer() == (False, Spot.NONE)


async def test_passed_to_another_it_is_theirs(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    question_id = await q.published(speaker_id="thy-try")
    assert await q.told(try_, cadt) == [[question_id], []]

    async def pass_to(by: Participant, speaker_id: str) -> bool:
        return await speaking.pass_to(q.db, by, question_id, speaker_id, agenda=q.agenda)

    assert await pass_to(try_, "cadt")
    assert ((await q.at(question_id)).speaker_id, await queue_of(q, "thy-try")) == ("cadt", [])
    assert await queue_of(q, "cadt") == [question_id]
    assert await q.told(try_, cadt) == [[], [question_id]]

    assert await pass_to(cadt, "thy-try")  # and back, though he had passed it
    assert await queue_of(q, "thy-try") == [question_id]
    assert await q.told(try_, cadt) == [[], []]
    for nobody in ("pheap-bunleng", "odc", ""):
        with pytest.raises(PreviewPassed):
            await pass_to(try_, nobody)
    await stage_run.answered_on_stage(q.db, q.moderator, question_id)
    assert await pass_to(try_, "cadt") is False


async def test_what_is_not_theirs_goes_to_the_others(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    question_id = await q.published(speaker_id="thy-try")
    assert await q.told(try_, cadt) == [[question_id], []]

    async def not_mine(by: Participant) -> bool:
        return await speaking.not_mine(q.db, by, question_id, agenda=q.agenda)

    assert [await not_mine(try_), await not_mine(try_)] == [True, True]

    assert (await q.at(question_id)).speaker_id is None
    assert [await queue_of(q, each) for each in ("thy-try", "cadt")] == [[], [question_id]]
    assert await q.told(try_, cadt) == [[], [question_id]]


async def test_it_stays_with_whom_it_is_for_when_another_says_it_is_not_theirs(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    question_id = await q.published(speaker_id="thy-try")

    assert await speaking.not_mine(q.db, cadt, question_id, agenda=q.agenda)

    assert (await q.at(question_id)).speaker_id == "thy-try"
    assert await q.told(try_, cadt) == [[question_id], []]


async def test_who_passed_it_is_not_told_of_it_again(
    q: Questions, try_: Participant, cadt: Participant
) -> None:
    question_id = await q.published()
    await speaking.not_mine(q.db, try_, question_id, agenda=q.agenda)

    await moderation.hand_over(
        q.db,
        q.moderator,
        question_id,
        session_id="panel",
        speaker_id=None,
        agenda=q.agenda,
    )

    assert await q.told(try_, cadt) == [[], [question_id]]
