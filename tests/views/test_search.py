"""What a search shows; how it stands is in screens/search.*.txt."""

from collections.abc import Callable

import pytest

from bot.services import agenda as service
from bot.views import pages
from bot.views import search as views
from bot.views.screen import Screen
from storage.models import Agenda, Locale


def search(agenda: Agenda, text: str, locale: Locale) -> Screen:
    found = service.search(agenda, text)
    return views.found(agenda, found, text=text, starred=frozenset({"panel"}), locale=locale)


@pytest.mark.parametrize("locale", Locale)
def test_what_is_found(
    agenda: Agenda,
    big_agenda: Agenda,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    screens = {
        "several": search(agenda, "Digital", locale),
        "one": search(agenda, "closing", locale),
        "none": search(agenda, "zebra <b>", locale),
        "too many, on several days": search(big_agenda, "session", locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("search", locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("sign", ["x", "&", "ខ្មែរ ", "🐘"])
def test_a_very_long_text_is_answered_too(agenda: Agenda, sign: str, locale: Locale) -> None:
    """Telegram lets people write 4096 characters; what they wrote is not sent back whole."""
    screen = search(agenda, (sign * 4096)[:4096], locale)

    assert pages.length(screen.text) <= pages.LIMIT
