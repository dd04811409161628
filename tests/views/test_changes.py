"""The notice of a change, and what stands in the agenda; how they read is in screens/changes.*."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import changes as service
from bot.services.edits import apply
from bot.views import agenda as agenda_views
from bot.views import changes as views
from bot.views import now as now_views
from bot.views import pages
from bot.views import search as search_views
from bot.views import session as session_views
from bot.views.screen import Screen
from storage.models import (
    AddSpeaker,
    Agenda,
    Cancel,
    ChatLanguage,
    ConfirmSpeaker,
    Edit,
    Locale,
    Move,
    Now,
    Phase,
    Plan,
    Rehouse,
    RemoveSpeaker,
    Rename,
    ReplaceSpeaker,
    Restore,
    Room,
    Session,
    SessionChange,
    SessionRole,
    Shift,
    ShiftRule,
    Text,
)

Moment = Callable[..., datetime]
ANNEX = Room("annex", Text("អគារខាង <១>", "Annex <1>"))
PANELIST = SessionRole.PANELIST


def changed(plan: Plan, *edits: Edit) -> Agenda:
    """The agenda after some edits, published today."""
    after = plan
    for edit in edits:
        after = apply(after, edit)
    changes = service.between(plan.sessions, after.sessions)
    return Agenda(after.event, after.sessions, changes=changes)


def one_of_each(plan: Plan, at: Moment) -> Agenda:
    """Every kind of change at once."""
    people = {speaker.id: speaker for speaker in plan.speakers}
    added = replace(
        plan.sessions[-1],
        id="photo",
        title=Text("រូបថត", "Photo <all>"),
        starts_at=at(16, 30),
        ends_at=at(16, 40),
        speakers=(),
    )
    agenda = changed(
        plan,
        Move("plenary", at(14, 45), at(15, 15)),
        Rehouse("plenary", ANNEX),
        Rehouse("lunch-break", ANNEX),
        Rehouse("closing", None),
        Rename("group-work", Text("ក្រុម", "Groups")),
        ConfirmSpeaker("panel", "dfat", PANELIST),
        ReplaceSpeaker("panel", "cadt", PANELIST, people["odc"]),
        AddSpeaker("panel", people["ccc"], SessionRole.MODERATOR),
        RemoveSpeaker("panel", "thy-try", PANELIST),
        Cancel("recommendations"),
    )
    sessions = (*agenda.sessions, added)
    return replace(agenda, sessions=sessions, changes=service.between(plan.sessions, sessions))


def late(at: Moment, minutes: int, rule: ShiftRule) -> Shift:
    return Shift(minutes, rule, fixed_end=False, at=at(10, 20))


@pytest.mark.parametrize("locale", Locale)
def test_notices(
    built_in: Plan,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    agendas = {
        "everything 15 minutes later": changed(built_in, late(at, 15, ShiftRule.EVERYTHING)),
        "the breaks shortened": changed(built_in, late(at, 15, ShiftRule.BREAKS)),
        "everything 10 minutes earlier": changed(built_in, late(at, -10, ShiftRule.EVERYTHING)),
        "one of each": one_of_each(built_in, at),
        "one session": changed(built_in, Move("panel", at(11), at(12))),
    }

    notices = {name: shown(views.notice(its, its.changes, locale)) for name, its in agendas.items()}

    assert notices == written("changes", locale)


@pytest.mark.parametrize("locale", Locale)
def test_what_changed_stands_wherever_the_session_does(
    built_in: Plan,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    its = one_of_each(built_in, at)
    phases = tuple(_phase(session, at(15)) for session in its.sessions)
    plenary, gone = (_session(its, each) for each in ("plenary", "recommendations"))
    starred = frozenset[str]()
    screens = {
        "the day at 15:00": agenda_views.day(
            its, shown=0, page=0, phases=phases, starred=starred, locale=locale
        ),
        "the card of the plenary": _card(its, plenary, locale),
        "the card of what was cancelled": _card(its, gone, locale),
        "now": now_views.now(
            its, Now((plenary,), (_session(its, "closing"),), begun=True), now=at(15), locale=locale
        ),
        "a search": search_views.found(
            its, [plenary, gone], text="x", starred=starred, locale=locale
        ),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("changed", locale)


def test_a_restored_session_says_that_it_takes_place(built_in: Plan) -> None:
    before = apply(built_in, Cancel("closing"))
    after = apply(before, Restore("closing"))
    changes = service.between(before.sessions, after.sessions)
    its = Agenda(after.event, after.sessions, changes=changes)

    assert views.text(its, changes, Locale.EN) == (
        "<b>Change of the agenda</b>\n\n<b>Closing Remarks &amp; Next Steps</b>\n"
        "This session takes place after all: <b>4:15–4:30 PM</b>"
    )


def test_where_something_stays_it_is_not_everything(built_in: Plan) -> None:
    moved = [
        Move(session.id, session.starts_at + HOUR, session.ends_at + HOUR)
        for session in reversed(built_in.sessions[-4:-1])
    ]
    rooms = [Rehouse(each.session_id, ANNEX) for each in moved]
    base = changed(built_in, *rooms)
    after = Plan(base.event, (*built_in.rooms, ANNEX), built_in.speakers, base.sessions)
    its = changed(after, *moved)

    heading = views.text(its, its.changes, Locale.EN).split("\n")[2]

    assert heading == "<b>These sessions are 1 h later:</b>"


def test_on_several_days_the_day_is_named(big_event: Plan) -> None:
    session = big_event.sessions[30]
    zone, day = big_event.event.time_zone, timedelta(days=1)
    local = session.starts_at.astimezone(zone)
    other = replace(session, starts_at=session.starts_at + day, ends_at=session.ends_at + day)
    its = Agenda(big_event.event, big_event.sessions)
    changes = [
        SessionChange(session, other, service.between([session], [other])[0].kinds),
    ]

    line = views.text(its, changes, Locale.EN).split("\n")[3]

    hour = f"{local.hour % 12 or 12}:{local.minute:02d} {local:%p}"
    assert line == f"New time: 11 March {hour} → <b>12 March {hour}</b>"


@pytest.mark.parametrize("language", ChatLanguage)
@pytest.mark.parametrize("size", [1, 60])
def test_however_much_changes_it_fits_into_a_message(
    big_event: Plan, language: ChatLanguage, size: int
) -> None:
    title, minute = Text("ក" * 120, "a" * 120), timedelta(minutes=1)
    changes = service.between(
        big_event.sessions[:size],
        [
            replace(each, title=title, starts_at=each.starts_at + minute * number)
            for number, each in enumerate(big_event.sessions[:size], 1)
        ],
    )
    its = Agenda(big_event.event, big_event.sessions)

    screen = views.notice_for_chat(its, changes, language)

    assert pages.length(screen.text) <= pages.LIMIT
    assert screen.rows == ()
    assert ("more session" in screen.text) == (size == 60 and language != ChatLanguage.KM)


HOUR = timedelta(hours=1)


def _phase(session: Session, now: datetime) -> Phase:
    if session.ends_at <= now:
        return Phase.PAST
    return Phase.RUNNING if session.starts_at <= now else Phase.COMING


def _session(agenda: Agenda, session_id: str) -> Session:
    session = agenda.session(session_id)
    assert session is not None
    return session


def _card(agenda: Agenda, session: Session, locale: Locale) -> Screen:
    return session_views.card(
        agenda,
        session,
        before=None,
        after=None,
        day=0,
        phase=Phase.COMING,
        starred=False,
        locale=locale,
    )


@pytest.mark.parametrize("locale", Locale)
def test_screens_keep_to_the_limit_when_all_of_a_full_agenda_changed(
    big_event: Plan, locale: Locale
) -> None:
    long = Text(("ក្ម& " * 120)[:120], ("<a&b> " * 120)[:120])
    room = Room("long", long)
    before = [replace(each, title=long, room=room) for each in big_event.sessions]
    after = tuple(
        replace(
            each,
            title=Text(long.km[::-1], long.en[::-1]),
            room=replace(room, id="other"),
            starts_at=each.starts_at + HOUR,
            ends_at=each.ends_at + HOUR,
        )
        for each in before
    )
    its = Agenda(big_event.event, after, changes=service.between(before, after))
    starred = frozenset(session.id for session in after)
    phases = (Phase.COMING,) * len(its.days[0].sessions)
    now = after[0].starts_at
    screens = [
        agenda_views.day(its, shown=0, page=0, phases=phases, starred=starred, locale=locale),
        now_views.now(its, Now(after[:5], after[5:10], begun=True), now=now, locale=locale),
        search_views.found(its, after, text="x" * 60, starred=starred, locale=locale),
        _card(its, after[0], locale),
        views.notice(its, its.changes, locale),
    ]

    for screen in screens:
        assert pages.length(screen.text) <= pages.LIMIT
