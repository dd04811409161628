"""Changing the agenda; how the screens read is in screens/editing.*."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from markupsafe import Markup

from bot.callbacks import short
from bot.callbacks_editing import (
    Act,
    ChangePart,
    ChangeSession,
    ChooseRoom,
    ChooseSpeaker,
    EditPart,
    EditSession,
    Field,
    NameSpeaker,
    PartAct,
    PickRoom,
    PickSpeaker,
    Write,
)
from bot.i18n import clusters
from bot.services import changes as service
from bot.services.edits import apply
from bot.services.event_fault import Problem
from bot.views import editing as views
from bot.views import editing_speakers as speakers
from bot.views import editing_texts as texts
from bot.views import late, pages
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Cancel,
    Fault,
    Locale,
    Move,
    Plan,
    Room,
    Session,
    SessionRole,
    Text,
)

Moment = Callable[..., datetime]
PART = short("dfat", SessionRole.PANELIST)
LABEL = 24
"""Clusters of a button in Khmer: more is cut on a small phone."""


def edited(plan: Plan, at: Moment) -> Agenda:
    """The agenda as a draft has it: one session moved, one cancelled."""
    after = apply(apply(plan, Move("panel", at(10, 50), at(12))), Cancel("closing"))
    changes = service.between(plan.sessions, after.sessions)
    return Agenda(after.event, after.sessions, changes=changes)


def session(agenda: Agenda, session_id: str) -> Session:
    found = agenda.session(session_id)
    assert found is not None
    return found


@pytest.mark.parametrize("locale", Locale)
def test_sessions_rooms_and_speakers(
    built_in: Plan,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    its = edited(built_in, at)
    panel, lunch, closing = (session(its, each) for each in ("panel", "lunch-break", "closing"))
    dfat = panel.speakers[4]
    rooms, people = built_in.rooms, built_in.speakers
    annex = Room("annex", Text("អគារខាង", "Annex"))
    problem = Markup("It does <b>not</b> fit.")
    screens = {
        "the day": views.sessions(its, shown=0, page=0, unpublished=2, locale=locale),
        "a session": views.session(its, panel, unpublished=2, locale=locale),
        "one without a room": views.session(its, lunch, unpublished=0, locale=locale),
        "a cancelled one": views.session(
            its, closing, unpublished=1, locale=locale, problem=problem
        ),
        "rooms": views.rooms(panel, (*rooms, annex), page=0, locale=locale),
        "a room where there is none": views.rooms(lunch, rooms, page=0, locale=locale),
        "who takes part": speakers.parts(panel, locale=locale),
        "nobody takes part": speakers.parts(lunch, locale=locale),
        "a part": speakers.part(panel, dfat, locale=locale),
        "a role": speakers.roles(panel, locale=locale),
        "who joins": speakers.speakers(
            panel, people[:2], target="moderator", page=0, locale=locale
        ),
        "who stands in": speakers.speakers(panel, people, target=PART, page=9, locale=locale),
        "who, for a part that is gone": speakers.speakers(
            panel, (), target="0" * 8, page=0, locale=locale
        ),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("editing", locale)


@pytest.mark.parametrize("locale", Locale)
def test_what_is_asked(
    built_in: Plan,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    its = edited(built_in, at)
    panel = session(its, "panel")
    km, en = Locale.KM, Locale.EN
    fault = Fault("sessions[1] (panel).end", Problem.END_NOT_AFTER)
    (faults,) = texts.file_faults((fault, fault), locale)
    screens = {
        "how late": late.ask(locale),
        "how late, again": late.ask(locale, late.not_minutes(240, locale)),
        "when": texts.time(its, panel, texts.not_time(locale), locale),
        "the title in Khmer": texts.title(panel, km, None, locale),
        "the title in English": texts.title(panel, en, texts.not_title(en, locale), locale),
        "the room in Khmer": texts.room(panel, km, texts.not_title(km, locale), locale),
        "the room in English": texts.room(panel, en, texts.not_text(locale), locale),
        "a name": texts.speaker(panel, en, None, locale),
        "a name in Khmer": texts.speaker(panel, km, None, locale),
        "a new session": texts.new_session(km, None, locale),
        "its English title": texts.new_session(en, None, locale),
        "its time": texts.new_session(None, None, locale),
        "a file": texts.event_file(None, locale),
        "no file": texts.event_file(texts.not_file(locale), locale),
        "a file of another event": texts.event_file(texts.other_event(locale), locale),
        "faults": faults,
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("asked", locale)


@pytest.mark.parametrize("locale", Locale)
def test_however_many_take_part_their_list_fits(built_in: Plan, locale: Locale) -> None:
    its = next(each for each in built_in.sessions if each.id == "panel")
    long = Text("ក" * 120, "a" * 120)
    who = replace(
        its.speakers[0].speaker, name=long, honorific=long, position=long, organisation=long
    )
    crowd = tuple(
        replace(its.speakers[0], speaker=replace(who, id=f"s{number}"), role=role)
        for role in SessionRole
        for number in range(6)
    )

    screen = speakers.parts(replace(its, speakers=crowd), locale=locale)

    assert pages.length(screen.text) <= pages.LIMIT
    assert len(screen.rows) == len(crowd) + 2


def test_why_a_change_does_not_fit_is_said_in_the_readers_language() -> None:
    values: dict[str, Any] = {"title": Text("វគ្គ <១>", "Session <1>")}
    why = "“{title}” is cancelled. Restore it first."

    said = [texts.does_not_fit(why, values, locale) for locale in (Locale.EN, Locale.KM)]

    assert said[0] == "“Session &lt;1&gt;” is cancelled. Restore it first."
    assert "«វគ្គ &lt;១&gt;»" in said[1]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize(("count", "messages"), [(1, 1), (60, 2), (3000, 5)])
def test_faults_take_at_most_five_messages(locale: Locale, count: int, messages: int) -> None:
    fault = Fault("sessions[3] (panel).title.km", Problem.TOO_LONG, {"length": 500, "limit": 120})

    screens = texts.file_faults((fault,) * count, locale)

    assert len(screens) == messages
    assert max(pages.length(screen.text) for screen in screens) <= pages.LIMIT
    assert [bool(screen.rows) for screen in screens] == [False] * (messages - 1) + [True]


def test_the_big_event_has_pages_and_days(big_agenda: Agenda) -> None:
    first, last = (
        views.sessions(big_agenda, shown=1, page=page, unpublished=0, locale=Locale.EN)
        for page in (-1, 99)
    )

    assert [button.label for button in first.rows[6]] == ["Later ›"]
    assert [button.label for button in last.rows[2]] == ["‹ Earlier"]
    assert [button.label for button in first.rows[7]] == ["10 March", "· 11 March ·", "12 March"]


def test_an_event_of_several_days_says_how_to_name_another(big_agenda: Agenda) -> None:
    session = big_agenda.sessions[0]

    said = [texts.time(big_agenda, session, None, each).text.split("\n\n")[1] for each in Locale]

    assert said == [
        "បើជាថ្ងៃផ្សេង សូមសរសេរថ្ងៃខែពីមុខ៖ ១២/៣ ១០:៤៥",
        "For another day write it in front: 12/3 10:45",
    ]


@pytest.mark.parametrize("locale", Locale)
def test_long_names_keep_to_the_limits(built_in: Plan, locale: Locale) -> None:
    long = Text("ក្ម& " * 24, "<a&b> " * 20)
    whose = tuple(
        replace(each, id=str(n), name=long) for n, each in enumerate(built_in.speakers * 9)
    )
    rooms = [Room(str(n), long) for n in range(40)]
    panel = replace(built_in.sessions[5], title=long, room=rooms[0])
    panel = replace(
        panel,
        speakers=tuple(
            replace(part, speaker=who) for part, who in zip(panel.speakers, whose, strict=False)
        ),
    )
    agenda = Agenda(built_in.event, (panel,))
    screens = [
        views.session(agenda, panel, unpublished=1, locale=locale),
        views.rooms(panel, rooms, page=1, locale=locale),
        speakers.parts(panel, locale=locale),
        speakers.speakers(panel, whose, target="guest_speaker", page=2, locale=locale),
        texts.time(agenda, panel, None, locale),
        texts.title(panel, locale, None, locale),
    ]

    for screen in screens:
        buttons = [button for row in screen.rows for button in row]
        assert pages.length(screen.text) <= pages.LIMIT
        assert len(buttons) <= 100
        assert max(clusters.length(button.label) for button in buttons) <= LABEL + len(" (TBC)") + 9


def test_the_longest_ids_fit_into_every_button() -> None:
    session_id, role = "s" * 32, max(SessionRole, key=len)
    part = short("p" * 32, role)
    buttons = [
        EditSession(session_id),
        *(ChangeSession(session_id, act) for act in Act),
        *(Write(session_id, field) for field in Field),
        ChooseRoom(session_id, 99),
        PickRoom(session_id, part),
        EditPart(session_id, part),
        *(ChangePart(session_id, part, act) for act in PartAct),
        *(ChooseSpeaker(session_id, target, 99) for target in (part, role)),
        *(PickSpeaker(session_id, target, part) for target in (part, role)),
        *(NameSpeaker(session_id, target) for target in (part, role)),
    ]

    assert [type(each).decode(each.encode()) for each in buttons] == buttons
