"""People who answer the built-in survey, for the tests of what is kept and let out of it."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from bot.services import letting_out, responses, surveys
from storage import check_ins, shown_answers
from storage.database import Database
from storage.models import Agenda, Answered, ItemKind, Participant, ResponseDraft, Survey
from tests.conftest import SEAL

OPENS = datetime.fromisoformat("2025-07-03T16:15:00+07:00")
"""The closing session of the built-in event begins."""


def whole(survey: Survey, n: int, text: str) -> ResponseDraft:
    """Answer every item: scales with `n` from 1 to 5, the first options, texts with `text`."""
    said = {
        each.id: Answered(text=text)
        if each.kind is ItemKind.TEXT
        else Answered((each.values[min(n, len(each.values)) - 1],))
        for each in survey.items
    }
    return ResponseDraft(at=survey.items[-1].id, done=True, answers=said)


@dataclass
class Answers:
    """Opens the survey and lets people answer it: `await survey.sent(1, n=4)`."""

    db: Database
    agenda: Agenda
    rng: Random = field(default_factory=lambda: Random(1))

    @property
    def survey(self) -> Survey:
        """The built-in survey."""
        assert self.agenda.survey is not None
        return self.agenda.survey

    async def open(self, *, now: datetime = OPENS) -> None:
        """Let the survey open by itself."""
        await self.tick(now=now)

    async def tick(self, *, now: datetime) -> None:
        """Run the tick of a moment."""
        await surveys.tick(self.db, self.agenda, now=now)

    async def came(self, *people: Participant, now: datetime = OPENS) -> None:
        """Let people have been checked in, hours ago."""
        async with self.db.transaction() as tx:
            for each in people:
                await check_ins.add(tx, each.id, now=now - timedelta(hours=8))

    async def sent(self, person: int, *, n: int = 4, text: str = "Good.", **said: Answered) -> bool:
        """Answer everything and send it; say whether it was the first time."""
        draft = whole(self.survey, n, text)
        draft = replace(draft, answers={**draft.answers, **said})
        await responses.save(self.db, SEAL, person, draft)
        return await responses.send(self.db, SEAL, person, rng=self.rng)

    async def let_out(self, *over: str) -> int:
        """Let out what waits."""
        return await letting_out.let_out(
            self.db, SEAL, self.survey, over=over.__contains__, rng=self.rng
        )

    async def counted(self, item_id: str, survey_id: str = "workshop") -> dict[str, int]:
        """Count what was answered to an item, as far as it was let out."""
        counted: Counter[str] = Counter()
        for shown in (True, False):
            found = await shown_answers.counts(self.db, survey_id, shown=shown)
            counted += Counter(found[item_id].counts if item_id in found else {})
        return dict(counted)
