"""The buttons of a broadcast: how it goes on, stopping it, and whom it did not reach.

`kind` and `subject` are those of its deliveries, as `bot.services.progress` takes them.
"""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import DeliveryKind


@dataclass(frozen=True, slots=True)
class ShowProgress(Callback):
    """Show how a broadcast goes on."""

    CODE = "bc"
    kind: DeliveryKind
    subject: str


@dataclass(frozen=True, slots=True)
class CancelUnsent(Callback):
    """Send what was not sent yet of a broadcast to nobody."""

    CODE = "bc.stop"
    kind: DeliveryKind
    subject: str


@dataclass(frozen=True, slots=True)
class ListUnreached(Callback):
    """List the people whom a broadcast did not reach."""

    CODE = "bc.who"
    kind: DeliveryKind
    subject: str


@dataclass(frozen=True, slots=True)
class UnreachedSheet(Callback):
    """Send the people whom a broadcast did not reach as a spreadsheet."""

    CODE = "bc.xlsx"
    kind: DeliveryKind
    subject: str
