"""The database file: opened, migrated, one writer, readers beside it, and its backup.

One connection shared by tasks mixes their transactions, so all writing goes through
`Database.transaction()`, one at a time, and reading goes through connections of its own. In WAL
mode neither waits for the other.

What is anonymous leaves a second trace beside its rows: the WAL is a diary, and the place of a row
in its page tells which row came first. So after an anonymous transaction the file is written anew,
as soon as it can be: its rows then lie in the order of their keys, and the WAL is empty.
"""

import asyncio
import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

import aiosqlite

from storage.errors import BackupRefused, StorageError, WritingOver
from storage.migrate import migrate

Row = sqlite3.Row
Values = Sequence[str | int | float | bytes | None]

READERS = 2
BUSY_SECONDS = 5
REST = 4
"""After the file was written anew it is left alone for so many times as long as that took."""
IN_THE_WAY_SECONDS = 0.2
"""So long it waits for whoever reads, and everybody who writes waits with it."""
SOON_SECONDS = 1.0
"""After somebody was in its way it is tried again; so long writers go first."""
TOO_BUSY = 60
"""After so many times in a row it is said, once."""
IN_THE_WAY = (
    "another program reads %s: until it ends, the file beside it that ends in -wal tells in which"
    " order questions came"
)
AGAIN_SECONDS = 60.0
"""After it failed for another reason, such as a full disk."""

_log = logging.getLogger(__name__)


class Query(Protocol):
    """Anything that reads: the database itself, or a transaction, which sees its own writes."""

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        """Return every row."""

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row, or None."""


class Transaction:
    """An open transaction of the writer: the only thing that writes."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        """Run a statement; return every row, those of RETURNING included."""
        return list(await self._connection.execute_fetchall(sql, values))

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        """Run a statement; return the first row, or None."""
        rows = await self.all(sql, values)
        return rows[0] if rows else None

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run a statement once for each row of values."""
        await self._connection.executemany(sql, rows)


class Database:
    """An open database. Reads see what was committed; writes go through `transaction()`."""

    def __init__(self, path: Path, writer: aiosqlite.Connection) -> None:
        self.path = path
        self._writer = writer
        self._writing = asyncio.Lock()
        self.version = 0
        """How many transactions have ended: what was read at this count still holds at it."""
        self._readers: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._connections = [writer]
        self._tells_order = False
        """Whether something anonymous was written since the file was last written anew.

        What a program wrote that was killed is not known: at its start the bot calls `rewrite`.
        """
        self._keeps_diary = False
        """Whether the file was written anew and the WAL still holds how it came to be."""
        self._rewriting: asyncio.Task[None] | None = None
        self._over = False
        """Whether the last transaction was written."""

    @classmethod
    async def open(cls, path: Path, *, now: datetime) -> "Database":
        """Open the file, made with mode 0600 if missing, and bring it to the newest migration.

        `now`: aware UTC, noted beside the migrations applied.
        Raises: StorageError when the file is no database, cannot be written, or is newer than
        this code.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            writer = await _connect(path)
        except (OSError, sqlite3.DatabaseError) as error:
            raise StorageError(f"{path} cannot be used as the database: {error}.") from error
        database = cls(path, writer)
        try:
            await migrate(writer, now=now)
            for _ in range(READERS):
                reader = await _connect(path)
                database._connections.append(reader)
                database._readers.put_nowait(reader)
        except sqlite3.DatabaseError as error:
            await database.close()
            raise StorageError(f"{path} cannot be used as the database: {error}.") from error
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Finish what is in hand and close; the last connection folds the WAL into the file."""
        if self._rewriting is not None:
            self._rewriting.cancel()
            await asyncio.wait([self._rewriting])
        if self._tells_order:
            with suppress(sqlite3.Error):  # a full disk must not keep the program from ending
                await self.rewrite()
        self._tells_order = self._keeps_diary = False
        for connection in reversed(self._connections):
            await connection.close()

    @asynccontextmanager
    async def transaction(
        self, *, anonymous: bool = False, last: bool = False
    ) -> AsyncIterator[Transaction]:
        """Open a transaction: committed when the block ends, rolled back when it raises.

        `anonymous`: nothing may tell when it was, or what was written just before and after it.
        `last`: nothing but other last ones is written after it, also by whoever waits already.
        Raises: WritingOver.
        """
        async with self._writing:
            if self._over and not last:
                raise WritingOver("personal data was deleted: nothing is written any more")
            changes = self._writer.total_changes
            committing = False
            try:
                # Inside: a task that is cancelled here would leave the transaction open.
                await self._writer.execute("BEGIN IMMEDIATE")
                yield Transaction(self._writer)
                committing = True
                await self._writer.commit()
                self._over = last
            except BaseException:
                await asyncio.shield(self._writer.rollback())
                raise
            finally:
                self.version += 1
                # Here, for a task that is cancelled while it commits may have committed.
                if anonymous and committing and self._writer.total_changes != changes:
                    self.rewrite_soon()

    def rewrite_soon(self) -> None:
        """Write the file anew in the background, as soon as nobody is in the way."""
        self._tells_order = True
        if self._rewriting is None or self._rewriting.done():
            self._rewriting = asyncio.create_task(self._forget_order())

    async def rewrite(self) -> None:
        """Write the file anew, rows in the order of their keys, and empty the WAL.

        Raises: sqlite3.Error, also when readers are in the way; what is left to do is tried again,
        and a file that was written anew is not written once more for it.
        """
        async with self._writing:
            try:
                await _be_patient(self._writer, IN_THE_WAY_SECONDS)
                await self._empty_wal()  # first: behind a reader all of it would only fill the WAL
                if self._tells_order or not self._keeps_diary:
                    self._keeps_diary = True
                    await self._writer.execute_fetchall("VACUUM")
                    self._tells_order = False
                await self._empty_wal()
                self._keeps_diary = False
            finally:
                await asyncio.shield(_be_patient(self._writer, BUSY_SECONDS))

    async def _empty_wal(self) -> None:
        rows = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if any(row[0] for row in rows):
            error = sqlite3.OperationalError("readers are in the way")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error

    async def _forget_order(self) -> None:
        """Write the file anew, again for what came meanwhile; writers get most of the time."""
        time, busy = asyncio.get_running_loop().time, 0
        while self._tells_order or self._keeps_diary:
            began = time()
            try:
                await self.rewrite()
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                    busy += 1
                    if busy == TOO_BUSY:
                        _log.warning(IN_THE_WAY, self.path.name)
                    await asyncio.sleep(SOON_SECONDS)
                    continue
                _log.warning("the file could not be written anew: %s", type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                busy = 0
                await asyncio.sleep(REST * (time() - began))

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        """Return every row, read on a connection apart from the writer."""
        reader = await self._readers.get()
        try:
            return list(await reader.execute_fetchall(sql, values))
        finally:
            self._readers.put_nowait(reader)

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row, or None."""
        rows = await self.all(sql, values)
        return rows[0] if rows else None

    async def checkpoint(self) -> None:
        """Fold the WAL into the file and empty it, so that what was deleted is gone from both.

        Readers in the middle of something put it off until the next time.
        """
        async with self._writing:
            await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def backup(self, target: Path) -> None:
        """Write a consistent copy while the bot runs; free pages are left behind.

        Raises: BackupRefused when the file exists or cannot be written.
        """
        try:
            # Made here, empty and private: SQLite writes into an empty file and keeps its mode.
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as error:
            raise BackupRefused(f"{target} exists already; name a file that does not.") from error
        except OSError as error:
            raise BackupRefused(f"{target} cannot be written: {error}.") from error
        try:
            await self.all("VACUUM INTO ?1", (str(target),))
        except BaseException as error:
            target.unlink(missing_ok=True)  # noqa: ASYNC240 -- one unlink, after a failure
            if isinstance(error, sqlite3.DatabaseError):
                raise BackupRefused(f"{target} cannot be written: {error}.") from error
            raise


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        await _be_patient(connection, BUSY_SECONDS)
        await _switch_to_wal(connection)
        for pragma in (
            "synchronous = FULL",  # a confirmed tap outlives a power cut
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",  # VACUUM would leave a copy among the temporary files
        ):
            await connection.execute_fetchall(f"PRAGMA {pragma}")
    except BaseException:
        await connection.close()  # its thread would keep the program from ending
        raise
    return connection


async def _be_patient(connection: aiosqlite.Connection, seconds: float) -> None:
    """Let a connection wait for so long for whoever is in its way."""
    await connection.execute_fetchall(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


async def _switch_to_wal(connection: aiosqlite.Connection) -> None:
    """Switch to WAL; SQLite itself does not wait here for another program that is opening too."""
    for patience in reversed(range(BUSY_SECONDS * 20)):
        try:
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not patience or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(0.05)
        else:
            return
