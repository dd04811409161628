"""The stage; how it stands is in screens/stage.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.views import pages
from bot.views import stage as views
from bot.views.screen import Screen
from storage.models import Agenda, Locale, Mark, OnStage, Participant, Role, Session


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    at: Callable[..., datetime],
    dara: Participant,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    dara = replace(dara, locale=locale, role=Role.ORGANISER)

    def mark(session_id: str, *when: int, by: str | None = None, by_id: int | None = 2) -> Mark:
        return Mark(session_id, at(*when), None, by_id, by)

    def stage(now: datetime, its: Mark | None = None, late: int = 0, **more: Any) -> Screen:
        on = tuple(each for each in agenda.sessions if each.starts_at <= now < each.ends_at)
        until = at(12) if its else None
        may_move = bool(more.pop("may_move", True))
        standing = OnStage(on, its, until, agenda.sessions, late, may_move)
        return views.stage(agenda, standing, dara, now=now, **more)

    mine = mark("panel", 10, 40, by_id=dara.id, by=dara.name)
    theirs = mark("panel", 10, 57, by="Sok <b>")
    over = mark("coffee-break", 10, 30)
    screens = {
        "before the doors open": stage(at(8)),
        "just marked, by oneself": stage(at(10, 40), mine, -5, said=views.MARKED),
        "begun late, in place of another's": stage(
            at(10, 57), theirs, 10, said=views.MARKED, replaced=over
        ),
        "the same, in place of somebody's who has a name": stage(
            at(10, 57), theirs, 10, said=views.MARKED, replaced=replace(over, by="Mony")
        ),
        "begun late, for a moderator": stage(at(10, 57), theirs, 10, may_move=False),
        "running over": stage(at(10, 52), over, 10),
        "running over a little": stage(at(10, 47), over),
        "by the clock again": stage(at(10, 47), said=views.BY_CLOCK),
        "from the tenth on": stage(at(8), first=9),
        "no such page": stage(at(8), first=99),
        "on a day with nothing": views.stage(
            agenda, OnStage((), None, None, (), 0, True), dara, now=at(9, day=2)
        ),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("stage", locale)


@pytest.mark.parametrize("locale", Locale)
def test_a_big_day_fits(big_agenda: Agenda, dara: Participant, locale: Locale) -> None:
    dara = replace(dara, locale=locale)
    sessions: tuple[Session, ...] = big_agenda.days[0].sessions
    for first in range(-2, len(sessions) + 1):
        on = OnStage(sessions[:5], None, None, sessions, 0, True)
        screen = views.stage(big_agenda, on, dara, now=sessions[3].starts_at, first=first)
        assert pages.length(screen.text) <= pages.LIMIT
        assert 0 < sum(len(row) for row in screen.rows) <= views.A_PAGE + 6
