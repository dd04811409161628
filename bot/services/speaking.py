"""Speakers and questions: which are theirs, when they are told, and what they answer.

While their session is on they get one list that is kept up to date; before and after, one question
at a time.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.i18n import clusters
from bot.i18n.marked import N_
from bot.i18n.normalise import tidy
from bot.services import agenda as agendas
from bot.services import entries, reminder_times
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from bot.services.questions import SIGNS, answering
from storage import answers, conversations, deliveries, participants, questions
from storage.database import Database, Query, Transaction
from storage.models import (
    Agenda,
    DeliveryKind,
    Entry,
    EntryStep,
    Listed,
    Participant,
    Phase,
    Priority,
    Question,
    QuestionStatus,
    Session,
    Spot,
)

LASTS = timedelta(hours=12)
"""After the last session questions are still handed on for so long."""
BRIEFED = timedelta(minutes=20)
"""So long before their session speakers are told where they stand."""
TOP = 5
LISTED = 50

LEAST, MOST = 2, 800
"""Characters of an answer, as a reader counts them."""

TOO_SHORT = N_("Please write an answer of at least {least} characters.")
TOO_LONG = N_("Please write at most {most} characters; these are {n}.")


def read(text: str) -> str:
    """Return an answer as it is stored. Raises: DoesNotFit."""
    written = tidy(text, keep_lines=True)
    n = clusters.length(written)
    if n < LEAST:
        raise DoesNotFit(TOO_SHORT, least=LEAST)
    n = max(n, -(-len(written) // SIGNS))
    if n > MOST:
        raise DoesNotFit(TOO_LONG, most=MOST, n=n)
    return written


def targets(agenda: Agenda, question: Question) -> frozenset[str]:
    """Return the speakers whom a question is for; none when its session is gone."""
    session = agenda.session(question.session_id)
    if session is None:
        return frozenset()
    everyone = frozenset(part.speaker.id for part in answering(session))
    if question.speaker_id in everyone:
        return frozenset({question.speaker_id})
    return everyone


def is_on(agenda: Agenda, session_id: str, *, now: datetime) -> bool:
    """Say whether a session is on, by the stage first."""
    session = agenda.session(session_id)
    return (
        session is not None
        and not session.cancelled
        and agendas.phase(agenda, session, now) is Phase.RUNNING
    )


async def hand(tx: Transaction, question: Question, *, agenda: Agenda, now: datetime) -> None:
    """Queue a published question for its speakers; once for each of them.

    While their session is on nothing is queued: they have the list.
    """
    if is_on(agenda, question.session_id, now=now):
        return
    gone = (await answers.passed(tx)).get(question.id, frozenset())
    people = await participants.speaking_as(tx, targets(agenda, question) - gone)
    await deliveries.enqueue_for(
        tx,
        [one.id for one in people],
        once=f"question:{question.id}",
        kind=DeliveryKind.QUESTION,
        subject=question.id,
        priority=Priority.NORMAL,
        due_at=now,
        expires_at=max(agenda.ends_at, now) + LASTS,
        now=now,
    )


async def enqueue_due(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Queue what speakers are owed by now: where they stand before their session, and the list."""
    for session in agenda.sessions:
        if session.cancelled:
            continue
        if is_on(agenda, session.id, now=now):
            people = await _with_questions(db, session)
            until = max(session.ends_at, now + timedelta(minutes=30))
            await _queue(db, session, DeliveryKind.QUEUE, people, until, now=now)
        elif session.starts_at - BRIEFED <= now < session.starts_at:
            people = {part.speaker.id for part in session.speakers}
            await _queue(db, session, DeliveryKind.BRIEFING, people, session.starts_at, now=now)


async def _with_questions(db: Query, session: Session) -> set[str]:
    """Return the speakers of a session who have a question."""
    everyone = {part.speaker.id for part in answering(session)}
    return {each for each in everyone if await _open_for(db, session, each, limit=1)}


async def _open_for(db: Query, session: Session, speaker_id: str, *, limit: int) -> list[Question]:
    """Return a session's open questions that are for a speaker; see `targets`."""
    everyone = {part.speaker.id for part in answering(session)}
    if speaker_id not in everyone:
        return []
    return await questions.open_for(
        db, session.id, speaker_id, others=everyone - {speaker_id}, limit=limit
    )


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


async def queue_of(
    db: Query, agenda: Agenda, speaker_id: str, *, session_id: str | None = None, now: datetime
) -> list[Listed]:
    """Return a speaker's open questions: what is on first, then by session; most votes first.

    `session_id`: of this session alone.
    """
    found: list[Question] = []
    sessions = sorted(agenda.sessions, key=lambda each: not is_on(agenda, each.id, now=now))
    for session in sessions:
        if session_id in {None, session.id}:
            found += await _open_for(db, session, speaker_id, limit=LISTED)
    written = await answers.of(db, [each.id for each in found])
    return [Listed(each, written[each.id]) for each in found]


async def is_for(db: Query, agenda: Agenda, question: Question, speaker_id: str) -> bool:
    """Say whether a question is for a speaker who did not give it back."""
    gone = (await answers.passed(db)).get(question.id, frozenset())
    return speaker_id in targets(agenda, question) - gone


async def look(db: Query, actor: Participant, question_id: str, *, agenda: Agenda) -> Listed:
    """Return a question that somebody may answer. Raises: NotAllowed, PreviewPassed."""
    question, _ = await _theirs(db, actor, question_id, agenda)
    return Listed(question, (await answers.of(db, [question_id]))[question_id])


async def begin_answer(
    db: Database, actor: Participant, question_id: str, *, agenda: Agenda, now: datetime
) -> Entry:
    """Wait for a speaker's answer; what they were writing before is given up.

    Raises: NotAllowed, PreviewPassed; RegistrationUnderWay.
    """
    await _theirs(db, actor, question_id, agenda)
    return await entries.begin(db, actor, EntryStep.ANSWER, question_id, now=now)


async def write_answer(
    db: Database, actor: Participant, entry: Entry, text: str, *, agenda: Agenda, now: datetime
) -> Entry:
    """Keep what a speaker wrote until they have looked at it.

    Raises: DoesNotFit; NotAllowed, PreviewPassed when it is not theirs to answer any more.
    """
    written = read(text)
    await _theirs(db, actor, entry.subject, agenda)
    return await entries.go_on(db, replace(entry, km=written), now=now)


async def send_answer(
    db: Database, actor: Participant, question_id: str, *, agenda: Agenda
) -> Listed:
    """Publish the answer that a speaker wrote and looked at; a second time it stands as it does.

    Raises: NotAllowed; PreviewPassed when nothing is written, or something else is.
    """
    async with db.transaction(anonymous=True) as tx:
        question, me = await _theirs(tx, actor, question_id, agenda)
        entry = await conversations.entry_of(tx, actor.telegram_id)
        if entry is None:
            written = (await answers.of(tx, [question_id]))[question_id]
            if me not in {each.speaker_id for each in written}:
                raise PreviewPassed
            return Listed(question, written)
        if entry.step is not EntryStep.ANSWER or entry.subject != question_id or not entry.km:
            raise PreviewPassed
        await answers.save(tx, question_id, me, read(entry.km))
        await questions.change_status(
            tx,
            question_id,
            was=[QuestionStatus.APPROVED],
            becomes=QuestionStatus.ANSWERED,
            by=None,
        )
        await conversations.end(tx, actor.telegram_id)
        written = (await answers.of(tx, [question_id]))[question_id]
        found = await questions.find(tx, question_id) or question
    return Listed(found, written)


async def will_answer_on_stage(
    db: Database, actor: Participant, question_id: str, *, agenda: Agenda
) -> bool:
    """Note that a speaker will answer on the stage; say whether the question is open still.

    Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        question, _ = await _theirs(tx, actor, question_id, agenda)
        if question.spot is Spot.NOW:
            return True
        return await questions.put(tx, question_id, Spot.PLANNED) is not None


async def pass_to(
    db: Database,
    actor: Participant,
    question_id: str,
    speaker_id: str,
    *,
    agenda: Agenda,
    now: datetime,
) -> bool:
    """Pass a question to another speaker of its session; say whether it is open still.

    Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        question, me = await _theirs(tx, actor, question_id, agenda)
        session = agenda.session(question.session_id)
        if session is None or speaker_id not in {p.speaker.id for p in answering(session)}:
            raise PreviewPassed
        if question.status is not QuestionStatus.APPROVED:
            return False
        await answers.pass_on(tx, question_id, me)
        await answers.take_up(tx, question_id, speaker_id)
        await questions.address(
            tx, question_id, session_id=question.session_id, speaker_id=speaker_id
        )
        handed = await questions.find(tx, question_id) or question
        await hand(tx, handed, agenda=agenda, now=now)
    return True


async def not_mine(
    db: Database, actor: Participant, question_id: str, *, agenda: Agenda, now: datetime
) -> bool:
    """Give a question back: to the others of its session, or to the moderators where none is left.

    Says whether others are left. Raises: NotAllowed, PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        question, me = await _theirs(tx, actor, question_id, agenda)
        await answers.pass_on(tx, question_id, me)
        if question.speaker_id == me:
            await questions.address(
                tx, question_id, session_id=question.session_id, speaker_id=None
            )
        handed = await questions.find(tx, question_id) or question
        gone = (await answers.passed(tx)).get(question_id, frozenset())
        left = targets(agenda, handed) - gone
        if handed.status is QuestionStatus.APPROVED:
            await hand(tx, handed, agenda=agenda, now=now)
    return bool(left)


def others(agenda: Agenda, question: Question, speaker_id: str | None) -> list[str]:
    """Return the ids of the other speakers to whom a question may be passed."""
    session = agenda.session(question.session_id)
    parts = answering(session) if session else ()
    return list(dict.fromkeys(p.speaker.id for p in parts if p.speaker.id != speaker_id))


def moderators(session: Session) -> Sequence[str]:
    """Return the ids of those who lead a session on the agenda."""
    lead = {"facilitator", "moderator"}
    return [part.speaker.id for part in session.speakers if part.role.value in lead]


async def _theirs(
    db: Query, actor: Participant, question_id: str, agenda: Agenda
) -> tuple[Question, str]:
    """Return a published question of a session in which somebody speaks, and who they are there.

    Raises: NotAllowed; PreviewPassed.
    """
    me = await participants.by_id(db, actor.id)
    if me is None or me.speaker_id is None:
        raise NotAllowed(question_id)
    question = await questions.find(db, question_id)
    if question is None or not question.is_public:
        raise PreviewPassed
    session = agenda.session(question.session_id)
    if session is None or me.speaker_id not in {part.speaker.id for part in session.speakers}:
        raise NotAllowed(question_id)
    return question, me.speaker_id
