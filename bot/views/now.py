"""What is on now, and what comes next."""

from datetime import datetime, timedelta

from markupsafe import Markup, escape

from bot.callbacks import Open, Place
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views import entries, pages
from bot.views.screen import Button, Screen, bold, lines, place
from storage.models import Agenda, Locale, Now, Session


def now(agenda: Agenda, on: Now, *, now: datetime, locale: Locale) -> Screen:
    """Show what is on and what comes next, with the time left until each."""
    _ = words(locale)
    running = [
        lines(
            bold(session.title.in_(locale)),
            _.html("ends in {time}", time=_until(session.ends_at, now, locale)),
        )
        for session in on.running
    ]
    coming = [
        lines(
            bold(session.title.in_(locale)),
            _.html(
                "{when}, in {time}",
                when=_when(agenda, session, now, locale),
                time=_until(session.starts_at, now, locale),
            ),
        )
        for session in on.next
    ]
    both = (*on.running, *on.next)
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
            *entries.times(both, entries.labels(agenda, both, locale)),
            (Button(_.plain("Update"), Open(Place.NOW)),),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def _pause(_: Words, on: Now) -> Markup:
    if not on.next:
        return _.html("The workshop has ended. Thank you for being part of it.")
    if not on.begun:
        return _.html("The workshop has not begun yet. It begins with:")
    return _.html("Nothing is on right now.")


def _when(agenda: Agenda, session: Session, now: datetime, locale: Locale) -> str:
    zone = agenda.event.time_zone
    time = dates.time(session.starts_at, zone, locale)
    its_day = dates.local_day(session.starts_at, zone)
    if its_day == dates.local_day(now, zone):
        return time
    return f"{dates.date(its_day, locale)} {time}"


def _until(moment: datetime, now: datetime, locale: Locale) -> Markup:
    left = moment - now
    if left >= timedelta(days=2):
        return words(locale).plural("{n} day", "{n} days", left.days)
    # Rounded up: a session that starts in 20 seconds starts in 1 minute, not in 0.
    return escape(dates.duration(-(-left // timedelta(minutes=1)), locale))
