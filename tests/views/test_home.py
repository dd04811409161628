"""First contact and the way on; how it stands is in screens/home.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.callbacks import Place
from bot.views import home as views
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Contact,
    Locale,
    Participant,
    RegistrationStatus,
    Role,
    Step,
    Text,
)

NEW = RegistrationStatus.NONE


def test_the_language_is_asked_in_both() -> None:
    screen = views.choose_language(payload="session_panel")

    assert screen.text == "សូមជ្រើសរើសភាសា។\n\nPlease choose a language."
    assert [
        [(button.label, button.callback.encode()) for button in row] for row in screen.rows
    ] == [
        [("ភាសាខ្មែរ", "lang:km:session_panel")],
        [("English", "lang:en:session_panel")],
    ]


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    *,
    agenda: Agenda,
    big_agenda: Agenda,
    dara: Participant,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    dara = replace(dara, locale=locale)
    screens = {
        "for somebody new": views.home(agenda, replace(dara, status=NEW)),
        "in the middle of registering": views.home(
            agenda, replace(dara, status=NEW, step=Step.PHONE)
        ),
        "registered": views.home(agenda, dara),
        "waiting": views.home(agenda, replace(dara, status=RegistrationStatus.WAITING)),
        "an event of several days": views.home(big_agenda, replace(dara, status=NEW)),
        "help": views.help_(agenda.event, locale),
        "about": views.about(agenda.event, locale),
        "an old button": views.old_button(locale),
        "something failed": views.failed(locale),
        "not a text": views.not_text(locale),
        "an edited message": views.edited(locale),
        "an unknown command": views.unknown_command(locale),
        "nothing to cancel": views.nothing_to_cancel(locale),
        "the link of a ticket": views.desk_link(locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("home", locale)


def test_the_day_ends_with_the_session_that_ends_last(agenda: Agenda, dara: Participant) -> None:
    early, *_, last = agenda.sessions
    until_evening = replace(early, ends_at=last.ends_at.replace(hour=11))
    longer = Agenda(agenda.event, (until_evening, *agenda.sessions[1:]))

    text = views.home(longer, replace(dara, locale=Locale.EN)).text

    assert "When: Thursday, 3 July 2025 8:30 AM–6:30 PM\n" in text


def test_the_contact_is_what_the_event_file_gives(agenda: Agenda) -> None:
    def contact(*parts: Any) -> str | None:
        event = replace(agenda.event, contact=Contact(*parts))
        return views.contact(event, Locale.EN)

    assert contact(Text("លេខា", "Desk"), "012 345", "a@b.org") == "Contact: Desk, 012 345, a@b.org"
    assert contact(None, None, "a@b.org") == "Contact: a@b.org"
    assert contact(Text("លេខា", "Desk"), None, None) is None
    assert contact(None, None, None) is None


@pytest.mark.parametrize("locale", Locale)
def test_the_menu_is_one_that_telegram_takes(locale: Locale) -> None:
    menu = views.menu(locale)

    assert [name for name, _ in menu] == [
        *("start", "register", "agenda", "now", "ask", "questions", "survey", "settings"),
        *("language", "help", "privacy", "mydata", "cancel"),
    ]
    assert all(1 <= len(text) <= 256 for _, text in menu)


def test_a_word_that_names_a_screen_opens_it() -> None:
    named = {
        "agenda": Place.AGENDA,
        " AGENDA ": Place.AGENDA,
        "របៀប\u200bវារៈ": Place.AGENDA,
        "What is on now": Place.NOW,
        "ជំនួយ": Place.HELP,
        "mydata": Place.MY_DATA,
        "settings": Place.SETTINGS,
        "ការរំលឹក": Place.SETTINGS,
        "Change language": Place.LANGUAGE,
        "register": Place.HOME,
        "ចុះឈ្មោះ": Place.HOME,
        "My ticket": Place.HOME,
        "hello": Place.HOME,
        "អរគុណ": Place.HOME,
        "digital": None,
        "agenda digital": None,
    }
    assert {text: views.named(text) for text in named} == named


@pytest.mark.parametrize("locale", Locale)
def test_each_role_has_its_own_commands_after_the_main_menu(agenda: Agenda, locale: Locale) -> None:
    usual = [name for name, _ in views.menu(locale)]
    of_organisers = ["admin", "late", "checkin", "stage", "moderate", "announce", "team"]
    of_organisers += ["results", "export"]
    own = {
        Role.ATTENDEE: [],
        Role.SPEAKER: ["queue"],
        Role.HELPER: ["checkin"],
        Role.MODERATOR: ["checkin", "stage", "moderate"],
        Role.ORGANISER: of_organisers,
    }

    for role in Role:
        commands = views.menu(locale, role)
        assert [name for name, _ in commands] == [usual[0], *own[role], *usual[1:]]
        text = str(views.help_(agenda.event, locale, role).text)
        assert [name for name in [*of_organisers, "queue"] if f"/{name} — " in text] == own[role]
        names = [name for name, _ in views.menu(locale, role, speaks=True)]
        assert names == [
            usual[0],
            *(each for each in own[role] if each != "queue"),
            "queue",
            *usual[1:],
        ]
