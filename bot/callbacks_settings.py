"""The buttons of /settings: each says what it sets, so that a second tap changes nothing."""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import ReminderScope


@dataclass(frozen=True, slots=True)
class ChooseScope(Callback):
    """Be reminded of these sessions."""

    CODE = "rem.of"
    scope: ReminderScope


@dataclass(frozen=True, slots=True)
class ChooseLead(Callback):
    """Be reminded so many minutes before the start."""

    CODE = "rem.min"
    minutes: int


@dataclass(frozen=True, slots=True)
class ChooseBreaks(Callback):
    """Be reminded of coffee and lunch too, or not."""

    CODE = "rem.break"
    on: int


@dataclass(frozen=True, slots=True)
class ChooseMorning(Callback):
    """Get the day's plan in the morning, or not."""

    CODE = "rem.day"
    on: int
