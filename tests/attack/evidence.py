"""What a thief or an organiser can get hold of, and what only the test knows."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot import logs
from storage.models import Locale
from tests.attack.sqlite_file import DatabaseFile, Value
from tests.attack.sqlite_wal import current, diary


@dataclass(eq=False)
class Files:
    """The files as they lay there at a moment, and as the attacker reads them."""

    moment: datetime
    database: bytes
    wal: bytes
    shm: bytes
    backup: bytes

    @cached_property
    def newest(self) -> DatabaseFile:
        """The database with what its WAL holds laid over it."""
        return current(self.database, self.wal)

    @cached_property
    def copy(self) -> DatabaseFile:
        """The backup."""
        return DatabaseFile(self.backup)

    @cached_property
    def diary(self) -> list[list[tuple[Value, ...]]]:
        """What each commit in the WAL added."""
        return diary(DatabaseFile(self.database), self.wal)


@dataclass
class Evidence:
    """What an attacker gets: files, logs, exports, the staff's chats, and who acted when."""

    files: list[Files] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    exports: list[bytes] = field(default_factory=list)
    chats: list[tuple[datetime, str]] = field(default_factory=list)
    """What moderators, organisers and speakers received, and when."""
    acts: list[tuple[datetime, int]] = field(default_factory=list)
    """When somebody used their phone in the hall; not for what."""
    people: dict[int, Locale] = field(default_factory=dict)
    ids: dict[int, int] = field(default_factory=dict)
    """The number that the database gave to each Telegram id."""
    joined: list[int] = field(default_factory=list)
    screens: list[tuple[datetime, list[str]]] = field(default_factory=list)
    """The texts that the results of surveys showed, in their order, each time they had changed."""


@dataclass
class Truth:
    """Who asked each text, in the order of asking; who voted."""

    asked: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """The question's id, by its text."""
    voted: list[tuple[str, int]] = field(default_factory=list)
    """Question's id and voter, in the order of voting."""


@dataclass
class SurveyTruth(Truth):
    """Who wrote each text, in the order of sending, those that were never sent last."""

    items: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The survey and the item that a text answers."""
    among: dict[str, int] = field(default_factory=dict)
    """Of how many people the answers waited when a text was let out; of it all know as much."""
    took_part: dict[str, int] = field(default_factory=dict)
    """Who stands behind `survey:hash`, in the order of sending."""
    waited: dict[str, int] = field(default_factory=dict)
    """Whose answers waited as `survey:id`, in the order of sending."""
    sent: list[tuple[datetime, str, int]] = field(default_factory=list)
    """When somebody sent what they answered to which survey."""
    drafts: dict[str, int] = field(default_factory=dict)
    """Whose draft is kept under a hash, in the order of beginning."""


class Kept(logging.Handler):
    """Keeps every line as the server's log would have it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logs.OneLine("0:token"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def logged() -> Iterator[list[str]]:
    """Keep the log at DEBUG, as `bot.logs.start` sets it up."""
    kept, root = Kept(), logging.getLogger()
    talkative = [logging.getLogger(name) for name in logs._TALKATIVE]
    was = [(each, each.level) for each in (root, *talkative)]
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    for each in talkative:
        each.setLevel(logging.WARNING)
    try:
        yield kept.lines
    finally:
        root.removeHandler(kept)
        for each, level in was:
            each.setLevel(level)
