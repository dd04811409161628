"""`workshop-bot check FILE`."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.services.event_fault import Problem
from bot.settings import BUILT_IN
from tests.command_line.conftest import Says

ROOT = Path(command_line.__file__).parents[1]


def test_a_good_file(says: Says) -> None:
    assert says("check", str(BUILT_IN)) == (
        0,
        f"{BUILT_IN} has no faults. Sessions: 11. Speakers: 12. Questions of the survey: 22.\n",
        "",
    )


def test_a_good_file_in_khmer(says: Says) -> None:
    assert says("check", str(BUILT_IN), LANG="km_KH.UTF-8") == (
        0,
        f"{BUILT_IN} គ្មានកំហុសទេ។ វគ្គ៖ ១១។ វាគ្មិន៖ ១២។ សំណួរស្ទង់មតិ៖ ២២។\n",
        "",
    )


def test_a_file_without_a_survey(says: Says, tmp_path: Path) -> None:
    file = tmp_path / "event.toml"
    file.write_text(BUILT_IN.read_text("utf-8").partition("\n[survey]")[0], "utf-8")

    assert says("check", str(file)) == (
        0,
        f"{file} has no faults. Sessions: 11. Speakers: 12. Questions of the survey: 0.\n",
        "",
    )


def test_every_fault_of_a_bad_file(says: Says, bad_file: Path) -> None:
    assert says("check", str(bad_file)) == (
        1,
        "",
        (
            "event.time_zone: There is no time zone “Asia/Angkor”."
            " Write a name like Asia/Phnom_Penh.\n"
            "event.capacity: This must be a whole number. Write it without quotation marks.\n"
            "sessions[4] (presentation).end: The session must end after it starts."
            " Correct one of the two times.\n"
        ),
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
        (
            "event.time_zone: គ្មានតំបន់ម៉ោង «Asia/Angkor» ទេ។ សូមសរសេរឈ្មោះដូចជា Asia/Phnom_Penh។\n"
            'event.capacity: កន្លែងនេះត្រូវតែជាចំនួនគត់។ សូមសរសេរដោយគ្មានសញ្ញា "…"។\n'
            "sessions[4] (presentation).end: វគ្គត្រូវបញ្ចប់ក្រោយពេលចាប់ផ្ដើម។ សូមកែម៉ោងណាមួយ។\n"
        ),
    )


def test_lc_all_wins_over_lang(says: Says) -> None:
    _, said, _ = says("check", str(BUILT_IN), LANG="km_KH.UTF-8", LC_ALL="C.UTF-8")

    assert "has no faults" in said


def test_a_file_that_is_not_there(says: Says) -> None:
    problem = Problem.UNREADABLE_FILE.format(name="none.toml")

    assert says("check", "none.toml") == (1, "", f"file: {problem}\n")


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
