"""Screens as people read them: `screens/<view>.<locale>.txt` holds each one whole, under its name.

A screen is written as its HTML and, below, a line for each row of buttons: `[label > data]` under
a message, `(label)` in place of the keyboard.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.views.screen import Screen
from storage.models import Agenda, Level, Locale, Participant, Plan, RegistrationStatus, Role

HERE = Path(__file__).parent
_NAME = re.compile(r"^=== (.+) ===\n", re.MULTILINE)


@pytest.fixture(scope="session")
def agenda(built_in: Plan) -> Agenda:
    """The agenda of the concept note, without a database."""
    return Agenda(built_in.event, built_in.sessions)


@pytest.fixture(scope="session")
def at() -> Callable[..., datetime]:
    """A local time of July 2025 in Phnom Penh, the event's third day of the month by default."""

    def moment(hour: int, minute: int = 0, *, day: int = 3) -> datetime:
        return datetime(2025, 7, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)

    return moment


@pytest.fixture(scope="session")
def dara() -> Participant:
    """Somebody from Kampot who is registered."""
    return Participant(
        id=1,
        telegram_id=1001,
        locale=Locale.KM,
        role=Role.ATTENDEE,
        status=RegistrationStatus.REGISTERED,
        joined_at=datetime(2025, 6, 20, 3, 0, tzinfo=UTC),
        consented_at=datetime(2025, 6, 20, 3, 1, tzinfo=UTC),
        registered_at=datetime(2025, 6, 20, 3, 5, tzinfo=UTC),
        name="សុខ ដារ៉ា",
        organisation="ODC",
        level=Level.SUB_NATIONAL,
        province="kampot",
        position=None,
        phone="012345678",
        ticket_code="K7M2PX",
        unreachable_since=None,
        step=None,
    )


@pytest.fixture(scope="session")
def shown() -> Callable[[Screen], str]:
    """A screen written out whole."""

    def write(screen: Screen) -> str:
        assert not (screen.rows and screen.keys)
        rows = [
            " ".join(f"[{button.label} > {button.callback.encode()}]" for button in row)
            for row in screen.rows
        ]
        rows += [
            " ".join(f"({key.label}{' > contact' * key.contact})" for key in row)
            for row in screen.keys
        ]
        rows += ["(keys are taken away)"] * screen.clears_keys
        return "\n".join([str(screen.text), *rows])

    return write


@pytest.fixture(scope="session")
def written() -> Callable[[str, Locale], dict[str, str]]:
    """The screens of a view that stand in its file, by name."""

    def look_up(view: str, locale: Locale) -> dict[str, str]:
        text = (HERE / "screens" / f"{view}.{locale}.txt").read_text("utf-8")
        _, *parts = _NAME.split(text)
        return {
            name: screen.strip("\n") for name, screen in zip(parts[::2], parts[1::2], strict=True)
        }

    return look_up
