"""Backups: consistent while the bot writes, private, and usable."""

import asyncio
import stat
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest

from storage.agenda import load
from storage.database import Database
from storage.errors import BackupRefused
from storage.models import Agenda, Participant

Register = Callable[..., Awaitable[Participant]]


async def test_a_backup_is_a_working_database(
    db: Database, agenda: Agenda, register: Register, now: datetime, tmp_path: Path
) -> None:
    dara = await register(1, agenda)
    target = tmp_path / "copy.db"
    await db.backup(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600

    await register(2, agenda, name="Chan Thy")
    copy = await Database.open(target, now=now)
    try:
        kept = await load(copy)
        assert (kept.event, kept.sessions) == (agenda.event, agenda.sessions)
        people = await copy.all("SELECT id, name, ticket_code FROM participant")
        assert [tuple(row) for row in people] == [(dara.id, "Sok Dara", dara.ticket_code)]
        async with copy.transaction() as tx:
            await tx.all("UPDATE participant SET name = ?1", ("Changed",))
        assert await copy.one("SELECT 1 FROM participant WHERE name = 'Changed'") is not None
    finally:
        await copy.close()


async def checked(path: Path, now: datetime) -> tuple[str, int]:
    db = await Database.open(path, now=now)
    try:
        check = await db.all("PRAGMA integrity_check")
        rows = await db.all("SELECT * FROM organisation")
        return check[0][0], len(rows)
    finally:
        await db.close()


async def test_a_backup_is_consistent_while_writes_go_on(
    empty_db: Database, now: datetime, tmp_path: Path
) -> None:
    stop = asyncio.Event()

    async def write_pairs() -> int:
        pairs = 0
        while not stop.is_set():
            async with empty_db.transaction() as tx:
                for half in ("a", "b"):
                    await tx.all(
                        "INSERT INTO organisation (name, key) VALUES (?1, ?2)",
                        (half * 2000, f"{pairs}{half}"),
                    )
            pairs += 1
        return pairs

    writing = asyncio.create_task(write_pairs())
    targets = [tmp_path / f"copy{number}.db" for number in range(5)]
    try:
        for target in targets:
            await empty_db.backup(target)
    finally:
        stop.set()
        pairs = await writing

    found = [await checked(target, now) for target in targets]
    counts = [count for _, count in found]
    assert [(check, count % 2) for check, count in found] == [("ok", 0)] * 5
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] <= 2 * pairs


async def test_a_backup_during_a_transaction_has_what_was_committed(
    empty_db: Database, now: datetime, tmp_path: Path
) -> None:
    async with empty_db.transaction() as tx:
        await tx.all("INSERT INTO organisation (name, key) VALUES ('ODC', 'odc')")
        await empty_db.backup(tmp_path / "copy.db")
    copy = await Database.open(tmp_path / "copy.db", now=now)
    assert await copy.all("SELECT * FROM organisation") == []
    await copy.close()


async def test_an_existing_file_is_never_overwritten(empty_db: Database, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("precious")
    with pytest.raises(BackupRefused) as caught:
        await empty_db.backup(target)
    assert str(caught.value) == f"{target} exists already; name a file that does not."
    assert target.read_text() == "precious"


async def test_the_database_itself_is_no_target(empty_db: Database, tmp_path: Path) -> None:
    path = tmp_path / "workshop.db"
    with pytest.raises(BackupRefused) as caught:
        await empty_db.backup(path)
    assert str(caught.value) == f"{path} exists already; name a file that does not."
    assert await empty_db.all("SELECT * FROM organisation") == []


async def test_a_folder_that_is_not_there_is_refused(empty_db: Database, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "copy.db"
    with pytest.raises(BackupRefused) as caught:
        await empty_db.backup(target)
    assert str(caught.value) == (
        f"{target} cannot be written: [Errno 2] No such file or directory: '{target}'."
    )


async def test_a_backup_does_not_carry_what_was_deleted(
    db: Database, agenda: Agenda, register: Register, tmp_path: Path
) -> None:
    dara = await register(1, agenda, name="Zebulon Quicksilver")
    async with db.transaction() as tx:
        await tx.all("DELETE FROM participant WHERE id = ?1", (dara.id,))
    await db.backup(tmp_path / "copy.db")
    assert b"Zebulon" not in (tmp_path / "copy.db").read_bytes()
