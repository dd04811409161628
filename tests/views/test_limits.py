"""Every screen keeps to Telegram's limits, however much an event file says.

Source: Bot API, sendMessage, sendPhoto and InlineKeyboardMarkup; limits of keyboards as measured.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import clusters
from bot.services import agenda as service
from bot.views import agenda as agenda_views
from bot.views import home, now, pages, privacy, registration, search, session, standing, ticket
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Conversation,
    Draft,
    Locale,
    Organisation,
    Participant,
    Problem,
    SessionItem,
    Step,
    Stored,
    Text,
    Turn,
)

LABEL = 24
"""Clusters of a button in Khmer: more is cut on a small phone."""


def full(length: int) -> Text:
    return Text(("ក្ម& " * length)[:length], ("<a&b> " * length)[:length])


def overfull(agenda: Agenda) -> Agenda:
    """The agenda with every text as long as an event file may have it."""

    def filled(number: int) -> SessionItem:
        return SessionItem(full(120), number, qa=True)

    sessions = []
    for each in agenda.sessions:
        (part,) = each.speakers
        who = replace(
            part.speaker,
            name=full(120),
            honorific=full(120),
            position=full(120),
            organisation=full(120),
            biography=full(2000),
        )
        sessions.append(
            replace(
                each,
                title=full(120),
                description=full(2000),
                room=each.room and replace(each.room, name=full(120)),
                items=tuple(filled(n) for n in range(1, 11)),
                speakers=(replace(part, speaker=who, confirmed=False),),
            )
        )
    event = replace(
        agenda.event,
        title=full(120),
        topic=full(120),
        note=full(2000),
        venue=replace(agenda.event.venue, name=full(120), address=full(120)),
        contact=replace(agenda.event.contact, name=full(120), phone="1" * 120, email="e" * 120),
    )
    return Agenda(event, tuple(sessions))


def agenda_screens(agenda: Agenda, locale: Locale) -> Iterator[Screen]:
    """Every screen that shows the agenda: each day, page, card, moment and search."""
    starred = frozenset(each.id for each in agenda.sessions)
    for shown, day in enumerate(agenda.days):
        moment = day.sessions[len(day.sessions) // 2].starts_at
        for page in range(len(day.sessions)):
            yield agenda_views.day(
                agenda,
                shown=shown,
                page=page,
                phases=tuple(service.phase(agenda, each, moment) for each in day.sessions),
                starred=starred,
                locale=locale,
            )
        yield now.now(agenda, service.at(agenda, moment), now=moment, locale=locale)
    for each in agenda.sessions:
        found, before, after = service.find(agenda, each.id)
        yield session.card(
            agenda,
            found,
            before=before,
            after=after,
            day=service.day_of(agenda, found),
            phase=service.phase(agenda, found, agenda.sessions[0].starts_at),
            starred=True,
            locale=locale,
        )
    for n in (0, 1, 10, 60):
        yield search.found(
            agenda, agenda.sessions[:n], text="ក" * 4096, starred=starred, locale=locale
        )


def other_screens(agenda: Agenda, dara: Participant, locale: Locale) -> Iterator[Screen]:
    """Every other screen that says what people or event files wrote."""
    long: dict[str, Any] = {
        "name": "ឈ" * 80,
        "organisation": "អ" * 120,
        "position": "ម" * 80,
        "phone": "+" * 16,
    }
    reader = replace(dara, locale=locale, **long)
    draft = Draft(level=dara.level, province="preah-sihanouk", typed_organisation="អ" * 120, **long)
    close = tuple(Organisation(2**62 + n, "អ" * 120, "") for n in range(5))
    yield from (home.home(agenda, reader), home.help_(agenda.event, locale))
    yield home.choose_language(payload="p" * 50)
    yield from (privacy.notice(agenda.event, locale), standing.standing(reader, ahead=1000))
    yield from privacy.my_data(
        Stored(reader, frozenset(each.id for each in agenda.sessions), None, ()), agenda, locale
    )
    for step in Step:
        for problem in (None, *Problem):
            conversation = Conversation(1, step, replace(draft, misses=3))
            turn = Turn(conversation, problem=problem, close=close)
            yield registration.step(turn, agenda.event, locale)


def kept(screen: Screen) -> bool:
    """Whether a screen keeps to the limits."""
    buttons = [button for row in screen.rows for button in row]
    return (
        0 < pages.length(screen.text) <= 4096
        and all(len(button.callback.encode().encode()) <= 64 for button in buttons)
        and all(1 <= len(row) <= 8 for row in (*screen.rows, *screen.keys))
        and len(buttons) <= 100
        and all(button.label.strip() for button in buttons)
    )


@pytest.mark.parametrize("locale", Locale)
def test_a_big_event(big_agenda: Agenda, dara: Participant, locale: Locale) -> None:
    screens = [*agenda_screens(big_agenda, locale), *other_screens(big_agenda, dara, locale)]

    assert [screen for screen in screens if not kept(screen)] == []


@pytest.mark.parametrize("locale", Locale)
def test_a_big_event_whose_texts_are_as_long_as_can_be(
    big_agenda: Agenda, dara: Participant, locale: Locale
) -> None:
    agenda = overfull(big_agenda)
    screens = [*agenda_screens(agenda, locale), *other_screens(agenda, dara, locale)]

    assert [screen for screen in screens if not kept(screen)] == []


@pytest.mark.parametrize("locale", Locale)
def test_captions_fit(big_agenda: Agenda, dara: Participant, locale: Locale) -> None:
    agenda = overfull(big_agenda)
    reader = replace(dara, locale=locale, name="<&>" * 26)
    files = [
        ticket.ticket(agenda, reader, bot_username="a_bot"),
        ticket.calendar_file(agenda, locale),
    ]

    assert [pages.length(file.caption) <= 1024 for file in files] == [True, True]


def test_khmer_buttons_are_short(agenda: Agenda, big_agenda: Agenda, dara: Participant) -> None:
    """Except those that carry a name that somebody wrote."""
    screens = [
        *agenda_screens(agenda, Locale.KM),
        *agenda_screens(big_agenda, Locale.KM),
        *other_screens(agenda, dara, Locale.KM),
        standing.ask_withdraw(Locale.KM),
        standing.withdrawn(Locale.KM),
        privacy.ask_delete(Locale.KM, registered=True),
    ]
    labels = {button.label for screen in screens for row in screen.rows for button in row}
    labels |= {key.label for screen in screens for row in screen.keys for key in row}

    long = {label for label in labels if clusters.length(label) > LABEL}

    assert long == {"អ" * (registration.LABEL - 1) + "…"}
