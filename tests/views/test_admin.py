"""The day at a glance; how it stands is in screens/admin.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.services import agenda as service
from bot.views import admin as views
from bot.views import pages
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    ChatLanguage,
    DeliveryKind,
    DeliveryStatus,
    Failure,
    Head,
    LinkedChat,
    Locale,
    Overview,
)

KM, EN = Locale


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    at: Callable[..., datetime],
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    def look(its: Overview, now: datetime, its_agenda: Agenda = agenda) -> Screen:
        return views.overview(its_agenda, its, service.at(its_agenda, now), now=now, locale=locale)

    empty = Overview(Head(0, 0, 0, {KM: 1, EN: 0}, 0), 0, None, (), 0, 0, ())
    chat = LinkedChat(1, -1, "Team", ChatLanguage.BOTH, at(8), None)
    full = Overview(
        Head(170, 3, 140, {KM: 131, EN: 39}, 5),
        212,
        at(16, 15),
        failures(at),
        2,
        1,
        (chat, replace(chat, id=2, lost_since=at(9))),
    )
    without_limit = replace(agenda, event=replace(agenda.event, capacity=None))
    screens = {
        "two weeks before": look(empty, at(9, day=1)),
        "in the middle": look(full, at(10, 50)),
        "everything is due": look(replace(full, chats=(chat,)), at(16, 20)),
        "something is due tomorrow": look(replace(full, until=at(9, day=4)), at(16, 20)),
        "when all is over, without a limit": look(empty, at(17), without_limit),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("admin", locale)


def failures(at: Callable[..., datetime]) -> tuple[Failure, ...]:
    """Return what failed: more than is shown."""
    kind, failed, unsure = (
        DeliveryKind.ANNOUNCEMENT,
        DeliveryStatus.FAILED,
        DeliveryStatus.UNCERTAIN,
    )
    return (
        Failure(kind, failed, "Bad Request: chat not found <b>", 2, at(10)),
        Failure(DeliveryKind.CHANGE, unsure, "no answer from Telegram", 1, at(10)),
        *(Failure(kind, failed, None, n, at(9)) for n in range(1, 6)),
    )


@pytest.mark.parametrize("locale", Locale)
def test_a_big_day_fits(big_agenda: Agenda, at: Callable[..., datetime], locale: Locale) -> None:
    its = Overview(Head(1, 1, 1, {KM: 1, EN: 1}, 1), 1, at(9), failures(at), 1, 1, ())
    now = big_agenda.sessions[0].starts_at
    screen = views.overview(big_agenda, its, service.at(big_agenda, now), now=now, locale=locale)

    assert pages.length(screen.text) <= pages.LIMIT
