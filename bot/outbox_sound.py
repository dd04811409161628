"""Which messages of the outbox make a sound, and when."""

from datetime import datetime

from bot.services import agenda
from storage.models import Agenda, DeliveryKind, Parcel, Priority

QUIET = {
    DeliveryKind.CHANGE,
    DeliveryKind.MODERATION,
    DeliveryKind.QUEUE,
    DeliveryKind.BRIEFING,
    DeliveryKind.WELCOME,
}
"""Urgent, and never heard during a session."""

GENTLE = {DeliveryKind.FEEDBACK, DeliveryKind.SURVEY, DeliveryKind.NUDGE, DeliveryKind.THANKS}
"""Never heard at all."""


def is_listened(its: Agenda, now: datetime) -> bool:
    """Say whether people listen to a speaker at this moment."""
    return any(not session.is_break for session in agenda.at(its, now).running)


def is_silent(parcel: Parcel, *, listened: bool) -> bool:
    """Say whether it makes no sound; `listened`: people listen to a speaker."""
    return (listened and not _rings(parcel)) or _is_gentle(parcel)


def _is_gentle(parcel: Parcel) -> bool:
    """Say whether it never makes a sound: whoever has no time for it shall not be disturbed."""
    return all(each.kind in GENTLE for each in parcel.deliveries)


def _rings(parcel: Parcel) -> bool:
    """Say whether it may be heard while people listen to a speaker: most urgent ones."""
    first = parcel.deliveries[0]
    return first.priority is Priority.URGENT and first.kind not in QUIET
