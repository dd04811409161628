import runpy
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bot.services.event_file import parse

big_event = runpy.run_path(str(Path(__file__).with_name("big_event.py")))["big_event"]


def test_sixty_sessions_over_three_days_side_by_side_are_in_order() -> None:
    file = parse(big_event())

    assert len(file.sessions) == 60
    assert Counter(session.starts_at.day for session in file.sessions) == {10: 20, 11: 20, 12: 20}
    assert Counter(session.room for session in file.sessions) == dict.fromkeys(file.rooms, 12)
    assert file.sessions[0].starts_at == datetime(2026, 3, 10, 1, tzinfo=UTC)
    assert file.sessions[-1].ends_at == datetime(2026, 3, 12, 9, tzinfo=UTC)
