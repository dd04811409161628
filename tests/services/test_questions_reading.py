"""Questions from those who read: page by page, one vote each, and what is kept of a person."""

from collections.abc import Awaitable, Callable
from random import Random

import pytest

from bot.services import inbox as inboxes
from bot.services import moderation, questions
from bot.services import running as stage_run
from bot.services.errors import PreviewPassed
from bot.services.team import new_code
from storage import questions as rows
from storage import ways_back
from storage.database import Database
from storage.models import (
    Agenda,
    Participant,
    QuestionStatus,
    Reason,
    Session,
)
from tests.conftest import NOW, SEAL
from tests.services.asking import TEXT, Questions, session_of

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]


# Reading


async def filled(
    db: Database, votes: list[int], status: QuestionStatus = QuestionStatus.APPROVED
) -> dict[str, int]:
    """Store questions of the panel with so many votes each; return the votes by id."""
    rng = Random(f"{status} {len(votes)}")
    by_id = {new_code(rng): n for n in votes}
    async with db.transaction() as tx:
        for each, n in by_id.items():
            await rows.add(tx, questions.new(each, "panel", None, f"Question {each}"))
            await tx.all(
                "UPDATE question SET status = ?2, released = 1, votes = ?3 WHERE id = ?1",
                (each, status, n),
            )
    return by_id


async def paged(
    db: Database, session: Session, *, told_where: bool = True
) -> list[tuple[str, QuestionStatus]]:
    """Read all pages, each from the last question of the one before."""
    read: list[tuple[str, QuestionStatus]] = []
    after: tuple[int, str] | None = None
    answered: bool | None = None
    while True:
        page = await questions.page(db, SEAL, 1, session, after=after, answered=answered)
        assert page.first is (after is None)
        read += [(each.question.id, each.question.status) for each in page.listed]
        if not page.more:
            return read
        assert len(page.listed) == questions.A_PAGE
        last = page.listed[-1].question
        after = last.votes, last.id
        answered = last.status is QuestionStatus.ANSWERED if told_where else None


def most_first(votes: dict[str, int]) -> list[str]:
    return sorted(votes, key=lambda each: (votes[each], each), reverse=True)


@pytest.mark.parametrize(("open_", "closed"), [(0, 0), (5, 0), (4, 1), (5, 5), (0, 6), (23, 12)])
@pytest.mark.parametrize("told_where", [False, True])
async def test_pages_go_by_votes_then_the_answered_ones_without_a_gap(
    db: Database,
    agenda: Agenda,
    open_: int,
    closed: int,
    told_where: bool,
) -> None:
    waiting = await filled(db, [n % 4 for n in range(open_)])
    answered = await filled(db, [n % 3 for n in range(closed)], QuestionStatus.ANSWERED)

    read = await paged(db, session_of(agenda, "panel"), told_where=told_where)

    assert read == [
        *((each, QuestionStatus.APPROVED) for each in most_first(waiting)),
        *((each, QuestionStatus.ANSWERED) for each in most_first(answered)),
    ]


async def test_what_was_answered_meanwhile_leaves_no_gap(
    db: Database, agenda: Agenda, bopha: Participant
) -> None:
    ids = most_first(await filled(db, [9] * 8))
    session = session_of(agenda, "panel")
    await stage_run.answered_on_stage(db, bopha, ids[4])

    page = await questions.page(db, SEAL, 1, session, after=(9, ids[4]), answered=False)

    assert [each.question.id for each in page.listed] == [*ids[5:], ids[4]]


async def test_only_what_was_published_is_read(db: Database, agenda: Agenda, q: Questions) -> None:
    published = await q.published()
    asked, waiting, declined = await q.asked(), await q.waiting(), await q.waiting()
    await moderation.decline(
        db, q.moderator, declined, Reason.OFF_TOPIC, was=QuestionStatus.PENDING
    )

    assert await paged(db, session_of(agenda, "panel")) == [(published, QuestionStatus.APPROVED)]
    assert await rows.sessions(db) == await rows.open_by_session(db) == {"panel": 1}
    for hidden in (asked, waiting, declined, "A" * 22):
        with pytest.raises(PreviewPassed):
            await questions.public(db, SEAL, 1, hidden)


async def test_a_page_that_is_being_read_keeps_its_order(db: Database, q: Questions) -> None:
    few, many, hidden = await q.published(), await q.published(), await q.waiting()
    for voter in range(5):
        await questions.vote(db, SEAL, voter, many, on=True)
    await q.release()

    again = await questions.again(db, SEAL, 4, [few, hidden, many, "A" * 22])

    assert [(each.question.id, each.question.votes, each.mine) for each in again] == [
        (few, 0, False),
        (many, 5, True),
    ]


# Votes and reports


async def test_one_vote_for_each_person_counted_when_things_are_let_out(
    db: Database, q: Questions
) -> None:
    question_id = await q.published()

    async def seen_by(reader: int) -> tuple[int, bool]:
        listed = await questions.public(db, SEAL, reader, question_id)
        return listed.question.votes, listed.mine

    assert await questions.vote(db, SEAL, 1, question_id, on=True)
    assert await questions.vote(db, SEAL, 1, question_id, on=True)
    assert await questions.vote(db, SEAL, 2, question_id, on=True)
    assert [await seen_by(1), await seen_by(3)] == [(0, True), (0, False)]

    await q.release()
    assert [await seen_by(1), await seen_by(3)] == [(2, True), (2, False)]

    assert await questions.vote(db, SEAL, 1, question_id, on=False)
    assert await questions.vote(db, SEAL, 1, question_id, on=False)
    assert await questions.vote(db, SEAL, 3, question_id, on=False)
    assert [await seen_by(1), await seen_by(2)] == [(2, False), (2, True)]

    await q.release()
    assert [await seen_by(1), await seen_by(2)] == [(1, False), (1, True)]


async def test_a_question_that_is_not_open_takes_no_vote(
    db: Database, q: Questions, dump: Dump
) -> None:
    answered, waiting = await q.published(), await q.waiting()
    await stage_run.answered_on_stage(db, q.moderator, answered)
    before = await dump()

    assert await questions.vote(db, SEAL, 1, answered, on=True) is False
    for hidden in (waiting, "A" * 22):
        with pytest.raises(PreviewPassed):
            await questions.vote(db, SEAL, 1, hidden, on=True)
    assert await dump() == before


async def test_votes_of_one_person_have_nothing_in_common(
    db: Database, q: Questions, dump: Dump
) -> None:
    first, second = await q.published(), await q.published()
    before = await dump()
    for each in (first, second):
        await questions.vote(db, SEAL, 1, each, on=True)
        await questions.report(db, SEAL, 1, each)

    after = await dump()
    assert {name for name in after if after[name] != before[name]} == {
        *("question", "upvote", "report")
    }
    stand_ins = [column for name in ("upvote", "report") for _, column in after[name]]
    assert len(set(stand_ins)) == 4
    assert {len(str(each)) for each in stand_ins} == {32}


async def test_a_report_counts_once_for_each_person(db: Database, q: Questions) -> None:
    question_id, waiting = await q.published(), await q.waiting()

    for reporter in (1, 1, 2):
        await questions.report(db, SEAL, reporter, question_id)
    assert (await q.at(question_id)).reports == 0  # not before others' are counted too
    await q.release()
    assert (await q.at(question_id)).reports == 2

    await moderation.keep_reported(db, q.moderator, question_id)
    await questions.report(db, SEAL, 1, question_id)
    await q.release()
    assert (await q.at(question_id)).reports == 0  # they have had their say
    await questions.report(db, SEAL, 3, question_id)
    await q.release()
    assert (await q.at(question_id)).reports == 1
    async with db.transaction() as tx:
        await questions.forget(tx, SEAL, 1)
    await q.release()
    assert (await q.at(question_id)).reports == 1  # that it was reported stays
    await questions.report(db, SEAL, 3, question_id)
    assert (await q.at(question_id)).reports == 1
    with pytest.raises(PreviewPassed):
        await questions.report(db, SEAL, 1, waiting)


async def test_a_vote_shows_at_the_second_moment_after_it_however_many_come(
    db: Database, q: Questions
) -> None:
    question_id = await q.published()
    seen = []
    for voter in range(4):
        await questions.vote(db, SEAL, voter, question_id, on=True)
        await inboxes.release(db, q.agenda, q.releases, now=NOW)
        seen.append((await q.at(question_id)).votes)
    await q.release()

    assert (seen, (await q.at(question_id)).votes) == ([0, 1, 2, 3], 4)


# What is kept of a person


async def test_what_only_the_key_finds_is_counted_and_deleted(db: Database, q: Questions) -> None:
    asked, theirs = await q.published(tell=True), await q.published(asker=2, tell=True)
    await q.asked()  # no way back: nothing of it is theirs any more
    for voter in (1, 2):
        await questions.vote(db, SEAL, voter, theirs, on=True)
    await questions.report(db, SEAL, 1, theirs)
    await q.release()
    assert await questions.kept_of(db, SEAL, 1) == (1, 1, 1)
    assert await questions.kept_of(db, SEAL, 2) == (1, 1, 0)
    before = await ways_back.every(db)

    async with db.transaction(anonymous=True) as tx:
        await questions.forget(tx, SEAL, 1)
    await q.release()

    assert await questions.kept_of(db, SEAL, 1) == (0, 0, 0)
    assert await questions.kept_of(db, SEAL, 2) == (1, 1, 0)
    seals = await ways_back.every(db)
    assert {each: SEAL.open(each, sealed) for each, sealed in seals.items()} == {
        asked: questions.NOBODY,
        theirs: 2,
    }
    assert not set(seals.values()) & set(before.values())  # nor does a backup show whose was left
    # No number falls, and nothing says that one was to be counted anew: that would tell which ones.
    assert [(await q.at(theirs)).votes, (await q.at(theirs)).reports] == [2, 1]
    assert await db.all("SELECT 1 FROM question WHERE recount <> 0 OR cleared <> 0") == []
    assert (await q.at(asked)).text == TEXT


async def test_they_are_found_among_many(db: Database) -> None:
    ids = list(await filled(db, [0] * 450))
    for each in (ids[0], ids[199], ids[200], ids[449]):
        await questions.vote(db, SEAL, 1, each, on=True)

    assert await questions.kept_of(db, SEAL, 1) == (0, 4, 0)
