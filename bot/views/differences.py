"""What is different about a session: old and new, a line for each difference."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.views import pages
from bot.views.screen import bold
from bot.views.speakers import person, role_name
from storage.models import (
    Agenda,
    ChangeKind,
    Locale,
    Room,
    Session,
    SessionChange,
    SessionRole,
    SessionSpeaker,
)

QUOTED = 40  # clusters of a title or a room that is no more
LONGEST = 1500  # code points about one session; a whole cast could fill more than a message


def of(
    agenda: Agenda, change: SessionChange, locale: Locale, *, details: bool = False
) -> list[Markup]:
    """Write what changed about a session; with `details` also what is told to nobody."""
    written: list[Markup] = []
    for line in _lines(agenda, change, locale, details=details):
        if sum(map(pages.length, written)) + pages.length(line) > LONGEST:
            return [*written, Markup("…")]
        written.append(line)
    return written


def times(agenda: Agenda, before: Session, after: Session, locale: Locale) -> Markup:
    """Write 10:30 AM → 10:45 AM; from when to when where it takes longer or shorter than before."""
    event, zone = agenda.event, agenda.event.time_zone
    same_length = before.ends_at - before.starts_at == after.ends_at - after.starts_at
    old, new = (
        dates.clock(each.starts_at, zone, locale)
        if same_length
        else dates.time_range(each.starts_at, each.ends_at, zone, locale)
        for each in (before, after)
    )
    was, is_ = (dates.local_day(each.starts_at, zone) for each in (before, after))
    if was != is_ or event.first_day != event.last_day:
        old = f"{dates.short_date(was, locale)} {old}"
    if was != is_:
        new = f"{dates.short_date(is_, locale)} {new}"
    return _arrow(old, new)


def badge(agenda: Agenda, session: Session, locale: Locale) -> Markup | None:
    """Say in a word or two that a session is cancelled, new or changed today; None if neither."""
    _ = words(locale)
    change = agenda.change(session.id)
    if session.cancelled:
        return _.html("<i>cancelled</i>")
    if change is None or change.kinds == (ChangeKind.DETAILS,):
        return None
    if ChangeKind.ADDED in change.kinds or change.before is None:
        return _.html("<i>new</i>")
    if ChangeKind.RESTORED in change.kinds:
        return _.html("<i>takes place after all</i>")
    old = ", ".join(_olds(_, agenda, change.before, session))
    return _.html("<i>changed (was {old})</i>", old=old) if old else _.html("<i>changed</i>")


def when(agenda: Agenda, session: Session, locale: Locale) -> str:
    """Write from when to when, and on which day where there are several."""
    event = agenda.event
    hours = dates.time_range(session.starts_at, session.ends_at, event.time_zone, locale)
    if event.first_day == event.last_day:
        return hours
    day = dates.local_day(session.starts_at, event.time_zone)
    return f"{dates.short_date(day, locale)} {hours}"


def begins(agenda: Agenda, session: Session, locale: Locale) -> str:
    """Write when a session begins, and on which day where there are several."""
    event = agenda.event
    start = dates.clock(session.starts_at, event.time_zone, locale)
    if event.first_day == event.last_day:
        return start
    day = dates.local_day(session.starts_at, event.time_zone)
    return f"{dates.short_date(day, locale)} {start}"


def _olds(_: Words, agenda: Agenda, before: Session, after: Session) -> Iterator[str]:
    zone, locale = agenda.event.time_zone, _.locale
    if before.starts_at != after.starts_at:
        old = dates.clock(before.starts_at, zone, locale)
        day = dates.local_day(before.starts_at, zone)
        same_day = day == dates.local_day(after.starts_at, zone)
        yield old if same_day else f"{dates.short_date(day, locale)} {old}"
    elif before.ends_at != after.ends_at:
        yield _.plain("until {time}", time=dates.clock(before.ends_at, zone, locale))
    if before.room != after.room and before.room:
        yield shorten(before.room.name.in_(locale), QUOTED)
    if before.title != after.title:
        yield _.plain("“{title}”", title=shorten(before.title.in_(locale), QUOTED))


def _lines(
    agenda: Agenda, change: SessionChange, locale: Locale, *, details: bool
) -> Iterator[Markup]:
    _, before, after = words(locale), change.before, change.after
    if before is None:
        yield _.html("New session: {when}", when=bold(when(agenda, after, locale)))
        return
    if ChangeKind.CANCELLED in change.kinds:
        yield _.html("This session is cancelled ({when}).", when=when(agenda, before, locale))
        return
    if ChangeKind.RESTORED in change.kinds:
        takes_place = bold(when(agenda, after, locale))
        yield _.html("This session takes place after all: {when}", when=takes_place)
    elif ChangeKind.MOVED in change.kinds:
        yield _.html("New time: {change}", change=times(agenda, before, after, locale))
    if ChangeKind.REHOUSED in change.kinds:
        yield _.html("New room: {change}", change=_rooms(_, before.room, after.room))
    if ChangeKind.RENAMED in change.kinds:
        yield from _titles(_, before, after, details=details)
    if ChangeKind.RECAST in change.kinds:
        yield from _cast(_, before, after)
    if ChangeKind.DETAILS in change.kinds and details:
        yield _.html("The description, the points or the settings changed; nobody is told of that.")


def _titles(_: Words, before: Session, after: Session, *, details: bool) -> Iterator[Markup]:
    if not details:
        yield _.html("It was called: {title}", title=before.title.in_(_.locale))
        return
    for each in Locale:  # whoever organises answers for both
        titles = _arrow(before.title.in_(each), after.title.in_(each))
        yield _.html("New title: {change}", change=titles)


def _rooms(_: Words, before: Room | None, after: Room | None) -> Markup:
    new = after.name.in_(_.locale) if after else _.plain("no room of its own")
    return _arrow(before.name.in_(_.locale), new) if before else bold(new)


def _arrow(old: str, new: str) -> Markup:
    return Markup("{} → <b>{}</b>").format(old, new)


def _cast(_: Words, before: Session, after: Session) -> Iterator[Markup]:
    """Tell who is confirmed, who stands in for whom, who joins and who does not take part."""
    old = {(part.speaker.id, part.role): part for part in before.speakers}
    new = {(part.speaker.id, part.role): part for part in after.speakers}
    left = [part for key, part in old.items() if key not in new]
    written = False
    for key, part in new.items():
        if key not in old:
            yield _joins(_, part, _leaver(left, part.role))
        elif old[key].confirmed != part.confirmed:
            yield (
                _.html("Confirmed: {name}", name=person(part, _.locale))
                if part.confirmed
                else _.html("Not confirmed any more: {name}", name=person(part, _.locale))
            )
        elif old[key] != part:
            yield _.html("Corrected: {name}", name=person(part, _.locale))
        else:
            continue
        written = True
    for part in left:
        yield _.html("Does not take part: {name}", name=person(part, _.locale))
        written = True
    if not written:
        yield _.html("The order of the speakers changed.")


def _leaver(left: list[SessionSpeaker], role: SessionRole) -> SessionSpeaker | None:
    """Take one of those who left whose role somebody new has."""
    for part in left:
        if part.role is role:
            left.remove(part)
            return part
    return None


def _joins(_: Words, part: SessionSpeaker, leaver: SessionSpeaker | None) -> Markup:
    name = person(part, _.locale)
    if leaver is not None:
        return _.html(
            "{name} instead of {other}", name=name, other=leaver.speaker.name.in_(_.locale)
        )
    return _.html("Joins: {name} · {role}", name=name, role=role_name(_, part.role))
