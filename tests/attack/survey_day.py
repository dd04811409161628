"""An end of a day that is attacked: the panel rated, the survey filled in, reminded of, closed."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.callbacks import short
from bot.clock import Clock
from bot.services import responses
from bot.services import survey_steps as steps
from bot.services.survey_ids import COMMENT, WORKSHOP, comment, feedback
from bot.services.withholding import FEWEST
from storage import check_ins, shown_answers, surveys
from storage import responses as rows
from storage.models import (
    ItemKind,
    Locale,
    ResponseDraft,
    Scale,
    Survey,
    SurveyItem,
    SurveyOption,
    SurveySection,
    Text,
)
from tests.attack import hall
from tests.attack.evidence import Evidence, SurveyTruth
from tests.attack.hall import Hall
from tests.e2e.door import Door

LUNCH = datetime(2025, 7, 3, 5, 0, tzinfo=UTC)
"""12:00 in Phnom Penh: the panel is over."""
CLOSING = datetime(2025, 7, 3, 9, 16, tzinfo=UTC)
FIRST_NUDGE = datetime(2025, 7, 3, 12, 0, tzinfo=UTC)
SECOND_NUDGE = datetime(2025, 7, 4, 1, 30, tzinfo=UTC)
CLOSES = datetime(2025, 7, 6, 13, 0, tzinfo=UTC)

PRESENT, NEWCOMERS = 45, 3
RATE, FILL_IN, LEAVE_A_DRAFT, LATER = 25, 28, 5, 7
"""How many do so; of those who come later one answers between the two reminders."""
BY_TAPS = 6
"""One of so many fills it in by taps, from the first item to the last; others are quicker here."""
AT_LUNCH = {"rate": RATE, "star": 15, "look": 8, "register": 4, "keep": 2}
AFTERNOON = {"star": 25, "look": 8, "register": 6, "newcome": NEWCOMERS, "leave": 2, "keep": 1}
PANEL = short("panel")
TITLE = Text(km="ចម្លើយ", en="An answer")
OPTIONS = tuple(SurveyOption(each, TITLE) for each in "abcd")
ITEMS = (
    SurveyItem("before", ItemKind.SCALE, TITLE, required=True, scale=Scale.KNOWLEDGE),
    SurveyItem("after", ItemKind.SCALE, TITLE, scale=Scale.KNOWLEDGE, compares_with="before"),
    SurveyItem("way", ItemKind.CHOICE, TITLE, options=OPTIONS),
    SurveyItem("ways", ItemKind.CHOICES, TITLE, options=OPTIONS),
    SurveyItem("apply", ItemKind.YES_NO, TITLE, follow_up=TITLE),
    SurveyItem("improve", ItemKind.TEXT, TITLE),
)
WORDS = {
    Locale.EN: ("On {item} {n}: we should", " talk longer about this with the villages,"),
    Locale.KM: ("អំពី {item} {n}៖ យើងគួរតែ", "ពិភាក្សាបន្ថែមជាមួយអ្នកភូមិអំពីរឿងនេះ"),
}


class SurveyDay(Hall):
    """Plays the end of one day; everything is drawn from the seed."""

    begins, lasts = LUNCH, timedelta(minutes=20)

    def __init__(self, at: Door, clock: Clock, seed: int) -> None:
        super().__init__(at, clock, seed)
        self.truth = SurveyTruth()
        self._unsent: dict[str, dict[str, tuple[str, str]]] = {}
        """What somebody wrote and did not send: by person, each text with where it stands."""
        self._waiting: dict[str, list[int]] = {}
        self._shown: dict[str, int] = {}
        self._written = 0
        self._begun: list[str] = []
        self._raters: list[str] = []

    async def play(self) -> None:
        """Live through it: rate, comment, fill in, leave, come back when reminded, close."""
        await self._gather(PRESENT, self.begins)
        await self._prepare()
        await self._at_moments(self._drawn(AT_LUNCH))
        await self._afternoon()
        await self._later()
        await self._jump(CLOSES)
        await self._until(CLOSES + timedelta(minutes=3))
        await self._keep(0)
        await self._export()

    async def _prepare(self) -> None:
        state = await surveys.state(self.at.db)
        assert state is not None
        short_one = replace(state.survey, sections=(SurveySection("all", TITLE, ITEMS),))
        async with self.at.db.transaction() as tx:
            await surveys.define(tx, short_one)
            for who in self.present:
                person = self.evidence.ids[self.at.ids[who]]
                await check_ins.add(tx, person, now=LUNCH - timedelta(hours=3))

    def _drawn(self, deeds: dict[str, int]) -> list[tuple[datetime, Callable[[], Awaitable[None]]]]:
        """Draw moments at which things happen."""
        return [
            (
                self.begins + self.rng.random() * self.lasts,
                partial(getattr(self, f"_{deed}"), n),
            )
            for deed, times in deeds.items()
            for n in range(times)
        ]

    async def _at_moments(
        self, moments: list[tuple[datetime, Callable[[], Awaitable[None]]]]
    ) -> None:
        for moment, act in sorted(moments, key=lambda each: each[0]):
            await self._until(moment)
            await act()
        await self._until(self.clock.now() + timedelta(minutes=3))

    async def _afternoon(self) -> None:
        """Open the survey; most of those who fill it in do so within the hour, some do not send."""
        self.begins, self.lasts = CLOSING, timedelta(minutes=45)
        await self._jump(CLOSING - timedelta(seconds=90))
        for who in self.present:
            self._glance(self.at.ids[who])
        await self._until(CLOSING)
        moments = self._drawn(AFTERNOON)
        people = self.rng.sample(self.present, FILL_IN + LEAVE_A_DRAFT)
        sent = []
        for n, who in enumerate(people):
            starts = self.begins + self.rng.random() * self.lasts
            ends = starts + timedelta(seconds=self.rng.uniform(30, 700))
            moments.append((starts, partial(self._fill_in, who, n)))
            if n < FILL_IN:
                moments.append((ends, partial(self._send, who)))
                sent.append(ends)
        moments += [(moment, lambda: self._keep(0)) for moment in sorted(sent)[2:8:2]]
        await self._at_moments(moments)
        await self._keep(0)

    async def _later(self) -> None:
        """Remind those who did not answer: one does so before the next reminder, some after it."""
        new = {f"guest{PRESENT + n}" for n in range(NEWCOMERS)}
        left = [each for each in self.present if each not in new.union(self._begun)]
        late = self.rng.sample(left, min(LATER, len(left)))
        await self._jump(FIRST_NUDGE)
        await self._until(FIRST_NUDGE + timedelta(minutes=2))
        await self._keep(0)
        await self._answer_late(late[:1])
        await self._jump(SECOND_NUDGE)
        await self._until(SECOND_NUDGE + timedelta(minutes=2))
        await self._answer_late(late[1:])

    async def _answer_late(self, people: list[str]) -> None:
        for n, who in enumerate(people):
            await self._look(n)
            await self._fill_in(who, n + 1)
            await self._until(self.clock.now() + timedelta(seconds=self.rng.uniform(20, 300)))
            await self._send(who)
            await self._until(self.clock.now() + timedelta(seconds=self.rng.uniform(60, 300)))
        await self._keep(0)

    async def _jump(self, moment: datetime) -> None:
        """Let hours pass in which nobody does anything."""
        self.clock.set(now=moment)
        await self._tick()

    async def _tick(self) -> None:
        await super()._tick()
        await self._watch()

    def _act(self, who: str) -> int:
        number = self.at.ids[who]
        self.evidence.acts.append((self.clock.now(), number))
        return number

    def _text(self, who: str, survey_id: str, item_id: str) -> str:
        """Write something that nobody else writes, in either language, short or long."""
        self._written += 1
        first, more = WORDS[self.rng.choice(list(Locale))]
        longer = self.rng.choice([1, 1, 1, 2, 5, 11])
        text = first.format(item=item_id, n=self._written) + more * longer + " please."
        self._unsent.setdefault(who, {})[text] = (survey_id, item_id)
        return text

    async def _rate(self, _n: int) -> None:
        who = self.rng.choice([each for each in self.present if each not in self._raters])
        self._raters.append(who)
        self._act(who)
        await self.at.tap(who, f"fb:{PANEL}:{self.rng.randint(1, 5)}")
        await self._note(who, feedback("panel"))
        if self.rng.random() < 0.7:
            await self.at.tap(who, f"fb.more:{PANEL}")
            await self.at.send(who, self._text(who, comment("panel"), COMMENT))
            await self.at.tap(who, f"fb.send:{PANEL}")
            await self._note(who, comment("panel"))
        await self._tick()

    async def _newcome(self, n: int) -> None:
        """Come for the end only, too late to be asked."""
        who = f"guest{PRESENT + n}"
        number = await self.at.come(who)
        self.at.simulator.world.accounts[number].started = True
        await self.at.send(who, "/start")
        await self.at.tap(who, f"lang:{self._locale(number)}:")
        self._come(who, await self._person(number))
        await self.at.send(who, "/survey")

    async def _fill_in(self, who: str, n: int) -> None:
        """Answer everything, or nearly."""
        if who not in self.present:
            return
        number = self._act(who)
        self._begun.append(who)
        self.truth.drafts[self.shared.seal.drafter(WORKSHOP, number)] = number
        await self.at.send(who, "/survey")
        await self.at.tap(who, "sv.go")
        if n % BY_TAPS == 0:
            await self._tap_through(who)
            return
        survey = await self._survey()
        draft = steps.begin(survey)
        for item in ITEMS:
            draft = self._answered(survey, draft, item, who)
            if draft.at == "way" or draft.done:
                await responses.save(self.at.db, self.shared.seal, number, draft)

    def _answered(
        self, survey: Survey, draft: ResponseDraft, item: SurveyItem, who: str
    ) -> ResponseDraft:
        if item.kind is ItemKind.TEXT:
            return steps.write(survey, draft, self._text(who, WORKSHOP, item.id))
        if not item.required and self.rng.random() < 0.1:
            return steps.go_on(survey, draft)
        value = self.rng.choice(item.values)
        if item.kind is ItemKind.CHOICES:
            return steps.after(survey, steps.tick(draft, item, value, on=True))
        draft = steps.choose(survey, draft, item, value)
        if draft.follow_up:
            return steps.write(survey, draft, self._text(who, WORKSHOP, item.id))
        return draft

    async def _tap_through(self, who: str) -> None:
        for number, item in enumerate(ITEMS):
            value = self.rng.randrange(max(1, len(item.values)))
            if item.kind is ItemKind.CHOICES:
                await self.at.tap(who, f"sv.tick:{number}:{value}:1")
                await self.at.tap(who, f"sv.next:{number}:0")
            elif item.kind is not ItemKind.TEXT:
                await self.at.tap(who, f"sv.pick:{number}:{value}")
            follows = item.follow_up is not None and item.values[value] == item.follow_up_on
            if follows or item.kind is ItemKind.TEXT:
                await self.at.send(who, self._text(who, WORKSHOP, item.id))

    async def _send(self, who: str) -> None:
        """Send what was answered, unless all data was deleted meanwhile."""
        if who not in self.present:
            return
        number = self._act(who)
        draft = await responses.draft_of(self.at.db, self.shared.seal, number)
        assert draft is not None
        assert draft.done
        await self.at.tap(who, f"sv.send:{responses.mark(draft)}")
        await self._note(who, WORKSHOP)
        await self._tick()

    async def _note(self, who: str, survey_id: str) -> None:
        """Note what somebody just sent."""
        number, truth = self.at.ids[who], self.truth
        waiting = {f"{survey_id}:{each}" for each in await rows.waiting(self.at.db, survey_id)}
        (new,) = waiting - truth.waited.keys()
        truth.waited[new] = number
        truth.sent.append((self.clock.now(), survey_id, number))
        truth.took_part[f"{survey_id}:{self.shared.seal.participant(survey_id, number)}"] = number
        self._waiting.setdefault(survey_id, []).append(number)
        mine = self._unsent.get(who, {})
        for text in [text for text, (survey, _) in mine.items() if survey == survey_id]:
            truth.asked[text], truth.items[text] = number, mine.pop(text)

    async def _watch(self) -> None:
        """Look at the results, as organisers can, whenever more was let out."""
        now_shown = await rows.let_out_surveys(self.at.db)
        if now_shown == self._shown:
            return
        shown: list[str] = []
        for survey_id in now_shown:
            waiting, gone = self._waiting[survey_id], set()
            for item_id in await shown_answers.counts(self.at.db, survey_id, shown=True):
                texts = await shown_answers.texts(self.at.db, survey_id, item_id)
                shown += [text for _, text in texts]
            written = await self.at.db.all(
                "SELECT id, text FROM response WHERE survey_id = ?1 AND text <> ''", (survey_id,)
            )
            for row_id, text in written:
                if text not in self.truth.numbers:
                    self.truth.numbers[text] = row_id
                    self.truth.among[text] = max(FEWEST, len(waiting))
                    gone.add(self.truth.asked[text])
            self._waiting[survey_id] = [each for each in waiting if each not in gone]
        self._shown = now_shown
        self.evidence.screens.append((self.clock.now(), shown))

    async def _survey(self) -> Survey:
        state = await surveys.state(self.at.db)
        assert state is not None
        return state.survey

    async def _export(self) -> None:
        """Export what was answered; what was never sent, or never let out, is told apart."""
        for survey_id in await rows.let_out_surveys(self.at.db):
            for shown in (True, False):
                counts = await shown_answers.counts(self.at.db, survey_id, shown=shown)
                numbers = {item: [dict(its.counts), its.answered] for item, its in counts.items()}
                self.evidence.exports.append(json.dumps(numbers).encode())
        for who, texts in self._unsent.items():
            for text, where in texts.items():
                self.truth.asked[text], self.truth.items[text] = self.at.ids[who], where
        for text in self.truth.asked:
            self.truth.among.setdefault(text, len(self.evidence.people))
            self.truth.numbers.setdefault(text, f"none:{text}")


async def played(folder: Path, seed: int) -> tuple[Evidence, SurveyTruth]:
    """Play an end of a day; return what an attacker gets, and what really was."""
    async with hall.opened(folder, LUNCH) as (at, clock, lines):
        day = SurveyDay(at, clock, seed)
        await day.play()
    day.evidence.logs = list(lines)
    day.evidence.acts.sort()
    return day.evidence, day.truth
