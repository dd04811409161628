"""The team: who organises, moderates, helps and speaks, and taking a role away."""

from collections.abc import Sequence
from typing import TypeVar

from markupsafe import Markup, escape

from bot.callbacks import Callback, Place
from bot.callbacks_admin import OpenAdmin
from bot.callbacks_team import (
    Invite,
    OpenInvitations,
    OpenMember,
    OpenSpeakers,
    OpenTeam,
    TakeRole,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.i18n.numbers import number
from bot.views.editing import back, turn
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from storage.models import Agenda, Locale, Participant, Removal, Removed, Role, Speaker, Team

A_PAGE = 8
A_ROW = 4

Row = TypeVar("Row")

ROLES = {
    Role.ATTENDEE: N_("participant"),
    Role.SPEAKER: N_("speaker"),
    Role.HELPER: N_("helper at the check-in desk"),
    Role.MODERATOR: N_("moderator"),
    Role.ORGANISER: N_("organiser"),
}
_HEADINGS = {
    Role.ORGANISER: N_("Organisers"),
    Role.MODERATOR: N_("Moderators"),
    Role.HELPER: N_("Helpers at the check-in desk"),
    Role.SPEAKER: N_("Speakers"),
}

_GIVEN = {Role.ORGANISER, Role.MODERATOR, Role.HELPER}
"""The roles that a link gives without a speaker of the agenda."""


def team(its: Team, agenda: Agenda, reader: Participant, *, page: int) -> Screen:
    """List a page of the team, a number to tap for each, and how others come in."""
    _ = words(reader.locale)
    here, first, page, count = paged(its.members, page)
    links = len(its.invitations)
    opened = Button(
        _.plain_plural("{n} open invitation", "{n} open invitations", links), OpenInvitations(0)
    )
    return Screen(
        paragraphs(
            _.html("<b>The team</b>"),
            *_by_role(_, agenda, here, first, reader=reader),
            _.html("Tap a number to see more about somebody."),
        ),
        (
            *numbered(_, [OpenMember(one.id) for one in here], first),
            *turn(_, page, count, OpenTeam),
            (Button(_.plain("Invite an organiser"), Invite(Role.ORGANISER)),),
            (Button(_.plain("Invite a moderator"), Invite(Role.MODERATOR)),),
            (Button(_.plain("Invite a helper"), Invite(Role.HELPER)),),
            (Button(_.plain("Invite a speaker"), OpenSpeakers(0)),),
            *(((opened,),) if links else ()),
            (back(_, OpenAdmin()), place(reader.locale, Place.HOME)),
        ),
    )


def _by_role(
    _: Words, agenda: Agenda, here: Sequence[Participant], first: int, *, reader: Participant
) -> list[Markup]:
    """Write the members under their roles, numbered on from `first`."""
    parts: dict[str, list[Markup]] = {}
    for n, one in enumerate(here, first):
        name = known_as(agenda, one, _.locale)
        line = (
            _.html("{n}. {name} (you)", n=n, name=name)
            if one.id == reader.id
            else _.html("{n}. {name}", n=n, name=name)
        )
        speaker = agenda.speakers.get(one.speaker_id or "")
        if speaker is not None and speaker.name.in_(_.locale) != name:
            line += " · " + _.html("on the agenda: {name}", name=named(speaker, _.locale))
        parts.setdefault(_HEADINGS.get(one.role, _HEADINGS[Role.SPEAKER]), []).append(line)
    return [lines(bold(_.plain(heading)), *written) for heading, written in parts.items()]


def member(its: Participant, agenda: Agenda, locale: Locale) -> Screen:
    """Show somebody of the team, and the roles that can be taken away."""
    _ = words(locale)
    held: list[Role] = [its.role] if its.role in _GIVEN else []
    if its.speaker_id is not None or its.role is Role.SPEAKER:
        held.append(Role.SPEAKER)
    return Screen(
        _about(_, its, agenda),
        (
            *(
                (
                    Button(
                        _.plain("Take away: {role}", role=_.plain(ROLES[role])),
                        TakeRole(its.id, role, 0),
                    ),
                )
                for role in held
            ),
            (back(_, OpenTeam()),),
        ),
    )


def ask_take(
    its: Participant, role: Role, agenda: Agenda, reader: Participant, *, named_in_settings: bool
) -> Screen:
    """Ask before a role is taken away. `named_in_settings`: ORGANIZERS names them."""
    _ = words(reader.locale)
    organises = role is Role.ORGANISER
    return Screen(
        paragraphs(
            _about(_, its, agenda),
            _.html("Take this role away: {role}?", role=_.plain(ROLES[role])),
            _.html("The invitations that they made and nobody has used yet end too.")
            if organises
            else None,
            _.html(
                "The setting <code>ORGANIZERS</code> names this person. Please take {id} out there"
                " too, or they become an organiser again at the next start.",
                id=str(its.telegram_id),
            )
            if organises and named_in_settings
            else None,
            _.html("<b>This is you.</b> You cannot undo it yourself.")
            if its.id == reader.id and role is not Role.SPEAKER
            else None,
        ),
        (
            (
                Button(
                    _.plain("Take away: {role}", role=_.plain(ROLES[role])),
                    TakeRole(its.id, role, 1),
                ),
            ),
            (Button(_.plain("Keep the role"), OpenMember(its.id)),),
        ),
    )


def taken(removed: Removed, role: Role, agenda: Agenda, reader: Participant) -> Screen:
    """Say what became of taking a role away."""
    _ = words(reader.locale)
    match removed.outcome:
        case Removal.DONE:
            said = _.html("This role was taken away: {role}.", role=_.plain(ROLES[role]))
        case Removal.PASSED:
            said = _.html("This role was gone already: {role}.", role=_.plain(ROLES[role]))
        case Removal.LAST:
            said = _.html("Nobody else is an organiser. Please invite another one first.")
    ended = None
    if removed.links:
        ended = _.plural(
            "{n} open invitation of theirs ended.",
            "{n} open invitations of theirs ended.",
            removed.links,
        )
    itself = removed.outcome is Removal.DONE and removed.participant.id == reader.id
    leads = () if itself and role is not Role.SPEAKER else ((back(_, OpenTeam()),),)
    return Screen(
        paragraphs(_about(_, removed.participant, agenda), lines(said, ended)),
        (*leads, (place(reader.locale, Place.HOME),)),
    )


def _about(_: Words, its: Participant, agenda: Agenda) -> Markup:
    speaker = agenda.speakers.get(its.speaker_id or "")
    return lines(
        bold(known_as(agenda, its, _.locale)),
        escape(its.organisation) if its.organisation else None,
        _.html("Role: {role}", role=_.plain(ROLES[its.role])),
        _.html("On the agenda: {name}", name=named(speaker, _.locale)) if speaker else None,
    )


def known_as(agenda: Agenda, its: Participant, locale: Locale) -> str:
    """Name somebody; who has not registered has no name, but can be told by when they came."""
    if its.name is not None:
        return its.name
    time = dates.moment(its.joined_at, agenda.event.time_zone, locale)
    return words(locale).plain("no name yet (here since {time})", time=time)


def named(speaker: Speaker, locale: Locale) -> str:
    """Name a speaker with the honorific that the agenda gives."""
    return " ".join(text.in_(locale) for text in (speaker.honorific, speaker.name) if text)


def paged(rows: Sequence[Row], page: int) -> tuple[Sequence[Row], int, int, int]:
    """Return a page of rows, the number of its first one (from 1), its own, and how many."""
    count = max(1, -(-len(rows) // A_PAGE))
    page = min(max(page, 0), count - 1)
    return rows[page * A_PAGE : (page + 1) * A_PAGE], page * A_PAGE + 1, page, count


def numbered(_: Words, callbacks: Sequence[Callback], first: int) -> Rows:
    """Return a button for each, under its number, numbered on from `first`."""
    buttons = [Button(number(n, _.locale), each) for n, each in enumerate(callbacks, first)]
    return tuple(tuple(buttons[start : start + A_ROW]) for start in range(0, len(buttons), A_ROW))
