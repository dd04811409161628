"""What moderators decide: let through, decline, unite, hand on.

Every decision is a guarded UPDATE: of two moderators one decides, the other hears who did.
"""

from bot.services import access
from bot.services import agenda as agendas
from bot.services.errors import PreviewPassed
from bot.services.questions import answering
from bot.services.sealing import Seal
from storage import answers, handed, participants, questions, upvotes
from storage.database import Database, Query, Transaction
from storage.models import (
    Agenda,
    Participant,
    Question,
    QuestionStatus,
    Reason,
    Right,
)

PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
ANSWERED, REJECTED = QuestionStatus.ANSWERED, QuestionStatus.REJECTED


async def approve(db: Database, actor: Participant, question_id: str) -> bool:
    """Publish a question; say whether nobody had decided yet.

    One that was published without being looked at is kept. Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        question = await found(tx, question_id)
        if question.is_public and not question.seen:
            return await questions.keep(tx, question_id, by=actor.id)
        return await publish(tx, question_id, by=actor.id)


async def publish(tx: Transaction, question_id: str, *, by: int | None) -> bool:
    """Publish a waiting question; say whether it waited still."""
    changed = await questions.change_status(tx, question_id, was=[PENDING], becomes=APPROVED, by=by)
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
        await found(tx, question_id)
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

    One that was united with another stands alone again; whoever wanted to know it counts for that
    other one still. Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        await found(tx, question_id)
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
        await found(tx, question_id)
        whole = await found(tx, into)
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
            theirs = seal.voter(question_id, person)
            if theirs in voted:
                voted.discard(theirs)
                await upvotes.add(tx, into, seal.voter(into, person))
        for nobodys in voted:
            await upvotes.add(tx, into, nobodys)
        await upvotes.drop(tx, question_id)
        for each in (question_id, into):
            await questions.recount(tx, each)
    return True


async def hand_over(
    db: Database,
    actor: Participant,
    question_id: str,
    *,
    session_id: str,
    speaker_id: str | None,
    agenda: Agenda,
) -> bool:
    """Hand a question to another session or speaker; say whether it was open still.

    Raises: NotAllowed, NoSuchSession; PreviewPassed for somebody who is not in that session, for a
    break, and for what was cancelled.
    """
    session, *_ = agendas.find(agenda, session_id)
    if session.is_break or session.cancelled:
        raise PreviewPassed
    if speaker_id is not None and speaker_id not in {p.speaker.id for p in answering(session)}:
        raise PreviewPassed
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        question = await found(tx, question_id)
        if question.status not in {PENDING, APPROVED}:
            return False
        await questions.address(tx, question_id, session_id=session_id, speaker_id=speaker_id)
        if speaker_id is not None:
            await answers.take_up(tx, question_id, speaker_id)
        theirs = await participants.speaking_as(
            tx, [speaker_id] if speaker_id else [part.speaker.id for part in answering(session)]
        )
        await handed.forget(tx, question_id, [one.id for one in theirs])
    return True


async def found(db: Query, question_id: str) -> Question:
    """Return a question that was let out. Raises: PreviewPassed."""
    question = await questions.find(db, question_id)
    if question is None or not question.released:
        raise PreviewPassed
    return question
