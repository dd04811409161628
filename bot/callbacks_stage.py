"""The buttons of the stage: what is really on."""

from dataclasses import dataclass

from bot.callbacks import Callback

AROUND_NOW = -1


@dataclass(frozen=True, slots=True)
class OpenStage(Callback):
    """Show the stage, and today's sessions from this one on; they count from 0."""

    CODE = "stage"
    first: int = AROUND_NOW


@dataclass(frozen=True, slots=True)
class MarkStage(Callback):
    """Say that this session is on."""

    CODE = "stage.on"
    session_id: str


@dataclass(frozen=True, slots=True)
class FollowClock(Callback):
    """Let the clock say again what is on."""

    CODE = "stage.clock"
