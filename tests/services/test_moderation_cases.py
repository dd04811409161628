"""What a moderator sees of a question; uniting those that say the same; wordings."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.services import inbox as inboxes
from bot.services import moderation, moderation_texts, qa_rules, questions
from bot.services import running as stage_run
from bot.services.errors import DoesNotFit, PreviewPassed
from storage import answers, ways_back
from storage.models import (
    Answer,
    Case,
    Hint,
    Moderation,
    Participant,
    Question,
    QuestionStatus,
    Reason,
    Role,
)
from tests.conftest import SEAL
from tests.services.asking import TEXT, Questions
from tests.services.conftest import Has

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
REJECTED = QuestionStatus.REJECTED
NOBODY = "A" * 22


async def approve(q: Questions, question_id: str, by: Participant | None = None) -> bool:
    return await moderation.approve(q.db, by or q.moderator, question_id)


# What a moderator sees of it


async def test_a_case_has_all_that_is_needed(q: Questions, has: Has) -> None:
    call = f"{TEXT} Call me: ០១២ ៣៤៥ ៦៧៨"
    question_id, close = await q.waiting(call), await q.waiting(f"{TEXT} Tell me: 2025")
    await q.waiting("Who pays for the training of our staff?")
    chan = await has(202, Role.MODERATOR)

    assert await inboxes.case(q.db, q.moderator, question_id) == Case(
        question=await q.at(question_id),
        answers=(),
        similar=(await q.at(close),),
        hints=(Hint.PHONE,),
        decided_by=None,
    )

    await approve(q, question_id, chan)
    async with q.db.transaction() as tx:
        await tx.all("UPDATE participant SET name = 'Chan' WHERE id = ?1", (chan.id,))
    its = await inboxes.case(q.db, q.moderator, question_id)
    assert its.decided_by == "Chan"


@pytest.mark.parametrize(
    ("text", "other", "alike"),
    [
        ("How is our data kept?", "how is our  DATA kept", True),
        ("How is our data kept?", "Our data: how is it kept?", True),
        ("How is our data kept?", "Who trains our staff?", False),
        ("តើទិន្នន័យរបស់យើងត្រូវរក្សាទុកដូចម្ដេច?", "តើ ទិន្នន័យ របស់ យើង ត្រូវ រក្សាទុក ដូចម្ដេច", True),
        (
            "តើទិន្នន័យរបស់យើងត្រូវរក្សាទុកដូចម្ដេច?",
            "តើ\u200bទិន្នន័យ\u200bរបស់\u200bយើង\u200bត្រូវរក្សាទុកដូចម្តេច?",
            True,
        ),
        ("តើទិន្នន័យរបស់យើងត្រូវរក្សាទុកដូចម្ដេច?", "តើអ្នកណាបង្រៀនបុគ្គលិករបស់យើង?", False),
        ("តើទិន្នន័យរបស់យើងត្រូវរក្សាទុកដូចម្ដេច?", "How is our data kept?", False),
    ],
)
def test_near_duplicates_are_pointed_out(text: str, other: str, alike: bool) -> None:
    its = questions.new(NOBODY, "panel", None, text)
    theirs = questions.new("B" * 22, "panel", None, other)

    assert inboxes.similar(its, [theirs]) == ([theirs] if alike else [])


def test_the_closest_three_come_first() -> None:
    def asking(sign: str, text: str) -> Question:
        return questions.new(sign * 22, "panel", None, text)

    others = [asking(sign, f"{TEXT} {'Please!' * n}") for n, sign in enumerate("EDCB")]

    assert inboxes.similar(asking("A", TEXT), others[::-1]) == others[:3]


async def test_what_it_can_be_united_with(q: Questions) -> None:
    question_id, close = await q.waiting(TEXT), await q.waiting(f"{TEXT} Please!")
    other = await q.published("Who pays for the training of our staff?")
    await q.waiting("In the plenary: what comes next?", session_id="plenary")
    declined = await q.waiting("What is for lunch today?")
    await moderation.decline(q.db, q.moderator, declined, Reason.OFF_TOPIC, was=PENDING)
    await q.asked("Nobody was shown this one yet")

    its = await inboxes.case(q.db, q.moderator, question_id)
    assert [each.id for each in await inboxes.candidates(q.db, its)] == [close, other]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How will the budget of 2022-2035 be spent?", []),
        ("ម៉ោង ៩:០០ ឬ ១០:៣០ ថ្ងៃទី០៣ ខែ០៧ ឆ្នាំ២០២៥", []),
        ("See https://example.org/a", [Hint.LINK]),
        ("see WWW.EXAMPLE.ORG", [Hint.LINK]),
        ("មើលt.me/group", [Hint.LINK]),
        ("សូមមើលexample.comសិន", [Hint.LINK]),
        ("forms.gle/abc", [Hint.LINK]),
        ("Write to @sokdara or dara@ngo.org", [Hint.LINK]),
        ("What about e.g. schools. Or farms?", []),
        ("Call 012 345 678", [Hint.PHONE]),
        ("ទូរស័ព្ទ០១២៣៤៥៦៧៨។", [Hint.PHONE]),
        ("+855 (0)12-345-678", [Hint.PHONE]),
        ("www.a.kh ០១២.៣៤៥.៦៧៨", [Hint.LINK, Hint.PHONE]),
    ],
)
def test_links_and_phone_numbers_are_pointed_out(text: str, expected: list[Hint]) -> None:
    assert list(questions.hints(text)) == expected


# Uniting


async def votes_of(q: Questions, question_id: str, people: range) -> list[int]:
    """Say who of these voted for it."""
    return [each for each in people if (await questions.public(q.db, SEAL, each, question_id)).mine]


async def test_uniting_counts_nobody_twice(
    q: Questions, join: Callable[..., Awaitable[Participant]]
) -> None:
    for person in range(1, 9):
        await join(person)
    one, whole, other = [await q.published(f"{TEXT} {n}") for n in range(3)]
    for voter in (1, 2, 3, 99):  # 99 left, and their vote is nobody's
        await questions.vote(q.db, SEAL, voter, one, on=True)
    for voter in (3, 4):
        await questions.vote(q.db, SEAL, voter, whole, on=True)
    for voter in (4, 5):
        await questions.vote(q.db, SEAL, voter, other, on=True)
    await q.release()

    assert await moderation.merge(q.db, SEAL, q.moderator, other, one)
    assert await moderation.merge(q.db, SEAL, q.moderator, one, whole)
    await q.release()

    assert await votes_of(q, whole, range(1, 9)) == [1, 2, 3, 4, 5]
    assert (await q.at(whole)).votes == 6
    for each in (one, other):
        its = await q.at(each)
        assert (its.status, its.reason, its.merged_into) == (REJECTED, Reason.REPEATED, whole)
        assert (await questions.find(q.db, each)).question.id == whole
    left = await q.db.all("SELECT DISTINCT question_id FROM upvote")
    assert [each["question_id"] for each in left] == [whole]


async def test_a_united_question_is_answered_where_the_other_is(q: Questions) -> None:
    one = await q.waiting(asker=1, tell=True)
    whole = await q.published(asker=2, tell=True)
    await moderation.merge(q.db, SEAL, q.moderator, one, whole)
    assert await ways_back.due(q.db) == []

    await stage_run.answered_on_stage(q.db, q.moderator, whole)

    due = await ways_back.due(q.db)
    assert sorted((each, SEAL.open(each, sealed)) for each, sealed in due) == sorted(
        [(one, 1), (whole, 2)]
    )
    for each in (one, whole):
        assert await ways_back.whole_of(q.db, each) == await q.at(whole)
    # Separated again it waits alone, and whoever asked it is told what becomes of it.
    assert await moderation.reconsider(q.db, q.moderator, one)
    its = await q.at(one)
    assert (its.status, its.merged_into, its.reason) == (PENDING, None, None)
    assert [each for each, _ in await ways_back.due(q.db)] == [whole]


async def test_only_open_ones_are_united(q: Questions, dump: Dump) -> None:
    one, declined, answered = await q.waiting(), await q.waiting(), await q.published()
    await moderation.decline(q.db, q.moderator, declined, Reason.OFF_TOPIC, was=PENDING)
    await stage_run.answered_on_stage(q.db, q.moderator, answered)
    before = await dump()

    assert await moderation.merge(q.db, SEAL, q.moderator, one, declined) is False
    assert await moderation.merge(q.db, SEAL, q.moderator, declined, one) is False
    assert await moderation.merge(q.db, SEAL, q.moderator, answered, one) is False
    with pytest.raises(PreviewPassed):
        await moderation.merge(q.db, SEAL, q.moderator, one, one)
    assert await dump() == before

    assert await moderation.merge(q.db, SEAL, q.moderator, one, answered)
    assert await moderation.merge(q.db, SEAL, q.moderator, one, answered) is False


async def test_two_who_unite_each_with_the_other_leave_one(q: Questions, has: Has) -> None:
    other = await has(201, Role.MODERATOR)
    one, two = await q.published(), await q.published()

    done = await asyncio.gather(
        moderation.merge(q.db, SEAL, q.moderator, one, two),
        moderation.merge(q.db, SEAL, other, two, one),
    )

    assert list(done) == [True, False]
    assert [(await q.at(each)).status for each in (one, two)] == [REJECTED, APPROVED]


# Wordings


async def test_a_correction_is_shown_as_one(q: Questions) -> None:
    question_id = await q.published()
    await moderation_texts.correct(q.db, q.moderator, question_id, TEXT)
    assert (await q.at(question_id)).edited is False

    await moderation_texts.correct(q.db, q.moderator, question_id, "How is the data kept?")

    its = await q.at(question_id)
    assert (its.text, its.edited) == ("How is the data kept?", True)


async def test_a_translation_is_added_and_taken_away(q: Questions) -> None:
    question_id = await q.published()
    for text in ("តើទិន្នន័យត្រូវរក្សាទុកដូចម្ដេច?", None):
        await moderation_texts.translate(q.db, q.moderator, question_id, text)
        assert (await q.at(question_id)).translation == text


async def test_an_answer_is_translated(q: Questions) -> None:
    question_id = await q.published()
    async with q.db.transaction(anonymous=True) as tx:
        await answers.save(tx, question_id, "thy-try", "In a safe place.")

    async def translate(speaker_id: str, text: str) -> tuple[Answer, ...]:
        await moderation_texts.translate_answer(q.db, q.moderator, question_id, speaker_id, text)
        return (await questions.find(q.db, question_id)).answers

    assert await translate("thy-try", "ក្នុងកន្លែងសុវត្ថិភាព។") == (
        Answer(question_id, "thy-try", "In a safe place.", "ក្នុងកន្លែងសុវត្ថិភាព។"),
    )
    with pytest.raises(PreviewPassed):
        await translate("cadt", "គ្មាន")
    async with q.db.transaction(anonymous=True) as tx:
        await answers.save(tx, question_id, "thy-try", "In a very safe place.")
    assert (await questions.find(q.db, question_id)).answers == (
        Answer(question_id, "thy-try", "In a very safe place.", None),
    )


async def test_what_somebody_else_changed_meanwhile_is_not_written_over(q: Questions) -> None:
    number = await q.waiting()
    its = await inboxes.case(q.db, q.moderator, number)
    of = moderation_texts.mark(its.question.text, its.question.translation)

    await moderation_texts.correct(q.db, q.moderator, number, "How is the data kept?", of=of)
    for late in (
        moderation_texts.correct(q.db, q.moderator, number, "How is it kept?", of=of),
        moderation_texts.translate(q.db, q.moderator, number, "តើវារក្សាទុកយ៉ាងដូចម្ដេច?", of=of),
    ):
        with pytest.raises(DoesNotFit, match=r"^Somebody else changed it while you wrote\."):
            await late

    its = await inboxes.case(q.db, q.moderator, number)
    assert (its.question.text, its.question.translation) == ("How is the data kept?", None)


async def test_an_answer_that_was_written_anew_is_not_given_the_old_ones_translation(
    q: Questions,
) -> None:
    number = await q.published()

    async def write(text: str) -> str:
        async with q.db.transaction() as tx:
            await answers.save(tx, number, "thy-try", text)
        return moderation_texts.mark(text, None)

    of = await write("It is kept here.")
    await write("It is kept abroad.")

    with pytest.raises(DoesNotFit):
        await moderation_texts.translate_answer(
            q.db, q.moderator, number, "thy-try", "រក្សាទុកនៅទីនេះ", of=of
        )
    assert [each.translation for each in (await answers.of(q.db, [number]))[number]] == [None]


async def test_what_was_answered_is_looked_at_all_the_same(q: Questions, has: Has) -> None:
    sokha = await has(202, Role.ORGANISER)
    await qa_rules.moderate(q.db, sokha, "panel", Moderation.AFTER, agenda=q.agenda)
    unseen, reported = await q.waiting(), await q.waiting()
    assert await approve(q, reported)
    for each in (unseen, reported):
        await stage_run.answered_on_stage(q.db, q.moderator, each)
    await questions.report(q.db, SEAL, 1, reported)
    await q.release()

    inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
    assert [each.id for each in inbox.waiting] == [unseen]
    assert [each.id for each in inbox.reported] == [reported]
    assert await approve(q, unseen)
    await moderation.keep_reported(q.db, q.moderator, reported)
    inbox = await inboxes.look(q.db, q.moderator, agenda=q.agenda)
    assert (inbox.waiting, inbox.reported, inbox.answered) == ((), (), 2)


async def test_a_vote_of_nobodys_goes_with_a_question_that_is_united(q: Questions) -> None:
    one, whole = await q.published(), await q.published()
    await questions.vote(q.db, SEAL, 1, one, on=True)
    async with q.db.transaction() as tx:
        await questions.forget(tx, SEAL, 1)

    await moderation.merge(q.db, SEAL, q.moderator, one, whole)
    await q.release()

    assert (await q.at(whole)).votes == 1
