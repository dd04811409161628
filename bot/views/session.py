"""A session's card."""

from datetime import datetime, timedelta

from markupsafe import Markup, escape

from bot.callbacks import OpenDay, OpenSession, Star
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import pages
from bot.views.screen import Button, Screen, bold, lines
from storage.models import (
    Agenda,
    Locale,
    Phase,
    Session,
    SessionItem,
    SessionKind,
    SessionRole,
    SessionSpeaker,
    Text,
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
    locale: Locale,
) -> Screen:
    """Show a session whole: when, where, what, who.

    `day` is the index of its day, to which the agenda button leads. Were it ever too long for one
    message, the end (biographies first) is left out.
    """
    _ = words(locale)
    star = (
        Button(_.plain("★ Remove star"), Star(session.id, 0))
        if starred
        else Button(_.plain("☆ Star this session"), Star(session.id, 1))
    )
    steps = ((Button(_.plain("‹ Before"), OpenSession(before.id)),) if before else ()) + (
        (Button(_.plain("Next ›"), OpenSession(after.id)),) if after else ()
    )
    return Screen(
        pages.fit(
            [
                lines(
                    bold(session.title.in_(locale)),
                    Markup(" · ").join([_.html(_KINDS[session.kind]), _phase(_, phase)]),
                ),
                _when_and_where(agenda, session, locale),
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
        ((star,), *((steps,) if steps else ()), (Button(_.plain("Agenda"), OpenDay(day, 0)),)),
    )


def people(session: Session, locale: Locale) -> list[Markup]:
    """Name who takes part, by role, in the agenda's order."""
    roles = list(dict.fromkeys(part.role for part in session.speakers))
    return [
        lines(
            bold(role_name(words(locale), role, session)),
            *(person(part, locale) for part in session.speakers if part.role is role),
        )
        for role in roles
    ]


def person(part: SessionSpeaker, locale: Locale) -> Markup:
    """Name somebody with honorific, position and organisation; TBC where not confirmed."""
    _, who = words(locale), part.speaker
    name = " ".join(text.in_(locale) for text in (who.honorific, who.name) if text)
    match who.position, who.organisation:
        case Text() as position, Text() as organisation:
            about = _.plain(
                "{position}, {organisation}",
                position=position.in_(locale),
                organisation=organisation.in_(locale),
            )
        case position, organisation:
            about = " ".join(text.in_(locale) for text in (position, organisation) if text)
    written = _.html("{name}, {about}", name=name, about=about) if about else escape(name)
    return written if part.confirmed else written + " " + _.html("(TBC)")


def biographies(session: Session, locale: Locale) -> list[Markup]:
    """Return the biographies of those who have one, each under its name, each person once."""
    speakers = dict.fromkeys(part.speaker for part in session.speakers)
    return [
        lines(bold(who.name.in_(locale)), escape(who.biography.in_(locale)))
        for who in speakers
        if who.biography
    ]


def role_name(_: Words, role: SessionRole, session: Session) -> str:
    """Name a role, for one or for several."""
    n = sum(part.role is role for part in session.speakers)
    match role:
        case SessionRole.SPEAKER:
            return _.plain_plural("Speaker", "Speakers", n)
        case SessionRole.GUEST_SPEAKER:
            return _.plain_plural("Guest speaker", "Guest speakers", n)
        case SessionRole.PANELIST:
            return _.plain_plural("Panelist", "Panelists", n)
        case SessionRole.FACILITATOR:
            return _.plain_plural("Facilitator", "Facilitators", n)
        case SessionRole.MODERATOR:
            return _.plain_plural("Moderator", "Moderators", n)


def _phase(_: Words, phase: Phase) -> Markup:
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
