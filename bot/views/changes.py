"""What changed in the agenda, old and new, and the notice that people get of it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from markupsafe import Markup, escape

from bot.callbacks import Place
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views import differences, pages
from bot.views.screen import Screen, bold, lines, paragraphs, place
from storage.models import (
    Agenda,
    ChangeKind,
    ChatLanguage,
    Locale,
    Session,
    SessionChange,
)

ROOM = 3600  # code points of what changed; below it there is room for how many more there are
TOGETHER = 3  # so many sessions that only moved are told a line each
BLOCK = 12  # such lines in a block, which must fit into a message

_MOVED = (ChangeKind.MOVED,)
_WITH_TIMES = {
    ChangeKind.ADDED,
    ChangeKind.MOVED,
    ChangeKind.CANCELLED,
    ChangeKind.RESTORED,
}


def notice(agenda: Agenda, changes: Sequence[SessionChange], locale: Locale) -> Screen:
    """Tell what changed, the key facts first; `agenda` is what holds after the changes."""
    return Screen(text(agenda, changes, locale), ((place(locale, Place.AGENDA),),))


def notice_for_chat(
    agenda: Agenda, changes: Sequence[SessionChange], language: ChatLanguage
) -> Screen:
    """Tell a group or channel what changed, in its language or in both; without buttons."""
    if language is not ChatLanguage.BOTH:
        return Screen(text(agenda, changes, Locale(language)))
    both = (text(agenda, changes, locale, room=ROOM // 2) for locale in Locale)
    return Screen(paragraphs(*both))


def text(
    agenda: Agenda, changes: Sequence[SessionChange], locale: Locale, *, room: int = ROOM
) -> Markup:
    """Write the notice; what would not fit into `room` code points is counted instead."""
    _ = words(locale)
    written = _.html("<b>Change of the agenda</b>")
    told = 0
    for before, block, sessions in _pieces(agenda, changes, locale):
        longer = written + before + block
        if pages.length(longer) > room:
            break
        written, told = longer, told + sessions
    left = len(changes) - told
    return paragraphs(
        written,
        _.plural(
            "… and {n} more session. The agenda shows them all.",
            "… and {n} more sessions. The agenda shows them all.",
            left,
        )
        if left
        else None,
    )


def listed(agenda: Agenda, changes: Sequence[SessionChange], locale: Locale) -> list[Markup]:
    """Write every session touched with old and new, in blocks; for organisers."""
    moved = [change for change in changes if change.before and change.kinds == _MOVED]
    if len(moved) < TOGETHER:
        moved = []
    return [
        *(
            lines(*(_line(agenda, change, locale) for change in moved[first : first + BLOCK]))
            for first in range(0, len(moved), BLOCK)
        ),
        *(
            _block(agenda, change, locale, details=True)
            for change in changes
            if change not in moved
        ),
    ]


Pieces = list[tuple[str, Markup, int]]
"""What stands before a piece of the notice, the piece, and how many sessions it tells of."""


def _pieces(agenda: Agenda, changes: Sequence[SessionChange], locale: Locale) -> Pieces:
    moved = [change for change in changes if _only_moved(change)]
    if len(moved) < TOGETHER:
        moved = []
    pieces: Pieces = []
    zone = agenda.event.time_zone
    for _day, together in groupby(
        moved, lambda change: dates.local_day(change.after.starts_at, zone)
    ):
        group = list(together)
        pieces.append(("\n\n", _heading(agenda, group, locale), 0))
        pieces += [("\n", _line(agenda, change, locale), 1) for change in group]
    return pieces + [
        ("\n\n", _block(agenda, change, locale), 1) for change in changes if change not in moved
    ]


def _block(
    agenda: Agenda, change: SessionChange, locale: Locale, *, details: bool = False
) -> Markup:
    heading = bold(change.after.title.in_(locale))
    if _WITH_TIMES.isdisjoint(change.kinds):
        start = differences.begins(agenda, change.after, locale)
        heading = Markup(" · ").join([heading, escape(start)])
    return lines(heading, *differences.of(agenda, change, locale, details=details))


def _only_moved(change: SessionChange) -> bool:
    told = [kind for kind in change.kinds if kind is not ChangeKind.DETAILS]
    return change.before is not None and told == [ChangeKind.MOVED]


def _line(agenda: Agenda, change: SessionChange, locale: Locale) -> Markup:
    before = change.before or change.after
    times = differences.times(agenda, before, change.after, locale)
    return Markup(" · ").join([times, escape(change.after.title.in_(locale))])


def _heading(agenda: Agenda, moved: Sequence[SessionChange], locale: Locale) -> Markup:
    """Say in one line how sessions of a day moved, where they all moved alike."""
    _ = words(locale)
    pairs = [(change.before or change.after, change.after) for change in moved]
    shifted = {after.id: before for before, after in pairs if before.starts_at != after.starts_at}
    moves = {
        after.starts_at - before.starts_at
        for before, after in pairs
        if before.starts_at != after.starts_at
    }
    if len(moves) != 1:
        return _.html("<b>New times:</b>")
    minutes = int(moves.pop().total_seconds() // 60)
    since = min(before.starts_at for before in shifted.values())
    length = dates.duration(abs(minutes), locale)
    if not _is_everything(agenda, set(shifted), since, pairs[0][1]):
        return _bold_by(_, minutes, length)
    time = dates.time(since, agenda.event.time_zone, locale)
    if minutes > 0:
        return _.html(
            "<b>Everything from {time} on is {duration} later:</b>", time=time, duration=length
        )
    return _.html(
        "<b>Everything from {time} on is {duration} earlier:</b>", time=time, duration=length
    )


def _bold_by(_: Words, minutes: int, length: str) -> Markup:
    if minutes > 0:
        return _.html("<b>These sessions are {duration} later:</b>", duration=length)
    return _.html("<b>These sessions are {duration} earlier:</b>", duration=length)


def _is_everything(agenda: Agenda, shifted: set[str], since: datetime, of: Session) -> bool:
    """Say whether of that day nothing that starts from then on stays where it was."""
    zone = agenda.event.time_zone
    day = dates.local_day(of.starts_at, zone)
    return all(
        session.id in shifted or session.cancelled or session.starts_at < since
        for session in agenda.sessions
        if dates.local_day(session.starts_at, zone) == day
    )
