"""The database file: its settings, its one writer, its readers."""

import asyncio
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import aiosqlite
import pytest

from storage.database import READERS, Database
from storage.errors import StorageError


async def names(db: Database) -> list[str]:
    return [row["name"] for row in await db.all("SELECT name FROM organisation ORDER BY id")]


async def add(db: Database, name: str) -> None:
    async with db.transaction() as tx:
        await tx.all("INSERT INTO organisation (name, key) VALUES (?1, ?1)", (name,))


async def every_connection(db: Database) -> list[aiosqlite.Connection]:
    readers = [db._readers.get_nowait() for _ in range(READERS)]
    for reader in readers:
        db._readers.put_nowait(reader)
    return [db._writer, *readers]


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def pragma(connection: aiosqlite.Connection, name: str) -> object:
    rows = list(await connection.execute_fetchall(f"PRAGMA {name}"))
    return rows[0][0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("synchronous", 2),
        ("busy_timeout", 5000),
    ],
)
async def test_every_connection_has_the_same_settings(
    empty_db: Database, name: str, value: object
) -> None:
    found = [await pragma(connection, name) for connection in await every_connection(empty_db)]
    assert found == [value] * (1 + READERS)


async def test_only_the_owner_can_read_the_files(empty_db: Database, tmp_path: Path) -> None:
    await add(empty_db, "ODC")
    assert modes(tmp_path) == {
        "workshop.db": 0o600,
        "workshop.db-wal": 0o600,
        "workshop.db-shm": 0o600,
    }


async def test_the_folder_is_made(tmp_path: Path, now: datetime) -> None:
    db = await Database.open(tmp_path / "data" / "new" / "workshop.db", now=now)
    await db.close()
    assert [path.name for path in (tmp_path / "data" / "new").iterdir()] == ["workshop.db"]


async def test_a_file_that_is_no_database_is_refused_and_kept(
    tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 100)
    with pytest.raises(StorageError) as caught:
        await Database.open(path, now=now)
    assert str(caught.value) == f"{path} cannot be used as the database: file is not a database."
    assert path.read_text() == "These are my notes. " * 100


async def test_a_folder_is_no_database(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(StorageError) as caught:
        await Database.open(tmp_path, now=now)
    assert str(caught.value) == (
        f"{tmp_path} cannot be used as the database: [Errno 21] Is a directory: '{tmp_path}'."
    )


async def test_a_transaction_that_raises_leaves_nothing(empty_db: Database) -> None:
    async def lose() -> None:
        async with empty_db.transaction() as tx:
            await tx.all("INSERT INTO organisation (name, key) VALUES ('lost', 'lost')")
            raise KeyError

    with pytest.raises(KeyError):
        await lose()
    await add(empty_db, "kept")
    assert await names(empty_db) == ["kept"]


async def test_two_transactions_do_not_mix(empty_db: Database) -> None:
    inserted, go_on = asyncio.Event(), asyncio.Event()

    async def lost() -> None:
        async with empty_db.transaction() as tx:
            await tx.all("INSERT INTO organisation (name, key) VALUES ('lost', 'lost')")
            inserted.set()
            await go_on.wait()
            raise KeyError

    losing = asyncio.create_task(lost())
    await inserted.wait()
    keeping = asyncio.create_task(add(empty_db, "kept"))
    await asyncio.sleep(0)
    go_on.set()
    results = await asyncio.gather(losing, keeping, return_exceptions=True)

    assert [type(result) for result in results] == [KeyError, type(None)]
    assert await names(empty_db) == ["kept"]


async def test_many_writers_at_once_are_all_heard(empty_db: Database) -> None:
    await asyncio.gather(*(add(empty_db, f"{number:02}") for number in range(50)))
    assert sorted(await names(empty_db)) == [f"{number:02}" for number in range(50)]


async def test_a_transaction_reads_its_own_writes(empty_db: Database) -> None:
    async with empty_db.transaction() as tx:
        await tx.all("INSERT INTO organisation (name, key) VALUES ('ODC', 'odc')")
        row = await tx.one("SELECT name, key FROM organisation")
        assert row is not None
        assert tuple(row) == ("ODC", "odc")
        assert await tx.one("SELECT name FROM organisation WHERE key = 'ccc'") is None


async def test_readers_see_what_is_committed_and_do_not_wait(empty_db: Database) -> None:
    await add(empty_db, "old")
    async with empty_db.transaction() as tx:
        await tx.all("INSERT INTO organisation (name, key) VALUES ('new', 'new')")
        # Would wait for ever if reading needed the writer: it is held until this block ends.
        async with asyncio.timeout(2):
            reads = await asyncio.gather(*(names(empty_db) for _ in range(4 * READERS)))
        assert reads == [["old"]] * (4 * READERS)
    assert await names(empty_db) == ["old", "new"]


@pytest.mark.parametrize("turns", range(12))
async def test_cancelling_at_any_moment_leaves_all_or_nothing(
    empty_db: Database, turns: int
) -> None:
    async def write() -> None:
        async with empty_db.transaction() as tx:
            await tx.all("INSERT INTO organisation (name, key) VALUES ('one', 'one')")
            await tx.all("INSERT INTO organisation (name, key) VALUES ('two', 'two')")

    writing = asyncio.create_task(write())
    for _ in range(turns):
        await asyncio.sleep(0.0005)
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing

    assert await names(empty_db) in ([], ["one", "two"])
    await asyncio.wait_for(add(empty_db, "three"), 2)
    assert (await names(empty_db))[-1] == "three"


async def test_cancelling_while_a_transaction_begins_leaves_the_writer_free(
    empty_db: Database,
) -> None:
    writing = asyncio.create_task(add(empty_db, "cancelled"))
    await asyncio.sleep(0)  # BEGIN is on its way to the writer's thread now
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing

    await add(empty_db, "kept")
    assert await names(empty_db) == ["kept"]


async def test_cancelling_inside_a_transaction_rolls_back(empty_db: Database) -> None:
    inserted = asyncio.Event()

    async def write() -> None:
        async with empty_db.transaction() as tx:
            await tx.all("INSERT INTO organisation (name, key) VALUES ('lost', 'lost')")
            inserted.set()
            await asyncio.Event().wait()

    writing = asyncio.create_task(write())
    await inserted.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    await add(empty_db, "kept")
    assert await names(empty_db) == ["kept"]


async def test_a_cancelled_read_gives_its_reader_back(empty_db: Database) -> None:
    for _ in range(2 * READERS):
        reading = asyncio.create_task(names(empty_db))
        await asyncio.sleep(0)
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading
    assert await asyncio.gather(*(names(empty_db) for _ in range(4))) == [[]] * 4


async def test_closing_while_reads_are_under_way_closes_every_connection(
    tmp_path: Path, now: datetime
) -> None:
    db = await Database.open(tmp_path / "workshop.db", now=now)
    connections = await every_connection(db)
    reading = asyncio.gather(*(names(db) for _ in range(READERS)))
    await asyncio.sleep(0)
    await db.close()
    assert await reading == [[]] * READERS
    assert [connection._connection for connection in connections] == [None] * (1 + READERS)


async def test_foreign_keys_hold(empty_db: Database) -> None:
    with pytest.raises(aiosqlite.IntegrityError, match=r"^FOREIGN KEY constraint failed$"):
        async with empty_db.transaction() as tx:
            await tx.all("INSERT INTO star (participant_id, session_id) VALUES (1, 'none')")
