"""What all handlers and ticks share: the database, the clock, and what is in memory only."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from telegram.ext import ExtBot

from bot.backoff import Backoff
from bot.clock import Clock
from bot.services.agenda import AgendaBook
from bot.services.participants import KnownParticipants
from bot.services.purging import PurgeBook
from bot.services.releases import Floods, Releases
from bot.services.sealing import Seal
from bot.views.screen import Screen
from storage.database import Database
from storage.models import Delivery

Bot = ExtBot[Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody was asked to write a question: for which session and speaker, and when."""

    session_id: str
    speaker_id: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody's next message is an answer: to the survey (None), or about a session."""

    session_id: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Shared:
    """What all handlers share: python-telegram-bot's bot_data, typed."""

    db: Database
    clock: Clock
    agenda: AgendaBook
    people: KnownParticipants
    seal: Seal
    rng: Random
    organisers: frozenset[int] = frozenset()
    """The Telegram ids that the setting ORGANIZERS names."""
    notice_delay: timedelta = timedelta(minutes=2)
    """How long after publishing people are told: quick edits become one notice."""
    purges: PurgeBook = field(default_factory=PurgeBook)
    key_file: Path | None = None
    """Deleted together with all personal data."""
    network: Backoff = field(default_factory=Backoff)
    """How what is sent unasked has fared: after a failure it keeps still for a while."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the program ends: what sends in batches stops after the one in hand."""
    asking: dict[int, Asking] = field(default_factory=dict)
    """Who was asked to write a question, by chat: in memory only, and no text."""
    answering: dict[int, Answering] = field(default_factory=dict)
    """Whose next message answers the survey, by chat: in memory only, and no text."""
    floods: Floods = field(default_factory=Floods)
    perhaps_told: set[str] = field(default_factory=set)
    """The questions whose asker may have been told: no answer came from Telegram."""
    naming: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The questions that a message to a speaker names, by delivery, until it has gone."""
    lists: dict[Delivery, Screen] = field(default_factory=dict)
    """What the lists read that speakers have while their session is on."""
    closed_lists: set[str] = field(default_factory=set)
    """The sessions whose lists say that they are over, or that have none; after a start: none."""
    releases: Releases = field(init=False)
    started_at: datetime = field(init=False)
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=256))
    """The albums of which a picture came lately."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "releases", Releases(self.rng))
        object.__setattr__(self, "started_at", self.clock.now())
