"""What is on now, and what comes next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.callbacks import Open, Place
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views import differences, entries, pages
from bot.views.screen import Button, Screen, bold, lines, place
from storage.models import Agenda, Locale, Now, Session


def now(agenda: Agenda, on: Now, *, now: datetime, takes: bool = False, locale: Locale) -> Screen:
    """Show what is on and what comes next, with the time left until each.

    `takes`: what is on takes questions.
    """
    _ = words(locale)
    zone = agenda.event.time_zone
    both = (*on.running, *on.next)
    labels = entries.labels(agenda, both, locale)
    names = dict(zip(both, _names(agenda, both, labels, locale), strict=True))
    running = [lines(names[session], _ends(_, session, now, zone)) for session in on.running]
    coming = [lines(names[session], _begins(_, agenda, session, now)) for session in on.next]
    heading = _.html("On stage now") if running else _pause(_, on)
    return Screen(
        pages.fit(
            [
                heading,
                *running,
                *([_.html("Up next"), *coming] if coming and on.begun else coming),
            ]
        ),
        (
            *entries.times(both, labels),
            *(((place(locale, Place.ASK), place(locale, Place.QUESTIONS)),) if takes else ()),
            (Button(_.plain("Update"), Open(Place.NOW)),),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def _names(
    agenda: Agenda, both: Sequence[Session], labels: Sequence[str], locale: Locale
) -> list[Markup]:
    """Name each session; those of the same time under the label of their button."""
    together = len({session.starts_at for session in both}) < len(both)
    return [
        entries.line(agenda, session, label, starred=frozenset(), locale=locale)
        if together
        else _named(agenda, session, locale)
        for session, label in zip(both, labels, strict=True)
    ]


def _named(agenda: Agenda, session: Session, locale: Locale) -> Markup:
    """Name a session alone, and say whether it changed today."""
    badge = differences.badge(agenda, session, locale)
    name = bold(session.title.in_(locale))
    return name if badge is None else Markup(" · ").join([name, badge])


def _ends(_: Words, session: Session, now: datetime, zone: ZoneInfo) -> Markup:
    """Say in how long it ends, or when it was to; by the stage it may be longer."""
    if session.ends_at <= now:
        return _.html("was to end at {time}", time=dates.time(session.ends_at, zone, _.locale))
    return _.html("ends in {time}", time=_until(session.ends_at, now, zone, _.locale))


def _begins(_: Words, agenda: Agenda, session: Session, now: datetime) -> Markup:
    """Say when it begins and in how long; by the stage it may be later than that."""
    begins = when(agenda, session, now, _.locale)
    if session.starts_at <= now:
        return _.html("planned for {when}; begins a little later", when=begins)
    time = _until(session.starts_at, now, agenda.event.time_zone, _.locale)
    return _.html("{when}, in {time}", when=begins, time=time)


def _pause(_: Words, on: Now) -> Markup:
    if not on.next:
        return _.html("The workshop has ended. Thank you for being part of it.")
    if not on.begun:
        return _.html("The workshop has not begun yet. It begins with:")
    return _.html("Nothing is on right now.")


def when(agenda: Agenda, session: Session, now: datetime, locale: Locale) -> str:
    """Write when a session begins, with its day unless that is today."""
    zone = agenda.event.time_zone
    time = dates.time(session.starts_at, zone, locale)
    its_day = dates.local_day(session.starts_at, zone)
    if its_day == dates.local_day(now, zone):
        return time
    return f"{dates.date(its_day, locale)} {time}"


def _until(moment: datetime, now: datetime, zone: ZoneInfo, locale: Locale) -> Markup:
    left = moment - now
    if left >= timedelta(days=2):
        # As people count them: from Monday, Thursday is three days away at any hour.
        days = (dates.local_day(moment, zone) - dates.local_day(now, zone)).days
        return words(locale).plural("{n} day", "{n} days", days)
    # Rounded up: a session that starts in 20 seconds starts in 1 minute, not in 0.
    return escape(dates.duration(-(-left // timedelta(minutes=1)), locale))
