"""Those whom a name at the desk may mean: listed, told apart, and when each came."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup, escape

from bot.callbacks_check_in import CheckIn, OpenDesk, StartWalkIn
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import SIGNS, shorten
from bot.views import pages
from bot.views.screen import Button, Rows, Screen, bold, lines
from storage.models import Agenda, Guest, GuestKind, Locale, Search

LABEL = 34
"""Clusters of a name and an organisation on a button."""


def choose(found: Search, agenda: Agenda, *, now: datetime, locale: Locale) -> Screen:
    """Ask which of these it is."""
    _ = words(locale)
    heading = _.html("<b>Who is it?</b>")
    more = (
        _.plural(
            "{n} more has a name like that. Please write more of it.",
            "{n} more have a name like that. Please write more of it.",
            found.more,
        )
        if found.more
        else None
    )
    return Screen(
        pages.shrunk(
            lambda most: [
                heading,
                *(_entry(_, guest, agenda, now, most) for guest in found.guests),
                more,
            ]
        ),
        (
            *who_it_is(found.guests),
            (Button(_.plain("None of them: a walk-in"), StartWalkIn()),),
            (Button(_.plain("Search again"), OpenDesk()),),
        ),
    )


def who_it_is(guests: Sequence[Guest]) -> Rows:
    """Return a button for each guest that checks them in; alike ones are told apart by code."""
    labels = [_label(guest) for guest in guests]
    return tuple(
        (
            Button(
                label if labels.count(label) == 1 else f"{label} · {guest.code}",
                CheckIn(guest.kind, guest.id),
            ),
        )
        for label, guest in zip(labels, guests, strict=True)
    )


def _label(guest: Guest) -> str:
    name = shorten(guest.name, LABEL // 2, signs=SIGNS)
    organisation = shorten(guest.organisation or "", LABEL // 2, signs=SIGNS)
    return " · ".join(part for part in (name, organisation or guest.code) if part)


def came_at(moment: datetime, agenda: Agenda, now: datetime, locale: Locale) -> str:
    """Write when somebody was checked in, with its day unless that is today."""
    zone = agenda.event.time_zone
    today = dates.local_day(moment, zone) == dates.local_day(now, zone)
    return (dates.time if today else dates.moment)(moment, zone, locale)


def _entry(_: Words, guest: Guest, agenda: Agenda, now: datetime, most: int | None) -> Markup:
    name, organisation = (
        text if most is None else shorten(text, most, signs=SIGNS)
        for text in (guest.name, guest.organisation or "")
    )
    if guest.checked_in_at is not None:
        time = came_at(guest.checked_in_at, agenda, now, _.locale)
        stands = _.html("☑️ checked in at {time}", time=time)
    elif guest.waits:
        stands = _.html("⏳ on the waiting list")
    elif guest.kind is GuestKind.WALK_IN:
        stands = _.html("walk-in")
    else:
        stands = None
    parts = [escape(organisation), escape(guest.code), stands]
    return lines(bold(name), Markup(" · ").join(part for part in parts if part))
