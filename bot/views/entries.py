"""Sessions in a list: a line each, and the times to tap."""

from collections import Counter
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from bot.callbacks import Callback, OpenSession
from bot.i18n import dates
from bot.i18n.catalogue import words
from bot.i18n.clusters import SIGNS, shorten
from bot.views import differences
from bot.views.screen import Button, Rows, bold
from storage.models import Agenda, Locale, Session

BUTTONS_A_ROW = 3


def labels(agenda: Agenda, sessions: Sequence[Session], locale: Locale) -> list[str]:
    """Return when each session starts; those that would read the same are numbered."""
    zone = agenda.event.time_zone
    starts = [dates.clock(session.starts_at, zone, locale) for session in sessions]
    seen: Counter[str] = Counter()
    written = []
    for start in starts:
        seen[start] += 1
        number = words(locale).plain("({n})", n=seen[start])
        written.append(f"{start} {number}" if starts.count(start) > 1 else start)
    return written


def line(
    agenda: Agenda,
    session: Session,
    label: str,
    *,
    starred: frozenset[str],
    locale: Locale,
    dated: bool = False,
    most: int | None = None,
) -> Markup:
    """Write a session on one line: when, what, and what one should know before going.

    `most`: when and what alone, at most so many clusters of it.
    """
    _ = words(locale)
    if dated and agenda.event.first_day != agenda.event.last_day:
        day = dates.local_day(session.starts_at, agenda.event.time_zone)
        label = f"{dates.short_date(day, locale)} {label}"
    rooms = {each.room for each in agenda.sessions if each.room}
    title = session.title.in_(locale)
    parts = [bold(label), escape(title if most is None else shorten(title, most, signs=SIGNS))]
    if most is not None:
        return Markup(" · ").join(parts)
    if session.cancelled:
        parts = [Markup("<s>{}</s>").format(Markup(" · ").join(parts))]
    elif session.room and len(rooms) > 1:
        parts.append(escape(session.room.name.in_(locale)))
    if not session.cancelled and not all(part.confirmed for part in session.speakers):
        parts.append(_.html("speakers (TBC)"))
    badge = differences.badge(agenda, session, locale)
    if badge is not None:
        parts.append(badge)
    if session.id in starred:
        parts.append(_.html("★ starred"))
    return Markup(" · ").join(parts)


def times(
    sessions: Sequence[Session],
    labels: Sequence[str],
    kind: Callable[[str], Callback] = OpenSession,
) -> Rows:
    """Return a button for each session, under the label of its line; `kind` takes its id."""
    buttons = [
        Button(label, kind(session.id)) for session, label in zip(sessions, labels, strict=True)
    ]
    return rows(buttons)


def rows(buttons: Sequence[Button]) -> Rows:
    """Lay buttons out, three a row."""
    return tuple(
        tuple(buttons[start : start + BUTTONS_A_ROW])
        for start in range(0, len(buttons), BUTTONS_A_ROW)
    )
