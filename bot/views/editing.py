"""Changing the agenda: which session, and what about it."""

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from bot.callbacks import Callback, Place, short
from bot.callbacks_editing import (
    NOWHERE,
    Act,
    ChangeSession,
    ChooseRoom,
    EditAgenda,
    EditDay,
    EditSession,
    EditSpeakers,
    Field,
    NewSession,
    PickRoom,
    SendFile,
    Write,
)
from bot.callbacks_publishing import Discard, OpenPreview
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.views import differences, entries, pages
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from bot.views.session import people
from storage.models import Agenda, Locale, Room, Session

SESSIONS_A_PAGE = 16
CHOICES_A_PAGE = 12
LABEL = 24  # clusters; more is cut on a small phone


def sessions(agenda: Agenda, *, shown: int, page: int, unpublished: int, locale: Locale) -> Screen:
    """List a page of a day as the draft has it; `agenda.changes` are the draft's."""
    _ = words(locale)
    day = agenda.days[shown]
    labels = entries.labels(agenda, day.sessions, locale)
    written = [
        entries.line(agenda, session, label, starred=frozenset(), locale=locale)
        for session, label in zip(day.sessions, labels, strict=True)
    ]
    paged = pages.split(written, most=SESSIONS_A_PAGE, room=pages.LIMIT - 500)
    page = min(max(page, 0), len(paged) - 1)
    first = sum(len(earlier) for earlier in paged[:page])
    here = slice(first, first + len(paged[page]))
    return Screen(
        paragraphs(
            _.html("<b>Change the agenda</b> · {date}", date=dates.date(day.date, locale)),
            lines(*paged[page]),
            _unpublished(_, unpublished),
            _.html("Tap the time of the session that is to change."),
        ),
        (
            *entries.times(day.sessions[here], labels[here], EditSession),
            *turn(_, page, len(paged), lambda to: EditDay(shown, to)),
            *_days(agenda, shown, locale),
            (
                Button(_.plain("Add a session"), NewSession(shown)),
                Button(_.plain("Send an event file"), SendFile()),
            ),
            *_draft(_, unpublished),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def session(
    agenda: Agenda,
    its: Session,
    *,
    unpublished: int,
    locale: Locale,
    problem: Markup | None = None,
) -> Screen:
    """Show a session as the draft has it, in both languages, and what can be changed."""
    _ = words(locale)
    change = agenda.change(its.id)
    room = its.room.name.in_(locale) if its.room else _.plain("no room of its own")
    act = (
        Button(_.plain("Restore"), ChangeSession(its.id, Act.RESTORE))
        if its.cancelled
        else Button(_.plain("Cancel the session"), ChangeSession(its.id, Act.CANCEL))
    )
    return Screen(
        pages.fit(
            [
                *([problem] if problem else []),
                lines(bold(its.title.km), bold(its.title.en)),
                lines(
                    escape(differences.when(agenda, its, locale)),
                    escape(room),
                    _.html("<b>cancelled</b>") if its.cancelled else None,
                ),
                *people(its, locale),
                *(
                    [
                        lines(
                            _.html("<b>Not published yet</b>"),
                            *differences.of(agenda, change, locale, details=True),
                        )
                    ]
                    if change
                    else []
                ),
                *([waiting] if (waiting := _unpublished(_, unpublished)) else []),
            ]
        ),
        (
            *(() if its.cancelled else _fields(_, its)),
            (act,),
            *_draft(_, unpublished),
            (Button(_.plain("‹ All sessions"), EditAgenda()),),
        ),
    )


def rooms(its: Session, found: Sequence[Room], *, page: int, locale: Locale) -> Screen:
    """Offer the rooms of the event, none, and a new one."""
    _ = words(locale)
    buttons = [
        Button(shorten(each.name.in_(locale), LABEL), PickRoom(its.id, short(each.id)))
        for each in found
        if each != its.room
    ]
    shown, page, count = choices(buttons, page)
    none = (Button(_.plain("No room of its own"), PickRoom(its.id, NOWHERE)),)
    return Screen(
        lines(
            bold(its.title.in_(locale)),
            _.html("Where is it now? Its room: {room}", room=its.room.name.in_(locale))
            if its.room
            else _.html("It has no room of its own. Where is it?"),
        ),
        (
            *shown,
            *turn(_, page, count, lambda to: ChooseRoom(its.id, to)),
            (*(none if its.room else ()), Button(_.plain("A new room"), Write(its.id, Field.ROOM))),
            (back(_, EditSession(its.id)),),
        ),
    )


def choices(buttons: Sequence[Button], page: int) -> tuple[Rows, int, int]:
    """Return a page of choices, a row each, with its number (from 0) and how many there are."""
    count = max(1, -(-len(buttons) // CHOICES_A_PAGE))
    page = min(max(page, 0), count - 1)
    shown = buttons[page * CHOICES_A_PAGE : (page + 1) * CHOICES_A_PAGE]
    return tuple((button,) for button in shown), page, count


def turn(_: Words, page: int, count: int, to: Callable[[int], Callback]) -> Rows:
    """Return the buttons that turn pages, where there are several; `to` takes the page's number."""
    earlier = (Button(_.plain("‹ Earlier"), to(page - 1)),) if page > 0 else ()
    later = (Button(_.plain("Later ›"), to(page + 1)),) if page < count - 1 else ()
    return ((*earlier, *later),) if earlier or later else ()


def back(_: Words, to: Callback) -> Button:
    """Return the button that leads back."""
    return Button(_.plain("‹ Back"), to)


def _fields(_: Words, its: Session) -> Rows:
    return (
        (
            Button(_.plain("Time"), Write(its.id, Field.TIME)),
            Button(_.plain("Title"), Write(its.id, Field.TITLE)),
        ),
        (
            Button(_.plain("Room"), ChooseRoom(its.id, 0)),
            Button(_.plain("Change speakers"), EditSpeakers(its.id)),
        ),
    )


def _unpublished(_: Words, n: int) -> Markup | None:
    if not n:
        return None
    return _.plural(
        "<b>{n} change is not published yet.</b>", "<b>{n} changes are not published yet.</b>", n
    )


def _draft(_: Words, unpublished: int) -> Rows:
    if not unpublished:
        return ()
    discard = Discard(0 if unpublished > 1 else 1)
    return (
        (Button(_.plain("Preview"), OpenPreview()), Button(_.plain("Discard changes"), discard)),
    )


def _days(agenda: Agenda, shown: int, locale: Locale) -> Rows:
    if len(agenda.days) == 1:
        return ()
    labels = [dates.short_date(day.date, locale) for day in agenda.days]
    return entries.rows(
        [
            Button(f"· {label} ·" if index == shown else label, EditDay(index, 0))
            for index, label in enumerate(labels)
        ]
    )
