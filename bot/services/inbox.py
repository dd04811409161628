"""What moderators have to do: let out, looked through, and one question with all they need."""

from collections.abc import Sequence
from datetime import datetime

from rapidfuzz import fuzz

from bot.i18n.normalise import key
from bot.services import access, handing, moderation, qa_rules, speaking
from bot.services import questions as asked
from bot.services.releases import Releases
from storage import answers, deliveries, participants, questions
from storage.database import Database, Query
from storage.models import (
    Agenda,
    Case,
    DeliveryKind,
    Inbox,
    Moderation,
    Participant,
    Priority,
    Question,
    QuestionStatus,
    Right,
)
from storage.stamps import stamp

ALIKE = 75
"""From this likeness on (of 100) two questions are pointed out to a moderator."""
SIMILAR = 3
CANDIDATES = 9

PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
ANSWERED, REJECTED = QuestionStatus.ANSWERED, QuestionStatus.REJECTED


async def release(db: Database, agenda: Agenda, releases: Releases, *, now: datetime) -> None:
    """Let out what waits for it, all together; count votes and reports; tell the moderators.

    Where questions are moderated after publication, they are published now.
    """
    if await questions.anything_to_release(db):
        rules = await qa_rules.of_all(db, agenda)
        async with db.transaction(anonymous=True) as tx:
            await questions.count_marks(tx)
            for each in await questions.release(tx):
                rule = rules.get(each.session_id)
                if rule is not None and rule.moderation is Moderation.AFTER:
                    await moderation.publish(tx, each.id, by=None)
    inbox = await _look(db, agenda)
    todo = frozenset(
        f"{what}:{each.id}"
        for what, part in (
            ("waiting", inbox.waiting),
            ("reported", inbox.reported),
            ("stray", inbox.stray),
        )
        for each in part
    )
    if releases.is_news(todo, now=now):
        await _tell_moderators(db, agenda, now=now)


async def look(db: Database, actor: Participant, *, agenda: Agenda) -> Inbox:
    """Return what moderators have to do. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.MODERATE)
    return await _look(db, agenda)


async def _look(db: Query, agenda: Agenda) -> Inbox:
    pending = await questions.with_status(db, PENDING)
    approved = await questions.with_status(db, APPROVED)
    answered = await questions.with_status(db, ANSWERED)
    public = [*approved, *answered]
    passed = await answers.passed(db)
    here = await speaking.in_the_bot(db, agenda.speakers)

    def stray(each: Question) -> bool:
        gone = passed.get(each.id, frozenset())
        lost = agenda.session(each.session_id) is None
        return lost or (bool(gone) and not (speaking.targets(agenda, each) - gone) & here)

    return Inbox(
        waiting=_in_order(agenda, [*pending, *(each for each in public if not each.seen)]),
        reported=_in_order(agenda, [each for each in public if each.reports]),
        stray=_in_order(agenda, [each for each in approved if stray(each)]),
        open=len(approved),
        answered=len(answered),
        declined=await questions.count(db, REJECTED),
    )


async def decided(
    db: Database, actor: Participant, status: QuestionStatus, *, agenda: Agenda
) -> tuple[Question, ...]:
    """Return all questions of a status, for what has to be mended later. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.MODERATE)
    return _in_order(agenda, await questions.with_status(db, status))


def _in_order(agenda: Agenda, chosen: Sequence[Question]) -> tuple[Question, ...]:
    """Return questions by the agenda's order, those of a session that is gone first."""
    order = {session.id: place for place, session in enumerate(agenda.sessions)}
    return tuple(sorted(chosen, key=lambda each: order.get(each.session_id, -1)))


async def case(db: Database, actor: Participant, question_id: str) -> Case:
    """Return a question with all that a moderator needs. Raises: NotAllowed, PreviewPassed."""
    await access.require(db, actor.id, Right.MODERATE)
    question = await moderation.found(db, question_id)
    others = [
        each
        for each in await questions.of_session(db, question.session_id)
        if each.released and each.id != question_id and each.status is not REJECTED
    ]
    decider = (
        await participants.by_id(db, question.decided_by)
        if question.decided_by is not None
        else None
    )
    return Case(
        question=question,
        answers=(await answers.of(db, [question_id]))[question_id],
        similar=tuple(similar(question, others)),
        hints=asked.hints(question.text),
        decided_by=decider.name if decider else None,
    )


async def candidates(db: Database, its: Case) -> list[Question]:
    """Return with which questions one may be united: much the same, then open, then answered."""
    rows = await questions.of_session(db, its.question.session_id)
    others = [
        each
        for status in (APPROVED, PENDING, ANSWERED)
        for each in rows
        if each.released
        and each.status is status
        and each.id != its.question.id
        and each not in its.similar
    ]
    return [*its.similar, *others][:CANDIDATES]


def similar(question: Question, others: Sequence[Question]) -> list[Question]:
    """Return those that say much the same, the closest first."""
    said = key(question.text)

    def likeness(other: Question) -> float:
        text = key(other.text)
        return max(fuzz.ratio(said, text), fuzz.token_sort_ratio(said, text))

    close = [(likeness(other), other) for other in others]
    close.sort(key=lambda each: (-each[0], each[1].id))
    return [other for score, other in close[:SIMILAR] if score >= ALIKE]


async def _tell_moderators(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Queue one message for each moderator; for organisers where there is no moderator."""
    until = max(agenda.ends_at, now) + handing.LASTS
    async with db.transaction() as tx:
        await deliveries.enqueue_for(
            tx,
            await participants.moderators(tx),
            once=f"moderation:{stamp(now)}",
            kind=DeliveryKind.MODERATION,
            subject="",
            priority=Priority.URGENT,
            due_at=now,
            expires_at=until,
            now=now,
        )
