"""Which reminders somebody wants; how it stands is in screens/settings.*.txt."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.services.reminder_times import LEADS
from bot.views import settings as views
from bot.views.screen import Screen
from storage.models import Locale, ReminderRule, ReminderScope


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    starred = ReminderRule(ReminderScope.STARRED, minutes=30, breaks=True, morning=False)

    def screen(rule: ReminderRule, *, concerned: bool = True) -> str:
        return shown(views.reminders(rule, leads=LEADS, concerned=concerned, locale=locale))

    screens = {
        "the usual reminders": screen(ReminderRule()),
        "starred ones, breaks, half an hour, no plan": screen(starred),
        "none": screen(ReminderRule(ReminderScope.NONE)),
        "before one is registered": screen(ReminderRule(), concerned=False),
    }

    assert screens == written("settings", locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("scope", ReminderScope)
def test_of_each_choice_one_is_marked(scope: ReminderScope, locale: Locale) -> None:
    rule = ReminderRule(scope)
    rows = views.reminders(rule, leads=LEADS, concerned=True, locale=locale).rows[:-1]

    marked: Counter[str] = Counter()
    for button in (button for row in rows for button in row):
        marked[button.callback.CODE] += button.label.startswith("✓ ")

    assert list(marked.values()) == [1] * (2 if scope is ReminderScope.NONE else 4)
