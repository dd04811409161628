"""How a session was: asked once it is over, of whoever came, and answered in nobody's name."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from bot.services import access, responses, survey_ids
from bot.services import agenda as agendas
from bot.services.errors import NoSuchSession, PreviewPassed
from bot.services.sealing import Seal
from bot.services.survey_steps import read
from bot.services.team import new_code
from storage import check_ins, deliveries, shown_answers, surveys
from storage import responses as rows
from storage.database import Database, Query
from storage.models import (
    SCALE,
    Agenda,
    Answered,
    DeliveryKind,
    Participant,
    Phase,
    Priority,
    Right,
    Session,
    SessionKind,
)

WORTH = {
    SessionKind.PRESENTATION,
    SessionKind.PANEL,
    SessionKind.GROUP_WORK,
    SessionKind.PLENARY,
}
"""The kinds of sessions that are worth a question afterwards."""
LASTS = timedelta(hours=1)
"""So long after a session is over it is asked about, and so long the message may wait."""
OPEN_FOR = timedelta(days=3)
"""After the event, where there is no survey that says until when."""


async def enqueue_due(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Ask whoever came about each session that has ended, once."""
    ended = list(_ended(agenda, now)) if agendas.is_steady(agenda, now) else []
    if not ended or not await is_asked(db, agenda):
        return
    asked = await deliveries.subjects(db, DeliveryKind.FEEDBACK)
    for session in ended:
        # Whoever came later did not hear it.
        people = await check_ins.checked_in(db, before=min(session.ends_at, now))
        if session.id in asked or not people:
            continue
        async with db.transaction() as tx:
            await deliveries.enqueue_for(
                tx,
                people,
                once=f"feedback:{session.id}",
                kind=DeliveryKind.FEEDBACK,
                subject=session.id,
                priority=Priority.NORMAL,
                due_at=now,
                expires_at=now + LASTS,
                now=now,
            )


async def is_asked(db: Query, agenda: Agenda) -> bool:
    """Say whether sessions are asked about: as organisers said, else as the event file says."""
    said = await surveys.asks_feedback(db)
    if said is not None:
        return said
    return agenda.survey is None or agenda.survey.feedback


async def switch(db: Database, actor: Participant, *, on: bool) -> None:
    """Let sessions be asked about, or not. Raises: NotAllowed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        await surveys.ask_feedback(tx, yes=on)


def closes(agenda: Agenda, session: Session | None) -> datetime:
    """Return until when a session can be rated: on its day, and as long as the survey is planned.

    None: one that the agenda does not have any more.
    """
    last = agenda.survey.closes if agenda.survey else agenda.ends_at + OPEN_FOR
    if session is None:
        return last
    zone = agenda.event.time_zone
    next_day = session.ends_at.astimezone(zone).date() + timedelta(days=1)
    return min(last, datetime.combine(next_day, time(), zone))


async def rate(
    db: Database,
    seal: Seal,
    rater: Participant,
    session_id: str,
    value: str,
    *,
    agenda: Agenda,
    rng: Random,
    now: datetime,
) -> bool:
    """Rate a session; say whether this person had not rated it yet.

    `value`: of SCALE. Raises: NoSuchSession; PreviewPassed where it cannot be rated (any more).
    """
    if value not in SCALE:
        raise PreviewPassed
    said = Answered((value,))
    return await _answer(db, seal, rater, session_id, said, agenda=agenda, rng=rng, now=now)


async def say_more(
    db: Database,
    seal: Seal,
    writer: Participant,
    session_id: str,
    text: str,
    *,
    agenda: Agenda,
    rng: Random,
    now: datetime,
) -> bool:
    """Write something about a session; say whether this person had not written yet.

    Nothing joins it with the rating. Raises: NoSuchSession; PreviewPassed; DoesNotFit.
    """
    said = Answered(text=read(text))
    return await _answer(db, seal, writer, session_id, said, agenda=agenda, rng=rng, now=now)


async def has_written(db: Query, seal: Seal, session_id: str, telegram_id: int) -> bool:
    """Say whether somebody wrote something about a session."""
    return await responses.took_part(db, seal, survey_ids.comment(session_id), telegram_id)


async def may_write(
    db: Query, seal: Seal, writer: Participant, session_id: str, *, agenda: Agenda, now: datetime
) -> bool:
    """Say whether somebody can write about a session, and has not yet.

    Raises: NoSuchSession; PreviewPassed where it is not theirs to write about (any more).
    """
    await _require_asked(db, writer, may_rate(agenda, session_id, now=now))
    return not await has_written(db, seal, session_id, writer.telegram_id)


def may_rate(agenda: Agenda, session_id: str, *, now: datetime) -> Session:
    """Return a session that can be rated. Raises: NoSuchSession; PreviewPassed."""
    session = agenda.session(session_id)
    if session is None:
        raise NoSuchSession(session_id)
    over = agendas.phase(agenda, session, now) is Phase.PAST
    if session.kind not in WORTH or session.cancelled or not over:
        raise PreviewPassed
    if now >= closes(agenda, session):
        raise PreviewPassed
    return session


async def _answer(
    db: Database,
    seal: Seal,
    person: Participant,
    session_id: str,
    said: Answered,
    *,
    agenda: Agenda,
    rng: Random,
    now: datetime,
) -> bool:
    session = may_rate(agenda, session_id, now=now)
    is_rating = bool(said.chosen)
    survey_id = (survey_ids.feedback if is_rating else survey_ids.comment)(session_id)
    item_id = survey_ids.RATING if is_rating else survey_ids.COMMENT
    async with db.transaction(anonymous=True) as tx:
        await _require_asked(tx, person, session)
        if survey_id in await shown_answers.completed(tx):  # it would never be counted
            raise PreviewPassed
        who = seal.participant(survey_id, person.telegram_id)
        if not await rows.take_part(tx, survey_id, who):
            return False
        sealed = responses.sealed_rating(seal, survey_id, item_id, said)
        await rows.wait(tx, survey_id, new_code(rng), sealed)
    return True


async def _require_asked(db: Query, person: Participant, session: Session) -> None:
    """Let pass whoever was asked about a session. Raises: PreviewPassed.

    Not whoever deleted their data and came back: they could rate again and again, and know all
    answers but one.
    """
    if person.id not in await deliveries.recipients(db, DeliveryKind.FEEDBACK, session.id):
        raise PreviewPassed


def _ended(agenda: Agenda, now: datetime) -> Iterator[Session]:
    """Give the sessions worth a question that ended lately, by the stage and not the plan.

    One that should not have begun by now was passed over, perhaps by a slip on the stage.
    """
    for session in agenda.sessions:
        if session.cancelled or session.kind not in WORTH or session.starts_at > now:
            continue
        if now < session.ends_at + LASTS and agendas.phase(agenda, session, now) is Phase.PAST:
            yield session
