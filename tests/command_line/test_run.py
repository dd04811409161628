"""What keeps `workshop-bot run` and `demo` from starting."""

import socket
from contextlib import closing
from pathlib import Path

import pytest

from tests.command_line.conftest import Says

MISSING = "BOT_TOKEN: is missing; @BotFather gives one, like 123456:ABC-DEF… ."


def test_run_without_a_token(says: Says, tmp_path: Path) -> None:
    assert says("run") == (1, "", f"{MISSING}\n")
    assert list(tmp_path.iterdir()) == []


def test_settings_are_read_from_the_folder_s_env_file(says: Says, tmp_path: Path) -> None:
    tmp_path.joinpath(".env").write_text("LOG_LEVEL=LOUD\nBOT_API_URL=nowhere\n", "utf-8")

    assert says("run", LOG_LEVEL="info") == (
        1,
        "",
        f"{MISSING}\nBOT_API_URL: write an address like https://api.telegram.org .\n",
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


def test_the_demo_on_a_port_that_is_taken(says: Says) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        code, said, wrong = says("demo", f"--port={port}")

    assert (code, said) == (1, "")
    assert wrong.startswith(f"The demo cannot use port {port}: ")
    assert wrong.count("\n") == 1
