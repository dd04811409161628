"""Moderators and questions: looked at, let through or declined, corrected, united, handed on.

Every decision is a guarded UPDATE: of two moderators one decides, the other hears who did.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from rapidfuzz import fuzz

from bot.i18n.normalise import ascii_digits, key
from bot.services import access, qa_rules, speaking
from bot.services import agenda as agendas
from bot.services.errors import PreviewPassed
from bot.services.questions import answering
from bot.services.releases import Releases
from bot.services.sealing import Seal
from storage import answers, deliveries, participants, questions, upvotes
from storage.database import Database, Query, Transaction
from storage.models import (
    Agenda,
    Case,
    DeliveryKind,
    Hint,
    Inbox,
    Moderation,
    Participant,
    Priority,
    Question,
    QuestionStatus,
    Reason,
    Right,
    Spot,
)
from storage.stamps import stamp

ALIKE = 75
"""From this likeness on (of 100) two questions are pointed out to a moderator."""
SIMILAR = 3
CANDIDATES = 9

PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
ANSWERED, REJECTED = QuestionStatus.ANSWERED, QuestionStatus.REJECTED

_LINK = re.compile(
    r"https?://|www\.|[^\s.]\.(?:(?:com|org|net|info|kh|io)\b|[a-z]{2,10}/\w)|@\w{4}",
    re.IGNORECASE | re.ASCII,  # Khmer puts no space around a link
)
_PHONE = re.compile(r"(?:\+|\b0|\b855)(?:[ ()./-]*\d){7,13}\b", re.ASCII)


def hints(text: str) -> tuple[Hint, ...]:
    """Return what a moderator should look at in a text: links and phone numbers."""
    found = {
        Hint.LINK: _LINK.search(text),
        Hint.PHONE: _PHONE.search(ascii_digits(text)),
    }
    return tuple(hint for hint, match in found.items() if match)


async def release(db: Database, agenda: Agenda, releases: Releases, *, now: datetime) -> None:
    """Let out what waits for it, all together; count the votes; tell the moderators.

    Where questions are moderated after publication, they are published now.
    """
    if await questions.anything_to_release(db):
        rules = await qa_rules.of_all(db, agenda)
        async with db.transaction(anonymous=True) as tx:
            await questions.count_votes(tx)
            for each in await questions.release(tx):
                rule = rules.get(each.session_id)
                if rule is not None and rule.moderation is Moderation.AFTER:
                    await _approve(tx, each, by=None, agenda=agenda, now=now)
    inbox = await _inbox(db, agenda)
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


async def inbox(db: Database, actor: Participant, *, agenda: Agenda) -> Inbox:
    """Return what moderators have to do. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.MODERATE)
    return await _inbox(db, agenda)


async def _inbox(db: Query, agenda: Agenda) -> Inbox:
    pending = await questions.with_status(db, PENDING)
    approved = await questions.with_status(db, APPROVED)
    passed = await answers.passed(db)
    order = {session.id: place for place, session in enumerate(agenda.sessions)}

    def sorted_(chosen: Sequence[Question]) -> tuple[Question, ...]:
        return tuple(sorted(chosen, key=lambda each: order.get(each.session_id, -1)))

    def stray(each: Question) -> bool:
        gone = passed.get(each.id, frozenset())
        return bool(gone) and not speaking.targets(agenda, each) - gone

    return Inbox(
        waiting=sorted_([*pending, *(each for each in approved if not each.seen)]),
        reported=sorted_([each for each in approved if each.reports]),
        stray=sorted_([each for each in approved if stray(each)]),
        open=len(approved),
    )


async def case(db: Database, actor: Participant, question_id: str) -> Case:
    """Return a question with all that a moderator needs. Raises: NotAllowed, PreviewPassed."""
    await access.require(db, actor.id, Right.MODERATE)
    question = await _found(db, question_id)
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
        hints=hints(question.text),
        decided_by=decider.name if decider else None,
    )


async def candidates(db: Database, its: Case) -> list[Question]:
    """Return with which questions one may be united: much the same ones first, then open ones."""
    rows = await questions.of_session(db, its.question.session_id)
    others = [
        each
        for each in rows
        if each.released
        and each.status in {PENDING, APPROVED}
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


async def approve(
    db: Database, actor: Participant, question_id: str, *, agenda: Agenda, now: datetime
) -> bool:
    """Publish a question and hand it to its speakers; say whether nobody had decided yet.

    One that was published without being looked at is kept. Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        question = await _found(tx, question_id)
        if question.status is APPROVED and not question.seen:
            done = await questions.keep(tx, question_id, by=actor.id)
        else:
            done = await _approve(tx, question, by=actor.id, agenda=agenda, now=now)
    return done


async def _approve(
    tx: Transaction, question: Question, *, by: int | None, agenda: Agenda, now: datetime
) -> bool:
    changed = await questions.change_status(tx, question.id, was=[PENDING], becomes=APPROVED, by=by)
    if changed is not None:
        await speaking.hand(tx, changed, agenda=agenda, now=now)
    return changed is not None


async def decline(
    db: Database,
    actor: Participant,
    question_id: str,
    reason: Reason,
    *,
    was: QuestionStatus,
    text: str | None = None,
) -> bool:
    """Decline a question, or take a published one down; say whether it stood as `was`.

    `text`: the reason in the moderator's own words. Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        await _found(tx, question_id)
        changed = await questions.change_status(
            tx,
            question_id,
            was=[was] if was is not REJECTED else [],
            becomes=REJECTED,
            by=actor.id,
            reason=reason,
            reason_text=text,
        )
    return changed is not None


async def reconsider(db: Database, actor: Participant, question_id: str) -> bool:
    """Let a declined question wait again; say whether it was declined.

    Raises: NotAllowed; PreviewPassed, also for one that was united with another.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        if (await _found(tx, question_id)).merged_into is not None:
            raise PreviewPassed
        changed = await questions.change_status(
            tx, question_id, was=[REJECTED], becomes=PENDING, by=actor.id
        )
    return changed is not None


async def keep_reported(db: Database, actor: Participant, question_id: str) -> None:
    """Let a reported question stand: its reports were looked at. Raises: NotAllowed."""
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        await questions.clear_reports(tx, question_id)


async def merge(db: Database, seal: Seal, actor: Participant, question_id: str, into: str) -> bool:
    """Unite a question with another that says the same; say whether both were open still.

    Whoever voted for either counts once: the hashes of one say nothing about those of the other, so
    they are made anew for everybody whom the bot knows. Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        if question_id == into:
            raise PreviewPassed
        await _found(tx, question_id)
        whole = await _found(tx, into)
        if whole.status is REJECTED:
            return False
        changed = await questions.change_status(
            tx,
            question_id,
            was=[PENDING, APPROVED],
            becomes=REJECTED,
            by=actor.id,
            reason=Reason.REPEATED,
            merged_into=into,
        )
        if changed is None:
            return False
        await questions.follow_merged(tx, question_id, into)
        voted = await upvotes.voters(tx, question_id)
        for person in await participants.telegram_ids(tx) if voted else ():
            if seal.voter(question_id, person) in voted:
                await upvotes.add(tx, into, seal.voter(into, person))
        await upvotes.drop(tx, question_id)
        await questions.recount(tx, into)
    return True


async def correct(db: Database, actor: Participant, question_id: str, text: str) -> None:
    """Store a corrected wording. Raises: NotAllowed, PreviewPassed."""
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        if (await _found(tx, question_id)).text != text:
            await questions.correct(tx, question_id, text)


async def translate(db: Database, actor: Participant, question_id: str, text: str | None) -> None:
    """Store the wording in the other language; None takes it away.

    Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        await _found(tx, question_id)
        await questions.translate(tx, question_id, text)


async def translate_answer(
    db: Database, actor: Participant, question_id: str, speaker_id: str, text: str | None
) -> None:
    """Store an answer's wording in the other language. Raises: NotAllowed, PreviewPassed."""
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        if not await answers.translate(tx, question_id, speaker_id, text):
            raise PreviewPassed


async def hand_over(
    db: Database,
    actor: Participant,
    question_id: str,
    *,
    session_id: str,
    speaker_id: str | None,
    agenda: Agenda,
    now: datetime,
) -> bool:
    """Hand a question to another session or speaker; say whether it was open still.

    Raises: NotAllowed, NoSuchSession; PreviewPassed for somebody who is not in that session.
    """
    session, *_ = agendas.find(agenda, session_id)
    if speaker_id is not None and speaker_id not in {p.speaker.id for p in answering(session)}:
        raise PreviewPassed
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        question = await _found(tx, question_id)
        if question.status not in {PENDING, APPROVED}:
            return False
        await questions.address(tx, question_id, session_id=session_id, speaker_id=speaker_id)
        if speaker_id is not None:
            await answers.take_up(tx, question_id, speaker_id)
        if question.status is APPROVED:
            handed = await _found(tx, question_id)
            await speaking.hand(tx, handed, agenda=agenda, now=now)
    return True


async def put_on_stage(db: Database, actor: Participant, question_id: str, spot: Spot) -> bool:
    """Put an open question on the stage or take it off; say whether it is open still.

    Raises: NotAllowed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        return await questions.put(tx, question_id, spot) is not None


async def answered_on_stage(db: Database, actor: Participant, question_id: str) -> bool:
    """Note that a question was answered on the stage; say whether it was open still.

    Raises: NotAllowed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        changed = await questions.change_status(
            tx, question_id, was=[APPROVED], becomes=ANSWERED, by=None
        )
    return changed is not None


async def reopen(db: Database, actor: Participant, question_id: str) -> bool:
    """Take back that a question was answered, where nothing was written; say whether it was so.

    Raises: NotAllowed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        if (await answers.of(tx, [question_id]))[question_id]:
            return False
        changed = await questions.change_status(
            tx, question_id, was=[ANSWERED], becomes=APPROVED, by=None
        )
    return changed is not None


async def on_stage(db: Database, actor: Participant, session_id: str) -> list[Question]:
    """Return a session's open questions as the stage goes through them.

    The one that is there now comes first, then those to be answered there, then the others, each by
    votes. Raises: NotAllowed.
    """
    await access.require(db, actor.id, Right.MODERATE)
    return await _on_stage(db, session_id)


async def _on_stage(db: Query, session_id: str) -> list[Question]:
    spots = (Spot.NOW, Spot.PLANNED, Spot.NONE)
    rows = await questions.page(db, session_id, APPROVED, limit=50)
    placed = await questions.on_stage(db, session_id)
    rows = [*placed, *(each for each in rows if each.spot is Spot.NONE)]
    return sorted(rows, key=lambda each: spots.index(each.spot))


async def _tell_moderators(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Queue one message for each moderator; for organisers where there is no moderator."""
    until = max(agenda.ends_at, now) + speaking.LASTS
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


async def _found(db: Query, question_id: str) -> Question:
    """Return a question that was let out. Raises: PreviewPassed."""
    question = await questions.find(db, question_id)
    if question is None or not question.released:
        raise PreviewPassed
    return question
