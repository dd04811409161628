"""The reader that the attack stands on, against files that SQLite wrote."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.attack.sqlite_file import DatabaseFile, strings
from tests.attack.sqlite_wal import diary

RNG = Random(5)
ASKED = "តើអ្នកណាសួរសំណួរនេះ?"


def written(path: Path, rows: list[tuple[str, str]], *pragmas: str) -> sqlite3.Connection:
    """Write rows one by one into a table of random keys, and into one with row ids."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in pragmas:
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE q (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
    database.execute("CREATE TABLE p (id INTEGER PRIMARY KEY, text TEXT)")
    for row in rows:
        database.execute("INSERT INTO q VALUES (?, ?)", row)
        database.execute("INSERT INTO p (text) VALUES (?)", row[1:])
    return database


def rows(n: int, size: int = 20) -> list[tuple[str, str]]:
    return [(f"{RNG.getrandbits(64):016x}", f"{k} " + "x" * size) for k in range(n)]


@pytest.mark.parametrize(("n", "size"), [(0, 1), (1, 1), (30, 40), (900, 40), (40, 9000)])
def test_records_are_those_that_sqlite_reads(tmp_path: Path, n: int, size: int) -> None:
    given = rows(n, size)
    with closing(written(tmp_path / "a.db", given)):
        pass
    file = DatabaseFile((tmp_path / "a.db").read_bytes())

    assert sorted(record.values for record in file.table("q")) == sorted(given)
    assert [r.values[1] for r in file.order_of("p")] == [text for _, text in given]


def test_the_order_of_rows_is_found_until_the_file_is_written_anew(tmp_path: Path) -> None:
    given = rows(30)
    with closing(written(tmp_path / "a.db", given)) as database:
        before = DatabaseFile((tmp_path / "a.db").read_bytes())
        database.execute("VACUUM")
    after = DatabaseFile((tmp_path / "a.db").read_bytes())

    assert [record.values for record in before.order_of("q")] == given
    assert [record.values for record in after.order_of("q")][::-1] in (
        sorted(given),
        sorted(given)[::-1],
    )


def test_the_wal_is_a_diary(tmp_path: Path) -> None:
    given = rows(5)
    path = tmp_path / "a.db"
    with closing(written(path, given, "journal_mode = WAL")):
        wal = path.with_name("a.db-wal").read_bytes()
        told = diary(DatabaseFile(path.read_bytes() or wal[56 : 56 + 4096]), wal)

    texts = [[value for record in commit for value in record] for commit in told]
    order = [text for _, text in given for _ in range(2)]
    assert [values[1] for values in texts if len(values) > 1 and values[1] in order] == order


@pytest.mark.parametrize(("secure", "left"), [("OFF", True), ("ON", False)])
def test_what_was_deleted_is_found_unless_it_is_overwritten(
    tmp_path: Path, secure: str, left: object
) -> None:
    path = tmp_path / "a.db"
    around = [("0", "before"), ("1", ASKED), ("2", "after")]
    with closing(written(path, around, f"secure_delete = {secure}")) as database:
        database.execute("DELETE FROM q WHERE id = '1'")
        database.execute("DELETE FROM p")
    found = [text for part in DatabaseFile(path.read_bytes()).left_over() for text in strings(part)]

    assert any(ASKED in text for text in found) is left
