"""The questions of a session as the stage goes through them, and what was answered there."""

from bot.services import access
from storage import answers, questions
from storage.database import Database, Query
from storage.models import (
    Participant,
    Question,
    QuestionStatus,
    Right,
    Spot,
)

PENDING, APPROVED = QuestionStatus.PENDING, QuestionStatus.APPROVED
ANSWERED, REJECTED = QuestionStatus.ANSWERED, QuestionStatus.REJECTED


async def put_on_stage(db: Database, actor: Participant, question_id: str, spot: Spot) -> bool:
    """Put an open question on the stage or take it off; say whether it is open still.

    Raises: NotAllowed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        return await questions.put(tx, question_id, spot) is not None


async def put_off(db: Database, actor: Participant, question_id: str) -> bool:
    """Give a question that is on the stage the spot that it had; say whether it was there.

    Raises: NotAllowed.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        return await questions.put_off(tx, question_id)


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


async def after(db: Database, actor: Participant, question_id: str) -> str | None:
    """Return which question the stage takes after this one; None after the last.

    Raises: NotAllowed.
    """
    question = await questions.find(db, question_id)
    rows = await on_stage(db, actor, question.session_id) if question else []
    ids = [each.id for each in rows]
    behind = ids[ids.index(question_id) + 1 :] if question_id in ids else []
    return behind[0] if behind else None


async def _on_stage(db: Query, session_id: str) -> list[Question]:
    spots = (Spot.NOW, Spot.PLANNED, Spot.NONE)
    rows = await questions.page(db, session_id, APPROVED, limit=50)
    placed = await questions.on_stage(db, session_id)
    rows = [*placed, *(each for each in rows if each.spot is Spot.NONE)]
    return sorted(rows, key=lambda each: spots.index(each.spot))
