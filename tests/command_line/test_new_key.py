"""`workshop-bot new-key`: goes on without a key that is lost, and not while the bot runs."""

from pathlib import Path

import pytest

from bot.__main__ import parser
from bot.commands import new_key, shell
from storage import lock
from storage.errors import DatabaseInUse


def test_it_waits_for_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "workshop.db"
    database.touch()
    monkeypatch.setattr(shell, "environment", lambda: {"DATABASE": str(database)})
    with lock.hold(database), pytest.raises(DatabaseInUse):
        new_key.run(parser().parse_args(["new-key"]))
    assert database.read_bytes() == b""


def test_the_next_start_makes_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "workshop.db"
    database.touch()
    monkeypatch.setattr(shell, "environment", lambda: {"DATABASE": str(database)})
    new_key.run(parser().parse_args(["new-key"]))
    said = f"The next start makes {tmp_path / 'workshop.key'}. Not told of an answer: 0.\n"
    assert capsys.readouterr().out == said
