"""`workshop-bot backup FILE`."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from tests.command_line.conftest import Says


def test_backup_copies_the_database_once(says: Says, tmp_path: Path) -> None:
    asyncio.run(make(tmp_path / "w.db"))

    assert says("backup", "copy.db", DATABASE="w.db") == (0, "", "")
    assert tmp_path.joinpath("copy.db").read_bytes().startswith(b"SQLite format 3\0")
    assert says("backup", "copy.db", DATABASE="w.db") == (
        1,
        "",
        "copy.db exists already; name a file that does not.\n",
    )


def test_backup_without_a_database(says: Says, tmp_path: Path) -> None:
    assert says("backup", "copy.db", DATABASE="w.db") == (
        1,
        "",
        "w.db does not exist; set DATABASE to the file to copy.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_backup_of_what_is_no_database(says: Says, tmp_path: Path) -> None:
    tmp_path.joinpath("w.db").write_text("Dear diary, " * 100, "utf-8")

    code, said, wrong = says("backup", "copy.db", DATABASE="w.db")

    assert (code, said) == (1, "")
    assert wrong.startswith("w.db cannot be used as the database: ")
    assert wrong.count("\n") == 1


async def make(database: Path) -> None:
    db = await Database.open(database, now=datetime.now(UTC))
    await db.close()
