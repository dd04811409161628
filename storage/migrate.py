"""Numbered migrations, each applied once, in a transaction of its own."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from typing import NamedTuple

import aiosqlite

from storage.errors import DatabaseTooNew
from storage.stamps import stamp


class Migration(NamedTuple):
    """One file of `storage/migrations`."""

    number: int
    name: str
    sql: str


def available() -> list[Migration]:
    """Return the migrations that this code knows, in order."""
    found = [
        Migration(int(file.name[:4]), file.name.removesuffix(".sql"), file.read_text("utf-8"))
        for file in files("storage").joinpath("migrations").iterdir()
        if file.name.endswith(".sql")
    ]
    return sorted(found)


async def migrate(connection: aiosqlite.Connection, *, now: datetime) -> None:
    """Apply the migrations that the database does not have yet.

    Raises: DatabaseTooNew when it has one that this code does not know.
    """
    await connection.execute_fetchall(
        "CREATE TABLE IF NOT EXISTS migration"
        " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)"
    )
    known = available()
    applied = await _applied(connection)
    newest = known[-1].number
    if applied and max(applied) > newest:
        raise DatabaseTooNew(
            f"The database is at migration {max(applied)}, this version knows {newest}."
            " Run the newer version again, or restore a backup made by this one."
        )
    missing = [migration for migration in known if migration.number not in applied]
    # With none missing the newest is asked for all the same: whether the file can be written to.
    for migration in missing or known[-1:]:
        await _apply(connection, migration, now=now)


async def _applied(connection: aiosqlite.Connection) -> set[int]:
    return {row[0] for row in await connection.execute_fetchall("SELECT number FROM migration")}


async def _apply(connection: aiosqlite.Connection, migration: Migration, *, now: datetime) -> None:
    await connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again inside: another process may have been first.
        if migration.number not in await _applied(connection):
            for statement in statements(migration.sql):
                await connection.execute(statement)
            await connection.execute(
                "INSERT INTO migration (number, name, applied_at) VALUES (?1, ?2, ?3)",
                (migration.number, migration.name, stamp(now)),
            )
        await connection.commit()
    except BaseException:
        await connection.rollback()
        raise


def statements(sql: str) -> Iterator[str]:
    """Split a script into statements: `executescript` would commit before it begins.

    Raises: ValueError when the script ends inside a statement.
    """
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in statement.splitlines()):
        raise ValueError("the script ends inside a statement")
