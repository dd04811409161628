"""What is on now; how it stands is in screens/now.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import agenda as service
from bot.views import now as views
from bot.views.screen import Screen
from storage.models import Agenda, Locale, Stage

Moment = Callable[..., datetime]


def now(agenda: Agenda, moment: datetime, locale: Locale) -> Screen:
    return views.now(agenda, service.at(agenda, moment), now=moment, locale=locale)


@pytest.mark.parametrize("locale", Locale)
def test_through_the_day_of_the_workshop(
    agenda: Agenda,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    moments = {
        "two weeks before": at(9, day=3) - timedelta(days=14),
        "the evening before": at(20, 30, day=2),
        "08:20, ten minutes before": at(8, 20),
        "10:35, in the coffee break": at(10, 35),
        "16:29:40, twenty seconds before the end": at(16, 29) + timedelta(seconds=40),
        "16:30, when all is over": at(16, 30),
    }

    screens = {name: shown(now(agenda, moment, locale)) for name, moment in moments.items()}

    assert screens == written("now", locale)


@pytest.mark.parametrize("locale", Locale)
def test_by_the_stage(
    agenda: Agenda,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    def marked(session_id: str, *when: int) -> Agenda:
        return replace(agenda, stage=Stage(session_id, at(*when), at(17)))

    screens = {
        "10:38, the panel has begun": now(marked("panel", 10, 37), at(10, 38), locale),
        "10:52, in the coffee break still": now(marked("coffee-break", 10, 30), at(10, 52), locale),
        "16:40, in the closing still": now(marked("closing", 16, 30), at(16, 40), locale),
    }

    found = {name: shown(screen) for name, screen in screens.items()}
    assert found == written("now-stage", locale)


@pytest.mark.parametrize("locale", Locale)
def test_through_three_days_with_gaps(
    big_agenda: Agenda,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    first_day_ends = big_agenda.sessions[19].ends_at
    moments = {
        "in the morning, five rooms at a time": big_agenda.sessions[0].starts_at,
        "between two days": first_day_ends + timedelta(hours=3),
    }

    screens = {name: shown(now(big_agenda, moment, locale)) for name, moment in moments.items()}

    assert screens == written("now-big", locale)


def test_a_gap_within_a_day(agenda: Agenda, at: Moment, shown: Callable[[Screen], str]) -> None:
    without_coffee = Agenda(
        agenda.event, tuple(each for each in agenda.sessions if each.id != "coffee-break")
    )

    assert shown(now(without_coffee, at(10, 31), Locale.EN)) == (
        "Nothing is on right now.\n"
        "\n"
        "Up next\n"
        "\n"
        "<b>Panel Discussion: What Does Digital Transformation mean for CSOs?</b>\n"
        "10:45 AM, in 14 min\n"
        "[10:45 AM > ses:panel]\n"
        "[Update > open:now]\n"
        "[Agenda > open:agenda] [Main menu > open:home]"
    )


def test_days_left_are_days_of_the_calendar(agenda: Agenda, at: Moment) -> None:
    """On Monday morning, Thursday morning is three days away, even if 71 hours are left."""
    text = now(agenda, at(9, 30, day=3) - timedelta(days=3), Locale.EN).text

    assert "Thursday, 3 July 2025 8:30 AM, in 3 days" in text
