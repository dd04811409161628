"""Speakers and questions: which are theirs, and what they answer."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.i18n import clusters
from bot.i18n.marked import N_
from bot.i18n.normalise import tidy
from bot.services import agenda as agendas
from bot.services import entries
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from bot.services.questions import answering
from storage import answers, conversations, handed, participants, questions
from storage.database import Database, Query
from storage.models import (
    Agenda,
    Entry,
    EntryStep,
    Listed,
    Participant,
    Phase,
    Question,
    QuestionStatus,
    Session,
    Spot,
)

LEAST, MOST = 2, 800
"""Characters of an answer, as a reader counts them."""

TOO_SHORT = N_("Please write an answer of at least {least} characters.")
TOO_LONG = N_("Please write at most {most} characters; these are {n}.")


def read(text: str) -> str:
    """Return an answer as it is stored. Raises: DoesNotFit."""
    written = tidy(text, keep_lines=True)
    if clusters.length(written) < LEAST:
        raise DoesNotFit(TOO_SHORT, least=LEAST)
    n = clusters.measure(written)
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


async def open_for(
    db: Query, session: Session, speaker_id: str, *, limit: int | None = None
) -> list[Question]:
    """Return a session's open questions that are for a speaker; see `targets`.

    `limit`: those with most votes, so many of them.
    """
    everyone = {part.speaker.id for part in answering(session)}
    if speaker_id not in everyone:
        return []
    return await questions.open_for(
        db, session.id, speaker_id, others=everyone - {speaker_id}, limit=limit
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
            found += await open_for(db, session, speaker_id)
    written = await answers.of(db, [each.id for each in found])
    return [Listed(each, written[each.id]) for each in found]


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
            await questions.plan_after(tx, question_id)
            return True
        return await questions.put(tx, question_id, Spot.PLANNED) is not None


async def pass_to(
    db: Database,
    actor: Participant,
    question_id: str,
    speaker_id: str,
    *,
    agenda: Agenda,
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
        theirs = await participants.speaking_as(tx, [speaker_id])
        await handed.forget(tx, question_id, [one.id for one in theirs])
        await questions.address(
            tx, question_id, session_id=question.session_id, speaker_id=speaker_id
        )
    return True


async def not_mine(db: Database, actor: Participant, question_id: str, *, agenda: Agenda) -> bool:
    """Give a question back: to the others of its session, or to the moderators where none is left.

    Says whether others are left who are in the bot. Raises: NotAllowed, PreviewPassed.
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
        left = await in_the_bot(tx, targets(agenda, handed) - gone)
    return bool(left)


def speaks_in(agenda: Agenda, question: Question, speaker_id: str | None) -> bool:
    """Say whether a speaker has a part in the session of a question."""
    session = agenda.session(question.session_id)
    return session is not None and speaker_id in {part.speaker.id for part in session.speakers}


async def in_the_bot(db: Query, speaker_ids: Collection[str]) -> frozenset[str]:
    """Return those of these speakers who opened the bot: only they can be told anything."""
    people = await participants.speaking_as(db, speaker_ids)
    return frozenset(one.speaker_id for one in people if one.speaker_id)


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
    if not speaks_in(agenda, question, me.speaker_id):
        raise NotAllowed(question_id)
    return question, me.speaker_id
