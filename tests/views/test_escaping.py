"""What people typed stays text: no tag but the catalogue's, and every sign of it shown."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.services.event_file import read
from bot.settings import BUILT_IN
from bot.views import deliveries, home, privacy, registration, search, standing, ticket
from simulator.html_reader import parse_html
from storage.models import (
    Agenda,
    Conversation,
    Draft,
    Level,
    Locale,
    Organisation,
    Participant,
    RegistrationStatus,
    Step,
    Stored,
    Turn,
)

FILE = read(BUILT_IN)
AGENDA = Agenda(FILE.event, FILE.sessions)
# What Telegram's reader takes for the start of a tag or a reference is drawn often.
TYPED = st.text(max_size=12) | st.text(alphabet="<>&;\"'/abi#3={}%$ក", max_size=12)
PLAIN = "x"


def written(dara: Participant, typed: str, locale: Locale) -> list[Markup]:
    """Every screen that says what somebody typed, with this said everywhere."""
    fields: dict[str, Any] = dict.fromkeys(
        ("name", "organisation", "position", "phone"), typed or PLAIN
    )
    person = replace(dara, locale=locale, **fields)
    draft = Draft(level=Level.NATIONAL, typed_organisation=typed, **fields)
    turns = [
        Turn(Conversation(1, step, draft), close=(Organisation(1, typed, ""),)) for step in Step
    ]
    stored = Stored(person, frozenset(), turns[0].conversation, ())
    return [
        home.home(AGENDA, person).text,
        home.home(AGENDA, replace(person, status=RegistrationStatus.WAITING)).text,
        standing.standing(person, ahead=0).text,
        deliveries.promoted(AGENDA, person).text,
        ticket.ticket(AGENDA, person, bot_username="a_bot").caption,
        search.found(AGENDA, [], text=typed, starred=frozenset(), locale=locale).text,
        search.found(AGENDA, AGENDA.sessions, text=typed, starred=frozenset(), locale=locale).text,
        registration.phone_taken(typed or None, locale).text,
        *(screen.text for screen in privacy.my_data(stored, AGENDA, locale)),
        *(registration.step(turn, AGENDA.event, locale).text for turn in turns),
    ]


def tags(text: Markup) -> list[str]:
    return [str(entity["type"]) for entity in parse_html(text)[1]]


@settings(max_examples=30, deadline=None)
@given(typed=TYPED)
@pytest.mark.parametrize("locale", Locale)
def test_only_the_catalogue_s_tags_stand_in_a_screen(
    dara: Participant, locale: Locale, typed: str
) -> None:
    typed_ones = written(dara, typed, locale)
    plain_ones = written(dara, PLAIN, locale)

    assert [tags(text) for text in typed_ones] == [tags(text) for text in plain_ones]


@settings(max_examples=30, deadline=None)
@given(typed=TYPED.filter(str.strip))
@pytest.mark.parametrize("locale", Locale)
def test_what_somebody_typed_is_shown_as_they_typed_it(
    dara: Participant, locale: Locale, typed: str
) -> None:
    person = replace(dara, locale=locale, name=typed)

    shown = [
        parse_html(text)[0]
        for text in (
            home.home(AGENDA, person).text,
            standing.standing(person, ahead=0).text,
            ticket.ticket(AGENDA, person, bot_username="a_bot").caption,
        )
    ]

    assert [typed in text for text in shown] == [True, True, True]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("typed", ['<b>&"', "</b>", "&lt;b&gt;", "{name}", "<a href='x'>", "a&"])
def test_names_that_look_like_markup(dara: Participant, typed: str, locale: Locale) -> None:
    text, entities = parse_html(standing.standing(replace(dara, name=typed), ahead=0).text)
    bold = [text[each["offset"] :][: each["length"]] for each in entities]

    assert {each["type"] for each in entities} == {"bold"}
    assert bold[1] == typed
    assert (
        typed
        in parse_html(
            search.found(AGENDA, [], text=typed, starred=frozenset(), locale=locale).text
        )[0]
    )
