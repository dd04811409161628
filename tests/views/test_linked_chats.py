"""Linked groups and channels; how they stand is in screens/linked_chats.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.views import linked_chats as views
from bot.views.screen import Screen
from storage.models import Agenda, ChatLanguage, LinkedChat, Locale


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    at: Callable[..., datetime],
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    team = LinkedChat(1, -1, "ក្រុមការងារ & <b>", ChatLanguage.BOTH, at(8), None)
    news = replace(team, id=2, title="News", language=ChatLanguage.KM, lost_since=at(10))
    many = [replace(team, id=n, language=ChatLanguage.EN) for n in range(1, 10)]
    link = "https://t.me/workshop_bot?startgroup=link_code"

    screens = {
        "none": views.every([], agenda, locale=locale),
        "two": views.every([team, news], agenda, locale=locale),
        "the last of nine": views.every(many, agenda, page=9, locale=locale),
        "written in the wrong place": views.every([], agenda, locale=locale, said=views.THERE),
        "unlinked": views.every([], agenda, locale=locale, said=views.UNLINKED),
        "one": views.one(team, agenda, locale),
        "a lost one": views.one(news, agenda, locale),
        "asked": views.ask_unlink(team, agenda, locale),
        "how to link": views.how_to_link(agenda, link=link, until=at(9, 20), locale=locale),
        "the code": views.code("workshop_bot", "code"),
        "said there": views.confirmed(agenda),
        "linked": views.linked(team, agenda, silent=False, locale=locale),
        "linked, but silent": views.linked(team, agenda, silent=True, locale=locale),
        "a bad code": views.bad_code("<b>Team</b>", locale),
    }

    found = {name: shown(screen) for name, screen in screens.items()}
    assert found == written("linked_chats", locale)
