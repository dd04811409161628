"""A registration that stands; how it is shown is in screens/standing.*.txt."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.views import deliveries
from bot.views import standing as views
from bot.views.screen import Screen
from storage.models import Agenda, Level, Locale, Participant, RegistrationStatus


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    dara: Participant,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    dara = replace(dara, locale=locale)
    waiting = replace(dara, status=RegistrationStatus.WAITING, position="Officer")
    nobody = replace(dara, status=RegistrationStatus.NONE)
    national = replace(dara, level=Level.NATIONAL, province=None, phone=None)
    screens = {
        "registered": views.standing(dara, ahead=0),
        "registered, national level": views.standing(national, ahead=0),
        "waiting behind two": views.standing(waiting, ahead=2),
        "waiting behind one": views.standing(waiting, ahead=1),
        "the next one": views.standing(waiting, ahead=0),
        "may we have the place?": views.ask_withdraw(locale),
        "withdrawn": views.withdrawn(locale),
        "cancelled a first registration": views.cancelled(nobody),
        "cancelled a change": views.cancelled(dara),
        "no ticket": views.no_ticket(locale),
        "a place became free": deliveries.promoted(agenda, dara),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("standing", locale)
