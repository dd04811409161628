"""The stage: what is on by the clock, what somebody said is on, and what a delay asks for."""

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup

from bot.callbacks import Place, short
from bot.callbacks_editing import Late
from bot.callbacks_running import RunQuestions
from bot.callbacks_stage import AROUND_NOW, FollowClock, MarkStage, OpenStage
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import entries, pages, question_parts
from bot.views.screen import Button, Rows, Screen, bold, lines, place
from storage.models import Agenda, Mark, OnStage, Participant

A_PAGE = 9
BEFORE = 3
"""How many sessions are shown before the one that is on."""
BESIDE = 5
"""How many of those side by side are named."""

MARKED = N_("Noted. /now shows it to everyone; nobody gets a message.")
BY_CLOCK = N_("Noted. /now follows the clock again.")


def stage(
    agenda: Agenda,
    its: OnStage,
    reader: Participant,
    *,
    now: datetime,
    first: int = AROUND_NOW,
    said: str = "",
    replaced: Mark | None = None,
    asked: Mapping[str, int] | None = None,
) -> Screen:
    """Show what is on, and what can be marked, from the session numbered `first` on.

    `said`: a msgid, what just happened. `replaced`: what somebody else had said is on. `asked`: how
    many questions are open, by session.
    """
    _ = words(reader.locale)
    time = dates.time(now, agenda.event.time_zone, reader.locale)
    first = _around(its, now) if first == AROUND_NOW else first
    first = min(max(first, 0), max(len(its.sessions) - 1, 0))
    labels = entries.labels(agenda, its.sessions, reader.locale)
    here = slice(first, first + A_PAGE)
    clock = Button(_.plain("Follow the clock"), FollowClock())
    return Screen(
        pages.fit(
            part
            for part in (
                _.html(said) if said else None,
                _instead(_, agenda, replaced),
                _.html("<b>The stage</b> · as of {time}", time=time),
                lines(_clock(_, its), *_marked(_, agenda, its, reader)),
                _off(_, agenda, its, now),
                _sessions(_, agenda, its, labels, here),
            )
            if part
        ),
        (
            *_move(_, its),
            *_questions(_, its, asked or {}),
            *entries.times(its.sessions[here], labels[here], MarkStage),
            *_turn(_, its, first),
            *(((clock,),) if its.mark else ()),
            (Button(_.plain("Update"), OpenStage()), place(reader.locale, Place.NOW)),
            (place(reader.locale, Place.AGENDA), place(reader.locale, Place.HOME)),
        ),
    )


def _clock(_: Words, its: OnStage) -> Markup:
    if not its.by_clock:
        return _.html("By the clock: nothing")
    titles = ", ".join(session.title.in_(_.locale) for session in its.by_clock[:BESIDE])
    return _.html("By the clock: {titles}", titles=titles)


def _marked(_: Words, agenda: Agenda, its: OnStage, reader: Participant) -> list[Markup]:
    """Say what is on by somebody's word, whose word that is, and how long it counts."""
    session = agenda.session(its.mark.session_id) if its.mark else None
    if its.mark is None or its.until is None or session is None:
        return [_.html("Nobody said otherwise: /now follows the clock.")]
    zone = agenda.event.time_zone
    times = {
        "time": dates.time(its.mark.said_at, zone, _.locale),
        "until": dates.time(its.until, zone, _.locale),
    }
    if its.mark.by_id == reader.id:
        who = _.html("You said so at {time}; it counts until {until}.", **times)
    elif its.mark.by is None:
        who = _.html("Somebody of the team said so at {time}; it counts until {until}.", **times)
    else:
        name = its.mark.by
        who = _.html("{name} said so at {time}; it counts until {until}.", name=name, **times)
    return [_.html("On stage: {title}", title=bold(session.title.in_(_.locale))), who]


def _instead(_: Words, agenda: Agenda, replaced: Mark | None) -> Markup | None:
    session = agenda.session(replaced.session_id) if replaced else None
    if replaced is None or session is None:
        return None
    time = dates.time(replaced.said_at, agenda.event.time_zone, _.locale)
    title = session.title.in_(_.locale)
    if replaced.by is None:
        return _.html(
            "Before, since {time}, somebody else had said: {title}", time=time, title=title
        )
    name = replaced.by
    return _.html(
        "Before, since {time}, {name} had said: {title}", time=time, name=name, title=title
    )


def _off(_: Words, agenda: Agenda, its: OnStage, now: datetime) -> Markup | None:
    """Say how far off the plan it is, and for whoever cannot move the rest, who can."""
    session = agenda.session(its.mark.session_id) if its.mark else None
    if session is None:
        return None
    zone, n = agenda.event.time_zone, abs(its.late)
    begins = dates.time(session.starts_at, zone, _.locale)
    said = None
    if now >= session.ends_at:
        ends = dates.time(session.ends_at, zone, _.locale)
        late = _.html("The rest of the day is about {n} min late.", n=n) if n else None
        said = lines(_.html("It was to end at {time}.", time=ends), late)
    elif its.late > 0:
        said = _.html(
            "It was to begin at {time}. If it has only just begun, the rest of the day is about"
            " {n} min late.",
            time=begins,
            n=n,
        )
    elif its.late < 0:
        said = _.html(
            "It was to begin at {time}. The rest of the day can be about {n} min earlier.",
            time=begins,
            n=n,
        )
    ask = _.html("An organiser can move the rest with /late.")
    return lines(said, ask if n and not its.may_move else None)


def _move(_: Words, its: OnStage) -> Rows:
    """Return the button that moves the rest of the day, with a preview before anybody is told."""
    if not its.late or not its.may_move:
        return ()
    n = abs(its.late)
    label = (
        _.plain("Move the rest: +{n} min", n=n)
        if its.late > 0
        else _.plain("Move the rest: -{n} min", n=n)
    )
    return ((Button(label, Late(its.late)),),)


def _questions(_: Words, its: OnStage, asked: Mapping[str, int]) -> Rows:
    """Return the button that runs through the questions of what is on."""
    on = [its.mark.session_id] if its.mark else [session.id for session in its.by_clock]
    return tuple(
        (
            Button(
                _.plain("Questions: {n}", n=question_parts.count(_, asked[each])),
                RunQuestions(short(each), 0),
            ),
        )
        for each in on[:BESIDE]
        if asked.get(each)
    )


def _sessions(_: Words, agenda: Agenda, its: OnStage, labels: list[str], here: slice) -> Markup:
    if not its.sessions:
        return _.html("Nothing is planned for today.")
    on = its.mark.session_id if its.mark else None
    written = [
        entries.line(agenda, session, label, starred=frozenset(), locale=_.locale)
        for session, label in zip(its.sessions[here], labels[here], strict=True)
    ]
    marked = [
        Markup("▶ ") + line if session.id == on else line
        for session, line in zip(its.sessions[here], written, strict=True)
    ]
    return lines(*marked, _.html("Tap the time of what is really on."))


def _around(its: OnStage, now: datetime) -> int:
    """Return the number of the first session to show, so that what matters now is in sight."""
    on = {each.id for each in its.by_clock} | ({its.mark.session_id} if its.mark else set())
    numbers = [n for n, each in enumerate(its.sessions) if each.id in on or each.starts_at > now]
    return min(min(numbers, default=len(its.sessions)) - BEFORE, len(its.sessions) - A_PAGE)


def _turn(_: Words, its: OnStage, first: int) -> Rows:
    earlier = Button(_.plain("‹ Earlier"), OpenStage(max(first - A_PAGE, 0)))
    later = Button(_.plain("Later ›"), OpenStage(first + A_PAGE))
    more = first + A_PAGE < len(its.sessions)
    row = ((earlier,) if first else ()) + ((later,) if more else ())
    return (row,) if row else ()
