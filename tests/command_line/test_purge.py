"""`workshop-bot purge`."""

import asyncio
import builtins
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.i18n import dates
from bot.services import agenda, event_file, keys, purging
from bot.settings import BUILT_IN
from storage import lock
from storage import purging as rows
from storage.database import Database
from storage.models import Locale
from tests import traces
from tests.command_line.conftest import Says

HAD = """\
• People who used the bot: 2
• Registrations: 2
• Registered at the desk: 1
• Check-ins: 1
• Organisations that they named: 1
• Registrations and texts not finished: 1
• Messages that were noted: 1
• Announcements: 1
• Invitations: 1
• Linked groups and channels: 1
• Drafts of the agenda: 1
• Stand-ins of votes, reports and survey answers: 1–4
• Sealed ways back to those who asked: 1–4
• Survey answers that were not sent, or of too few people: 1–4
• Questions declined for their personal data: 1–4
"""
LEFT = """\
Please delete yourself, wherever they are:
• backups of the database
• exported files and lists of participants
• the log
• copies of the key file
"""
ELSEWHERE = {"SECRET_KEY_FILE": "other.key"}


def made(path: Path, *, people: bool = True, last_day: date = date(2025, 7, 3)) -> str:
    """Make a database as it is when the event is over; return the event's id."""

    async def make() -> str:
        now = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)
        db = await Database.open(path, now=now)
        try:
            file = event_file.read(BUILT_IN)
            await agenda.load_event(db, file, now=now)
            await keys.seal(db, path.with_suffix(".key"))
            if people:
                await traces.leave(db)
            async with db.transaction() as tx:
                await tx.all("UPDATE event SET last_day = ?1", (last_day.isoformat(),))
        finally:
            await db.close()
        return file.event.id

    return asyncio.run(make())


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Let somebody sit at the terminal who types this when asked."""

    def sits(text: str) -> list[str]:
        asked: list[str] = []

        def typed(prompt: str) -> str:
            asked.append(prompt)
            return text

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(builtins, "input", typed)
        return asked

    return sits


def reported(said: str) -> str:
    """Leave out the first line, whose day may be tomorrow's in Phnom Penh."""
    first, _, rest = said.partition("\n")
    assert first.startswith("Personal data was deleted on ")
    return rest


def test_purge_deletes_everything_and_says_what(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")
    assert set(traces.found(tmp_path)) == {*traces.TEXTS, *map(str, traces.IDS)}

    code, said, wrong = says("purge", "--yes", DATABASE="w.db")

    assert (code, wrong) == (0, "")
    assert reported(said) == HAD + LEFT
    assert traces.found(tmp_path) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.db", "w.db.lock"]


def test_purge_in_khmer(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")

    _, said, _ = says("purge", "--yes", DATABASE="w.db", LANG="km_KH.UTF-8")

    assert said.startswith("ទិន្នន័យផ្ទាល់ខ្លួនត្រូវបានលុបនៅថ្ងៃ")
    assert "• អ្នកដែលបានប្រើ bot៖ ២\n" in said


def test_whoever_types_the_events_id_has_confirmed(
    says: Says, tmp_path: Path, types: Callable[[str], list[str]]
) -> None:
    event = made(tmp_path / "w.db")
    asked = types(f"{event}\n")

    code, said, _ = says("purge", DATABASE="w.db")

    assert code == 0
    title = "To be deleted for good from “Workshop on Digital Government Policy 2022-2035”:\n"
    assert said.startswith(title + HAD)
    assert asked == [f"To delete it, type {event}: "]
    assert traces.found(tmp_path) == {}


def test_whoever_types_something_else_has_not(
    says: Says, tmp_path: Path, types: Callable[[str], list[str]]
) -> None:
    made(tmp_path / "w.db")
    types("yes")

    code, _, wrong = says("purge", DATABASE="w.db")

    assert (code, wrong) == (1, "Nothing was deleted.\n")
    assert set(traces.found(tmp_path)) == {*traces.TEXTS, *map(str, traces.IDS)}


def test_without_a_terminal_it_wants_yes(
    says: Says, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "w.db")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    assert says("purge", DATABASE="w.db") == (
        1,
        "",
        "Nobody is there to confirm it: type the command yourself, or add --yes.\n",
    )
    assert set(traces.found(tmp_path)) == {*traces.TEXTS, *map(str, traces.IDS)}


def test_before_the_event_is_over_it_wants_early(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db", last_day=date(2199, 7, 3))

    assert says("purge", "--yes", DATABASE="w.db") == (
        1,
        "",
        "The event lasts until Wednesday, 3 July 2199: to delete before it is over, add --early.\n",
    )
    assert says("purge", "--yes", "--early", DATABASE="w.db")[0] == 0
    assert traces.found(tmp_path) == {}


def test_while_the_bot_runs_it_deletes_nothing(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")
    with lock.hold(tmp_path / "w.db"):
        code, said, wrong = says("purge", "--yes", DATABASE="w.db")

    assert (code, said) == (1, "")
    day = dates.date(event_file.read(BUILT_IN).event.purge_on, Locale.EN)
    assert wrong == (
        f"The bot runs on this database: stop it first, or let it delete by itself on {day}.\n"
    )
    assert set(traces.found(tmp_path)) == {*traces.TEXTS, *map(str, traces.IDS)}


def test_the_second_time_says_when_and_asks_nothing(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")
    first = says("purge", "--yes", DATABASE="w.db")
    with closing(sqlite3.connect(tmp_path / "w.db")) as db:
        db.execute("UPDATE purge SET purged_at = '2025-10-01T01:00:00Z'")
        db.commit()

    code, said, wrong = says("purge", DATABASE="w.db")

    assert (code, wrong) == (0, "")
    assert said.startswith("Personal data was deleted on Wednesday, 1 October 2025.\n")
    assert reported(said) == reported(first[1])


def test_killed_in_between_it_is_finished_the_next_time(says: Says, tmp_path: Path) -> None:
    """The rows are gone, the file was not written anew, and the key is there."""
    made(tmp_path / "w.db")

    async def half() -> None:
        db = await Database.open(tmp_path / "w.db", now=datetime.now(UTC))
        await purging.purge(db, now=datetime.now(UTC))
        for connection in reversed(db._connections):  # no last word: it was killed
            await connection.close()

    asyncio.run(half())
    assert (tmp_path / "w.key").exists()

    assert says("purge", DATABASE="w.db")[0] == 0

    assert not (tmp_path / "w.key").exists()
    assert traces.found(tmp_path) == {}


def test_a_key_that_lies_elsewhere_is_asked_for_before_anything_is_deleted(
    says: Says, tmp_path: Path
) -> None:
    """The bot ran with SECRET_KEY_FILE, and whoever purges did not set it."""
    made(tmp_path / "w.db")
    elsewhere = (tmp_path / "w.key").rename(tmp_path / "other.key")

    code, said, wrong = says("purge", "--yes", DATABASE="w.db")

    assert (code, said) == (1, "")
    assert wrong == f"Nothing was deleted. {keys.GONE.format(path='w.key')}\n"
    assert "SECRET_KEY_FILE" in wrong
    assert set(traces.found(tmp_path)) == {*traces.TEXTS, *map(str, traces.IDS)}

    assert says("purge", "--yes", DATABASE="w.db", **ELSEWHERE)[0] == 0
    assert not elsewhere.exists()
    assert traces.found(tmp_path) == {}


def test_another_databases_key_in_its_place_is_no_key(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")
    (tmp_path / "w.key").write_text("0" * 64, "ascii")

    code, _, wrong = says("purge", "--yes", DATABASE="w.db", LANG="km_KH.UTF-8")

    assert code == 1
    assert wrong == f"មិនបានលុបអ្វីទេ។ {keys.ANOTHER.format(path='w.key')}\n"


def test_who_lost_the_key_for_good_says_so_first(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")
    (tmp_path / "w.key").unlink()

    assert says("purge", "--yes", DATABASE="w.db")[0] == 1
    assert says("new-key", DATABASE="w.db")[0] == 0
    assert says("purge", "--yes", DATABASE="w.db")[0] == 0

    assert traces.found(tmp_path) == {}


def test_a_key_left_by_a_purge_is_asked_for_until_it_is_gone(says: Says, tmp_path: Path) -> None:
    """The bot purged and could not delete its key; whoever does it now does not set its place."""
    made(tmp_path / "w.db")
    elsewhere = (tmp_path / "w.key").rename(tmp_path / "other.key")

    async def half() -> None:
        db = await Database.open(tmp_path / "w.db", now=datetime.now(UTC))
        await purging.purge(db, now=datetime.now(UTC))
        await db.close()

    asyncio.run(half())

    for _twice in range(2):
        code, said, _ = says("purge", DATABASE="w.db")
        assert code == 1
        assert said.split(LEFT, maxsplit=1)[0].endswith(
            "Not finished: the key file is not at w.key. If it lies elsewhere, set SECRET_KEY_FILE"
            " to it and run purge again. If it is deleted already, nothing is left to do.\n"
        )
    assert elsewhere.exists()
    assert says("purge", DATABASE="w.db", **ELSEWHERE)[0] == 0
    assert not elsewhere.exists()
    assert says("purge", DATABASE="w.db")[0] == 0


def test_a_disk_that_fails_is_one_line(
    says: Says, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "w.db")

    async def fails(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(rows, "delete", fails)
        code, said, wrong = says("purge", "--yes", DATABASE="w.db")
    assert (code, said) == (1, "")
    assert wrong == (
        "w.db could not be written (database or disk is full): personal data is still in it. Mend"
        " that, end other programs that have it open, and run: workshop-bot purge.\n"
    )
    assert says("purge", "--yes", DATABASE="w.db")[0] == 0
    assert traces.found(tmp_path) == {}


def test_by_a_link_to_the_database_its_key_is_found(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")
    (tmp_path / "link.db").symlink_to("w.db")
    assert says("purge", "--yes", DATABASE="link.db")[0] == 0
    assert not (tmp_path / "w.key").exists()
    assert traces.found(tmp_path) == {}


def test_without_a_database(says: Says, tmp_path: Path) -> None:
    assert says("purge", DATABASE="w.db") == (
        1,
        "",
        "w.db does not exist; set DATABASE to the file that was used.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_without_an_event(says: Says, tmp_path: Path) -> None:
    async def make() -> None:
        db = await Database.open(tmp_path / "w.db", now=datetime.now(UTC))
        await db.close()

    asyncio.run(make())

    assert says("purge", "--yes", DATABASE="w.db") == (
        1,
        "",
        "The database holds no event; set DATABASE to the file that was used.\n",
    )


def test_backup_and_export_go_on_afterwards(says: Says, tmp_path: Path) -> None:
    made(tmp_path / "w.db")
    says("purge", "--yes", DATABASE="w.db")

    assert says("backup", "copy.db", DATABASE="w.db") == (0, "", "")
    assert says("export", "out", DATABASE="w.db")[0] == 0
    assert traces.found(tmp_path) == {}
