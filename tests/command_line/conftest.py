"""The command line, as a shell runs it."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.settings import BUILT_IN

_LIBRARIES = ("aiohttp", "aiosqlite", "apscheduler", "asyncio", "httpcore", "httpx", "telegram")

Says = Callable[..., tuple[int, str, str]]


@pytest.fixture
def says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Says:
    """Run a command in an empty folder: its exit code, what it says, and what is wrong."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "DATABASE", "EVENT_FILE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    # What the command does to the log is undone at the end.
    for log in (logging.getLogger(), *map(logging.getLogger, _LIBRARIES)):
        monkeypatch.setattr(log, "level", log.level)
        monkeypatch.setattr(log, "handlers", log.handlers[:])

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
