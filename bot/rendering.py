"""What a delivery says: the rows it needs, and the view that writes it in its reader's language."""

from dataclasses import dataclass
from datetime import datetime

from bot.context import Shared
from bot.views import deliveries as views
from bot.views.screen import Screen
from storage.models import Delivery, DeliveryKind, LinkedChat, Participant


@dataclass(frozen=True, slots=True)
class Useless:
    """Why a delivery need not be sent any more, for organisers to read."""

    reason: str


async def write(
    shared: Shared, delivery: Delivery, reader: Participant | LinkedChat, *, now: datetime
) -> Screen | Useless:
    """Write a delivery as it is true at this moment. `now`: aware UTC."""
    match delivery.kind, reader:
        case DeliveryKind.PROMOTED, Participant():
            if not reader.has_place:  # they gave the place back meanwhile
                return Useless("no place any more")
            return views.promoted(await shared.agenda.current(now=now), reader)
        case _:
            return Useless("there is nobody to read it")
