"""What deliveries about questions say: to moderators, and to speakers before and in a session."""

from datetime import datetime

from bot.services import access, handing, reminder_times, speaking
from bot.services import inbox as inboxes
from bot.shared import Shared
from bot.views import moderation as moderation_views
from bot.views import queue as views
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Delivery,
    DeliveryKind,
    Participant,
    Right,
    Session,
)

KINDS = (
    DeliveryKind.MODERATION,
    DeliveryKind.QUESTION,
    DeliveryKind.QUEUE,
    DeliveryKind.BRIEFING,
)


async def write(  # noqa: PLR0911 -- each kind, and why it may be of no use
    shared: Shared, delivery: Delivery, reader: Participant, *, now: datetime
) -> Screen | str:
    """Write one of them as it is true now, or say why it is of no use any more."""
    agenda = await shared.agenda.current(now=now)
    if delivery.kind is DeliveryKind.MODERATION:
        return await _waiting(shared, agenda, reader)
    if reader.speaker_id is None:
        return "no speaker any more"
    if delivery.kind is DeliveryKind.QUESTION:
        return await _new(shared, agenda, delivery, reader, now=now)
    session = reminder_times.reminded_of(agenda, delivery.subject)
    if session is None or reader.speaker_id not in {p.speaker.id for p in session.speakers}:
        return "the session was moved or cancelled"
    if delivery.kind is DeliveryKind.BRIEFING:
        return await _briefing(shared, agenda, session, reader, now=now)
    if not speaking.is_on(agenda, session.id, now=now):
        return "the session is not on"
    return await of_session(shared, agenda, session.id, reader, now=now)


async def _briefing(
    shared: Shared, agenda: Agenda, session: Session, reader: Participant, *, now: datetime
) -> Screen | str:
    if session.starts_at <= now:
        return "the session has begun"
    its = reader.speaker_id or ""
    listed = await speaking.queue_of(shared.db, agenda, its, session_id=session.id, now=now)
    return views.briefing(agenda, session, listed, reader.locale)


async def of_session(
    shared: Shared, agenda: Agenda, session_id: str, reader: Participant, *, now: datetime
) -> Screen:
    """Write the list that a speaker has while their session is on."""
    listed = await speaking.queue_of(
        shared.db, agenda, reader.speaker_id or "", session_id=session_id, now=now
    )
    return views.on_stage(agenda, session_id, listed, reader.locale)


async def _waiting(shared: Shared, agenda: Agenda, reader: Participant) -> Screen | str:
    if not access.may(reader, Right.MODERATE):
        return "no moderator any more"
    inbox = await inboxes.look(shared.db, reader, agenda=agenda)
    if not (inbox.waiting or inbox.reported or inbox.stray):
        return "nothing waits any more"
    return moderation_views.notice(inbox, reader.locale)


async def _new(
    shared: Shared, agenda: Agenda, delivery: Delivery, reader: Participant, *, now: datetime
) -> Screen | str:
    listed = await handing.new_of(shared.db, agenda, reader, now=now)
    if not listed:
        return "nothing new is open for them any more"
    shared.naming[delivery.id] = tuple(each.question.id for each in listed)
    return views.new_questions(agenda, listed, reader.locale)
