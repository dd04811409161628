"""The command line, as a shell runs it."""

import asyncio
import os
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.services.event_fault import Problem
from bot.settings import BUILT_IN
from storage.database import Database

ROOT = Path(command_line.__file__).parents[1]
NO_TOKEN = "BOT_TOKEN: is missing; @BotFather gives one, like 123456:ABC-DEF… ."

Says = Callable[..., tuple[int, str, str]]


@pytest.fixture
def says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Says:
    """Run a command in an empty folder: its exit code, what it says, and what is wrong."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "DATABASE", "EVENT_FILE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["workshop-bot", *arguments])
            for name, value in environment.items():
                patched.setenv(name, value)
            try:
                command_line.main()
                code, wrong = 0, ""
            except SystemExit as end:
                code, wrong = (
                    (end.code, "") if isinstance(end.code, int) else (1, f"{end.code or ''}\n")
                )
        said = capsys.readouterr()
        return code, said.out, wrong + said.err

    return run


@pytest.fixture
def bad_file(tmp_path: Path) -> Path:
    """An event file with three faults."""
    text = BUILT_IN.read_text("utf-8")
    for right, wrong in (
        ('time_zone = "Asia/Phnom_Penh"', 'time_zone = "Asia/Angkor"'),
        ("capacity = 170", 'capacity = "many"'),
        ("end = 2025-07-03 10:30:00", "end = 2025-07-03 09:20:00"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    file = tmp_path / "event.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_good_file(says: Says) -> None:
    assert says("check", str(BUILT_IN)) == (
        0,
        f"{BUILT_IN} has no faults. Sessions: 11. Speakers: 12.\n",
        "",
    )


def test_a_good_file_in_khmer(says: Says) -> None:
    assert says("check", str(BUILT_IN), LANG="km_KH.UTF-8") == (
        0,
        f"{BUILT_IN} គ្មានកំហុសទេ។ វគ្គ៖ ១១។ វាគ្មិន៖ ១២។\n",
        "",
    )


def test_every_fault_of_a_bad_file(says: Says, bad_file: Path) -> None:
    assert says("check", str(bad_file)) == (
        1,
        "",
        "event.time_zone: There is no time zone “Asia/Angkor”."
        " Write a name like Asia/Phnom_Penh.\n"
        "event.capacity: This must be a whole number. Write it without quotation marks.\n"
        "sessions[4] (presentation).end: The session must end after it starts."
        " Correct one of the two times.\n",
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "km_KH.UTF-8"},
        {"LANG": "en_US.UTF-8", "LC_ALL": "km_KH.UTF-8"},
        {"LANG": "en_US.UTF-8", "LC_MESSAGES": "km_KH"},
    ],
)
def test_every_fault_in_khmer(says: Says, bad_file: Path, environment: dict[str, str]) -> None:
    assert says("check", str(bad_file), **environment) == (
        1,
        "",
        "event.time_zone: គ្មានតំបន់ម៉ោង «Asia/Angkor» ទេ។ សូមសរសេរឈ្មោះដូចជា Asia/Phnom_Penh។\n"
        'event.capacity: កន្លែងនេះត្រូវតែជាចំនួនគត់។ សូមសរសេរដោយគ្មានសញ្ញា "…"។\n'
        "sessions[4] (presentation).end: វគ្គត្រូវបញ្ចប់ក្រោយពេលចាប់ផ្ដើម។ សូមកែម៉ោងណាមួយ។\n",
    )


def test_lc_all_wins_over_lang(says: Says) -> None:
    _, said, _ = says("check", str(BUILT_IN), LANG="km_KH.UTF-8", LC_ALL="C.UTF-8")

    assert "has no faults" in said


def test_a_file_that_is_not_there(says: Says) -> None:
    problem = Problem.UNREADABLE_FILE.format(name="none.toml")

    assert says("check", "none.toml") == (1, "", f"file: {problem}\n")


def test_run_without_a_token(says: Says, tmp_path: Path) -> None:
    assert says("run") == (1, "", f"{NO_TOKEN}\n")
    assert list(tmp_path.iterdir()) == []


def test_settings_are_read_from_the_folder_s_env_file(says: Says, tmp_path: Path) -> None:
    tmp_path.joinpath(".env").write_text("LOG_LEVEL=LOUD\nBOT_API_URL=nowhere\n", "utf-8")

    assert says("run", LOG_LEVEL="info") == (
        1,
        "",
        f"{NO_TOKEN}\nBOT_API_URL: write an address like https://api.telegram.org .\n",
    )


def test_run_with_a_bad_event_file_changes_nothing(
    says: Says, tmp_path: Path, bad_file: Path
) -> None:
    token = "123456:ABC-DEF_ghijklmnopqrstuvwxyz0123456"  # noqa: S105 -- nobody's
    code, said, wrong = says("run", BOT_TOKEN=token, EVENT_FILE=str(bad_file), DATABASE="w.db")

    assert (code, said, wrong.count("\n")) == (1, "", 3)
    assert list(tmp_path.iterdir()) == [bad_file]


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        ("--clock-start", "yesterday", "write it like 2025-07-03T08:20:00+07:00"),
        (
            "--clock-start",
            "2025-07-03T08:20:00",
            "write the time zone too, like 2025-07-03T08:20:00+07:00",
        ),
        ("--clock-speed", "fast", "choose a speed from 0 to 3600"),
        ("--clock-speed", "-1", "choose a speed from 0 to 3600"),
        ("--clock-speed", "nan", "choose a speed from 0 to 3600"),
        ("--clock-speed", "3601", "choose a speed from 0 to 3600"),
    ],
)
def test_a_clock_that_cannot_be(says: Says, option: str, value: str, problem: str) -> None:
    code, said, wrong = says("run", f"{option}={value}")

    assert (code, said) == (2, "")
    assert wrong.splitlines()[-1] == f"workshop-bot run: error: argument {option}: {problem}"


def test_no_command(says: Says) -> None:
    code, _, wrong = says()

    assert code == 2
    assert wrong.splitlines()[-1].endswith("arguments are required: COMMAND")


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


def test_the_demo_on_a_port_that_is_taken(says: Says) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        code, said, wrong = says("demo", f"--port={port}")

    assert (code, said) == (1, "")
    assert wrong.startswith(f"The demo cannot use port {port}: ")
    assert wrong.count("\n") == 1


async def test_a_shell_runs_it(tmp_path: Path, bad_file: Path) -> None:
    """In a real process, in Khmer, and from another folder than the program's."""
    environment = {**os.environ, "LANG": "km_KH.UTF-8", "LC_ALL": "", "PYTHONUTF8": "1"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "check", str(bad_file)),
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, wrong = await process.communicate()

    assert (process.returncode, said) == (1, b"")
    assert wrong.decode("utf-8").splitlines()[1] == (
        'event.capacity: កន្លែងនេះត្រូវតែជាចំនួនគត់។ សូមសរសេរដោយគ្មានសញ្ញា "…"។'
    )


async def make(database: Path) -> None:
    db = await Database.open(database, now=datetime.now(UTC))
    await db.close()
