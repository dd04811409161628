"""A draft before and after it is published; how the screens read is in screens/preview.*."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services import changes as service
from bot.services.edits import apply
from bot.views import pages, publishing
from bot.views import preview as views
from bot.views.screen import Screen
from storage.models import (
    AddSpeaker,
    Agenda,
    AgendaDraft,
    Cancel,
    ConfirmSpeaker,
    Edit,
    Import,
    Locale,
    Move,
    OthersDraft,
    Plan,
    Preview,
    Published,
    Rehouse,
    RemoveSpeaker,
    Rename,
    ReplaceSpeaker,
    Restore,
    SessionRole,
    Shift,
    ShiftRule,
    Text,
    Undo,
)

Moment = Callable[..., datetime]
DELAY = timedelta(minutes=2)
MORNING = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)
GROUPS = Rename("group-work", Text("ក្រុម", "Groups <2>"))


def previewed(plan: Plan, *edits: Edit, told: int = 170, **more: Any) -> Preview:
    """The preview of a draft with these edits, on version 4."""
    after = plan
    for edit in edits:
        after = apply(after, edit)
    changes = service.between(plan.sessions, after.sessions)
    draft = AgendaDraft(1, 4, 7, edits)
    return Preview(draft, 4, after, changes, event_changed=False, told=told, **more)


def drawn(
    found: Preview, locale: Locale, *, delay: timedelta = DELAY, now: datetime = MORNING
) -> tuple[Screen, ...]:
    agenda = Agenda(found.plan.event, found.plan.sessions, changes=found.changes)
    return views.preview(agenda, found, delay=delay, now=now, locale=locale)


def test_a_time_that_has_passed_is_asked_about(built_in: Plan, at: Moment) -> None:
    found = previewed(built_in, Move("closing", at(5), at(5, 15)), GROUPS)
    asked = "<b>Please check: that time has passed already.</b>\n• Closing"

    said = [
        asked in screen.text
        for now in (at(5, 14), at(5, 15), at(17))
        for screen in drawn(found, Locale.EN, now=now)
    ]

    assert said == [False, True, True]


@pytest.mark.parametrize("locale", Locale)
def test_previews(
    built_in: Plan,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    shift = Shift(15, ShiftRule.BREAKS, fixed_end=False, at=at(10, 20))
    others = previewed(built_in, Cancel("closing")).changes
    every = replace(
        previewed(built_in, GROUPS, told=1),
        event_changed=True,
        since=previewed(built_in, Move("closing", at(16, 20), at(16, 30))).changes,
        others=(OthersDraft("Sok <Dara>", others), OthersDraft(None, others), OthersDraft("x", ())),
        refused=_each_kind(built_in, at),
    )
    kept = replace(previewed(built_in, told=0), survey_stays=True)
    screens = {
        "late, the breaks shortened": drawn(previewed(built_in, shift), locale),
        "everything there is to tell": drawn(every, locale, delay=timedelta()),
        "nothing left": drawn(
            previewed(built_in, Cancel("panel"), Restore("panel"), told=0), locale
        ),
        "only another survey, but it was opened": drawn(kept, locale),
    }

    assert {name: "\n---\n".join(map(shown, parts)) for name, parts in screens.items()} == written(
        "preview", locale
    )


@pytest.mark.parametrize("locale", Locale)
def test_what_became_of_it(
    agenda: Agenda,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    now, done = at(10, 20), Published(5, (), 170, at(10, 22))
    screens = {
        "published": publishing.published(done, agenda, now=now, locale=locale),
        "published, nobody to tell": publishing.published(
            replace(done, told=0), agenda, now=now, locale=locale
        ),
        "published, told at once": publishing.published(
            replace(done, told=1, due_at=now), agenda, now=now, locale=locale
        ),
        "undone": publishing.undone(done, agenda, now=now, locale=locale),
        "told now": publishing.telling(5, locale),
        "too late to undo": publishing.cannot_undo(locale),
        "discard all?": publishing.ask_discard(3, locale),
        "discarded": publishing.discarded(locale),
        "no draft": publishing.nothing(locale),
        "an edited event file": publishing.event_file("0123456789abcdef" * 4, locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("published", locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("kind", ["moved", "renamed"])
def test_a_preview_of_very_much_takes_several_messages(
    big_event: Plan, locale: Locale, kind: str
) -> None:
    title, minute = Text("ក" * 120, "a" * 120), timedelta(minutes=1)
    after = [
        replace(each, title=title)
        if kind == "renamed"
        else replace(each, starts_at=each.starts_at + minute)
        for each in big_event.sessions
    ]
    changes = service.between(big_event.sessions, after)
    plan = replace(big_event, sessions=tuple(after))
    found = replace(previewed(big_event), plan=plan, changes=changes, since=changes)

    screens = drawn(found, locale)

    assert len(screens) > 3
    assert max(pages.length(screen.text) for screen in screens) <= pages.LIMIT
    assert [bool(screen.rows) for screen in screens] == [False] * (len(screens) - 1) + [True]
    assert pages.length(views.since(_agenda(found), changes, locale).text) <= pages.LIMIT


def _agenda(found: Preview) -> Agenda:
    return Agenda(found.plan.event, found.plan.sessions)


def _each_kind(plan: Plan, at: Moment) -> tuple[Edit, ...]:
    odc = next(speaker for speaker in plan.speakers if speaker.id == "odc")
    role = SessionRole.PANELIST
    return (
        Shift(15, ShiftRule.EVERYTHING, fixed_end=True, at=at(10, 20)),
        Shift(-5, ShiftRule.EVERYTHING, fixed_end=False, at=at(10, 20)),
        Move("panel", at(11), at(12)),
        GROUPS,
        Rehouse("panel", None),
        AddSpeaker("panel", odc, role),
        ReplaceSpeaker("panel", "dfat", role, odc),
        RemoveSpeaker("panel", "dfat", role),
        ConfirmSpeaker("panel", "dfat", role),
        Cancel("gone"),
        Restore("panel"),
        Import(plan),
        Undo(2, plan),
    )
