"""The buttons of the survey and of the feedback on sessions.

Items and values are named by their numbers, from 0: once the survey is open it stays as it is.
"""

from dataclasses import dataclass

from bot.callbacks import Callback


@dataclass(frozen=True, slots=True)
class BeginSurvey(Callback):
    """Begin the survey, or go on where it was."""

    CODE = "sv.go"


@dataclass(frozen=True, slots=True)
class PickValue(Callback):
    """Answer an item with a value, and go on."""

    CODE = "sv.pick"
    item: int
    value: int


@dataclass(frozen=True, slots=True)
class TickValue(Callback):
    """Choose one of several values (1), or no longer (0)."""

    CODE = "sv.tick"
    item: int
    value: int
    on: int


@dataclass(frozen=True, slots=True)
class PassItem(Callback):
    """Go on without answering, or with what is chosen; `follow_up` 1 from an item's follow-up."""

    CODE = "sv.next"
    item: int
    follow_up: int


@dataclass(frozen=True, slots=True)
class StepBack(Callback):
    """Go to what was asked before; `follow_up` 1 from an item's follow-up."""

    CODE = "sv.back"
    item: int
    follow_up: int


@dataclass(frozen=True, slots=True)
class ClearAnswer(Callback):
    """Take the answer to an item back."""

    CODE = "sv.clear"
    item: int


@dataclass(frozen=True, slots=True)
class LookOver(Callback):
    """Show a page of all answers before they are sent; pages count from 0."""

    CODE = "sv.all"
    page: int


@dataclass(frozen=True, slots=True)
class ChangeAnswer(Callback):
    """Open an item again, from the end."""

    CODE = "sv.item"
    item: int


@dataclass(frozen=True, slots=True)
class SendSurvey(Callback):
    """Send the answers; `mark` is that of those that were shown."""

    CODE = "sv.send"
    mark: str


@dataclass(frozen=True, slots=True)
class RateSession(Callback):
    """Rate a session, `short` of its id, from 1 to 5."""

    CODE = "fb"
    session: str
    value: int


@dataclass(frozen=True, slots=True)
class SayMore(Callback):
    """Write something about a session, `short` of its id."""

    CODE = "fb.more"
    session: str


@dataclass(frozen=True, slots=True)
class SendComment(Callback):
    """Send what the message quotes about a session, `short` of its id."""

    CODE = "fb.send"
    session: str


@dataclass(frozen=True, slots=True)
class DropComment(Callback):
    """Write nothing about a session after all."""

    CODE = "fb.drop"


@dataclass(frozen=True, slots=True)
class SwitchFeedback(Callback):
    """Let sessions be asked about (1), or not (0)."""

    CODE = "fb.ask"
    on: int
