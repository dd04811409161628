"""The desk, what becomes of letting somebody in, walk-ins, and a roster that comes back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.views import check_in as views
from bot.views import guests, roster_import, walk_ins, welcome
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Arrival,
    CheckedIn,
    Clash,
    Conflict,
    DeskCounts,
    Entry,
    EntryStep,
    Guest,
    GuestKind,
    Hours,
    Locale,
    Missed,
    Participant,
    Problem,
    Reconciled,
    RegistrationStatus,
    RosterRow,
    Search,
)

DARA = Guest(
    GuestKind.PARTICIPANT, 1, "Sok <Dara>", "ODC & co", "K7M2PX", RegistrationStatus.REGISTERED
)
ROW = RosterRow(5, "ABC234", "Chan Sophea", "CCC", "", "", came=True, unclear="<ill>")


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    dara: Participant,
    at: Callable[..., datetime],
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    now, reader = at(9, 40), replace(dara, locale=locale)
    here = replace(DARA, checked_in_at=at(8, 41))
    walk_in = replace(here, kind=GuestKind.WALK_IN, name="ចាន់ សុភា", code="ABC234")
    waits = replace(DARA, status=RegistrationStatus.WAITING)
    missed = Missed(agenda.sessions[2:3], agenda.sessions[3:4])
    hours = Hours(at(7, 30), at(16, 30))
    entry = Entry(1, EntryStep.WALK_IN_NAME, name="Sok Dara", organisation="CCC")
    found = Reconciled(
        check_in=((ROW, DARA),),
        add=(replace(ROW, code=""),),
        already=3,
        clashes=tuple(Clash(why, ROW, DARA) for why in Conflict),
    )

    def result(arrival: Arrival, guest: Guest | None) -> Screen:
        return views.result(CheckedIn(arrival, guest), agenda, now=now, locale=locale)

    def myself(arrival: Arrival, moment: datetime = now) -> Screen:
        its = CheckedIn(arrival, here)
        return welcome.myself(its, reader, agenda, missed, hours=hours, now=moment)

    screens = {
        "desk": views.desk(DeskCounts(150, 80, 5), locale, organises=False),
        "desk of an organiser": views.desk(DeskCounts(150, 0, 0), locale, organises=True),
        "asked again": views.asked_again(locale),
        "not text": views.not_text(locale),
        "closed": views.closed(locale),
        "checked in": result(Arrival.CHECKED_IN, here),
        "already": result(Arrival.ALREADY, here),
        "walk-in": result(Arrival.CHECKED_IN, walk_in),
        "walk-in taken back": result(Arrival.UNDONE, replace(walk_in, checked_in_at=None)),
        "waiting": result(Arrival.WAITING, waits),
        "unknown code": result(Arrival.UNKNOWN, None),
        "unknown name": views.unknown(locale, "<Bopha>"),
        "undone": result(Arrival.UNDONE, DARA),
        "let in": views.result(
            CheckedIn(Arrival.CHECKED_IN, here, at(7)), agenda, now=now, locale=locale
        ),
        "letting in undone": result(Arrival.UNDONE, waits),
        "undone before": result(Arrival.PASSED, DARA),
        "choose": guests.choose(
            Search((here, waits, walk_in), more=2), agenda, now=now, locale=locale
        ),
        "welcome": welcome.welcome(reader, agenda, Missed(), now=now),
        "welcome, late": myself(Arrival.CHECKED_IN),
        "oneself, again": myself(Arrival.ALREADY),
        "oneself, waiting": myself(Arrival.WAITING),
        "oneself, not registered": myself(Arrival.UNKNOWN),
        "oneself, too early": myself(Arrival.CLOSED, at(6)),
        "oneself, too late": myself(Arrival.CLOSED, at(20)),
        "walk-in: name": walk_ins.ask(entry, locale),
        "walk-in: wrong name": walk_ins.ask(entry, locale, Problem.NAME),
        "walk-in: phone": walk_ins.ask(replace(entry, step=EntryStep.WALK_IN_PHONE), locale),
        "walk-in: same name": walk_ins.same(entry, [here], locale),
        "roster: ask": roster_import.ask(locale),
        "roster: preview": roster_import.preview(found, locale, file="0" * 8),
        "roster: applied": roster_import.applied(replace(found, clashes=()), locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("check_in", locale)
