"""The steps of a registration; how they stand is in screens/registration.*.txt."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.views import registration as views
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Conversation,
    Draft,
    Level,
    Locale,
    Organisation,
    Problem,
    Step,
    Turn,
)

SAID = Draft(
    consented=True,
    name="Sok <Dara>",
    organisation="ODC & friends",
    level=Level.SUB_NATIONAL,
    province="phnom-penh",
    phone="012345678",
)
CLOSE = (
    Organisation(7, "Open Development Cambodia", "open development cambodia"),
    Organisation(9, "Open Development Cambodia Organisation of Phnom Penh", "long"),
)


def turn(step: Step, draft: Draft = SAID, **rest: Any) -> Turn:
    return Turn(Conversation(1001, step, draft), **rest)


@pytest.mark.parametrize("locale", Locale)
def test_every_step(
    agenda: Agenda,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    typed = Draft(typed_organisation="Open Developmnt <Cambodia>")
    national = Draft(name="Sok Dara", organisation="CCC", level=Level.NATIONAL, position="Officer")
    turns = {
        "consent": turn(Step.CONSENT),
        "name": turn(Step.NAME),
        "organisation": turn(Step.ORGANISATION),
        "same organisation": turn(Step.SAME_ORGANISATION, typed, close=CLOSE),
        "level": turn(Step.LEVEL),
        "province": turn(Step.PROVINCE),
        "position": turn(Step.POSITION),
        "phone": turn(Step.PHONE),
        "summary": turn(Step.SUMMARY),
        "summary, national level": turn(Step.SUMMARY, national),
    }
    assert {each.conversation.step for each in turns.values()} == set(Step)

    screens = {name: shown(views.step(each, agenda.event, locale)) for name, each in turns.items()}

    assert screens == written("registration", locale)


@pytest.mark.parametrize("locale", Locale)
def test_what_is_said_as_the_keys_go(
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    screens = {
        "a phone number": views.phone_taken("012345678", locale),
        "none": views.phone_taken(None, locale),
        "left another way": views.keys_gone(locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("keys", locale)


def test_a_problem_stands_above_the_question(agenda: Agenda) -> None:
    wrong = turn(Step.NAME, Draft(misses=1), problem=Problem.NAME)

    assert views.step(wrong, agenda.event, Locale.EN).text == (
        "That does not look like a name. Please write your full name in letters, without numbers."
        "\n\nPlease write your full name, in Khmer or Latin letters."
    )


def test_keys_are_recognised_in_both_languages() -> None:
    assert {text: views.pressed(text) for text in ("Skip", "រំលង", "‹ Back", "បោះបង់", "012")} == {
        "Skip": views.SKIP,
        "រំលង": views.SKIP,
        "‹ Back": views.BACK,
        "បោះបង់": views.CANCEL,
        "012": None,
    }
