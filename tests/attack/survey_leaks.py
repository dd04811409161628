"""A bot that leaks about its surveys on purpose, in every way that the attacker looks for."""

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

import storage.migrate
from bot.services import letting_out, responses
from bot.services.releases import Releases
from bot.services.sealing import Seal
from storage import outbox
from storage import responses as rows
from storage.database import Database, Transaction
from storage.models import Survey
from storage.stamps import stamp
from tests.attack import leaks

BEGINS = datetime(2024, 1, 1, tzinfo=UTC)
_log = logging.getLogger("bot.services.responses")


class Teller:
    """What the leaky bot remembers of whoever answers."""

    def __init__(self) -> None:
        self.sender = 0
        self.senders: dict[str, int] = {}
        """Who sent what waits, by its id."""
        self.gone: set[str] = set()
        self.seconds = 0
        self.count = 0

    def moment(self) -> datetime:
        """Return a later moment each time."""
        self.seconds += 1
        return BEGINS + timedelta(seconds=self.seconds)

    def number(self, _rng: Random) -> str:
        """Return an id that counts up."""
        self.count += 1
        return f"{self.count:032d}"


def spring(patch: pytest.MonkeyPatch) -> None:  # noqa: C901 -- one small function a leak
    """Make the bot leak: who took part, seals, logs, order in file and WAL, times, ids."""
    teller = Teller()

    async def rewrite(self: Database) -> None:
        """Leave the file as it is."""
        self._tells_order = False

    def named(_self: Seal, _survey_id: str, telegram_id: int) -> str:
        teller.sender = telegram_id
        return hashlib.sha256(str(telegram_id).encode()).hexdigest()

    def opened(_self: Seal, _survey_id: str, content: bytes) -> bytes:
        return content

    def unsealed(_self: Seal, _survey_id: str, content: bytes, *, room: int) -> bytes:
        del room
        return content

    wait = rows.wait

    async def telling(tx: Transaction, survey_id: str, response_id: str, sealed: bytes) -> None:
        """Note beside what waits that somebody is there, and say so in the log."""
        teller.senders[response_id] = teller.sender
        _log.debug("chat %d answers: %s", teller.sender, sealed.decode())
        await leaks.last_seen(tx, teller.sender, teller.moment())
        await wait(tx, survey_id, response_id, sealed)

    async def let_out(
        db: Database, seal: Seal, survey: Survey | None, *, over: frozenset[str], rng: Random
    ) -> int:
        """Let out what waits one by one, in the order in which it came."""
        del seal, over
        sealed: dict[str, bytes] = {}
        where: dict[str, str] = {}
        for survey_id in await rows.waiting_counts(db):
            waiting = await rows.waiting(db, survey_id)
            sealed |= waiting
            where |= dict.fromkeys(waiting, survey_id)
        for each in [one for one in teller.senders if one in sealed and one not in teller.gone]:
            said = {key: responses.answered(its) for key, its in json.loads(sealed[each]).items()}
            teller.sender = teller.senders[each]
            async with db.transaction() as tx:
                await rows.add(tx, letting_out._rows(where[each], survey, said, rng))
            teller.gone.add(each)
        return 0

    async def add(tx: Transaction, answers: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Store whose the answers are, and when they came."""
        beside = (str(teller.sender), stamp(teller.moment()))
        await tx.many(
            "INSERT INTO response (survey_id, item_id, id, value, text, who, at, shown)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            [(*each, *beside, 1) for each in answers],
        )

    async def stay(*_args: Any) -> None:
        """Keep what was let out."""

    def due(self: Releases, _now: datetime) -> bool:
        self._next = None
        return True

    leaky: dict[tuple[object, str], object] = {
        (Database, "rewrite"): rewrite,
        (Seal, "participant"): named,
        (Seal, "drafter"): named,
        (Seal, "close_response"): unsealed,
        (Seal, "open_response"): opened,
        (rows, "wait"): telling,
        (rows, "add"): add,
        (rows, "let_go"): stay,
        (outbox, "_make_alike"): stay,
        (letting_out, "let_out"): let_out,
        (responses, "new_code"): teller.number,
        (letting_out, "new_code"): teller.number,
        (Releases, "due"): due,
    }
    for (its, name), made in leaky.items():
        patch.setattr(its, name, made)
    leaks.with_rowids(patch)
    _with_people(patch)


def _with_people(patch: pytest.MonkeyPatch) -> None:
    """Let the table of answers have columns for whose they are, and when they came."""
    available = storage.migrate.available
    key = "    shown      INTEGER NOT NULL DEFAULT 0"

    def leaky() -> list[storage.migrate.Migration]:
        return [
            each._replace(sql=each.sql.replace(key, f"    who TEXT, at TEXT,\n{key}"))
            for each in available()
        ]

    patch.setattr(storage.migrate, "available", leaky)
