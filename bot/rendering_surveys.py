"""What deliveries about the survey, a session's feedback and the end of the day say."""

from datetime import datetime

from bot.services import feedback, surveys
from bot.services.errors import NoSuchSession, PreviewPassed
from bot.shared import Shared
from bot.views import feedback as feedback_views
from bot.views import survey_notices as views
from bot.views.screen import Screen
from storage.models import Delivery, DeliveryKind, Participant

KINDS = (
    DeliveryKind.FEEDBACK,
    DeliveryKind.SURVEY,
    DeliveryKind.NUDGE,
    DeliveryKind.THANKS,
)


async def write(
    shared: Shared, delivery: Delivery, reader: Participant, *, now: datetime
) -> Screen | str:
    """Write one of them as it is true now, or say why it is of no use any more."""
    agenda = await shared.agenda.current(now=now)
    if delivery.kind is DeliveryKind.FEEDBACK:
        return await _feedback(shared, delivery.subject, reader, now=now)
    its = await surveys.look(shared.db, shared.seal, reader.telegram_id)
    invited = its.state is not None and its.state.is_open and not (its.sent or its.late)
    if delivery.kind is DeliveryKind.THANKS:
        return views.thanks(agenda, reader.locale, survey_is_open=invited)
    if its.state is None or not invited:
        return "they have answered, or the survey is closed"
    survey = its.state.survey
    if delivery.kind is DeliveryKind.SURVEY:
        return views.invitation(agenda.event, survey, reader.locale)
    return views.nudge(
        agenda.event,
        survey,
        reader.locale,
        begun=its.draft is not None and bool(its.draft.answers),
        last=delivery.subject == str(len(survey.nudges) - 1),
    )


async def _feedback(
    shared: Shared, session_id: str, reader: Participant, *, now: datetime
) -> Screen | str:
    agenda = await shared.agenda.current(now=now)
    try:
        session = feedback.may_rate(agenda, session_id, now=now)
    except (NoSuchSession, PreviewPassed):
        return "the session is not over, or was cancelled"
    if not await feedback.is_asked(shared.db, agenda):
        return "organisers ask no more about sessions"
    return feedback_views.ask(session, reader.locale)
