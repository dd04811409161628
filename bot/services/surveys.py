"""The survey of the event: when it opens and closes, who is asked, reminded and thanked.

Nothing here is kept in memory: a tick looks at the stage, the time, and what was queued before.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.services import agenda as agendas
from bot.services import feedback, letting_out, responses
from bot.services.sealing import Seal
from bot.services.survey_ids import WORKSHOP, session_of
from storage import audiences, check_ins, deliveries, surveys
from storage.database import Database, Query
from storage.models import (
    Agenda,
    Audience,
    AudienceKind,
    DeliveryKind,
    Phase,
    Priority,
    ResponseDraft,
    Survey,
    SurveyState,
)

NUDGE_LASTS = timedelta(hours=3)
"""A nudge that comes later than that comes at a time when nobody wants it."""
THANKS_LAST = timedelta(hours=3)
LEAST = timedelta(hours=1)
"""Where less is left when it opens, for the session was moved, it stays open for a day."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the survey stands for one person; `draft`: what they answered and did not send."""

    state: SurveyState | None
    sent: bool = False
    late: bool = False
    """They are here only since it opened: see `responses.came_late`."""
    draft: ResponseDraft | None = None


async def look(db: Query, seal: Seal, telegram_id: int) -> Standing:
    """Return how the survey stands for somebody."""
    state = await surveys.state(db)
    if state is None:
        return Standing(None)
    if await responses.took_part(db, seal, WORKSHOP, telegram_id):
        return Standing(state, sent=True)
    if not state.is_open:
        return Standing(state)
    if await responses.came_late(db, telegram_id, state):
        return Standing(state, late=True)
    return Standing(state, draft=await responses.draft_of(db, seal, telegram_id))


async def invites(db: Query, seal: Seal, telegram_id: int) -> bool:
    """Say whether somebody can still answer the survey."""
    its = await look(db, seal, telegram_id)
    return its.state is not None and its.state.is_open and not (its.sent or its.late)


async def tick(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Open or close the survey, and queue whatever is due: it, its nudges, and the thanks."""
    state = await surveys.state(db)
    if state is not None and state.opened_at is None and _is_time(agenda, state, now):
        await _open(db, state.survey, now=now)
    elif state is not None and state.is_open and now >= state.survey.closes:
        await responses.close(db, now=now)
    elif state is not None and state.is_open:
        await _nudge(db, state, now=now)
    await _thank(db, agenda, now=now)


async def let_out(db: Database, seal: Seal, agenda: Agenda, *, rng: Random, now: datetime) -> int:
    """Let out the answers that wait among enough others; return how many.

    What is left of a survey that is over is deleted.
    """
    state = await surveys.state(db)
    opens_late = (
        state is not None
        and state.opened_at is None
        and state.survey.closes <= now
        and not is_missed(agenda, state.survey, now)
    )

    def over(survey_id: str) -> bool:
        if survey_id == WORKSHOP:
            return state is not None and state.closed_at is not None
        if opens_late:  # its new close is that of the ratings too
            return False
        return now >= feedback.closes(agenda, agenda.session(session_of(survey_id)))

    survey = state.survey if state else None
    done = await letting_out.let_out(db, seal, survey, over=over, rng=rng)
    await letting_out.drop_left(db)
    return done


async def finish(db: Database, seal: Seal, *, rng: Random, now: datetime) -> None:
    """Close the survey and let out all that may be: what is sealed is about to be deleted."""
    await responses.close(db, now=now)
    state = await surveys.state(db)
    survey = state.survey if state else None
    await letting_out.let_out(db, seal, survey, over=lambda _survey_id: True, rng=rng)


async def came(db: Query) -> list[int]:
    """Return who is asked: whoever was checked in; where nobody was, whoever is registered."""
    found = await check_ins.checked_in(db)
    return found or await audiences.ids(db, Audience(AudienceKind.EVERYONE))


def is_missed(agenda: Agenda, survey: Survey, now: datetime) -> bool:
    """Say whether it is too late for the survey to open: the bot was down for a day or more.

    That its session was moved past the close is no reason: people shall be able to answer.
    """
    session = agenda.session(survey.opens)
    begins = agenda.ends_at if session is None or session.cancelled else session.starts_at
    return now >= max(survey.closes, begins + DAY)


def _closes(survey: Survey, opened_at: datetime) -> datetime:
    return survey.closes if survey.closes - opened_at >= LEAST else opened_at + DAY


def _is_time(agenda: Agenda, state: SurveyState, now: datetime) -> bool:
    """Say whether the session has begun, and not by a slip, at which the survey opens."""
    if is_missed(agenda, state.survey, now):
        return False
    session = agenda.session(state.survey.opens)
    if session is None or session.cancelled:
        return now >= agenda.ends_at
    if agendas.phase(agenda, session, now) is Phase.COMING:
        return False
    return agendas.is_steady(agenda, now)


async def _open(db: Database, survey: Survey, *, now: datetime) -> None:
    survey = replace(survey, closes=_closes(survey, now))
    async with db.transaction() as tx:
        if await surveys.open_(tx, survey, now=now):
            await deliveries.enqueue_for(
                tx,
                await came(tx),
                once=f"survey:{WORKSHOP}",
                kind=DeliveryKind.SURVEY,
                subject="",
                priority=Priority.NORMAL,
                due_at=now,
                expires_at=survey.closes,
                now=now,
            )


async def _nudge(db: Database, state: SurveyState, *, now: datetime) -> None:
    """Queue the nudge that is due, once.

    For all who were asked: whose has become useless is seen when it is sent, and not kept. A row
    less would tell who has answered by then.
    """
    for number, at in enumerate(state.survey.nudges):
        came_before = state.opened_at is not None and at <= state.opened_at
        if came_before or not at <= now < at + NUDGE_LASTS:
            continue
        queued = await deliveries.subjects(db, DeliveryKind.NUDGE)
        if str(number) in queued:
            continue
        # Whoever came after it had opened was not asked: this is their first word of it.
        asked = await deliveries.recipients(db, DeliveryKind.SURVEY, "") | set(await came(db))
        await _queue(
            db,
            asked,
            DeliveryKind.NUDGE,
            str(number),
            until=min(at + NUDGE_LASTS, state.survey.closes),
            now=now,
        )


async def _thank(db: Database, agenda: Agenda, *, now: datetime) -> None:
    """Thank whoever came, once the last session is over."""
    on = agendas.at(agenda, now)
    over = on.begun and not on.running and not on.next and now >= agenda.sessions[-1].starts_at
    if not over or now >= agenda.ends_at + THANKS_LAST or not agendas.is_steady(agenda, now):
        return
    if not await deliveries.subjects(db, DeliveryKind.THANKS):
        until = max(agenda.ends_at, now) + THANKS_LAST
        await _queue(db, await came(db), DeliveryKind.THANKS, "", until=until, now=now)


async def _queue(
    db: Database,
    people: Collection[int],
    kind: DeliveryKind,
    subject: str,
    *,
    until: datetime,
    now: datetime,
) -> None:
    if people:
        async with db.transaction() as tx:
            await deliveries.enqueue_for(
                tx,
                sorted(people),
                once=f"{kind}:{subject}",
                kind=kind,
                subject=subject,
                priority=Priority.NORMAL,
                due_at=now,
                expires_at=until,
                now=now,
            )
