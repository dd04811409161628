"""The lock of a database: one bot at a time, and none after a kill."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage import lock
from storage.errors import DatabaseInUse, StorageError

HOLDS = """
import sys
from pathlib import Path
from storage import lock
with lock.hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_only_one_holds_it(tmp_path: Path) -> None:
    database = tmp_path / "w.db"
    with (
        lock.hold(database),
        pytest.raises(DatabaseInUse, match=r"Another bot runs on .*w\.db already"),
        lock.hold(database),
    ):
        pass
    with lock.hold(database):
        assert stat.S_IMODE(lock.beside(database).stat().st_mode) == 0o600
        assert lock.beside(database).read_bytes() == b""
    with lock.hold(tmp_path / "other.db"), lock.hold(database):
        pass


def test_another_name_of_the_same_file_is_the_same_database(tmp_path: Path) -> None:
    database, link = tmp_path / "w.db", tmp_path / "link.db"
    link.symlink_to(database)
    with lock.hold(link), pytest.raises(DatabaseInUse), lock.hold(database):
        pass


def test_whoever_is_killed_holds_it_no_longer(tmp_path: Path) -> None:
    database = tmp_path / "w.db"
    with subprocess.Popen(  # noqa: S603 -- this interpreter and the lines above
        [sys.executable, "-c", HOLDS, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DatabaseInUse), lock.hold(database):
            pass
        holder.kill()
    with lock.hold(database):
        pass


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with (
        pytest.raises(StorageError, match="cannot be used as the database"),
        lock.hold(tmp_path / "file" / "w.db"),
    ):
        pass
