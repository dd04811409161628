"""The agenda as calendars read it."""

from icalendar import Calendar, Event, vGeo

from bot.views.speakers import person
from storage.models import Agenda, Locale, Session


def calendar(agenda: Agenda, locale: Locale) -> bytes:
    """Write the sessions as iCalendar, in the event's time zone; the uids never change.

    The sequence tells calendars that a copy is newer than theirs, the status what was cancelled.
    Source: RFC 5545.
    """
    event = agenda.event
    written = Calendar()
    written.add("prodid", "-//workshop-bot//agenda//EN")
    written.add("version", "2.0")
    written.add("calscale", "GREGORIAN")
    written.add("method", "PUBLISH")
    written.add("x-wr-calname", event.title.in_(locale))
    written.add("x-wr-timezone", event.time_zone.key)
    for session in agenda.sessions:
        written.add_component(_entry(agenda, session, locale))
    written.add_missing_timezones()
    return bytes(written.to_ical())


def _entry(agenda: Agenda, session: Session, locale: Locale) -> Event:
    event = agenda.event
    entry = Event()
    entry.add("uid", f"{session.id}.{event.id}@workshop-bot")
    # When the file was made says nothing and would make every copy differ.
    entry.add("dtstamp", session.starts_at)
    entry.add("sequence", session.sequence)
    entry.add("status", "CANCELLED" if session.cancelled else "CONFIRMED")
    entry.add("dtstart", session.starts_at.astimezone(event.time_zone))
    entry.add("dtend", session.ends_at.astimezone(event.time_zone))
    entry.add("summary", session.title.in_(locale))
    where = [session.room.name.in_(locale)] if session.room else []
    entry.add("location", ", ".join([*where, event.venue.name.in_(locale)]))
    entry["geo"] = vGeo((event.venue.latitude, event.venue.longitude))
    about = [session.description.in_(locale)] if session.description else []
    about += [f"• {item.title.in_(locale)}" for item in session.items]
    about += [person(part, locale).unescape() for part in session.speakers]
    if about:
        entry.add("description", "\n".join(about))
    return entry
