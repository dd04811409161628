"""Who may do what, asked where it is done."""

from bot.services.errors import NotAllowed
from storage import participants
from storage.database import Query
from storage.models import Participant, Right, Role

MAY = {
    Role.ATTENDEE: frozenset[Right](),
    Role.SPEAKER: frozenset[Right](),
    Role.HELPER: frozenset({Right.CHECK_IN}),
    Role.MODERATOR: frozenset({Right.SET_STAGE, Right.MODERATE, Right.CHECK_IN}),
    Role.ORGANISER: frozenset(Right),
}


def may(participant: Participant, right: Right) -> bool:
    """Say whether somebody may do this, as far as was known when they were read."""
    return right in MAY[participant.role]


async def require(db: Query, participant_id: int, right: Right) -> Participant:
    """Return the participant as they are now. Raises: NotAllowed when they may not do this.

    Within a transaction nobody's role changes between this question and what follows from it.
    """
    participant = await participants.by_id(db, participant_id)
    if participant is None or not may(participant, right):
        raise NotAllowed(right)
    return participant
