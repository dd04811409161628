"""What people are reminded of; how it stands is in screens/reminders.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.services import agenda as service
from bot.services import changes, reminder_times
from bot.views import pages
from bot.views import reminders as views
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Locale,
    Phase,
    Room,
    Session,
    SessionChange,
    SessionStatus,
    Stage,
    Text,
)

Moment = Callable[..., datetime]
ANNEX = Room("annex", Text("សាលតូច", "Annex"))


def changed(agenda: Agenda, session_id: str, **how: Any) -> Agenda:
    """The agenda with one session changed today."""
    sessions = tuple(
        replace(each, **how) if each.id == session_id else each for each in agenda.sessions
    )
    its: tuple[SessionChange, ...] = changes.between(agenda.sessions, sessions)
    return replace(agenda, sessions=sessions, changes=its)


def reminder(agenda: Agenda, session_id: str, now: datetime, locale: Locale) -> Screen:
    session = agenda.session(session_id)
    assert session is not None
    phase = service.phase(agenda, session, now)
    return views.session(agenda, session, phase=phase, now=now, locale=locale)


@pytest.mark.parametrize("locale", Locale)
def test_a_session(
    agenda: Agenda,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    def panel(now: datetime, its: Agenda = agenda) -> str:
        return shown(reminder(its, "panel", now, locale))

    until = at(12)
    early = replace(agenda, stage=Stage("panel", at(10, 38), until))
    overrun = replace(agenda, stage=Stage("coffee-break", at(10, 30), until))
    moved = changed(agenda, "panel", starts_at=at(11))
    rehoused = changed(agenda, "panel", room=ANNEX)
    screens = {
        "ten minutes before": panel(at(10, 35)),
        "twenty seconds before": panel(at(10, 44) + timedelta(seconds=40)),
        "when it begins": panel(at(10, 45)),
        "on stage before its time": panel(at(10, 40), early),
        "while the one before goes on": panel(at(10, 50), overrun),
        "moved": panel(at(10, 50), moved),
        "in another room": panel(at(10, 35), rehoused),
        "a break": shown(reminder(agenda, "lunch-break", at(11, 50), locale)),
    }

    assert screens == written("reminders", locale)


@pytest.mark.parametrize("locale", Locale)
def test_the_day_s_plan(
    agenda: Agenda,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    def plan(its: Agenda, starred: frozenset[str] = frozenset()) -> str:
        day = reminder_times.day_of(its, "2025-07-03")
        assert day is not None
        return shown(views.morning(its, day.date, starred=starred, locale=locale))

    late = changed(agenda, "panel", starts_at=at(11))
    off = changed(agenda, "closing", status=SessionStatus.CANCELLED)
    screens = {
        "the day": plan(agenda),
        "a session starred, one moved": plan(late, frozenset({"plenary"})),
        "a session cancelled": plan(off),
    }

    assert screens == written("morning", locale)


def test_more_names_than_a_reminder_takes(agenda: Agenda, at: Moment) -> None:
    panel = agenda.session("panel")
    assert panel is not None
    crowd = changed(agenda, "panel", speakers=panel.speakers[:1] * 7)

    text = reminder(crowd, "panel", at(10, 35), Locale.EN).text

    assert text.splitlines()[-1].endswith(" and 3 more")


@pytest.mark.parametrize("locale", Locale)
def test_however_long_the_texts_a_message_takes_them(big_agenda: Agenda, locale: Locale) -> None:
    def full(session: Session) -> Session:
        long = Text("ក្ម& " * 24, "<a&b> " * 20)
        (part,) = session.speakers
        who = replace(part.speaker, name=long, honorific=long)
        parts = (replace(part, speaker=who, confirmed=False),) * 9
        room = replace(session.room or ANNEX, name=long)
        return replace(session, title=long, room=room, speakers=parts)

    its = Agenda(big_agenda.event, tuple(full(each) for each in big_agenda.sessions))
    starred = frozenset(each.id for each in its.sessions)
    screens = [views.morning(its, day.date, starred=starred, locale=locale) for day in its.days]
    screens += [
        views.session(its, each, phase=Phase.COMING, now=each.starts_at, locale=locale)
        for each in its.sessions
    ]

    assert max(pages.length(screen.text) for screen in screens) <= pages.LIMIT
    assert all("\n" in screen.text for screen in screens)
