"""Migrations: each once, whole or not at all, and never backwards."""

import asyncio
import re
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import DatabaseTooNew
from storage.migrate import Migration, _apply, available, statements


async def schema(db: Database) -> list[tuple[object, ...]]:
    rows = await db.all("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    return [tuple(row) for row in rows]


async def applied(db: Database) -> list[tuple[object, ...]]:
    rows = await db.all("SELECT number, name, applied_at FROM migration ORDER BY number")
    return [tuple(row) for row in rows]


def test_the_numbers_run_from_one_without_a_gap() -> None:
    found = available()
    assert [migration.number for migration in found] == list(range(1, len(found) + 1))
    assert [
        migration.name for migration in found if not re.fullmatch(r"\d{4}_[a-z_]+", migration.name)
    ] == []


async def test_a_new_database_gets_every_migration(empty_db: Database) -> None:
    assert await applied(empty_db) == [
        (migration.number, migration.name, "2025-07-03T01:20:00Z") for migration in available()
    ]


async def test_opening_again_changes_nothing(empty_db: Database, tmp_path: Path) -> None:
    before = (await schema(empty_db), await applied(empty_db))
    later = datetime.fromisoformat("2026-01-01T00:00:00Z")
    again = await Database.open(tmp_path / "workshop.db", now=later)
    assert (await schema(again), await applied(again)) == before
    await again.close()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE extra (a TEXT);\nINSERT INTO extra VALUES ('x');\nCREATE TABLE event (a);\n",
        "CREATE TABLE extra (a TEXT);\nALTER TABLE event ADD COLUMN a TEXT;\nnonsense;\n",
        "CREATE TABLE extra (a TEXT);\nCREATE TABLE unfinished (\n",
    ],
    ids=["table exists", "syntax", "cut off"],
)
async def test_a_failing_migration_leaves_nothing(
    empty_db: Database, now: datetime, sql: str
) -> None:
    before = (await schema(empty_db), await applied(empty_db))
    with pytest.raises((sqlite3.OperationalError, ValueError)):
        await _apply(empty_db._writer, Migration(99, "0099_bad", sql), now=now)
    assert (await schema(empty_db), await applied(empty_db)) == before

    async with empty_db.transaction() as tx:
        await tx.all("INSERT INTO organisation (name, key) VALUES ('ODC', 'odc')")


async def test_a_migration_that_another_process_applied_is_left_alone(
    empty_db: Database, now: datetime
) -> None:
    migration = Migration(99, "0099_more", "CREATE TABLE more (a TEXT);\n")
    await _apply(empty_db._writer, migration, now=now)
    await _apply(empty_db._writer, migration, now=now)
    assert (await applied(empty_db))[-1] == (99, "0099_more", "2025-07-03T01:20:00Z")


async def test_a_newer_database_is_refused_and_kept(
    empty_db: Database, now: datetime, tmp_path: Path
) -> None:
    await _apply(
        empty_db._writer, Migration(99, "0099_more", "CREATE TABLE more (a TEXT);"), now=now
    )
    before = await schema(empty_db)
    with pytest.raises(DatabaseTooNew) as caught:
        await Database.open(tmp_path / "workshop.db", now=now)
    newest = available()[-1].number
    assert str(caught.value) == (
        f"The database is at migration 99, this version knows {newest}."
        " Run the newer version again, or restore a backup made by this one."
    )
    assert await schema(empty_db) == before


async def test_several_openings_at_once_make_one_database(tmp_path: Path, now: datetime) -> None:
    opening = (Database.open(tmp_path / "workshop.db", now=now) for _ in range(4))
    results = await asyncio.gather(*opening, return_exceptions=True)
    opened = [result for result in results if isinstance(result, Database)]
    found = [await applied(db) for db in opened]
    for db in opened:
        await db.close()

    expected = [(one.number, one.name, "2025-07-03T01:20:00Z") for one in available()]
    assert [result for result in results if isinstance(result, BaseException)] == []
    assert found == [expected] * 4


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("", []),
        ("-- only a comment; with a semicolon\n", []),
        ("CREATE TABLE a (b);\n", ["CREATE TABLE a (b);\n"]),
        ("CREATE TABLE a (b); -- why\n", ["CREATE TABLE a (b); -- why\n"]),
        (
            "-- first\nCREATE TABLE a (\n    b TEXT -- a note; here\n);\n\nDROP TABLE a;\n",
            [
                "-- first\nCREATE TABLE a (\n    b TEXT -- a note; here\n);\n",
                "\nDROP TABLE a;\n",
            ],
        ),
        ("INSERT INTO a VALUES ('x;\ny');\n", ["INSERT INTO a VALUES ('x;\ny');\n"]),
        (
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n  DROP c;\nEND;\n",
            ["CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n  DROP c;\nEND;\n"],
        ),
        ("DROP TABLE a;", ["DROP TABLE a;"]),
    ],
)
def test_a_script_is_split_into_statements(script: str, expected: list[str]) -> None:
    assert list(statements(script)) == expected


def test_a_script_that_ends_inside_a_statement_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the script ends inside a statement$"):
        list(statements("DROP TABLE a;\nCREATE TABLE b (\n"))
