"""A session's card."""

from datetime import datetime, timedelta

from markupsafe import Markup, escape

from bot.callbacks import OpenDay, OpenSession, Star, short
from bot.callbacks_questions import AskAbout, OpenQuestions
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import differences, pages
from bot.views.screen import Button, Rows, Screen, bold, lines
from bot.views.speakers import person, role_name
from storage.models import (
    Agenda,
    Locale,
    Phase,
    Session,
    SessionItem,
    SessionKind,
    SessionRole,
)

_KINDS = {
    SessionKind.REGISTRATION: N_("Registration"),
    SessionKind.REMARK: N_("Remarks"),
    SessionKind.PRESENTATION: N_("Presentation"),
    SessionKind.PANEL: N_("Panel discussion"),
    SessionKind.GROUP_WORK: N_("Group work"),
    SessionKind.PLENARY: N_("Plenary discussion"),
    SessionKind.BREAK: N_("Coffee break"),
    SessionKind.LUNCH: N_("Lunch break"),
    SessionKind.CLOSING: N_("Closing"),
    SessionKind.OTHER: N_("Session"),
}


def card(
    agenda: Agenda,
    session: Session,
    *,
    before: Session | None,
    after: Session | None,
    day: int,
    phase: Phase,
    starred: bool,
    takes: bool = False,
    asked: bool = False,
    locale: Locale,
) -> Screen:
    """Show a session whole: when, where, what, who.

    `takes`: it takes questions; `asked`: some can be read. `day` is the index of its day, to which
    the agenda button leads. Were it ever too long for one message, the end (biographies first) is
    left out.
    """
    _ = words(locale)
    steps = ((Button(_.plain("‹ Before"), OpenSession(before.id)),) if before else ()) + (
        (Button(_.plain("Next ›"), OpenSession(after.id)),) if after else ()
    )
    return Screen(
        pages.fit(
            [
                lines(
                    bold(session.title.in_(locale)),
                    Markup(" · ").join([_.html(_KINDS[session.kind]), _phase(_, session, phase)]),
                ),
                _when_and_where(agenda, session, locale),
                *_changed(_, agenda, session),
                *([escape(session.description.in_(locale))] if session.description else []),
                *(
                    [lines(*(_item(item, locale) for item in session.items))]
                    if session.items
                    else []
                ),
                *people(session, locale),
                *biographies(session, locale),
            ]
        ),
        (
            *_star(_, session, starred=starred),
            *_questions(_, session, takes=takes, asked=asked),
            *((steps,) if steps else ()),
            (Button(_.plain("Agenda"), OpenDay(day, 0)),),
        ),
    )


def people(session: Session, locale: Locale) -> list[Markup]:
    """Name who takes part, by role, in the agenda's order."""
    roles = list(dict.fromkeys(part.role for part in session.speakers))
    return [
        lines(
            bold(role_name(words(locale), role, _count(session, role))),
            *(person(part, locale) for part in session.speakers if part.role is role),
        )
        for role in roles
    ]


def biographies(session: Session, locale: Locale) -> list[Markup]:
    """Return the biographies of those who have one, each under its name, each person once."""
    speakers = dict.fromkeys(part.speaker for part in session.speakers)
    return [
        lines(bold(who.name.in_(locale)), escape(who.biography.in_(locale)))
        for who in speakers
        if who.biography
    ]


def _star(_: Words, session: Session, *, starred: bool) -> Rows:
    """Offer the star; a cancelled session can only lose it."""
    if starred:
        return ((Button(_.plain("★ Remove star"), Star(session.id, 0)),),)
    if session.cancelled:
        return ()
    return ((Button(_.plain("☆ Star this session"), Star(session.id, 1)),),)


def _questions(_: Words, session: Session, *, takes: bool, asked: bool) -> Rows:
    key = short(session.id)
    ask = (Button(_.plain("Ask a question"), AskAbout(key)),) if takes else ()
    read = (Button(_.plain("Questions"), OpenQuestions(key)),) if asked else ()
    return ((*ask, *read),) if ask or read else ()


def _count(session: Session, role: SessionRole) -> int:
    return sum(part.role is role for part in session.speakers)


def _changed(_: Words, agenda: Agenda, session: Session) -> list[Markup]:
    """Tell what changed about the session today, old and new."""
    change = agenda.change(session.id)
    written = differences.of(agenda, change, _.locale) if change else []
    return [lines(_.html("<b>Changed today</b>"), *written)] if written else []


def _phase(_: Words, session: Session, phase: Phase) -> Markup:
    if session.cancelled:
        return _.html("<b>cancelled</b>")
    match phase:
        case Phase.PAST:
            return _.html("ended")
        case Phase.RUNNING:
            return _.html("on stage now")
        case Phase.COMING:
            return _.html("coming up")


def _when_and_where(agenda: Agenda, session: Session, locale: Locale) -> Markup:
    zone = agenda.event.time_zone
    several_days = agenda.event.first_day != agenda.event.last_day
    day = dates.date(dates.local_day(session.starts_at, zone), locale)
    return lines(
        escape(day) if several_days else None,
        Markup("{} ({})").format(
            dates.time_range(session.starts_at, session.ends_at, zone, locale),
            dates.duration(_minutes(session.starts_at, session.ends_at), locale),
        ),
        escape(session.room.name.in_(locale)) if session.room else None,
    )


def _item(item: SessionItem, locale: Locale) -> Markup:
    title = Markup("• {}").format(item.title.in_(locale))
    if item.minutes is None:
        return title
    return title + Markup(" ({})").format(dates.duration(item.minutes, locale))


def _minutes(start: datetime, end: datetime) -> int:
    return (end - start) // timedelta(minutes=1)
