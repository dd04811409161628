"""The end of the data: what is deleted and what is kept, all or nothing, and not forgotten."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.services import keys, participants, purging
from storage import key_file, key_marks
from storage import purging as rows
from storage.database import Database
from storage.errors import WritingOver
from storage.models import Agenda, Erased, KeyEnd, Locale, Participant
from tests import traces

AFTER = datetime(2025, 10, 1, 1, tzinfo=UTC)


def moment(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """A local time in Phnom Penh."""
    local = datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:00+00:00")
    return local - timedelta(hours=7)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_every_table_is_emptied_thinned_or_kept(empty_db: Database) -> None:
    """A new table has to be put into one of the lists of storage/purging.py."""
    tables = await empty_db.all("SELECT name FROM sqlite_master WHERE type = 'table'")
    listed = [*rows.EMPTIED, *rows.THINNED, *rows.LAST, *rows.KEPT]
    assert sorted(listed) == sorted(row["name"] for row in tables)


async def test_what_is_about_people_is_deleted_and_counted(db: Database) -> None:
    await traces.leave(db)
    for table in rows.EMPTIED:
        assert await db.all(f"SELECT 1 FROM {table}"), f"{table} is not tried"

    report = await purging.purge(db, now=AFTER)

    assert report.purged_at == AFTER
    assert report.counts == {
        Erased.PEOPLE: 2,
        Erased.REGISTRATIONS: 2,
        Erased.WALK_INS: 1,
        Erased.CHECK_INS: 1,
        Erased.ORGANISATIONS: 1,
        Erased.UNFINISHED: 1,
        Erased.DELIVERIES: 1,
        Erased.ANNOUNCEMENTS: 1,
        Erased.INVITATIONS: 1,
        Erased.CHATS: 1,
        Erased.DRAFTS: 1,
        Erased.MARKS: None,  # fewer than five
        Erased.WAYS_BACK: None,
        Erased.RESPONSES: None,
        Erased.QUESTIONS: None,
    }
    assert [table for table in rows.EMPTIED if await db.all(f"SELECT 1 FROM {table}")] == []
    assert await rows.report(db) == report


async def test_what_is_of_nobody_is_kept(db: Database) -> None:
    await traces.leave(db)
    before = {table: await db.all(f"SELECT * FROM {table}") for table in ("session", "speaker")}

    await purging.purge(db, now=AFTER)

    (question,) = await db.all("SELECT id, votes, reports, recount, decided_by FROM question")
    assert tuple(question) == ("kept", 1, 1, 0, None)  # counted up before the hashes went
    assert await db.all("SELECT 1 FROM answer") == []
    assert [row[0] for row in await db.all("SELECT question_id FROM question_pass")] == ["kept"]
    assert [row["id"] for row in await db.all("SELECT id FROM response")] == ["r"]
    (stage,) = await db.all("SELECT session_id, set_by FROM stage")
    assert tuple(stage) == ("panel", None)
    assert {row[0] for row in await db.all("SELECT published_by FROM agenda_version")} == {None}
    (survey,) = await db.all("SELECT closed_at FROM survey")
    assert survey["closed_at"] == "2025-10-01T01:00:00Z"
    assert {table: await db.all(f"SELECT * FROM {table}") for table in before} == before


async def test_no_byte_of_it_is_left_in_any_file(db: Database, tmp_path: Path) -> None:
    key = tmp_path / "workshop.key"
    await keys.seal(db, key)
    await traces.leave(db)
    secret = {"key": key.read_text("ascii").strip()}
    sought = {**traces.TEXTS, **secret}
    assert set(traces.found(tmp_path, sought)) == {*sought, *map(str, traces.IDS)}

    await purging.purge(db, now=AFTER)
    assert await purging.finish(db, key) == (True, KeyEnd.GONE)

    assert traces.found(tmp_path, sought) == {}
    assert names(tmp_path) == [
        "workshop.db",
        "workshop.db-shm",
        "workshop.db-wal",
    ]
    assert (tmp_path / "workshop.db-wal").read_bytes() == b""


async def test_nothing_is_written_after_it(db: Database) -> None:
    """Somebody whose message was being handled must not come back with it."""
    await purging.purge(db, now=AFTER)

    with pytest.raises(WritingOver):
        await participants.speak(db, 1, Locale.EN, now=AFTER)

    assert await db.all("SELECT 1 FROM participant") == []


async def test_who_waits_for_the_writer_comes_too_late(db: Database) -> None:
    async with db.transaction():
        ends = asyncio.create_task(purging.purge(db, now=AFTER))
        await asyncio.sleep(0)
        comes = asyncio.create_task(participants.speak(db, 1, Locale.EN, now=AFTER))
        await asyncio.sleep(0)

    await ends
    with pytest.raises(WritingOver):
        await comes


async def test_a_purge_that_fails_changes_nothing(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await traces.leave(db)

    async def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(rows, "note", fails)
        with pytest.raises(sqlite3.OperationalError):
            await purging.purge(db, now=AFTER)

    assert await rows.report(db) is None
    assert (await rows.counts(db))[Erased.PEOPLE] == 2
    await participants.speak(db, 1, Locale.EN, now=AFTER)  # and it goes on


async def test_the_second_time_deletes_what_is_left_over(db: Database, tmp_path: Path) -> None:
    first = await purging.purge(db, now=AFTER)
    with closing(sqlite3.connect(tmp_path / "workshop.db")) as other:
        other.execute("INSERT INTO organisation (name, key) VALUES ('Left Over', 'left over')")
        other.commit()

    assert await purging.purge(db, now=AFTER + timedelta(days=1)) == first

    assert await db.all("SELECT 1 FROM organisation") == []


async def test_the_key_of_another_database_is_let_alone(db: Database, tmp_path: Path) -> None:
    key = tmp_path / "workshop.key"
    await keys.seal(db, key)
    key.unlink()
    other = key_file.read_or_make(key)

    await purging.purge(db, now=AFTER)
    assert await purging.finish(db, key) == (True, KeyEnd.ELSEWHERE)

    assert key_file.read_or_make(key) == other


async def test_a_key_that_lies_elsewhere_is_deleted_once_it_is_known_where(
    db: Database, tmp_path: Path
) -> None:
    key = tmp_path / "other.key"
    await keys.seal(db, key)

    await purging.purge(db, now=AFTER)
    for _twice in range(2):
        assert await purging.finish(db, tmp_path / "w.key") == (True, KeyEnd.ELSEWHERE)
    assert key.exists()

    assert await purging.finish(db, key) == (True, KeyEnd.GONE)
    assert not key.exists()
    assert await key_marks.of(db) is None


async def test_a_key_that_cannot_be_deleted_is_tried_again(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "workshop.key"
    await keys.seal(db, key)
    await purging.purge(db, now=AFTER)

    def fails(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(key_file, "remove", fails)
        assert await purging.finish(db, key) == (True, KeyEnd.KEPT)
    assert key.exists()

    assert await purging.finish(db, key) == (True, KeyEnd.GONE)
    assert not key.exists()


async def test_a_key_whose_end_cannot_be_noted_is_looked_for_again(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "workshop.key"
    await keys.seal(db, key)
    await purging.purge(db, now=AFTER)

    async def fails(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(key_marks, "forget", fails)
        assert await purging.finish(db, key) == (True, KeyEnd.KEPT)
    assert await purging.finish(db, key) == (True, KeyEnd.ELSEWHERE)


async def test_what_a_killed_start_left_of_the_key_goes_too(db: Database, tmp_path: Path) -> None:
    key = tmp_path / "workshop.key"
    await keys.seal(db, key)
    (tmp_path / "workshop.key.0123abcd").write_text(key.read_text("ascii"), "ascii")
    (tmp_path / "workshop.key.note").write_text("not a key", "ascii")

    await purging.purge(db, now=AFTER)
    await purging.finish(db, key)

    assert [name for name in names(tmp_path) if ".key" in name] == ["workshop.key.note"]


async def test_a_reader_in_the_way_is_told_of(db: Database, tmp_path: Path) -> None:
    await traces.leave(db)
    with closing(sqlite3.connect(tmp_path / "workshop.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM participant").fetchall()
        await purging.purge(db, now=AFTER)
        assert await purging.finish(db, None) == (False, KeyEnd.GONE)
        other.execute("COMMIT")

    assert await purging.finish(db, None) == (True, KeyEnd.GONE)
    assert traces.found(tmp_path) == {}


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (moment("2025-09-30", 23, 59), False),
        (moment("2025-10-01", 0), True),
        (moment("2026-01-01"), True),
    ],
)
def test_the_day_begins_at_local_midnight(agenda: Agenda, at: datetime, due: bool) -> None:
    event = replace(agenda.event, purge_on=datetime(2025, 10, 1, tzinfo=UTC).date())
    assert purging.is_due(event, at) is due


@pytest.mark.parametrize(
    ("at", "subjects"),
    [
        (moment("2025-09-24", 8, 59), []),
        (moment("2025-09-24"), ["7@2025-10-01"]),
        (moment("2025-09-30", 8, 59), ["7@2025-10-01"]),
        (moment("2025-09-30"), ["1@2025-10-01"]),
        (moment("2025-09-30", 23, 59), ["1@2025-10-01"]),
        (moment("2025-10-01", 0), []),
    ],
)
async def test_organisers_are_warned_once_of_the_latest(
    db: Database, agenda: Agenda, sokha: Participant, at: datetime, subjects: list[str]
) -> None:
    event = replace(agenda.event, purge_on=datetime(2025, 10, 1, tzinfo=UTC).date())
    its = replace(agenda, event=event)

    for _twice in range(2):
        await purging.warn(db, its, now=at)

    queued = await db.all("SELECT * FROM delivery")
    assert [(row["participant_id"], row["subject"]) for row in queued] == [
        (sokha.id, each) for each in subjects
    ]
    assert {row["expires_at"] for row in queued} <= {"2025-09-30T17:00:00Z"}


def test_the_report_is_read_as_it_was_written() -> None:
    assert set(json.loads(json.dumps(dict.fromkeys(Erased, 1)))) == set(Erased)
