"""The agenda: a day on one screen."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from bot.callbacks import OpenDay, Place
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views import entries, pages
from bot.views.screen import Button, Rows, Screen, lines, paragraphs, place
from storage.models import Agenda, Day, Locale, Phase, Session

SESSIONS_A_PAGE = 16
# What a page holds besides its sessions and the note: heading, headings of the groups, a hint.
ROOM = pages.LIMIT - 500


@lru_cache(maxsize=256)
def day(
    agenda: Agenda,
    *,
    shown: int,
    page: int,
    phases: tuple[Phase, ...],
    starred: frozenset[str],
    locale: Locale,
) -> Screen:
    """Show one page of a day: what has ended, what is on, what comes.

    `shown` is the index of the day, `phases` are those of its sessions. Drawn once for all who
    would see the same.
    """
    _ = words(locale)
    sessions = agenda.days[shown].sessions
    labels = entries.labels(agenda, sessions, locale)
    written = [
        entries.line(agenda, session, label, starred=starred, locale=locale)
        for session, label in zip(sessions, labels, strict=True)
    ]
    note = Markup("<i>{}</i>").format(agenda.event.note.in_(locale)) if agenda.event.note else None
    room = ROOM - pages.length(note or Markup(""))
    paged = pages.split(written, most=SESSIONS_A_PAGE, room=room)
    page = min(max(page, 0), len(paged) - 1)
    first = sum(len(earlier) for earlier in paged[:page])
    here = slice(first, first + len(paged[page]))
    heading = _.html("<b>Agenda</b> · {date}", date=dates.date(agenda.days[shown].date, locale))
    counted = _.html("Page {page} of {pages}", page=page + 1, pages=len(paged))
    return Screen(
        paragraphs(
            lines(heading, counted if len(paged) > 1 else None),
            *_grouped(_, sessions[here], paged[page], phases[here]),
            note,
            _.html("Tap a time to read more about it."),
        ),
        (
            *entries.times(sessions[here], labels[here]),
            *_pages(_, shown=shown, page=page, pages=len(paged)),
            *_days(agenda.days, shown=shown, locale=locale),
            (place(locale, Place.NOW), place(locale, Place.HOME)),
        ),
    )


def _grouped(
    _: Words, sessions: Sequence[Session], written: Sequence[Markup], phases: Sequence[Phase]
) -> list[Markup]:
    """Put the lines under what their sessions are; what was cancelled is never on."""
    headings = {
        Phase.PAST: _.html("<b>Ended</b>"),
        Phase.RUNNING: _.html("<b>On stage now</b>"),
        Phase.COMING: _.html("<b>Coming up</b>"),
        None: _.html("<b>Cancelled</b>"),
    }
    listed = [
        (line, None if session.cancelled else its)
        for session, line, its in zip(sessions, written, phases, strict=True)
    ]
    groups = []
    for phase, heading in headings.items():
        group = [line for line, its in listed if its is phase]
        if group:
            groups.append(lines(heading, *group))
    return groups


def _pages(_: Words, *, shown: int, page: int, pages: int) -> Rows:
    earlier = Button(_.plain("‹ Earlier"), OpenDay(shown, page - 1))
    later = Button(_.plain("Later ›"), OpenDay(shown, page + 1))
    row = ((earlier,) if page > 0 else ()) + ((later,) if page < pages - 1 else ())
    return (row,) if row else ()


def _days(days: Sequence[Day], *, shown: int, locale: Locale) -> Rows:
    if len(days) == 1:
        return ()
    buttons = []
    for index, each in enumerate(days):
        label = dates.short_date(each.date, locale)
        buttons.append(Button(f"· {label} ·" if index == shown else label, OpenDay(index, 0)))
    return entries.rows(buttons)
