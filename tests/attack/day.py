"""A day with sixty people, played through the bot."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.callbacks import ChooseLanguage, short
from bot.clock import Clock
from bot.services import inbox as inboxes
from bot.services import moderation, moderation_texts, qa_summaries
from bot.views import qa_results
from storage import qa_rules, questions
from storage.models import Locale, Moderation, QuestionStatus, Reason
from tests.attack import hall
from tests.attack.evidence import Evidence, Truth
from tests.attack.hall import STAFF, Hall
from tests.e2e.door import Door

BEGINS = datetime(2025, 7, 3, 3, 45, tzinfo=UTC)
"""10:45 in Phnom Penh: the panel begins."""
LASTS = timedelta(minutes=70)
PRESENT, NEWCOMERS = 48, 12
"""Newcomers come by the code on a slide, in the middle, and ask at once."""
ASKERS = 18
DEEDS = {"ask": ASKERS, "newcome": NEWCOMERS, "vote": 60, "star": 50, "look": 12, "register": 10}
DEEDS |= {"moderate": 25, "leave": 1, "keep": 4}
PANEL = short("panel")
WORDS = {
    Locale.EN: "Question {n}: who carries out point {n} of the policy, and when?",
    Locale.KM: "សំណួរ {n}៖ តើអ្នកណាអនុវត្តចំណុច {n} នៃគោលនយោបាយ ហើយនៅពេលណា?",
}


class Day(Hall):
    """Plays one day; everything is drawn from the seed."""

    begins, lasts = BEGINS, LASTS

    def __init__(self, at: Door, clock: Clock, seed: int) -> None:
        super().__init__(at, clock, seed)
        self.truth = Truth()

    async def play(self) -> None:
        """Live through the panel: everybody acts, some ask, some vote, moderators work."""
        await self._gather(PRESENT, BEGINS)
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

    async def _gather(self, present: int, begins: datetime) -> None:
        if self.rng.random() < 1 / 2:  # then speakers have questions as soon as they are let out
            async with self.at.db.transaction() as tx:
                await qa_rules.moderate(tx, qa_rules.EVENT, Moderation.AFTER)
        await super()._gather(present, begins)

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
                await moderation_texts.translate(db, actor, each.id, "តើអ្នកណាធ្វើ?")
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


async def played(folder: Path, seed: int) -> tuple[Evidence, Truth]:
    """Play a day; return what an attacker gets, and what really was."""
    async with hall.opened(folder, BEGINS) as (at, clock, lines):
        day = Day(at, clock, seed)
        await day.play()
    day.evidence.logs = list(lines)
    day.evidence.acts.sort()
    return day.evidence, day.truth
