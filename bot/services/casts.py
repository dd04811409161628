"""Who has a part in a session after an edit."""

from dataclasses import replace

from bot.i18n.marked import N_
from bot.services.errors import DoesNotFit
from storage.models import (
    AddSpeaker,
    ConfirmSpeaker,
    Plan,
    RemoveSpeaker,
    ReplaceSpeaker,
    Session,
    SessionRole,
    SessionSpeaker,
    Speaker,
)

NO_PART = N_("This speaker is not in the session any more.")
TWICE = N_("{name} has this role in the session already.")

OfCast = AddSpeaker | ReplaceSpeaker | RemoveSpeaker | ConfirmSpeaker
Cast = tuple[SessionSpeaker, ...]


def recast(plan: Plan, session: Session, edit: OfCast) -> Cast:
    """Return a session's parts after an edit, in their order. Raises: DoesNotFit.

    Taking away a part that is gone makes no difference, confirming who is confirmed neither.
    """
    cast = session.speakers
    match edit:
        case AddSpeaker():
            part = SessionSpeaker(_known(plan, edit.speaker), edit.role, edit.confirmed)
            return _checked((*cast, part), part)
        case ReplaceSpeaker():
            part = SessionSpeaker(_known(plan, edit.by), edit.role, edit.confirmed)
            return _checked(_put(cast, edit.speaker_id, part), part)
        case ConfirmSpeaker():
            part = replace(_part(cast, edit.speaker_id, edit.role), confirmed=True)
            return _put(cast, edit.speaker_id, part)
        case RemoveSpeaker():
            gone = (edit.speaker_id, edit.role)
            return tuple(each for each in cast if (each.speaker.id, each.role) != gone)


def _known(plan: Plan, speaker: Speaker) -> Speaker:
    """Return the event's own speaker of this id, else the new one."""
    return next((each for each in plan.speakers if each.id == speaker.id), speaker)


def _part(cast: Cast, speaker_id: str, role: SessionRole) -> SessionSpeaker:
    for each in cast:
        if (each.speaker.id, each.role) == (speaker_id, role):
            return each
    raise DoesNotFit(NO_PART)


def _put(cast: Cast, speaker_id: str, part: SessionSpeaker) -> Cast:
    old = _part(cast, speaker_id, part.role)
    return tuple(part if each is old else each for each in cast)


def _checked(cast: Cast, part: SessionSpeaker) -> Cast:
    if [(each.speaker.id, each.role) for each in cast].count((part.speaker.id, part.role)) > 1:
        raise DoesNotFit(TWICE, name=part.speaker.name)
    return cast
