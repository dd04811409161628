"""A part in a session as buttons name it: somebody's who takes part, or a role for one more."""

from bot.callbacks_editing import role_of
from bot.services.errors import StepPassed
from bot.views.editing_speakers import part_key
from storage.models import (
    AddSpeaker,
    Edit,
    Plan,
    ReplaceSpeaker,
    Session,
    SessionSpeaker,
    Speaker,
)


def part(session: Session, key: str) -> SessionSpeaker:
    """Return the part that a button names. Raises: StepPassed when it is gone."""
    found = next((each for each in session.speakers if part_key(each) == key), None)
    if found is None:
        raise StepPassed
    return found


def others(plan: Plan, session: Session, target: str) -> list[Speaker]:
    """Return who may take the part; whoever has that role already may not. Raises: StepPassed."""
    role = role_of(target) or part(session, target).role
    there = {each.speaker.id for each in session.speakers if each.role is role}
    return [speaker for speaker in plan.speakers if speaker.id not in there]


def placed(session: Session, target: str, speaker: Speaker) -> Edit:
    """Return the edit that gives somebody the part. Raises: StepPassed when it is gone."""
    role = role_of(target)
    if role is not None:
        return AddSpeaker(session.id, speaker, role)
    leaving = part(session, target)
    return ReplaceSpeaker(session.id, leaving.speaker.id, leaving.role, speaker)
