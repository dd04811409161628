"""Those who are at the workshop on any day that is attacked, and what they do on every such day."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot import jobs, ratelimit_chats
from bot.callbacks import DeleteMyData
from bot.callbacks_registration import Consent
from bot.clock import Clock
from bot.context import Context
from bot.services import participants
from storage import participants as rows
from storage import stars
from storage.models import Locale, Participant, Role
from tests.attack.evidence import Evidence, Files, logged
from tests.e2e import door
from tests.e2e.crowd import join
from tests.e2e.door import Door

STAFF = {"mony": Role.MODERATOR, "nary": Role.MODERATOR, "sokha": Role.ORGANISER}
SPEAKERS = {"try": "thy-try", "sopy": "thong-sopymakara"}


class Hall:
    """Plays what is the same on every day; everything is drawn from the seed."""

    begins: datetime
    lasts: timedelta

    def __init__(self, at: Door, clock: Clock, seed: int) -> None:
        self.at, self.clock = at, clock
        self.rng = Random(seed)
        self.evidence = Evidence()
        self.shared = at.application.bot_data
        self.staff: dict[str, Participant] = {}
        self.present: list[str] = []
        self._seen: dict[str, int] = {}

    async def _gather(self, present: int, begins: datetime) -> None:
        """Let the staff come, then so many people, one a minute until it begins."""
        for name, role in STAFF.items():
            self.staff[name] = await join(self.at, name, role)
        for name, speaker_id in SPEAKERS.items():
            self.staff[name] = await join(self.at, name, Role.SPEAKER, speaker_id)
        for n in range(present):
            number = await self.at.come(f"guest{n}")
            moment = begins - timedelta(minutes=present - n)
            person = await participants.speak(self.at.db, number, self._locale(number), now=moment)
            self._come(f"guest{n}", person)
        for account in self.at.simulator.world.accounts.values():
            account.started = True
        for name in self.staff:
            await self.at.send(name, "/start")

    def _come(self, who: str, person: Participant) -> None:
        """Be there from now on."""
        self.present.append(who)
        self.evidence.ids[person.telegram_id] = person.id
        self.evidence.joined.append(person.telegram_id)
        self._glance(person.telegram_id)

    def _glance(self, number: int) -> None:
        """Look at one's phone every minute or two."""
        moment = max(self.begins - timedelta(minutes=3), self.clock.now())
        while moment < self.begins + self.lasts + timedelta(minutes=2):
            self.evidence.acts.append((moment, number))
            moment += timedelta(seconds=self.rng.uniform(20, 130))

    def _locale(self, number: int) -> Locale:
        return self.evidence.people.setdefault(number, self.rng.choice(list(Locale)))

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
        """Choose somebody who does something now."""
        who = self.rng.choice(self.present)
        self.evidence.acts.append((self.clock.now(), self.at.ids[who]))
        return who, self.at.ids[who]

    def _newest(self, who: str) -> dict[str, Any]:
        chat = self.at.simulator.world.chats[self.at.ids[who]]
        raw: dict[str, Any] = chat.messages[max(chat.messages)].raw
        return raw

    async def _person(self, number: int) -> Participant:
        person = await rows.by_telegram_id(self.at.db, number)
        assert person is not None
        return person

    async def _star(self, _n: int) -> None:
        _, number = self._somebody()
        person = await self._person(number)
        async with self.at.db.transaction() as tx:
            await stars.add(tx, person.id, self.rng.choice(["panel", "closing", "plenary"]))

    async def _look(self, n: int) -> None:
        await self.at.send(self._somebody()[0], "/now" if n % 2 else "/agenda")

    async def _register(self, n: int) -> None:
        """Register a little, which is stored at each step, and think better of it."""
        who, _ = self._somebody()
        await self.at.send(who, "/register")
        await self.at.tap(who, Consent().encode())
        await self.at.send(who, f"Sok Dara {n}")
        await self.at.send(who, "/cancel")

    async def _leave(self, _n: int) -> None:
        who, _ = self._somebody()
        await self.at.send(who, "/mydata")
        await self.at.tap(who, DeleteMyData(1).encode())
        self.present.remove(who)

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


@asynccontextmanager
async def opened(folder: Path, begins: datetime) -> AsyncIterator[tuple[Door, Clock, list[str]]]:
    """Open the bot a minute before it begins, and keep its log."""
    clock = Clock(start=begins - timedelta(minutes=1), speed=0)
    with logged() as lines:
        async with door.opened(folder, clock=clock) as at:
            with pytest.MonkeyPatch.context() as patch:  # no second passes between messages
                patch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
                yield at, clock, lines
