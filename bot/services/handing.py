"""What speakers are told unasked: where they stand before their session, and its questions.

While their session is on they get one list that is kept up to date; before and after, a message
when there are new questions.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.services import reminder_times, speaking
from bot.services.questions import answering
from storage import answers, deliveries, handed, participants
from storage.database import Database, Query
from storage.models import (
    Agenda,
    DeliveryKind,
    Listed,
    Participant,
    Priority,
    Question,
    Session,
)
from storage.stamps import stamp

LASTS = timedelta(hours=12)
"""After the last session speakers are still told of questions for so long."""
BRIEFED = timedelta(minutes=20)
"""So long before their session speakers are told where they stand."""


async def enqueue_due(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Queue what speakers are owed by now: where they stand before their session, and the list."""
    for session in agenda.sessions:
        if session.cancelled:
            continue
        if speaking.is_on(agenda, session.id, now=now):
            people = await _with_questions(db, session)
            until = max(session.ends_at, now + timedelta(minutes=30))
            await _queue(db, session, DeliveryKind.QUEUE, people, until, now=now)
        elif session.starts_at - BRIEFED <= now < session.starts_at:
            people = {part.speaker.id for part in session.speakers}
            await _queue(db, session, DeliveryKind.BRIEFING, people, session.starts_at, now=now)


async def enqueue_new(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Queue one message for each speaker who has new questions; see `new_of`.

    The ledger does not say which ones. What is for a session that is on stands in its list.
    """
    owed: list[Participant] = []
    have = await _with_a_list(db, agenda, now=now)
    for one in await participants.speaking_as(db, set(agenda.speakers)):
        new = await _new(db, agenda, one)
        listed = [each.id for each in new if one.id in have.get(each.session_id, ())]
        if listed:
            await told(db, one.id, listed)
        if any(not speaking.is_on(agenda, each.session_id, now=now) for each in new):
            owed.append(one)
    if not owed:
        return
    waiting = await handed.about_to_be_told(db)
    async with db.transaction() as tx:
        await deliveries.enqueue_for(
            tx,
            [one.id for one in owed if one.id not in waiting],
            once=f"questions:{stamp(now)}",
            kind=DeliveryKind.QUESTION,
            subject="",
            priority=Priority.NORMAL,
            due_at=now,
            expires_at=max(agenda.ends_at, now) + LASTS,
            now=now,
        )


async def new_of(db: Query, agenda: Agenda, speaker: Participant, *, now: datetime) -> list[Listed]:
    """Return a speaker's questions of which they were not told; see `told`.

    Those of a session that is on stand in its list.
    """
    found = [
        each
        for each in await _new(db, agenda, speaker)
        if not speaking.is_on(agenda, each.session_id, now=now)
    ]
    written = await answers.of(db, [each.id for each in found])
    return [Listed(each, written[each.id]) for each in found]


async def told(db: Database, participant_id: int, question_ids: Collection[str]) -> None:
    """Note that a message with these questions reached a speaker, or may have."""
    async with db.transaction(anonymous=True) as tx:
        await handed.note(tx, participant_id, question_ids)


async def _with_a_list(db: Query, agenda: Agenda, *, now: datetime) -> dict[str, set[int]]:
    """Return by session that is on who has its list."""
    found: dict[str, set[int]] = {}
    for session in agenda.sessions:
        if speaking.is_on(agenda, session.id, now=now):
            subject = reminder_times.subject(session)
            sent = await deliveries.sent(db, DeliveryKind.QUEUE, subject)
            found[session.id] = {each.participant_id or 0 for each in sent}
    return found


async def _new(db: Query, agenda: Agenda, speaker: Participant) -> list[Question]:
    """Return the open questions for a speaker of which they were not told."""
    known = await handed.of(db, speaker.id)
    found: list[Question] = []
    for session in agenda.sessions:
        found += await speaking.open_for(db, session, speaker.speaker_id or "")
    return [each for each in found if each.id not in known]


async def _with_questions(db: Query, session: Session) -> set[str]:
    """Return the speakers of a session who have a question."""
    everyone = {part.speaker.id for part in answering(session)}
    return {each for each in everyone if await speaking.open_for(db, session, each, limit=1)}


async def _queue(
    db: Database,
    session: Session,
    kind: DeliveryKind,
    speaker_ids: Collection[str],
    until: datetime,
    *,
    now: datetime,
) -> None:
    """Queue a message about a session for its speakers, each once for each of its starts."""
    people = await participants.speaking_as(db, speaker_ids)
    subject = reminder_times.subject(session)
    queued = await deliveries.recipients(db, kind, subject) if people else set()
    if all(one.id in queued for one in people):
        return
    async with db.transaction() as tx:
        await deliveries.enqueue_for(
            tx,
            [one.id for one in people],
            once=f"{kind}:{subject}",
            kind=kind,
            subject=subject,
            priority=Priority.URGENT,
            due_at=now,
            expires_at=until,
            now=now,
        )
