"""`workshop-bot claim`."""

import asyncio
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from simulator.server import Simulator
from storage import database, invitations
from storage.database import Database
from storage.models import Invitation, InvitationKind, Role
from tests.command_line.conftest import Says
from tests.command_line.test_purge import made as with_people

TOKEN = "123456:ABC-DEF_ghijklmnopqrstuvwxyz0123456"  # noqa: S105 -- nobody's


@pytest.fixture
def telegram() -> Iterator[str]:
    """The address of a Telegram that runs beside the command, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    simulator = Simulator(token=TOKEN)
    asyncio.run_coroutine_threadsafe(simulator.__aenter__(), loop).result(10)
    yield simulator.url
    asyncio.run_coroutine_threadsafe(simulator.__aexit__(None, None, None), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A database as the bot's first start leaves it."""

    async def make() -> None:
        db = await Database.open(tmp_path / "w.db", now=datetime.now(UTC))
        await db.close()

    asyncio.run(make())
    return tmp_path / "w.db"


def open_links(path: Path, *, now: datetime) -> list[Invitation]:
    async def read() -> list[Invitation]:
        db = await Database.open(path, now=now)
        try:
            return await invitations.usable(db, now=now)
        finally:
            await db.close()

    return asyncio.run(read())


def test_claim_prints_a_link_that_is_good_for_a_day(says: Says, telegram: str, made: Path) -> None:
    code, said, wrong = says("claim", BOT_TOKEN=TOKEN, BOT_API_URL=telegram, DATABASE="w.db")

    assert code == 0
    found = re.fullmatch(r"https://t\.me/(\w+)\?start=claim_([\w-]{22})\n", said)
    assert found is not None, said
    assert wrong == (
        "Open this link within 24 hours. Whoever opens it first becomes an organiser:\n"
    )
    (link,) = open_links(made, now=datetime.now(UTC))
    assert (link.kind, link.role, link.created_by) == (InvitationKind.CLAIM, Role.ORGANISER, None)
    assert link.expires_at - link.created_at == timedelta(hours=24)
    with closing(sqlite3.connect(made)) as db:
        rows = db.execute("SELECT code_hash FROM invitation").fetchall()
    assert rows == [(sha256(found[2].encode()).hexdigest(),)]


def test_claim_in_khmer(says: Says, telegram: str, made: Path) -> None:
    del made
    _, _, wrong = says(
        "claim", BOT_TOKEN=TOKEN, BOT_API_URL=telegram, DATABASE="w.db", LANG="km_KH.UTF-8"
    )

    assert wrong == "សូមបើកតំណនេះក្នុងរយៈពេល ២៤ ម៉ោង។ អ្នកដែលបើកមុនគេ នឹងក្លាយជាអ្នករៀបចំ៖\n"


def test_claim_while_the_bot_writes(says: Says, telegram: str, made: Path) -> None:
    """The bot has the database open, as it does while it runs."""
    with closing(sqlite3.connect(made)) as running:
        running.execute("SELECT count(*) FROM participant").fetchall()
        code, _, _ = says("claim", BOT_TOKEN=TOKEN, BOT_API_URL=telegram, DATABASE="w.db")

    assert code == 0


def test_claim_without_a_database(says: Says, tmp_path: Path) -> None:
    assert says("claim", BOT_TOKEN=TOKEN, DATABASE="w.db") == (
        1,
        "",
        "w.db does not exist; start the bot once: workshop-bot run.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_claim_without_a_token(says: Says) -> None:
    code, said, wrong = says("claim")

    assert (code, said) == (1, "")
    assert wrong.startswith("BOT_TOKEN: is missing; ")


def test_claim_with_a_database_that_is_locked(
    says: Says, telegram: str, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(made)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert says("claim", BOT_TOKEN=TOKEN, BOT_API_URL=telegram, DATABASE="w.db") == (
            1,
            "",
            "w.db cannot be used as the database: database is locked.\n",
        )


def test_claim_with_a_token_that_telegram_does_not_know(
    says: Says, telegram: str, made: Path
) -> None:
    other = TOKEN.replace("ABC", "XYZ")

    assert says("claim", BOT_TOKEN=other, BOT_API_URL=telegram, DATABASE="w.db") == (
        1,
        "",
        "BOT_TOKEN: Telegram does not know this token; copy it from @BotFather again.\n",
    )
    assert open_links(made, now=datetime.now(UTC)) == []


def test_claim_without_a_network(says: Says, made: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    url = f"http://127.0.0.1:{port}"  # nobody listens there any more

    code, said, wrong = says("claim", BOT_TOKEN=TOKEN, BOT_API_URL=url, DATABASE="w.db")

    assert (code, said) == (1, "")
    assert re.fullmatch(
        rf"BOT_API_URL: {url} does not answer \(.+\); try again when it can be reached\.\n", wrong
    )
    assert TOKEN not in wrong
    assert open_links(made, now=datetime.now(UTC)) == []


def test_claim_after_the_purge(says: Says, telegram: str, tmp_path: Path) -> None:
    with_people(tmp_path / "w.db")
    says("purge", "--yes", DATABASE="w.db")

    code, said, wrong = says("claim", BOT_TOKEN=TOKEN, BOT_API_URL=telegram, DATABASE="w.db")

    assert (code, said) == (1, "")
    assert wrong.startswith("Personal data was deleted on ")
    assert wrong.endswith(", and the bot stores nobody any more: there is nothing to organise.\n")
    assert open_links(tmp_path / "w.db", now=datetime.now(UTC)) == []
