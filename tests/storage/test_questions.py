"""How questions are read: by the index that was made for it, and nothing else than they are."""

import re
from collections.abc import Awaitable, Callable
from random import Random

import pytest

from bot.services.team import new_code
from storage import answers, questions, upvotes, ways_back
from storage.database import Database, Query, Row, Values
from storage.models import Question, QuestionStatus, Spot

Reading = Callable[[Query, list[str]], Awaitable[object]]

APPROVED = QuestionStatus.APPROVED
FOUND_BY = "session_id=? AND status=? AND (votes,id)<(?,?)"
WHOLE_TABLE = re.compile(r"SCAN (question|upvote|report|answer)\b")


class Explained:
    """Asks the database how it would answer, and answers."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.plans: list[list[str]] = []

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        """Note the plan and return every row."""
        plan = await self._db.all(f"EXPLAIN QUERY PLAN {sql}", values)
        self.plans.append([row["detail"] for row in plan])
        return await self._db.all(sql, values)

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        """Note the plan and return the first row, or None."""
        rows = await self.all(sql, values)
        return rows[0] if rows else None


@pytest.fixture
async def ids(empty_db: Database) -> list[str]:
    """Three hundred questions of six sessions, with votes and answers."""
    rng = Random(1)
    made = [new_code(rng) for _ in range(300)]
    async with empty_db.transaction() as tx:
        await tx.many(
            "INSERT INTO question (id, session_id, text, edited, status, released, spot, votes,"
            " recount, reports, seen) VALUES (?1, ?2, 'Why?', 0, ?3, 1, 'none', ?4, 0, 0, 1)",
            [
                (each, f"session-{n % 6}", "answered" if n % 10 == 0 else "approved", n % 7)
                for n, each in enumerate(made)
            ],
        )
        await tx.many(
            "INSERT INTO upvote (question_id, voter) VALUES (?1, ?2)",
            [(each, f"{n:032x}") for each in made for n in range(3)],
        )
    return made


@pytest.mark.parametrize("after", [None, (3, "A" * 22)])
async def test_a_page_is_found_in_the_index_and_not_sorted(
    empty_db: Database, ids: list[str], after: tuple[int, str] | None
) -> None:
    del ids  # there are some
    asked = Explained(empty_db)
    await questions.page(asked, "session-1", APPROVED, after=after, limit=6)
    (plan,) = asked.plans
    assert plan == [f"SEARCH question USING INDEX question_by_votes ({FOUND_BY})"]


@pytest.mark.parametrize(
    "reading",
    [
        lambda db, ids: upvotes.cast(db, [(each, "0" * 32) for each in ids[:5]]),
        lambda db, ids: upvotes.reported(db, [(each, "0" * 32) for each in ids[:5]]),
        lambda db, ids: answers.of(db, ids[:5]),
        lambda db, ids: questions.find(db, ids[0]),
        lambda db, ids: questions.by_ids(db, ids[:5]),
        lambda db, _: questions.open_for(
            db, "session-1", "thy-try", others=["cadt", "dfat"], limit=50
        ),
        lambda db, _: questions.on_stage(db, "session-1"),
        lambda db, _: questions.anything_to_release(db),
        lambda db, _: questions.count(db, QuestionStatus.PENDING),
        lambda db, _: questions.with_status(db, QuestionStatus.PENDING),
    ],
    ids=[
        "votes",
        "reports",
        "answers",
        "one",
        "again",
        "a speaker's",
        "on the stage",
        "anything",
        "how many wait",
        "waiting",
    ],
)
async def test_what_is_read_often_reads_no_whole_table_and_sorts_nothing(
    empty_db: Database, ids: list[str], reading: Reading
) -> None:
    asked = Explained(empty_db)
    await reading(asked, ids)
    steps = [step for plan in asked.plans for step in plan]
    assert [each for each in steps if each.startswith("SEARCH")] != []
    assert [each for each in steps if WHOLE_TABLE.match(each) or "TEMP B-TREE" in each] == []


async def test_pages_have_every_question_once(empty_db: Database, ids: list[str]) -> None:
    expected = sorted((n % 7, each) for n, each in enumerate(ids) if n % 6 == 1 and n % 10)
    read: list[tuple[int, str]] = []
    while page := await questions.page(
        empty_db, "session-1", APPROVED, after=read[-1] if read else None, limit=6
    ):
        read += [(each.votes, each.id) for each in page]

    assert read == expected[::-1]


async def test_counting_votes_looks_only_at_what_changed(
    empty_db: Database, ids: list[str]
) -> None:
    async with empty_db.transaction() as tx:
        await questions.recount(tx, ids[0])
        for _moment in range(2):
            assert await questions.anything_to_release(tx)
            await questions.count_marks(tx)
        assert not await questions.anything_to_release(tx)

    found = await questions.by_ids(empty_db, ids[:3])
    assert [each.votes for each in found] == [3, 1, 2]


async def test_these_questions_in_this_order(empty_db: Database, ids: list[str]) -> None:
    wanted = [ids[7], "no-such", ids[3], ids[5]]
    found = await questions.by_ids(empty_db, wanted)
    assert [each.id for each in found] == [ids[7], ids[3], ids[5]]
    assert await questions.by_ids(empty_db, []) == []
    assert (await upvotes.cast(empty_db, []), await answers.of(empty_db, [])) == (set(), {})


async def test_a_speakers_open_questions(empty_db: Database) -> None:
    async with empty_db.transaction() as tx:
        for question_id, speaker_id in (("a", None), ("b", "me"), ("c", "other"), ("d", "gone")):
            await questions.add(tx, plain(question_id, speaker_id))
            await tx.all("UPDATE question SET status = 'approved'")
        await answers.pass_on(tx, "a", "other")

    async def open_for(speaker_id: str, *others: str) -> list[str]:
        found = await questions.open_for(empty_db, "panel", speaker_id, others=others, limit=9)
        return [each.id for each in found]

    assert await open_for("me", "other") == ["d", "b", "a"]
    assert await open_for("other", "me") == ["d", "c"]
    assert await open_for("me") == ["d", "c", "b", "a"]


async def test_a_second_way_back_of_a_question_is_not_taken(empty_db: Database) -> None:
    async with empty_db.transaction() as tx:
        await ways_back.add(tx, "a", b"first")
        await ways_back.add(tx, "a", b"second")
    assert await ways_back.every(empty_db) == {"a": b"first"}


def plain(question_id: str, speaker_id: str | None) -> Question:
    return Question(
        id=question_id,
        session_id="panel",
        speaker_id=speaker_id,
        text="Why?",
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
    )
