"""What reminders say: of a session that starts soon, and of the day in the morning."""

from datetime import datetime

from bot.services import agenda as agendas
from bot.services import reminder_times, reminders
from bot.shared import Shared
from bot.views import reminders as views
from bot.views.screen import Screen
from storage.models import Agenda, Delivery, DeliveryKind, Participant, Phase

KINDS = (DeliveryKind.REMINDER, DeliveryKind.MORNING)


async def write(
    shared: Shared, delivery: Delivery, reader: Participant, *, now: datetime
) -> Screen | str:
    """Write one of them as it is true now, or say why it is of no use any more."""
    if not reminders.concern(reader):
        return "no place any more"
    its = await shared.agenda.current(now=now)
    if delivery.kind is DeliveryKind.MORNING:
        return await _morning(shared, its, delivery.subject, reader)
    return _reminder(its, delivery.subject, reader, now=now)


def _reminder(agenda: Agenda, subject: str, reader: Participant, *, now: datetime) -> Screen | str:
    session = reminder_times.reminded_of(agenda, subject)
    if session is None:
        return "the session was moved or cancelled"
    if session.ends_at <= now:  # by its plan: a slip on the stage must not use a reminder up
        return "the session is over"
    phase = agendas.phase(agenda, session, now)
    if phase is Phase.PAST:
        phase = Phase.RUNNING if session.starts_at <= now else Phase.COMING
    return views.session(agenda, session, phase=phase, now=now, locale=reader.locale)


async def _morning(
    shared: Shared, agenda: Agenda, subject: str, reader: Participant
) -> Screen | str:
    day = reminder_times.day_of(agenda, subject)
    if day is None:
        return "nothing takes place on that day any more"
    starred = await shared.people.starred_by(reader.id)
    return views.morning(agenda, day.date, starred=starred, locale=reader.locale)
