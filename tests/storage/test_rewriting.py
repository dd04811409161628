"""After something anonymous was written the file is written anew, and tells no order any more."""

import asyncio
import gc
import logging
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

import storage.database
from bot.services import questions
from bot.services.team import new_code
from storage import questions as rows
from storage.database import Database
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
PAGE = 4096
COUNTERS = [slice(24, 28), slice(40, 44), slice(92, 96)]
"""Of the file's header: how often it was written, and its schema. Source: SQLite, file format."""

CHILD = """
import asyncio, os, sys
from datetime import UTC, datetime
from pathlib import Path
from storage.database import Database

async def main(path, folds):
    db = await Database.open(Path(path), now=datetime.now(UTC))
    async with db.transaction(anonymous=True) as tx:
        await tx.all("UPDATE question SET text = 'the text of the killed'")
    if folds:
        await db.checkpoint()
    os._exit(7)

asyncio.run(main(sys.argv[1], sys.argv[2] == "folds"))
"""


@dataclass
class File:
    """A database file from outside."""

    path: Path
    rng: Random = field(default_factory=lambda: Random(1))

    @property
    def wal(self) -> Path:
        """The diary beside it."""
        return self.path.with_name(f"{self.path.name}-wal")

    def holds(self, text: str) -> bool:
        """Say whether a text is anywhere in the file or beside it."""
        return any(text.encode() in each.read_bytes() for each in self.path.parent.iterdir())

    def content(self) -> bytes:
        """Return the file's bytes but for what counts its writes."""
        content = bytearray(self.path.read_bytes())
        for counter in COUNTERS:
            content[counter] = bytes(4)
        return bytes(content)

    def in_order(self, ids: Sequence[str]) -> bool:
        """Say whether in each page these rows lie in the order of their keys, from its end."""
        content = self.path.read_bytes()
        pages: dict[int, list[tuple[int, str]]] = {}
        for each in ids:
            page, place = divmod(content.index(f"Why {each}?".encode()), PAGE)
            pages.setdefault(page, []).append((-place, each))
        orders = [[each for _, each in sorted(page)] for page in pages.values()]
        return all(order == sorted(order) for order in orders)


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path / "workshop.db")


@pytest.fixture
async def db(empty_db: Database) -> AsyncIterator[Database]:
    """A database, and nothing that its tasks left behind unsaid."""
    untold: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: untold.append(context))
    yield empty_db
    await empty_db.close()
    gc.collect()
    assert untold == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nobody, and try again at once when somebody was in the way."""
    monkeypatch.setattr(storage.database, "IN_THE_WAY_SECONDS", 0.01)
    monkeypatch.setattr(storage.database, "SOON_SECONDS", 0.01)


async def ask(db: Database, question_id: str, *, anonymous: bool = True) -> None:
    async with db.transaction(anonymous=anonymous) as tx:
        question = questions.new(question_id, "panel", None, f"Why {question_id}?")
        await rows.add(tx, question)


async def ask_twice(db: Database) -> None:
    """Write something, and fail."""
    async with db.transaction(anonymous=True) as tx:
        await rows.add(tx, questions.new("lost", "panel", None, "Why?"))
        await tx.all("INSERT INTO question SELECT * FROM question")


async def quiet(db: Database) -> None:
    """Wait until the file is written anew."""
    assert db._rewriting is not None
    await asyncio.wait_for(db._rewriting, 5)
    assert (db._tells_order, db._keeps_diary) == (False, False)


def codes(file: File, n: int = 40) -> list[str]:
    """Return ids in an order that is not theirs."""
    return [new_code(file.rng) for _ in range(n)]


async def test_rows_lie_in_the_order_of_their_keys_and_the_wal_is_empty(
    db: Database, file: File
) -> None:
    ids = codes(file, 100)
    for each in ids:
        await ask(db, each, anonymous=False)
    await db.checkpoint()
    assert not file.in_order(ids)  # so that this test is known to see it

    await ask(db, "last")
    await quiet(db)

    assert file.in_order([*ids, "last"])
    assert file.wal.read_bytes() == b""


async def test_whichever_came_first_the_file_is_the_same(tmp_path: Path, now: datetime) -> None:
    ids = codes(File(tmp_path), 60)
    contents = []
    for n, order in enumerate((ids, ids[::-1], sorted(ids))):
        file = File(tmp_path / str(n) / "workshop.db")
        db = await Database.open(file.path, now=now)
        for each in order:
            await ask(db, each)
        await quiet(db)
        contents.append(file.content())
        await db.close()
        assert file.content() == contents[-1]

    assert contents[0] == contents[1] == contents[2]


async def test_no_old_wording_is_left(db: Database, file: File) -> None:
    ids = codes(file, 3)
    for each in ids:
        await ask(db, each)
    await quiet(db)
    assert [file.holds(f"Why {each}?") for each in ids] == [True] * 3

    async with db.transaction(anonymous=True) as tx:
        await rows.correct(tx, ids[0], "How?")
        await tx.all("DELETE FROM question WHERE id = ?1", (ids[1],))
    await quiet(db)

    assert [file.holds(f"Why {each}?") for each in ids] == [False, False, True]


async def test_what_changes_nothing_is_no_reason_to_write(db: Database) -> None:
    async with db.transaction(anonymous=True) as tx:
        await rows.find(tx, "none")
        await rows.correct(tx, "none", "How?")
    async with db.transaction() as tx:
        await tx.all("INSERT INTO organisation (name, key) VALUES ('ODC', 'odc')")
    with pytest.raises(sqlite3.IntegrityError):
        await ask_twice(db)

    assert (db._rewriting, db._tells_order) == (None, False)


async def test_many_at_once_are_all_there_and_end_quiet(db: Database, file: File) -> None:
    ids = codes(file)

    async def read() -> list[str]:
        return await rows.every_id(db)

    await asyncio.gather(*(ask(db, each) for each in ids), *(read() for _ in range(40)))
    await quiet(db)

    assert await read() == sorted(ids)
    assert file.wal.read_bytes() == b""
    assert file.in_order(ids)


async def test_what_came_while_it_was_written_is_in_order_too(db: Database, file: File) -> None:
    ids = codes(file)
    for each in ids:
        await ask(db, each)
        await asyncio.sleep(0.002)  # somewhere in the middle of it
    await quiet(db)

    assert file.in_order(ids)
    assert file.wal.read_bytes() == b""


# Somebody in the way


@pytest.mark.usefixtures("impatient")
async def test_a_reader_in_the_way_loses_nothing_and_it_is_tried_again(
    db: Database, file: File, caplog: pytest.LogCaptureFixture
) -> None:
    reader = sqlite3.connect(file.path)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM question").fetchone() == (0,)
    await ask(db, "one")
    assert db._rewriting is not None
    await asyncio.wait([db._rewriting], timeout=0.1)

    with pytest.raises(sqlite3.OperationalError, match=r"^readers are in the way$"):
        await db.rewrite()
    await ask(db, "two")
    assert (await rows.every_id(db), db._rewriting.done()) == (["one", "two"], False)
    assert reader.execute("SELECT count(*) FROM question").fetchone() == (0,)
    reader.close()

    await quiet(db)
    assert file.wal.read_bytes() == b""
    assert await rows.every_id(db) == ["one", "two"]
    assert caplog.messages == []


@pytest.mark.usefixtures("impatient")
async def test_while_a_reader_stays_the_file_is_not_written_anew_again_and_again(
    db: Database, file: File, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(storage.database, "TOO_BUSY", 3)
    for each in codes(file, 200):
        await ask(db, each, anonymous=False)
    reader = sqlite3.connect(file.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM question").fetchone()
    await ask(db, "one")
    assert db._rewriting is not None
    await asyncio.wait([db._rewriting], timeout=0.1)
    once = file.wal.stat().st_size

    for each in ("two", "three"):
        await ask(db, each)
        await asyncio.wait([db._rewriting], timeout=0.1)

    assert file.wal.stat().st_size < 2 * once  # what was asked, and not the whole file each time
    assert db._rewriting.done() is False
    assert caplog.messages == [
        (
            "another program reads workshop.db: until it ends, the file beside it that ends in -wal"
            " tells in which order questions came"
        )
    ]
    reader.close()
    await quiet(db)
    assert file.wal.read_bytes() == b""


@pytest.mark.usefixtures("impatient")
async def test_another_program_that_writes_is_waited_for(db: Database, file: File) -> None:
    await ask(db, "one")
    await quiet(db)
    writer = sqlite3.connect(file.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match=r"^readers are in the way$"):
        await db.rewrite()
    writer.close()

    await db.rewrite()
    assert (db._tells_order, file.wal.read_bytes()) == (False, b"")


async def test_a_full_disk_is_tried_again_later_and_said(
    db: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = [sqlite3.OperationalError("database or disk is full")]
    whole = db.rewrite

    async def rewrite() -> None:
        if failing:
            raise failing.pop()
        await whole()

    monkeypatch.setattr(db, "rewrite", rewrite)
    monkeypatch.setattr(storage.database, "AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(storage.database, "SOON_SECONDS", 1000)
    await ask(db, "one")
    await quiet(db)

    assert [(each.levelno, each.getMessage()) for each in caplog.records] == [
        (logging.WARNING, "the file could not be written anew: OperationalError")
    ]


async def test_afterwards_writers_are_patient_again(db: Database) -> None:
    await ask(db, "one")
    await quiet(db)
    (row,) = await db._writer.execute_fetchall("PRAGMA busy_timeout")
    assert row[0] == storage.database.BUSY_SECONDS * 1000


# The end


@pytest.mark.parametrize("turns", [0, 1, 2, 4, 8])
async def test_closing_while_it_is_written_leaves_it_in_order(
    db: Database, file: File, turns: int
) -> None:
    ids = codes(file, 20)
    for each in ids:
        await ask(db, each)
    for _ in range(turns):
        await asyncio.sleep(0.0005)

    await db.close()

    assert [each.name for each in file.path.parent.iterdir()] == ["workshop.db"]
    assert file.in_order(ids)


@pytest.mark.usefixtures("impatient")
async def test_closing_with_a_reader_in_the_way_ends_all_the_same(db: Database, file: File) -> None:
    reader = sqlite3.connect(file.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM question").fetchone()
    await ask(db, "one")

    await asyncio.wait_for(db.close(), 5)
    reader.close()

    again = await Database.open(file.path, now=NOW)
    assert await rows.every_id(again) == ["one"]
    await again.close()


@pytest.mark.parametrize("folds", [False, True])
async def test_what_a_killed_program_left_is_seen_and_written_anew(
    empty_db: Database,
    file: File,
    now: datetime,
    folds: bool,
) -> None:
    await ask(empty_db, "one")
    await empty_db.close()
    arguments = [str(file.path), "folds" if folds else ""]
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, *arguments, cwd=ROOT, stderr=subprocess.PIPE
    )
    _, said = await child.communicate()
    assert (child.returncode, said) == (7, b"")
    assert (b"the text of the killed" in file.wal.read_bytes()) is not folds

    db = await Database.open(file.path, now=now)
    await db.rewrite()
    assert (file.wal.read_bytes(), db._tells_order) == (b"", False)
    assert file.path.read_bytes().count(b"the text of the killed") == 1
    assert not file.holds("Why one?")
    await db.close()


async def test_one_cancelled_while_it_commits_leaves_no_order_either(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = db._writer.commit
    committing = asyncio.Event()

    async def slowly() -> None:
        committing.set()
        await commit()

    async def ask() -> None:
        async with db.transaction(anonymous=True) as tx:
            await rows.add(tx, questions.new("A" * 22, "panel", None, "Who pays?"))

    monkeypatch.setattr(db._writer, "commit", slowly)
    task = asyncio.create_task(ask())
    await committing.wait()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await rows.find(db, "A" * 22) is not None
    assert db._rewriting is not None
