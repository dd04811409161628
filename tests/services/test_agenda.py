"""The agenda at a moment, found, searched, starred."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services import agenda as agendas
from bot.services.errors import NoSuchSession
from storage import stars
from storage.database import Database
from storage.models import Agenda, Now, Participant, Phase, Plan

Join = Callable[..., Awaitable[Participant]]

# Moments of the big event: three days of four slots, 08:00 to 16:00, five sessions each.


def march(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def ids(found: Now) -> tuple[list[str], list[str], bool]:
    return [s.id for s in found.running], [s.id for s in found.next], found.begun


def slot(number: int) -> list[str]:
    """The five sessions of a slot, counted from 0 over the three days."""
    return [f"session-{number * 5 + room}" for room in range(1, 6)]


@pytest.mark.parametrize(
    ("moment", "running", "following", "begun"),
    [
        (march(1, 12), [], slot(0), False),
        (march(10, 7, 59), [], slot(0), False),
        (march(10, 8), slot(0), slot(1), True),
        (march(10, 9, 59), slot(0), slot(1), True),
        (march(10, 10), slot(1), slot(2), True),
        (march(10, 15, 59), slot(3), slot(4), True),
        (march(10, 16), [], slot(4), True),
        (march(11, 3), [], slot(4), True),
        (march(12, 14), slot(11), [], True),
        (march(12, 16), [], [], True),
        (march(30, 12), [], [], True),
    ],
)
def test_what_is_on(
    *,
    big_agenda: Agenda,
    moment: datetime,
    running: list[str],
    following: list[str],
    begun: bool,
) -> None:
    assert ids(agendas.at(big_agenda, moment)) == (running, following, begun)


def test_between_two_sessions_nothing_runs(big_agenda: Agenda) -> None:
    shorter = tuple(
        replace(s, ends_at=s.ends_at - timedelta(minutes=5)) for s in big_agenda.sessions
    )
    agenda = Agenda(big_agenda.event, shorter)
    assert ids(agendas.at(agenda, march(10, 9, 55))) == ([], slot(1), True)


def test_a_session_is_coming_running_past(big_agenda: Agenda) -> None:
    first = big_agenda.sessions[0]
    second = timedelta(seconds=1)
    moments = [
        first.starts_at - second,
        first.starts_at,
        first.ends_at - second,
        first.ends_at,
    ]
    assert [agendas.phase(big_agenda, first, moment) for moment in moments] == [
        Phase.COMING,
        Phase.RUNNING,
        Phase.RUNNING,
        Phase.PAST,
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (march(1, 12), 0),
        (march(10, 0), 0),
        (march(10, 23, 59), 0),
        (march(11, 0), 1),
        (march(12, 23), 2),
        (march(13, 0), 2),
    ],
)
def test_the_day_to_show_first(big_agenda: Agenda, moment: datetime, day: int) -> None:
    assert agendas.today(big_agenda, moment) == day


def test_on_a_day_without_sessions_the_next_day_is_shown(big_agenda: Agenda) -> None:
    outer = tuple(s for s in big_agenda.sessions if s.starts_at.day != 11)
    agenda = Agenda(big_agenda.event, outer)
    assert agendas.today(agenda, march(11, 9)) == 1
    assert [(day.date.day, len(day.sessions)) for day in agenda.days] == [(10, 20), (12, 20)]


def test_every_session_is_on_its_day(big_agenda: Agenda) -> None:
    found = [agendas.day_of(big_agenda, session) for session in big_agenda.sessions]
    assert found == [0] * 20 + [1] * 20 + [2] * 20


def test_a_session_is_found_between_its_neighbours(big_agenda: Agenda) -> None:
    sessions = big_agenda.sessions
    assert agendas.find(big_agenda, "session-1") == (sessions[0], None, sessions[1])
    assert agendas.find(big_agenda, "session-21") == (sessions[20], sessions[19], sessions[21])
    assert agendas.find(big_agenda, "session-60") == (sessions[59], sessions[58], None)


@pytest.mark.parametrize("session_id", ["", "session-61", "SESSION-1", "session-1 "])
def test_a_session_that_is_not_there(big_agenda: Agenda, session_id: str) -> None:
    with pytest.raises(NoSuchSession) as caught:
        agendas.find(big_agenda, session_id)
    assert str(caught.value) == session_id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # titles
        ("Lunch", ["lunch-break"]),
        ("lunch BREAK", ["lunch-break"]),
        ("break lunch", ["lunch-break"]),
        ("បទបង្ហាញ", ["presentation", "plenary"]),
        ("បទ\u200bបង្ហាញ", ["presentation", "plenary"]),
        ("\u200blunch\u200b", ["lunch-break"]),
        # people, their positions and organisations, in both languages
        ("luy theary", ["presentation"]),
        ("CADT", ["panel"]),
        ("dfat", ["panel"]),
        # descriptions and items: years in either kind of digits
        ("2022-2035", ["presentation"]),
        ("២០២២-២០៣៥", ["presentation"]),
        ("២០២២ 2035", ["presentation"]),
        # nothing
        ("zzz", []),
        ("lunch zzz", []),
        ("", []),
        ("   ", []),
        ("\u200b", []),
        ("?!", []),
    ],
)
def test_searching_the_workshop(built_in: Plan, text: str, found: list[str]) -> None:
    agenda = Agenda(built_in.event, built_in.sessions)
    assert [session.id for session in agendas.search(agenda, text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("វគ្គ 60", ["session-60"]),
        ("វគ្គ ៦០", ["session-60"]),
        ("SESSION ៦០", ["session-60"]),
        # the title first, then the speaker of that number
        ("20", ["session-20", "session-40", "session-60"]),
        ("speaker 20 room 5", ["session-20", "session-40", "session-60"]),
    ],
)
def test_searching_the_big_event(big_agenda: Agenda, text: str, found: list[str]) -> None:
    assert [session.id for session in agendas.search(big_agenda, text)] == found


def test_matches_in_titles_come_first(big_agenda: Agenda) -> None:
    # “3” stands in the titles of 3, 13, 23, 30 … 39, 43 and 53, and in rooms and speakers.
    found = [session.id for session in agendas.search(big_agenda, "3")]
    titles = [number for number in range(1, 61) if "3" in str(number)]
    assert found[: len(titles)] == [f"session-{number}" for number in titles]
    assert len(found) == len(set(found)) > len(titles)


async def test_stars_come_and_go(db: Database, agenda: Agenda, join: Join, now: datetime) -> None:
    dara, chan = await join(1), await join(2)

    async def starred() -> list[frozenset[str]]:
        return [await stars.of(db, person.id) for person in (dara, chan)]

    which: dict[str, Any] = {"agenda": agenda, "session_id": "panel", "now": now}
    await agendas.star(db, dara.id, **which)
    await agendas.star(db, dara.id, **which)
    assert await starred() == [frozenset({"panel"}), frozenset()]

    await agendas.unstar(db, chan.id, **which)
    assert await starred() == [frozenset({"panel"}), frozenset()]

    await agendas.unstar(db, dara.id, **which)
    await agendas.unstar(db, dara.id, **which)
    assert await starred() == [frozenset(), frozenset()]


async def test_a_session_that_is_gone_cannot_be_starred(
    db: Database, agenda: Agenda, join: Join, now: datetime
) -> None:
    dara = await join(1)
    for change in (agendas.star, agendas.unstar):
        with pytest.raises(NoSuchSession):
            await change(db, dara.id, agenda=agenda, session_id="gone", now=now)
    assert await stars.of(db, dara.id) == frozenset()
