"""A day with sixty people: what a thief or an organiser can get hold of, and what only we know."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot import jobs, ratelimit_chats
from bot.callbacks import short
from bot.clock import Clock
from bot.context import Context
from bot.services import inbox as inboxes
from bot.services import participants, qa_summaries
from bot.views import qa_results
from storage import participants as rows
from storage import qa_rules, questions, stars
from storage.models import Locale, Moderation, Participant, QuestionStatus, Reason, Role
from tests.e2e import door
from tests.e2e.crowd import join
from tests.e2e.door import Door

BEGINS = datetime(2025, 7, 3, 3, 45, tzinfo=UTC)
"""10:45 in Phnom Penh: the panel begins."""
PEOPLE, ASKERS, VOTES = 60, 25, 60
LASTS = timedelta(minutes=70)
STAFF = {"mony": Role.MODERATOR, "nary": Role.MODERATOR, "sokha": Role.ORGANISER}
SPEAKERS = {"try": "thy-try", "sopy": "thong-sopymakara"}
PANEL = short("panel")
WORDS = {
    Locale.EN: "Question {n}: who carries out point {n} of the policy, and when?",
    Locale.KM: "សំណួរ {n}៖ តើអ្នកណាអនុវត្តចំណុច {n} នៃគោលនយោបាយ ហើយនៅពេលណា?",
}


@dataclass
class Files:
    """The files as they lay there at a moment."""

    moment: datetime
    database: bytes
    wal: bytes
    shm: bytes
    backup: bytes = b""


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


@dataclass
class Truth:
    """What only this test knows: who asked each text, in the order of asking; who voted."""

    asked: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """The question's id, by its text."""
    voted: list[tuple[str, int]] = field(default_factory=list)
    """Question's id and voter, in the order of voting."""


class Day:
    """Plays one day; everything is drawn from the seed."""

    def __init__(self, at: Door, clock: Clock, seed: int) -> None:
        self.at, self.clock = at, clock
        self.rng = Random(seed)  # noqa: S311 -- the same day for the same seed
        self.evidence, self.truth = Evidence(), Truth()
        self.shared = at.application.bot_data
        self.staff: dict[str, Participant] = {}
        self._seen: dict[str, int] = {}

    async def play(self) -> None:
        """Live through the panel: everybody acts, some ask, some vote, moderators work."""
        await self._gather()
        deeds = [("ask", n) for n in range(ASKERS)] + [("vote", n) for n in range(VOTES)]
        deeds += [("star", n) for n in range(PEOPLE)] + [("moderate", n) for n in range(25)]
        deeds += [("keep", n) for n in range(4)]
        moments = sorted((self.rng.random(), deed) for deed in deeds)
        for share, (deed, n) in moments:
            await self._until(BEGINS + share * LASTS)
            await getattr(self, f"_{deed}")(n)
        await self._until(BEGINS + LASTS + timedelta(minutes=5))
        await self._answer()
        await self._until(self.clock.now() + timedelta(minutes=5))
        await self._export()
        await self._keep(0)

    async def _gather(self) -> None:
        if self.rng.random() < 1 / 2:  # then speakers have questions as soon as they are let out
            async with self.at.db.transaction() as tx:
                await qa_rules.moderate(tx, qa_rules.EVENT, Moderation.AFTER)
        for name, role in STAFF.items():
            self.staff[name] = await join(self.at, name, role)
        for name, speaker_id in SPEAKERS.items():
            self.staff[name] = await join(self.at, name, Role.SPEAKER, speaker_id)
        for n in range(PEOPLE):
            who = f"guest{n}"
            number = await self.at.come(who)
            locale = self.rng.choice(list(Locale))
            self.evidence.people[number] = locale
            moment = BEGINS - timedelta(minutes=PEOPLE - n)
            person = await participants.speak(self.at.db, number, locale, now=moment)
            self.evidence.ids[number] = person.id
            self.evidence.joined.append(number)
        for account in self.at.simulator.world.accounts.values():
            account.started = True
        for name in self.staff:
            await self.at.send(name, "/start")
        # Everybody looks at their phone every minute or two.
        for number in self.evidence.people:
            moment = BEGINS - timedelta(minutes=3)
            while moment < BEGINS + LASTS + timedelta(minutes=2):
                moment += timedelta(seconds=self.rng.uniform(20, 130))
                self.evidence.acts.append((moment, number))

    async def _until(self, moment: datetime) -> None:
        """Let time pass; the tick that lets out comes each second, as far as it can do anything."""
        releases = self.shared.releases
        while self.clock.now() < moment:
            due = min(moment, max(releases._next or moment, self.clock.now()))
            self.clock.set(now=max(due, self.clock.now() + timedelta(seconds=1)))
            await self._tick()

    async def _tick(self) -> None:
        context = Context(self.at.application)
        for tick in (jobs.release, jobs.remind, jobs.send, jobs.refresh_queues):
            await tick(context)
        self._listen()

    def _listen(self) -> None:
        """Note what the staff received since last time."""
        for name in self.staff:
            chat = self.at.simulator.world.chats[self.at.ids[name]]
            new = chat.activity.entries[self._seen.get(name, 0) :]
            self._seen[name] = chat.activity.number
            self.evidence.chats += [
                (self.clock.now(), str(chat.messages[entry["message_id"]].raw))
                for entry in new
                if entry["kind"] in {"message", "edit"}
            ]

    def _somebody(self) -> tuple[str, int]:
        who = f"guest{self.rng.randrange(PEOPLE)}"
        return who, self.at.ids[who]

    async def _ask(self, n: int) -> None:
        who, number = self._somebody()
        text = WORDS[self.evidence.people[number]].format(n=n)
        await self.at.send(who, "/start ask_panel" if n % 3 else "/ask")
        if not n % 3:
            await self.at.tap(who, f"q.in:{PANEL}")
        await self.at.tap(who, f"q.for:{PANEL}:")
        await self.at.send(who, text)
        keyboard = self._newest(who)["reply_markup"]["inline_keyboard"]
        data = keyboard[n % 2][0]["callback_data"]
        await self.at.tap(who, data)
        self.evidence.acts.append((self.clock.now(), number))
        self.truth.asked[text] = number
        self.truth.numbers[text] = data.split(":")[1]
        await self._tick()

    def _newest(self, who: str) -> dict[str, Any]:
        chat = self.at.simulator.world.chats[self.at.ids[who]]
        raw: dict[str, Any] = chat.messages[max(chat.messages)].raw
        return raw

    async def _vote(self, _n: int) -> None:
        who, number = self._somebody()
        opened = await questions.with_status(self.at.db, QuestionStatus.APPROVED)
        if not opened:
            return
        chosen = self.rng.choice(opened).id
        if (chosen, number) not in self.truth.voted:
            await self.at.send(who, "/questions")
            await self.at.tap(who, f"q.up:{chosen}:1:0")
            self.evidence.acts.append((self.clock.now(), number))
            self.truth.voted.append((chosen, number))

    async def _star(self, _n: int) -> None:
        _, number = self._somebody()
        person = await rows.by_telegram_id(self.at.db, number)
        assert person is not None
        async with self.at.db.transaction() as tx:
            await stars.add(tx, person.id, self.rng.choice(["panel", "closing", "plenary"]))

    async def _moderate(self, _n: int) -> None:
        name = self.rng.choice(list(STAFF))
        await self.at.send(name, "/moderate")
        actor, agenda = self.staff[name], await self.shared.agenda.current(now=self.clock.now())
        waiting = (await inboxes.look(self.at.db, actor, agenda=agenda)).waiting
        for each in waiting[:2]:
            await self.at.tap(name, f"mod.see:{each.id}")
            if self.rng.random() < 0.15:
                reason = Reason.OFF_TOPIC
                await self.at.tap(name, f"mod.why:{each.id}:{reason}:pending")
            else:
                await self.at.tap(name, f"mod.ok:{each.id}")
        self._listen()

    async def _answer(self) -> None:
        opened = await questions.with_status(self.at.db, QuestionStatus.APPROVED)
        for each in opened:
            await self.at.tap("try", f"sq.write:{each.id}")
            await self.at.send("try", "It begins next year.")
            data = self._newest("try")["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
            await self.at.tap("try", data)
        self._listen()

    async def _export(self) -> None:
        agenda = await self.shared.agenda.current(now=self.clock.now())
        listed = await qa_summaries.to_export(self.at.db, None, agenda=agenda)
        files = [qa_results.table, qa_results.sheet]
        self.evidence.exports = [each(listed, agenda, Locale.EN).content for each in files]

    async def _keep(self, _n: int) -> None:
        """Steal the files as they lie there, and a backup."""
        while (rewriting := self.at.db._rewriting) is not None and not rewriting.done():
            await asyncio.wait([rewriting], timeout=0.05)
        path = self.at.db.path
        backup = path.with_name(f"backup-{len(self.evidence.files)}.db")
        await self.at.db.backup(backup)
        found = [path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm")]
        database, wal, shm = [each.read_bytes() if each.exists() else b"" for each in found]
        files = Files(self.clock.now(), database, wal, shm, backup.read_bytes())
        self.evidence.files.append(files)


class Kept(logging.Handler):
    """Keeps every line that anything logs, whatever its level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("asyncio", "httpcore", "urllib3")):
            self.lines.append(f"{record.name} {record.getMessage()}")


@asynccontextmanager
async def logged() -> AsyncIterator[list[str]]:
    """Keep what the bot and its storage log at DEBUG."""
    kept, loggers = Kept(), [logging.getLogger(name) for name in ("bot", "storage")]
    was = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.DEBUG)
        each.addHandler(kept)
    try:
        yield kept.lines
    finally:
        for each, level in zip(loggers, was, strict=True):
            each.removeHandler(kept)
            each.setLevel(level)


async def played(folder: Path, seed: int) -> tuple[Evidence, Truth]:
    """Play a day; return what an attacker gets, and what really was."""
    clock = Clock(start=BEGINS - timedelta(minutes=1), speed=0)
    async with logged() as lines, door.opened(folder, clock=clock) as at:
        day = Day(at, clock, seed)
        with pytest.MonkeyPatch.context() as patch:  # no second passes between messages
            patch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
            await day.play()
        day.evidence.logs = list(lines)
        day.evidence.acts.sort()
    return day.evidence, day.truth
