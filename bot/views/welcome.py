"""What somebody reads who was checked in, or who opened the poster's code."""

from datetime import datetime

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_registration import StartRegistration
from bot.i18n import dates
from bot.i18n.catalogue import words
from bot.views.guests import came_at
from bot.views.home import way_on
from bot.views.now import when
from bot.views.screen import Button, Screen, bold, lines, paragraphs, place
from storage.models import Agenda, Arrival, CheckedIn, Hours, Locale, Missed, Participant

SESSIONS = 5
"""How many of those side by side are named."""


def welcome(reader: Participant, agenda: Agenda, missed: Missed, *, now: datetime) -> Screen:
    """Welcome somebody; whoever comes late reads what is on and what comes next."""
    locale = reader.locale
    said = words(locale).html(
        "✅ <b>Welcome, {name}. You are checked in.</b>", name=reader.name or ""
    )
    return _day(said, agenda, missed, now, locale)


def myself(
    its: CheckedIn,
    reader: Participant,
    agenda: Agenda,
    missed: Missed,
    *,
    hours: Hours,
    now: datetime,
) -> Screen:
    """Say what became of checking oneself in."""
    _ = words(reader.locale)
    match its.arrival:
        case Arrival.CHECKED_IN:
            return welcome(reader, agenda, missed, now=now)
        case Arrival.ALREADY if its.guest is not None and its.guest.checked_in_at is not None:
            time = came_at(its.guest.checked_in_at, agenda, now, _.locale)
            said = _.html("☑️ <b>You were checked in already at {time}.</b>", time=time)
            return _day(said, agenda, missed, now, _.locale)
        case Arrival.WAITING:
            said = paragraphs(
                _.html("⏳ <b>You are on the waiting list.</b>"),
                _.html("Please go to the check-in desk. There they see whether a place is free."),
            )
            return way_on(_.locale, said)
        case Arrival.CLOSED:
            return way_on(_.locale, _closed(agenda, hours, now, _.locale))
        case _:
            return Screen(
                paragraphs(
                    _.html("⛔ <b>You are not registered yet.</b>"),
                    _.html("Register here, then open this code once more; or go to the desk."),
                ),
                (
                    (Button(_.plain("Register"), StartRegistration()),),
                    (place(_.locale, Place.AGENDA), place(_.locale, Place.HOME)),
                ),
            )


def _closed(agenda: Agenda, hours: Hours, now: datetime, locale: Locale) -> Markup:
    _ = words(locale)
    zone = agenda.event.time_zone
    day = dates.date(dates.local_day(hours.opens, zone), locale)
    times = dates.time_range(hours.opens, hours.closes, zone, locale)
    if now > hours.closes:
        return _.html(
            "Checking in is over. It was possible on {day}, {times}.", day=day, times=times
        )
    return _.html(
        "It is a little early. You can check yourself in with this code on {day}, {times}.",
        day=day,
        times=times,
    )


def _day(said: Markup, agenda: Agenda, missed: Missed, now: datetime, locale: Locale) -> Screen:
    _ = words(locale)
    running = [
        _.html(
            "On stage now: {title}, planned until {time}",
            title=bold(session.title.in_(locale)),
            time=dates.time(session.ends_at, agenda.event.time_zone, locale),
        )
        for session in missed.running[:SESSIONS]
    ]
    coming = [
        _.html(
            "Up next: {title}, {when}",
            title=session.title.in_(locale),
            when=when(agenda, session, now, locale),
        )
        for session in missed.next[:SESSIONS]
    ]
    return Screen(
        paragraphs(said, lines(*running, *coming)),
        ((place(locale, Place.AGENDA), place(locale, Place.NOW)), (place(locale, Place.HOME),)),
    )
