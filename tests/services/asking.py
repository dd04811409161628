"""Questions on their way, for the tests of whoever asks, moderates and answers."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

from bot.services import handing, moderation, questions
from bot.services import inbox as inboxes
from bot.services.releases import Floods, Releases
from bot.services.team import new_code
from storage import handed
from storage import questions as rows
from storage.database import Database
from storage.models import Agenda, Participant, Question, Session
from tests.conftest import NOW, SEAL

TEXT = "How will the data of our members be kept?"


@dataclass
class Questions:
    """Asks, lets out and approves: `await q.published("How much?")` gives its id."""

    db: Database
    agenda: Agenda
    moderator: Participant
    rng: Random = field(default_factory=lambda: Random(1))
    releases: Releases = field(default_factory=lambda: Releases(Random(1)))

    async def asked(
        self,
        text: str = TEXT,
        *,
        session_id: str = "panel",
        speaker_id: str | None = None,
        asker: int = 1,
        tell: bool = False,
        question_id: str | None = None,
        floods: Floods | None = None,
        now: datetime = NOW,
    ) -> str:
        """Ask; return the question's id."""
        question = await questions.submit(
            self.db,
            SEAL,
            floods or Floods(),
            question_id=question_id or new_code(self.rng),
            session_id=session_id,
            speaker_id=speaker_id,
            text=text,
            asker=asker,
            tell=tell,
            agenda=self.agenda,
            now=now,
        )
        return question.id

    async def release(self, *, now: datetime = NOW) -> None:
        """Let out what waits, and count the votes: at the second moment after they came."""
        for _moment in range(2):
            await inboxes.release(self.db, self.agenda, self.releases, now=now)

    async def waiting(
        self,
        text: str = TEXT,
        *,
        session_id: str = "panel",
        speaker_id: str | None = None,
        asker: int = 1,
        tell: bool = False,
    ) -> str:
        """Ask, and let it out to the moderators."""
        question_id = await self.asked(
            text, session_id=session_id, speaker_id=speaker_id, asker=asker, tell=tell
        )
        await self.release()
        return question_id

    async def copied(self, question_id: str, n: int) -> list[str]:
        """Store a question so many times more, with seven votes each, by id."""
        ids = [f"{each:022}" for each in range(n)]
        async with self.db.transaction() as tx:
            await tx.many(
                "INSERT INTO question SELECT ?1, session_id, speaker_id, text, translation,"
                " edited, status, released, reason, reason_text, merged_into, spot, 7,"
                " recount, reports, seen, decided_by, 0, 0, cleared, spot_before"
                " FROM question WHERE id = ?2",
                [(each, question_id) for each in ids],
            )
        return ids

    async def published(
        self,
        text: str = TEXT,
        *,
        session_id: str = "panel",
        speaker_id: str | None = None,
        asker: int = 1,
        tell: bool = False,
    ) -> str:
        """Ask, and let a moderator approve it."""
        question_id = await self.waiting(
            text, session_id=session_id, speaker_id=speaker_id, asker=asker, tell=tell
        )
        assert await moderation.approve(self.db, self.moderator, question_id)
        return question_id

    async def told(self, *speakers: Participant, now: datetime = NOW) -> list[list[str]]:
        """Let what is new reach these speakers; return of which questions each is told."""
        await handing.enqueue_new(self.db, self.agenda, now=now)
        waiting = await handed.about_to_be_told(self.db)
        async with self.db.transaction() as tx:
            await tx.all("UPDATE delivery SET status = 'sent' WHERE kind = 'question'")
        told: list[list[str]] = []
        for one in speakers:
            due = one.id in waiting
            new = await handing.new_of(self.db, self.agenda, one, now=now) if due else []
            told.append([each.question.id for each in new])
            await handing.told(self.db, one.id, told[-1])
        return told

    async def at(self, question_id: str) -> Question:
        """Return a question as it is stored."""
        found = await rows.find(self.db, question_id)
        assert found is not None
        return found


async def deliveries_of(db: Database) -> list[tuple[str, str, int]]:
    """Kind, subject and recipient of every delivery, in the order they were queued."""
    found = await db.all("SELECT kind, subject, participant_id FROM delivery ORDER BY id")
    return [tuple(row) for row in found]


def session_of(agenda: Agenda, session_id: str) -> Session:
    """Return a session of the agenda."""
    session = agenda.session(session_id)
    assert session is not None
    return session


def with_(agenda: Agenda, session_id: str, **changes: Any) -> Agenda:
    """Return the agenda with a session that is different."""
    sessions = (
        replace(each, **changes) if each.id == session_id else each for each in agenda.sessions
    )
    return replace(agenda, sessions=tuple(sessions))
