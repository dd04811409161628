"""The moderators' buttons while the stage takes questions."""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import Spot


@dataclass(frozen=True, slots=True)
class PutOnStage(Callback):
    """Put an open question on the stage, or take it off; `run` 1 from the running list."""

    CODE = "mod.stage"
    question_id: str
    spot: Spot
    run: int


@dataclass(frozen=True, slots=True)
class PutOff(Callback):
    """Give a question that is on the stage the spot that it had, and go on to the next."""

    CODE = "mod.off"
    question_id: str


@dataclass(frozen=True, slots=True)
class MarkAnswered(Callback):
    """Note that a question was answered on the stage; `run` 1 from the running list."""

    CODE = "mod.done"
    question_id: str
    run: int


@dataclass(frozen=True, slots=True)
class Reopen(Callback):
    """Take back that a question was answered on the stage."""

    CODE = "mod.open"
    question_id: str


@dataclass(frozen=True, slots=True)
class RunQuestions(Callback):
    """Show the questions of a session, `short` of its id, as the stage takes them.

    `after`: the number in the list from which on to show; it counts from 0.
    """

    CODE = "mod.run"
    session: str
    after: int


@dataclass(frozen=True, slots=True)
class RunFrom(Callback):
    """Show a question among those of its session as the stage takes them."""

    CODE = "mod.at"
    question_id: str
