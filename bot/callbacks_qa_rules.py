"""The buttons of when questions are moderated, and of which sessions take any."""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import Moderation


@dataclass(frozen=True, slots=True)
class OpenRules(Callback):
    """Show which sessions take questions, and when these are moderated."""

    CODE = "mod.rules"


@dataclass(frozen=True, slots=True)
class OpenRule(Callback):
    """Show the rule of a session, `short` of its id."""

    CODE = "mod.rule"
    session: str


@dataclass(frozen=True, slots=True)
class SetModeration(Callback):
    """Moderate before or after publication; for the whole event where `session` is empty.

    Afterwards for the whole event is asked about first.
    """

    CODE = "mod.when"
    session: str
    moderation: Moderation


@dataclass(frozen=True, slots=True)
class PublishAtOnce(Callback):
    """Moderate the whole event after publication; `of`: the mark of the rules that were shown."""

    CODE = "mod.all"
    of: str


@dataclass(frozen=True, slots=True)
class SetOpen(Callback):
    """Let a session, `short` of its id, take questions (1) or not (0)."""

    CODE = "mod.takes"
    session: str
    yes: int
