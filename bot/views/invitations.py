"""Links that grant something: made, listed, forwarded, and opened."""

from collections.abc import Collection
from datetime import datetime

from markupsafe import Markup, escape

from bot.callbacks_team import (
    InviteSpeaker,
    OpenInvitations,
    OpenSpeakers,
    OpenTeam,
    TakeLinkBack,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.i18n.marked import N_
from bot.views.editing import back, turn
from bot.views.screen import Button, Screen, lines, paragraphs
from bot.views.team import ROLES, named, paged
from storage.models import (
    Agenda,
    Invitation,
    InvitationKind,
    Locale,
    Role,
    Speaker,
    Team,
)

LABEL = 40  # clusters; a longer name says no more on a button

_INVITED = {
    Role.ORGANISER: N_("You are invited to organise “{title}”."),
    Role.MODERATOR: N_("You are invited to moderate at “{title}”."),
    Role.HELPER: N_("You are invited to help at the check-in desk of “{title}”."),
}


def speakers(agenda: Agenda, taken: Collection[str], *, page: int, locale: Locale) -> Screen:
    """Ask which speaker is invited. `taken`: the ids of those who opened a link already."""
    _ = words(locale)
    here, _first, page, count = paged(list(agenda.speakers.values()), page)
    return Screen(
        paragraphs(
            _.html("<b>Invite a speaker</b>"),
            _.html("Who is it? A ✓ marks those who are here already."),
        ),
        (
            *((_speaker_button(each, locale, taken=each.id in taken),) for each in here),
            *turn(_, page, count, OpenSpeakers),
            (back(_, OpenTeam()),),
        ),
    )


def made(role: Role, agenda: Agenda, *, until: datetime, locale: Locale) -> Screen:
    """Say what to do with the link that comes in a message of its own."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>Please forward the next message to whom it is for.</b>"),
            _.html(
                "Whoever opens its link first gets this role: {role}. It works once, until {time}.",
                role=_.plain(ROLES[role]),
                time=dates.moment(until, agenda.event.time_zone, locale),
            ),
        ),
        ((Button(_.plain("Open invitations"), OpenInvitations(0)), back(_, OpenTeam())),),
    )


def letter(
    invited: Role | Speaker, agenda: Agenda, *, link: str, until: datetime, first: Locale
) -> Screen:
    """Write the message to forward, in both languages, as nobody knows which its reader reads."""
    second = next(locale for locale in Locale if locale is not first)
    parts = [_letter(invited, agenda, until, locale) for locale in (first, second)]
    return Screen(paragraphs(*parts, escape(link)))


def _letter(invited: Role | Speaker, agenda: Agenda, until: datetime, locale: Locale) -> Markup:
    _ = words(locale)
    title = agenda.event.title.in_(locale)
    return lines(
        _.html(
            "An invitation for {name}, speaker at “{title}”.",
            name=named(invited, locale),
            title=title,
        )
        if isinstance(invited, Speaker)
        else _.html(_INVITED[invited], title=title),
        _.html(
            "Please open this link. It works once, until {time}.",
            time=dates.moment(until, agenda.event.time_zone, locale),
        ),
    )


def opened(its: Team, agenda: Agenda, *, page: int, locale: Locale, said: str = "") -> Screen:
    """List a page of the links that still grant something. `said`: a msgid, what just happened."""
    _ = words(locale)
    here, first, page, count = paged(its.invitations, page)
    zone = agenda.event.time_zone
    written = [
        _.html(
            "{n}. {what}, until {time}",
            n=n,
            what=_what(_, each, agenda),
            time=dates.moment(each.expires_at, zone, locale),
        )
        for n, each in enumerate(here, first)
    ]
    buttons = [
        (Button(_.plain("Take back {n}", n=n), TakeLinkBack(each.id)),)
        for n, each in enumerate(here, first)
    ]
    return Screen(
        paragraphs(
            _.html(said) if said else None,
            _.html("<b>Open invitations</b>"),
            lines(*written) if written else _.html("There are none."),
        ),
        (*buttons, *turn(_, page, count, OpenInvitations), (back(_, OpenTeam()),)),
    )


TAKEN_BACK = N_("The invitation was taken back. Its link grants nothing any more.")
USED_ALREADY = N_("That invitation was used or taken back already.")


def claim(locale: Locale, *, hours: int) -> str:
    """Say, where `workshop-bot claim` was typed, what to do with its link."""
    return words(locale).plain(
        "Open this link within {n} hours. Whoever opens it first becomes an organiser:", n=hours
    )


def _what(_: Words, its: Invitation, agenda: Agenda) -> str:
    match its.kind:
        case InvitationKind.LINK:
            return _.plain("a group or channel")
        case InvitationKind.SPEAKER:
            speaker = agenda.speakers.get(its.speaker_id or "")
            return named(speaker, _.locale) if speaker else _.plain(ROLES[Role.SPEAKER])
        case InvitationKind.CLAIM | InvitationKind.TEAM:
            return _.plain(ROLES[its.role or Role.ORGANISER])


def _speaker_button(its: Speaker, locale: Locale, *, taken: bool) -> Button:
    name = shorten(named(its, locale), LABEL)
    return Button(f"✓ {name}" if taken else name, InviteSpeaker(its.id))
