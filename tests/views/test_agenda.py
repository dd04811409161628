"""The agenda's screens; how they stand is in screens/agenda.*.txt."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.services import agenda as service
from bot.views import agenda as views
from bot.views.screen import Screen
from storage.models import Agenda, Locale

Moment = Callable[..., datetime]


def day(
    agenda: Agenda, now: datetime, locale: Locale, *, shown: int = 0, page: int = 0, star: str = ""
) -> Screen:
    return views.day(
        agenda,
        shown=shown,
        page=page,
        phases=tuple(
            service.phase(agenda, session, now) for session in agenda.days[shown].sessions
        ),
        starred=frozenset({star}),
        locale=locale,
    )


@pytest.mark.parametrize("locale", Locale)
def test_the_day_before_during_and_after(
    agenda: Agenda,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    screens = {
        "08:20, the panel starred": shown(day(agenda, at(8, 20), locale, star="panel")),
        "10:35, in the coffee break": shown(day(agenda, at(10, 35), locale)),
        "16:45, when all is over": shown(day(agenda, at(16, 45), locale)),
    }

    assert screens == written("agenda", locale)


@pytest.mark.parametrize("locale", Locale)
def test_days_pages_and_rooms_of_a_big_event(
    big_agenda: Agenda,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    now = big_agenda.sessions[25].starts_at
    screens = {
        "the first page of the second day": shown(day(big_agenda, now, locale, shown=1)),
        "its last page": shown(day(big_agenda, now, locale, shown=1, page=1)),
    }

    assert screens == written("agenda-big", locale)


def test_a_page_that_is_not_there_is_the_nearest_one(big_agenda: Agenda) -> None:
    now = big_agenda.sessions[0].starts_at

    first, last = (day(big_agenda, now, Locale.EN, page=page) for page in (0, 1))

    assert day(big_agenda, now, Locale.EN, page=-3) == first
    assert day(big_agenda, now, Locale.EN, page=10**40) == last
    assert first != last
