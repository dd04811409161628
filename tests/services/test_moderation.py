"""Moderators: what they are told, and that of two who decide one does and the other hears."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.services import inbox as inboxes
from bot.services import moderation, moderation_texts, qa_rules, questions
from bot.services import running as stage_run
from bot.services.errors import NotAllowed, PreviewPassed
from storage import ways_back
from storage.database import Database
from storage.models import (
    Agenda,
    Inbox,
    Moderation,
    Participant,
    QuestionStatus,
    Reason,
    Role,
    Spot,
)
from tests.conftest import NOW, SEAL
from tests.services.asking import TEXT, Questions, deliveries_of
from tests.services.conftest import Has

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

MINUTE = timedelta(minutes=1)
PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
REJECTED = QuestionStatus.REJECTED
NOBODY = "A" * 22


async def approve(q: Questions, question_id: str, by: Participant | None = None) -> bool:
    return await moderation.approve(q.db, by or q.moderator, question_id)


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


async def afterwards(q: Questions, sokha: Participant) -> None:
    """Let the panel's questions be moderated after publication."""
    await qa_rules.moderate(q.db, sokha, "panel", Moderation.AFTER, agenda=q.agenda)


# Letting out


async def test_what_waits_is_let_out_all_together(q: Questions) -> None:
    ids = [await q.asked() for _ in range(3)]
    assert [(await q.at(each)).released for each in ids] == [False] * 3
    assert (await inboxes.look(q.db, q.moderator, agenda=q.agenda)).waiting == ()

    await q.release()

    assert [(await q.at(each)).released for each in ids] == [True] * 3
    inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
    assert [each.id for each in inbox.waiting] == sorted(ids)


async def test_until_then_moderators_can_do_nothing_about_it(q: Questions) -> None:
    other, asked = await q.waiting(), await q.asked()

    for doing in (
        inboxes.case(q.db, q.moderator, asked),
        approve(q, asked),
        moderation.decline(q.db, q.moderator, asked, Reason.OFF_TOPIC, was=PENDING),
        moderation.reconsider(q.db, q.moderator, asked),
        moderation.merge(q.db, SEAL, q.moderator, asked, other),
        moderation.merge(q.db, SEAL, q.moderator, other, asked),
        moderation_texts.correct(q.db, q.moderator, asked, "Corrected"),
        moderation_texts.translate(q.db, q.moderator, asked, "Translated"),
        hand_over(q, asked, "plenary"),
    ):
        with pytest.raises(PreviewPassed):
            await doing
    assert await q.at(asked) == questions.new(asked, "panel", None, TEXT)


async def test_afterwards_means_published_when_let_out_and_looked_at_then(
    q: Questions, has: Has, sokha: Participant
) -> None:
    thy_try = await has(300, Role.SPEAKER, "thy-try")
    await afterwards(q, sokha)
    after, before = await q.asked(), await q.asked(session_id="plenary")
    await q.release()

    its = await q.at(after)
    assert (its.status, its.released, its.decided_by, its.seen) == (APPROVED, True, None, False)
    assert (await q.at(before)).status is PENDING
    assert await q.told(thy_try) == [[after]]
    inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
    assert [each.id for each in inbox.waiting] == [after, before]

    assert await approve(q, after)
    assert await approve(q, after) is False
    its = await q.at(after)
    assert (its.status, its.decided_by, its.seen) == (APPROVED, q.moderator.id, True)
    inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
    assert [each.id for each in inbox.waiting] == [before]


async def test_nothing_is_let_out_at_the_first_moment_after_it_came(q: Questions) -> None:
    async def release() -> list[bool]:
        await inboxes.release(q.db, q.agenda, q.releases, now=NOW)
        return [(await q.at(each)).released for each in ids]

    ids = [await q.asked()]
    first = await release()
    ids.append(await q.asked())

    assert [first, await release(), await release()] == [[False], [True, False], [True, True]]


async def test_what_was_asked_of_a_session_that_is_gone_still_waits(q: Questions) -> None:
    question_id = await q.asked()
    gone = Agenda(q.agenda.event, tuple(s for s in q.agenda.sessions if s.id != "panel"))

    for _moment in range(2):
        await inboxes.release(q.db, gone, q.releases, now=NOW)

    inbox = await inboxes.look(q.db, q.moderator, agenda=gone)
    assert [each.id for each in inbox.waiting] == [question_id]
    assert await approve(q, question_id)


# Who is told


async def test_moderators_are_told_that_something_waits_and_not_what(
    q: Questions, has: Has, sokha: Participant
) -> None:
    other = await has(201, Role.MODERATOR)
    await q.asked()
    await q.asked()

    await q.release()

    assert await deliveries_of(q.db) == [
        ("moderation", "", q.moderator.id),
        ("moderation", "", other.id),
    ]
    assert sokha.role is Role.ORGANISER  # told only where there is no moderator


async def test_organisers_are_told_where_there_is_no_moderator(
    q: Questions, has: Has, sokha: Participant
) -> None:
    await has(200, Role.ATTENDEE)
    await q.asked()
    await q.release()
    assert await deliveries_of(q.db) == [("moderation", "", sokha.id)]


async def test_they_are_told_of_reports_and_not_of_what_they_know(q: Questions) -> None:
    question_id = await q.published()
    await q.release(now=NOW + MINUTE)
    assert len(await deliveries_of(q.db)) == 1
    await questions.report(q.db, SEAL, 1, question_id)

    await q.release(now=NOW + 2 * MINUTE)
    await q.release(now=NOW + 3 * MINUTE)

    assert await deliveries_of(q.db) == [("moderation", "", q.moderator.id)] * 2
    inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
    assert [each.id for each in inbox.reported] == [question_id]
    await moderation.keep_reported(q.db, q.moderator, question_id)
    inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
    assert (inbox.waiting, inbox.reported, inbox.open) == ((), (), 1)


# Deciding


async def test_approving_tells_its_speakers_once_and_says_who_did(q: Questions, has: Has) -> None:
    thy_try = await has(300, Role.SPEAKER, "thy-try")
    theary = await has(301, Role.SPEAKER, "luy-theary")
    question_id = await q.waiting()

    assert [await approve(q, question_id), await approve(q, question_id)] == [True, False]

    its = await q.at(question_id)
    assert (its.status, its.decided_by, its.seen) == (APPROVED, q.moderator.id, True)
    assert [await q.told(thy_try, theary) for _ in range(2)] == [[[question_id], []], [[], []]]


async def test_two_who_approve_at_once_do_it_once(q: Questions, has: Has) -> None:
    thy_try = await has(300, Role.SPEAKER, "thy-try")
    other = await has(201, Role.MODERATOR)
    ids = [await q.waiting() for _ in range(4)]

    done = await asyncio.gather(
        *(approve(q, each, by) for each in ids for by in (q.moderator, other))
    )

    assert [sorted(done[n : n + 2]) for n in range(0, 8, 2)] == [[False, True]] * 4
    assert [sorted(each) for each in await q.told(thy_try)] == [sorted(ids)]


async def test_of_one_who_approves_and_one_who_declines_one_is_first(
    q: Questions, has: Has
) -> None:
    other = await has(201, Role.MODERATOR)
    question_id = await q.waiting()

    done = await asyncio.gather(
        approve(q, question_id),
        moderation.decline(q.db, other, question_id, Reason.OFF_TOPIC, was=PENDING),
    )

    its = await q.at(question_id)
    assert (*done, its.status, its.decided_by) == (True, False, APPROVED, q.moderator.id)


async def test_declining_takes_what_was_shown_as_it_was_shown(q: Questions) -> None:
    question_id = await q.waiting()

    async def declined(was: QuestionStatus, reason: Reason, text: str | None = None) -> bool:
        return await moderation.decline(q.db, q.moderator, question_id, reason, was=was, text=text)

    assert await declined(APPROVED, Reason.OFF_TOPIC) is False
    assert await declined(PENDING, Reason.OTHER, "Please ask the ministry.")
    assert await declined(PENDING, Reason.OFF_TOPIC) is False
    assert await declined(REJECTED, Reason.OFF_TOPIC) is False
    its = await q.at(question_id)
    assert (its.status, its.reason, its.reason_text) == (
        *(REJECTED, Reason.OTHER, "Please ask the ministry."),
    )

    assert await moderation.reconsider(q.db, q.moderator, question_id)
    assert await moderation.reconsider(q.db, q.moderator, question_id) is False
    its = await q.at(question_id)
    assert (its.status, its.reason, its.reason_text) == (PENDING, None, None)

    await approve(q, question_id)
    await stage_run.put_on_stage(q.db, q.moderator, question_id, Spot.NOW)
    assert await declined(APPROVED, Reason.PERSONAL)
    its = await q.at(question_id)
    assert (its.status, its.reason, its.spot) == (REJECTED, Reason.PERSONAL, Spot.NONE)


async def test_what_was_declined_goes_back_to_who_asked(q: Questions) -> None:
    question_id = await q.waiting(tell=True)
    assert await ways_back.due(q.db) == []

    await moderation.decline(q.db, q.moderator, question_id, Reason.OFF_TOPIC, was=PENDING)

    ((asked_id, sealed),) = await ways_back.due(q.db)
    assert (asked_id, SEAL.open(asked_id, sealed)) == (question_id, 1)
    assert await ways_back.whole_of(q.db, asked_id) == await q.at(question_id)


# Who may


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER])
async def test_nobody_else_moderates(q: Questions, has: Has, dump: Dump, role: Role) -> None:
    dara = await has(300, role, "thy-try" if role is Role.SPEAKER else None)
    question_id, other = await q.waiting(), await q.published()
    before = await dump()
    db, agenda = q.db, q.agenda

    for doing in (
        inboxes.look(db, dara, agenda=agenda),
        inboxes.case(db, dara, question_id),
        approve(q, question_id, dara),
        moderation.decline(db, dara, question_id, Reason.OFF_TOPIC, was=PENDING),
        moderation.reconsider(db, dara, question_id),
        moderation.keep_reported(db, dara, other),
        moderation.merge(db, SEAL, dara, question_id, other),
        moderation_texts.correct(db, dara, question_id, "Corrected"),
        moderation_texts.translate(db, dara, question_id, "Translated"),
        moderation_texts.translate_answer(db, dara, other, "thy-try", "Translated"),
        moderation.hand_over(db, dara, other, session_id="panel", speaker_id="cadt", agenda=agenda),
        stage_run.put_on_stage(db, dara, other, Spot.NOW),
        stage_run.answered_on_stage(db, dara, other),
        stage_run.reopen(db, dara, other),
        stage_run.on_stage(db, dara, "panel"),
    ):
        with pytest.raises(NotAllowed):
            await doing
    assert await dump() == before


async def test_a_role_that_was_taken_away_counts_no_more(q: Questions, has: Has) -> None:
    question_id = await q.waiting()
    await has(200, Role.ATTENDEE)

    with pytest.raises(NotAllowed):
        await approve(q, question_id)


async def test_what_is_gone_is_said_to_be(db: Database, q: Questions) -> None:
    assert await inboxes.look(db, q.moderator, agenda=q.agenda) == Inbox((), (), (), 0, 0, 0)
    for doing in (
        inboxes.case(db, q.moderator, NOBODY),
        approve(q, NOBODY),
        moderation_texts.translate_answer(db, q.moderator, NOBODY, "thy-try", "…"),
    ):
        with pytest.raises(PreviewPassed):
            await doing
    assert await stage_run.put_on_stage(db, q.moderator, NOBODY, Spot.NOW) is False
    assert await stage_run.answered_on_stage(db, q.moderator, NOBODY) is False
