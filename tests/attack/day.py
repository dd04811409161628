"""A day with sixty people, played through the bot."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot import jobs, ratelimit_chats
from bot.callbacks import ChooseLanguage, Consent, DeleteMyData, short
from bot.clock import Clock
from bot.context import Context
from bot.services import inbox as inboxes
from bot.services import moderation, participants, qa_summaries
from bot.views import qa_results
from storage import participants as rows
from storage import qa_rules, questions, stars
from storage.models import Locale, Moderation, Participant, QuestionStatus, Reason, Role
from tests.attack.evidence import Evidence, Files, Truth, logged
from tests.e2e import door
from tests.e2e.crowd import join
from tests.e2e.door import Door

BEGINS = datetime(2025, 7, 3, 3, 45, tzinfo=UTC)
"""10:45 in Phnom Penh: the panel begins."""
LASTS = timedelta(minutes=70)
PRESENT, NEWCOMERS = 48, 12
"""Newcomers come by the code on a slide, in the middle, and ask at once."""
ASKERS = 18
DEEDS = {"ask": ASKERS, "newcome": NEWCOMERS, "vote": 60, "star": 50, "look": 12, "register": 10}
DEEDS |= {"moderate": 25, "leave": 1, "keep": 4}
STAFF = {"mony": Role.MODERATOR, "nary": Role.MODERATOR, "sokha": Role.ORGANISER}
SPEAKERS = {"try": "thy-try", "sopy": "thong-sopymakara"}
PANEL = short("panel")
WORDS = {
    Locale.EN: "Question {n}: who carries out point {n} of the policy, and when?",
    Locale.KM: "សំណួរ {n}៖ តើអ្នកណាអនុវត្តចំណុច {n} នៃគោលនយោបាយ ហើយនៅពេលណា?",
}


class Day:
    """Plays one day; everything is drawn from the seed."""

    def __init__(self, at: Door, clock: Clock, seed: int) -> None:
        self.at, self.clock = at, clock
        self.rng = Random(seed)  # noqa: S311 -- the same day for the same seed
        self.evidence, self.truth = Evidence(), Truth()
        self.shared = at.application.bot_data
        self.staff: dict[str, Participant] = {}
        self.present: list[str] = []
        self._seen: dict[str, int] = {}

    async def play(self) -> None:
        """Live through the panel: everybody acts, some ask, some vote, moderators work."""
        await self._gather()
        moments = sorted(
            (self.rng.random(), deed, n) for deed, times in DEEDS.items() for n in range(times)
        )
        for share, deed, n in moments:
            await self._until(BEGINS + share * LASTS)
            await getattr(self, f"_{deed}")(n)
        await self._until(BEGINS + LASTS + timedelta(minutes=5))
        await self._moderate(0)
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
        for n in range(PRESENT):
            number = await self.at.come(f"guest{n}")
            moment = BEGINS - timedelta(minutes=PRESENT - n)
            person = await participants.speak(self.at.db, number, self._locale(number), now=moment)
            self._come(f"guest{n}", person)
        for account in self.at.simulator.world.accounts.values():
            account.started = True
        for name in self.staff:
            await self.at.send(name, "/start")

    def _locale(self, number: int) -> Locale:
        return self.evidence.people.setdefault(number, self.rng.choice(list(Locale)))

    def _come(self, who: str, person: Participant) -> None:
        """Be there from now on, and look at one's phone every minute or two."""
        self.present.append(who)
        self.evidence.ids[person.telegram_id] = person.id
        self.evidence.joined.append(person.telegram_id)
        moment = max(BEGINS - timedelta(minutes=3), self.clock.now())
        while moment < BEGINS + LASTS + timedelta(minutes=2):
            self.evidence.acts.append((moment, person.telegram_id))
            moment += timedelta(seconds=self.rng.uniform(20, 130))

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

    async def _ask(self, n: int) -> None:
        who, _ = self._somebody()
        session = "presentation" if n % 3 == 1 else "panel"  # the one before the panel
        await self.at.send(who, f"/start ask_{session}" if n % 2 else "/ask")
        if not n % 2:
            await self.at.tap(who, f"q.in:{short(session)}")
        await self._write(who, session, n)

    async def _newcome(self, n: int) -> None:
        who = f"guest{PRESENT + n}"
        number = await self.at.come(who)
        self.at.simulator.world.accounts[number].started = True
        session = self.rng.choice(["presentation", "panel"])
        await self.at.send(who, f"/start ask_{session}")
        await self.at.tap(who, ChooseLanguage(self._locale(number), f"ask_{session}").encode())
        self._come(who, await self._person(number))
        await self._until(self.clock.now() + timedelta(seconds=self.rng.uniform(15, 60)))
        self.evidence.acts.append((self.clock.now(), number))
        await self._write(who, session, ASKERS + n)

    async def _write(self, who: str, session: str, n: int) -> None:
        """Write the question, and send it from its card."""
        number = self.at.ids[who]
        if session == "panel":
            await self.at.tap(who, f"q.for:{PANEL}:")
        text = WORDS[self.evidence.people[number]].format(n=n)
        await self.at.send(who, text)
        data = self._newest(who)["reply_markup"]["inline_keyboard"][n % 2][0]["callback_data"]
        await self.at.tap(who, data)
        self.truth.asked[text] = number
        self.truth.numbers[text] = data.split(":")[1]
        await self._tick()

    def _newest(self, who: str) -> dict[str, Any]:
        chat = self.at.simulator.world.chats[self.at.ids[who]]
        raw: dict[str, Any] = chat.messages[max(chat.messages)].raw
        return raw

    async def _person(self, number: int) -> Participant:
        person = await rows.by_telegram_id(self.at.db, number)
        assert person is not None
        return person

    async def _vote(self, _n: int) -> None:
        opened = await questions.with_status(self.at.db, QuestionStatus.APPROVED)
        if not opened:
            return
        who, number = self._somebody()
        chosen = self.rng.choice(opened).id
        if (chosen, number) not in self.truth.voted:
            await self.at.send(who, "/questions")
            await self.at.tap(who, f"q.up:{chosen}:1:0")
            self.truth.voted.append((chosen, number))

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

    async def _moderate(self, _n: int) -> None:
        name = self.rng.choice(list(STAFF))
        await self.at.send(name, "/moderate")
        db, actor = self.at.db, self.staff[name]
        agenda = await self.shared.agenda.current(now=self.clock.now())
        waiting = (await inboxes.look(db, actor, agenda=agenda)).waiting
        for each in waiting[:3]:
            await self.at.tap(name, f"mod.see:{each.id}")
            dice = self.rng.random()
            if dice < 0.1:
                await self.at.tap(name, f"mod.why:{each.id}:{Reason.OFF_TOPIC}:pending")
            elif dice < 0.15 and each.id != waiting[0].id:
                await moderation.merge(db, self.shared.seal, actor, each.id, waiting[0].id)
            else:
                await self.at.tap(name, f"mod.ok:{each.id}")
            if dice > 0.8:
                await moderation.translate(db, actor, each.id, "តើអ្នកណាធ្វើ?")
        self._listen()

    async def _answer(self) -> None:
        opened = await questions.with_status(self.at.db, QuestionStatus.APPROVED)
        for each in opened:
            await self.at.tap("sopy", f"sq.write:{each.id}")
            await self.at.send("sopy", "It begins next year.")
            data = self._newest("sopy")["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
            await self.at.tap("sopy", data)
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


async def played(folder: Path, seed: int) -> tuple[Evidence, Truth]:
    """Play a day; return what an attacker gets, and what really was."""
    clock = Clock(start=BEGINS - timedelta(minutes=1), speed=0)
    with logged() as lines:
        async with door.opened(folder, clock=clock) as at:
            day = Day(at, clock, seed)
            with pytest.MonkeyPatch.context() as patch:  # no second passes between messages
                patch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
                await day.play()
    day.evidence.logs = list(lines)
    day.evidence.acts.sort()
    return day.evidence, day.truth
