"""The buttons of a draft of the agenda: previewed, published, undone, given up."""

from dataclasses import dataclass

from bot.callbacks import Callback

FILE_SIGNS = 16
"""Of the 64 of an event file's hash: all of them would not fit."""


@dataclass(frozen=True, slots=True)
class OpenImport(Callback):
    """Look at what an edited event file would change; the first signs of its hash."""

    CODE = "ed.imp"
    file: str


@dataclass(frozen=True, slots=True)
class OpenPreview(Callback):
    """Show what publishing would change, and what people would be told."""

    CODE = "ed.see"


@dataclass(frozen=True, slots=True)
class TakeBack(Callback):
    """Take back the last change of a draft."""

    CODE = "ed.back"
    revision: int


@dataclass(frozen=True, slots=True)
class Discard(Callback):
    """Give up everything that was changed and not published; asked first, done with `sure`."""

    CODE = "ed.drop"
    sure: int


@dataclass(frozen=True, slots=True)
class Publish(Callback):
    """Publish what a preview showed: that revision of the draft, on that version."""

    CODE = "ed.pub"
    revision: int
    version: int


@dataclass(frozen=True, slots=True)
class TellNow(Callback):
    """Tell people of a version at once."""

    CODE = "ed.tell"
    version: int


@dataclass(frozen=True, slots=True)
class UndoVersion(Callback):
    """Publish the version before this one."""

    CODE = "ed.undo"
    version: int
