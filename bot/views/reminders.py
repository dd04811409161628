"""What people are reminded of: a session that starts soon, and the day's plan in the morning."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from markupsafe import Markup, escape

from bot.callbacks import OpenSession, Place
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views import differences, entries, pages
from bot.views.screen import Button, Screen, bold, lines, paragraphs, place
from storage.models import Agenda, ChangeKind, Locale, Phase, Session

NAMES = 4
"""How many of those who take part a reminder names."""

ROOM = pages.LIMIT - 1000
"""What the lines of a day's plan may take; the rest is heading, venue and hints."""

_MOVES = {ChangeKind.MOVED, ChangeKind.REHOUSED, ChangeKind.RESTORED}


def session(agenda: Agenda, its: Session, *, phase: Phase, now: datetime, locale: Locale) -> Screen:
    """Remind of a session, in words that are true at this moment, key facts first."""
    _ = words(locale)
    zone = agenda.event.time_zone
    return Screen(
        lines(
            bold(its.title.in_(locale)),
            _start(_, its, phase, now=now, time=dates.time(its.starts_at, zone, locale)),
            _where(agenda, its, locale),
            _changed(agenda, its, locale),
            _who(its, locale),
        ),
        (
            (
                Button(
                    _.plain("More · {time}", time=dates.clock(its.starts_at, zone, locale)),
                    OpenSession(its.id),
                ),
            ),
            (place(locale, Place.SETTINGS),),
        ),
    )


@lru_cache(maxsize=256)
def morning(agenda: Agenda, date: date, *, starred: frozenset[str], locale: Locale) -> Screen:
    """Tell the plan of a local day, without what was cancelled, and where it takes place.

    Drawn once for all who would read the same.
    """
    _ = words(locale)
    venue = agenda.event.venue
    days = (day.sessions for day in agenda.days if day.date == date)
    sessions = [each for its in days for each in its if not each.cancelled]
    labels = entries.labels(agenda, sessions, locale)
    plan = [
        entries.line(agenda, each, label, starred=starred, locale=locale)
        for each, label in zip(sessions, labels, strict=True)
    ]
    first, *more = pages.split(plan, most=max(len(plan), 1), room=ROOM)
    return Screen(
        paragraphs(
            lines(
                _.html("<b>Today</b> · {date}", date=dates.date(date, locale)),
                escape(venue.name.in_(locale)),
                escape(venue.address.in_(locale)),
            ),
            lines(*first),
            _.html("The whole plan is in the agenda.") if more else None,
            _.html("You choose which reminders you get: /settings"),
        ),
        ((place(locale, Place.AGENDA), place(locale, Place.SETTINGS)),),
    )


def _start(_: Words, its: Session, phase: Phase, *, now: datetime, time: str) -> Markup:
    """Say when it starts, or that it has: by the stage where an organiser set it."""
    begun = its.starts_at <= now
    match phase:
        case Phase.COMING if not begun:
            # Rounded up: a session that starts in 20 seconds starts in 1 minute, not in 0.
            left = -(-(its.starts_at - now) // timedelta(minutes=1))
            return _.plural(
                "Starts in {n} minute ({time})", "Starts in {n} minutes ({time})", left, time=time
            )
        case Phase.COMING:
            return _.html("Planned for {time}; starts a little later", time=time)
        case _ if begun:
            return _.html("Began at {time}", time=time)
        case _:
            return _.html("Has begun already")


def _changed(agenda: Agenda, its: Session, locale: Locale) -> Markup | None:
    """Say that it is not when or where it was this morning."""
    change = agenda.change(its.id)
    if change is None or not _MOVES & set(change.kinds):
        return None
    return differences.badge(agenda, its, locale)


def _where(agenda: Agenda, its: Session, locale: Locale) -> Markup | None:
    rooms = {each.room for each in agenda.sessions if each.room}
    return escape(its.room.name.in_(locale)) if its.room and len(rooms) > 1 else None


def _who(its: Session, locale: Locale) -> Markup | None:
    """Name the first ones who take part, without what they are."""
    _ = words(locale)
    names = []
    for part in its.speakers[:NAMES]:
        who = (part.speaker.honorific, part.speaker.name)
        name = escape(" ".join(text.in_(locale) for text in who if text))
        names.append(name if part.confirmed else name + " " + _.html("(TBC)"))
    if not names:
        return None
    named = Markup(", ").join(names)
    more = len(its.speakers) - len(names)
    return _.html("{names} and {n} more", names=named, n=more) if more > 0 else named
