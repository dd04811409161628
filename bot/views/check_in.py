"""The check-in desk: how many came, what to send, and what became of letting somebody in."""

from datetime import datetime

from markupsafe import Markup, escape

from bot.callbacks import Callback, Place
from bot.callbacks_check_in import (
    CheckIn,
    ForgetWalkIn,
    LetIn,
    OpenDesk,
    ReturnRoster,
    SendPoster,
    SendRoster,
    Sheet,
    StartWalkIn,
    UndoCheckIn,
    UndoLetIn,
)
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import SIGNS, shorten
from bot.views.guests import came_at
from bot.views.home import way_on
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from storage.models import (
    Agenda,
    Arrival,
    CheckedIn,
    DeskCounts,
    Guest,
    GuestKind,
    Locale,
)

QUOTED = 60
"""Clusters of what somebody typed."""


def desk(counts: DeskCounts, locale: Locale, *, organises: bool) -> Screen:
    """Say how many came, and what to send."""
    _ = words(locale)
    return Screen(
        paragraphs(
            lines(
                _.html("<b>Check-in desk</b>"),
                _.html("Checked in: <b>{n}</b>", n=counts.came + counts.walk_ins),
                _.html("• registered: {n} of {total}", n=counts.came, total=counts.registered),
                _.html("• walk-ins: {n}", n=counts.walk_ins),
            ),
            asked(locale),
        ),
        (
            (Button(_.plain("Register a walk-in"), StartWalkIn()),),
            *(_for_organisers(_) if organises else ()),
            (Button(_.plain("Update"), OpenDesk()), place(locale, Place.HOME)),
        ),
    )


def asked(locale: Locale) -> Markup:
    """Say what to send."""
    _ = words(locale)
    return lines(
        _.html("Send me the short code of a ticket, or a name; or part of a name."),
        _.html("Or open the ticket's QR code with the phone's own camera."),
        _.html("/cancel ends this."),
    )


def asked_again(locale: Locale) -> Screen:
    """Say once more what to send."""
    return Screen(asked(locale), ((_next(words(locale)),),))


def not_text(locale: Locale) -> Screen:
    """Answer what is no text: a picture of a ticket, for one."""
    _ = words(locale)
    return Screen(
        lines(
            _.html("I cannot read pictures. Please open the QR code with the phone's own camera."),
            _.html("Or send me the short code, or a name."),
        ),
        ((_next(_),),),
    )


def closed(locale: Locale) -> Screen:
    """Say that no code or name is waited for any more."""
    return way_on(
        locale, words(locale).html("I wait for no codes any more. /checkin opens the desk again.")
    )


def result(its: CheckedIn, agenda: Agenda, *, now: datetime, locale: Locale) -> Screen:
    """Say what became of checking somebody in, so that it is seen at a glance."""
    _ = words(locale)
    guest = its.guest
    if guest is None:
        return unknown(locale)
    return Screen(
        paragraphs(_headline(_, its.arrival, guest, agenda, now), _about(_, guest)),
        _after(_, its, guest),
    )


def unknown(locale: Locale, text: str = "") -> Screen:
    """Say that nobody registered so. `text`: what was looked for."""
    _ = words(locale)
    searched = shorten(" ".join(text.split()), QUOTED, signs=SIGNS)
    return Screen(
        paragraphs(
            _.html("⛔ <b>Not registered</b>"),
            _.html("Nobody has this code or name: <b>{text}</b>", text=searched)
            if searched
            else _.html("Nobody has this code, or not any more."),
            _.html("A name is found in the letters in which it was registered: Khmer or Latin.")
            if searched
            else None,
        ),
        (
            (Button(_.plain("Register a walk-in"), StartWalkIn()),),
            (Button(_.plain("Search again"), OpenDesk()),),
        ),
    )


def forgotten(guest: Guest, locale: Locale) -> Screen:
    """Say that a walk-in was deleted."""
    _ = words(locale)
    said = _.html("Deleted: <b>{name}</b>.", name=guest.name)
    return Screen(said, ((_next(_),),))


def _headline(_: Words, arrival: Arrival, guest: Guest, agenda: Agenda, now: datetime) -> Markup:
    since = guest.checked_in_at
    match arrival:
        case Arrival.CHECKED_IN:
            return _.html("✅ <b>Checked in</b>")
        case Arrival.UNDONE:
            return (
                _.html("↩️ <b>Taken back: on the waiting list again</b>")
                if guest.waits
                else _.html("↩️ <b>Taken back: not checked in</b>")
            )
        case Arrival.ALREADY | Arrival.PASSED if since is not None:
            time = came_at(since, agenda, now, _.locale)
            return _.html("☑️ <b>Already checked in at {time}</b>", time=time)
        case Arrival.PASSED:
            return _.html("↩️ <b>Not checked in</b>")
        case Arrival.WAITING:
            return _.html("⏳ <b>On the waiting list</b>")
        case _:
            return _.html("⛔ <b>Not registered</b>")


def _about(_: Words, guest: Guest) -> Markup:
    return lines(
        bold(guest.name),
        escape(guest.organisation) if guest.organisation else None,
        _.html("Code: <code>{code}</code>", code=guest.code) if guest.code else None,
        _.html("Walk-in") if guest.kind is GuestKind.WALK_IN else None,
    )


def _after(_: Words, its: CheckedIn, guest: Guest) -> Rows:
    onward: tuple[tuple[Button, ...], ...] = ((_next(_),),)
    if guest.waits:
        return (
            (Button(_.plain("Let in"), LetIn(guest.id)),),
            (Button(_.plain("Search again"), OpenDesk()),),
        )
    if guest.checked_in_at is not None:
        undo: Callback = UndoCheckIn.of(guest.kind, guest.id, guest.checked_in_at)
        if its.waited_since is not None:
            undo = UndoLetIn.of(guest.id, guest.checked_in_at, its.waited_since)
        return ((Button(_.plain("Undo"), undo),), *onward)
    again = Button(_.plain("Check in"), CheckIn(guest.kind, guest.id))
    if guest.kind is GuestKind.WALK_IN:
        return ((again,), (Button(_.plain("Delete"), ForgetWalkIn(guest.id)),), *onward)
    return ((again,), *onward)


def _next(_: Words) -> Button:
    return Button(_.plain("Next"), OpenDesk())


def _for_organisers(_: Words) -> Rows:
    return (
        (
            Button(_.plain("Roster (Excel)"), SendRoster(Sheet.XLSX)),
            Button(_.plain("Roster to print"), SendRoster(Sheet.PRINT)),
        ),
        (
            Button(_.plain("Take a roster back in"), ReturnRoster()),
            Button(_.plain("Poster"), SendPoster()),
        ),
    )
