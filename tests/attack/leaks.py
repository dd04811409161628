"""A bot that leaks on purpose, in every way that the attacker looks for."""

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import storage.migrate
from bot.services import qa_rules, qa_summaries
from bot.services import questions as service
from bot.services.releases import Releases
from bot.services.sealing import Seal
from storage import questions
from storage.database import Database, Transaction
from storage.models import Agenda, Listed, Moderation, QaRule, Question
from storage.stamps import stamp

BEGINS = datetime(2024, 1, 1, tzinfo=UTC)
_log = logging.getLogger("bot.services.questions")


def spring(patch: pytest.MonkeyPatch) -> None:
    """Make the bot leak: authors, logs, order in file and WAL, times, votes, exports."""
    asked: list[str] = []
    voted: list[str] = []

    async def rewrite(self: Database) -> None:
        """Leave the file as it is."""
        self._tells_order = False

    submit = service.submit

    async def telling(*args: Any, **values: Any) -> Question:
        question = await submit(*args, **values)
        _log.debug("chat %d asks: %s", values["asker"], values["text"])
        asked.append(question.id)
        async with args[0].transaction() as tx:
            columns = "UPDATE question SET translation = ?2, speaker_id = ?3 WHERE id = ?1"
            await tx.all(columns, (question.id, str(values["asker"]), stamp(values["now"])))
            await last_seen(tx, values["asker"], values["now"])
        return question

    vote = service.vote

    async def voting(*args: Any, **values: Any) -> bool:
        """Note before the vote that somebody is there, at a moment of its own."""
        voted.append(args[3])
        async with args[0].transaction() as tx:
            await last_seen(tx, args[2], BEGINS + timedelta(seconds=len(voted)))
        return await vote(*args, **values)

    async def at_once(_db: Any, agenda: Agenda) -> dict[str, QaRule]:
        return {each.id: QaRule(Moderation.AFTER, open=each.qa_open) for each in agenda.sessions}

    to_export = qa_summaries.to_export

    async def in_order(*args: Any, **values: Any) -> list[Listed]:
        listed = await to_export(*args, **values)
        return sorted(listed, key=lambda each: asked.index(each.question.id))

    async def release(tx: Transaction) -> list[Question]:
        rows = await tx.all("UPDATE question SET released = 1 WHERE released = 0 RETURNING *")
        return [questions.from_row(row) for row in rows]

    def due(self: Releases, _now: datetime) -> bool:
        self._next = None
        return True

    def voter(_self: Seal, _question_id: str, telegram_id: int) -> str:
        return hashlib.sha256(str(telegram_id).encode()).hexdigest()

    patch.setattr(Database, "rewrite", rewrite)
    patch.setattr(service, "submit", telling)
    patch.setattr(service, "vote", voting)
    patch.setattr(qa_summaries, "to_export", in_order)
    patch.setattr(Releases, "due", due)
    patch.setattr(questions, "release", release)
    patch.setattr(qa_rules, "of_all", at_once)
    patch.setattr(Seal, "voter", voter)
    with_rowids(patch)


async def last_seen(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """Note when somebody did something last."""
    columns = "UPDATE participant SET quiet_until = ?2 WHERE telegram_id = ?1"
    await tx.all(columns, (telegram_id, stamp(now)))


def with_rowids(patch: pytest.MonkeyPatch) -> None:
    """Let the tables have row ids, which count up."""
    available = storage.migrate.available

    def leaky() -> list[storage.migrate.Migration]:
        return [each._replace(sql=each.sql.replace(" WITHOUT ROWID", "")) for each in available()]

    patch.setattr(storage.migrate, "available", leaky)
