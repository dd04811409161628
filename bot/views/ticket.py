"""The ticket, the venue on the map, and the day for a calendar."""

from io import BytesIO

from markupsafe import escape

from bot.callbacks import Place
from bot.i18n import dates
from bot.i18n.catalogue import words
from bot.views.screen import File, Pin, lines, place
from storage.models import Agenda, Locale, Participant

PIXELS_A_MODULE = 12


def ticket(agenda: Agenda, participant: Participant, *, bot_username: str) -> File:
    """Draw the ticket: a small QR code with the check-in link, and the code to read out."""
    locale = participant.locale
    _ = words(locale)
    code = participant.ticket_code or ""
    return File(
        f"{code}.png",
        qr(f"https://t.me/{bot_username}?start=checkin_{code}"),
        lines(
            _.html("<b>Your ticket: {code}</b>", code=code),
            escape(participant.name),
            escape(dates.date(agenda.event.first_day, locale)),
            _.html("Show this picture or read out the code at the check-in desk."),
        ),
    )


def qr(text: str) -> bytes:
    """Draw a QR code with as few modules as the text allows, as a PNG."""
    import segno  # noqa: PLC0415 -- the start need not wait for it

    picture = BytesIO()
    segno.make_qr(text, error="l").save(picture, kind="png", scale=PIXELS_A_MODULE, border=4)
    return picture.getvalue()


def venue(agenda: Agenda, locale: Locale) -> Pin:
    """Return where the event takes place."""
    its = agenda.event.venue
    return Pin(its.name.in_(locale), its.address.in_(locale), its.latitude, its.longitude)


def calendar_file(agenda: Agenda, locale: Locale) -> File:
    """Return the agenda as an .ics file."""
    from bot.views import calendar  # noqa: PLC0415 -- the start need not wait 30 ms for icalendar

    return File(
        f"{agenda.event.id}.ics",
        calendar.calendar(agenda, locale),
        words(locale).html("Open this file to put the agenda into your calendar."),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )
