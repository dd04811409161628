"""How the questions of each session went, for organisers, with no number that is too small."""

from collections import Counter

from bot.services import access
from bot.services.withholding import withhold
from storage import answers, questions
from storage.database import Database
from storage.models import (
    Agenda,
    Answer,
    Listed,
    Participant,
    QaSummary,
    Question,
    QuestionStatus,
    Reason,
    Right,
    Session,
)

TOP = 3


async def of_all(db: Database, actor: Participant, *, agenda: Agenda) -> list[QaSummary]:
    """Return the summary of every session that was asked anything. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.MODERATE)
    found = []
    for session in agenda.sessions:
        rows = [each for each in await questions.of_session(db, session.id) if each.released]
        if rows:
            found.append(summary(session, rows))
    return found


def summary(session: Session, rows: list[Question]) -> QaSummary:
    """Count a session's questions; `rows` are ordered by votes."""
    counted: Counter[QuestionStatus | Reason] = Counter(
        each.reason if each.reason is not None else each.status for each in rows
    )
    names = [
        QuestionStatus.PENDING,
        QuestionStatus.APPROVED,
        QuestionStatus.ANSWERED,
        *Reason,
    ]
    asked, cells = withhold({name: counted[name] for name in names})
    return QaSummary(
        session=session,
        asked=asked,
        waiting=cells[QuestionStatus.PENDING],
        open=cells[QuestionStatus.APPROVED],
        answered=cells[QuestionStatus.ANSWERED],
        declined={reason: cells[reason] for reason in Reason},
        top=tuple(each for each in rows if each.is_public)[:TOP],
    )


async def to_export(db: Database, actor: Participant | None, *, agenda: Agenda) -> list[Listed]:
    """Return all questions with their answers, by session and then by their random ids.

    `actor`: None for whoever runs the server. Raises: NotAllowed.
    """
    if actor is not None:
        await access.require(db, actor.id, Right.ORGANISE)
    order = {session.id: place for place, session in enumerate(agenda.sessions)}
    found = sorted(
        await questions.released(db),
        key=lambda each: (order.get(each.session_id, len(order)), each.id),
    )
    written: dict[str, tuple[Answer, ...]] = {}
    for start in range(0, len(found), 500):
        written |= await answers.of(db, [each.id for each in found[start : start + 500]])
    return [Listed(each, written[each.id]) for each in found]
