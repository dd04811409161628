"""How people play questions: who is there, how one is asked, and how time passes for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import jobs
from bot.callbacks import short
from bot.context import Context
from bot.i18n.catalogue import Words, words
from bot.services import moderation
from bot.services import questions as service
from bot.services.releases import Floods
from bot.services.team import new_code
from simulator.person import Person
from simulator.shown import Shown
from storage import participants, questions
from storage.models import Locale, Question, Role

if TYPE_CHECKING:
    from tests.e2e.conftest import Workshop

PANEL = short("panel")
TRY = short("thy-try")
QUESTION = "What is the <b>SLA</b> & when does it start?"
LATER = timedelta(minutes=2)


def data(message: Shown, start: str) -> str:
    """Return what the first button carries whose data begins like this."""
    rows = message.view.get("reply_markup", {}).get("inline_keyboard", [])
    found: list[str] = [button["callback_data"] for row in rows for button in row]
    return next(each for each in found if each == start or each.startswith(f"{start}:"))


async def to_card(person: Person, text: str = QUESTION, *, speaker: str = "") -> None:
    """Ask the panel up to the card."""
    await person.send("/ask")
    await person.tap_data(f"q.in:{PANEL}")
    await person.tap_data(f"q.for:{PANEL}:{speaker}")
    await person.send(text)


@dataclass
class Hall:
    """The workshop at 11:00, the panel on, its ticks run by the test; and the people in it."""

    workshop: "Workshop"
    code: str
    people: list[Person] = field(default_factory=list)

    @property
    def its(self) -> Words:
        """The words of the language."""
        return words(Locale(self.code))

    async def reader(self, name: str, code: str | None = None) -> Person:
        """Give a phone to a participant."""
        person = await self.workshop.reader(name, code or self.code)
        self.people.append(person)
        return person

    async def member(
        self, name: str, role: Role, speaker_id: str | None = None, code: str | None = None
    ) -> Person:
        """Give a phone to a moderator, an organiser or a speaker."""
        person = await self.reader(name, code)
        await self.workshop.promote(person, role, speaker_id)
        return person

    async def pass_time(self, time: timedelta = LATER) -> None:
        """Let time pass, and run the ticks as the scheduler does: in its middle, and at its end."""
        for _half in range(2):
            self.workshop.clock.set(now=self.workshop.clock.now() + time / 2)
            await self.tick()

    async def tick(self) -> None:
        """Run the ticks once."""
        context = Context(self.workshop.application)
        for run in (jobs.release, jobs.remind, jobs.send, jobs.refresh_queues):
            await run(context)
        await self.workshop.simulator.quiet()
        for person in self.people:
            await person.refresh()

    async def ask(
        self, person: Person, text: str = QUESTION, *, tell: bool = True, speaker: str = ""
    ) -> str:
        """Ask the panel from /ask to Send; return the question's id."""
        await to_card(person, text, speaker=speaker)
        card = person.last
        await person.tap_data(
            next(
                button["callback_data"]
                for row in card.view["reply_markup"]["inline_keyboard"]
                for button in row
                if button["callback_data"].endswith(f":{int(tell)}")
            ),
            card,
        )
        return data(card, "q.send").split(":")[1]

    async def published(self, moderator: Person, person: Person, texts: Sequence[str]) -> list[str]:
        """Let somebody have asked these questions, and a moderator have approved each."""
        db, shared = self.workshop.db, self.workshop.application.bot_data
        actor = await participants.by_telegram_id(db, moderator.id)
        assert actor is not None
        ids = [new_code(shared.rng) for _ in texts]
        for question_id, text in zip(ids, texts, strict=True):
            now = self.workshop.clock.now()
            agenda = await shared.agenda.current(now=now)
            await service.submit(
                db,
                shared.seal,
                Floods(),
                question_id=question_id,
                session_id="panel",
                speaker_id=None,
                text=text,
                asker=person.id,
                tell=False,
                agenda=agenda,
                now=now,
            )
            for _moment in range(2):
                async with db.transaction(anonymous=True) as tx:
                    await questions.release(tx)
            await moderation.approve(db, actor, question_id)
        return ids

    async def question(self, question_id: str) -> Question:
        """Read a question as it is stored."""
        found = await questions.find(self.workshop.db, question_id)
        assert found is not None
        return found
