"""What somebody is told who opened a link that grants something."""

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_check_in import OpenDesk
from bot.callbacks_queue import OpenQueue
from bot.callbacks_team import OpenTeam, ThisIsMe
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views.home import way_on
from bot.views.screen import Button, Screen, bold, lines, place
from bot.views.team import named
from storage.models import Agenda, Grant, Locale, Opening, Role, Speaker

_ARE_NOW = {
    Role.ORGANISER: N_("You are an organiser of “{title}” now."),
    Role.MODERATOR: N_("You are a moderator of “{title}” now."),
    Role.HELPER: N_("You help at the check-in desk of “{title}” now."),
}
_ARE_ALREADY = {
    Role.ORGANISER: N_("You are an organiser already."),
    Role.MODERATOR: N_("You may do that already: you are a moderator or an organiser."),
    Role.HELPER: N_("You may check people in already: /checkin"),
}


def granted(grant: Grant, agenda: Agenda, *, code: str) -> Screen:
    """Tell whoever opened a link who they are now."""
    locale = grant.participant.locale
    _ = words(locale)
    speaker = agenda.speakers.get(grant.invitation.speaker_id or "")
    match grant.outcome:
        case Opening.OWN if speaker is not None:
            return Screen(
                _.html(
                    "You made this link. Please forward it to {name}. If that is you, tap below.",
                    name=named(speaker, locale),
                ),
                (
                    (Button(_.plain("That is me"), ThisIsMe(code)),),
                    (place(locale, Place.HOME),),
                ),
            )
        case Opening.GRANTED:
            said = _now(_, grant, agenda, speaker)
        case _:
            said = _already(_, grant, speaker)
    speaks, organises = grant.participant.speaker_id, grant.participant.role is Role.ORGANISER
    mine = ((Button(_.plain("My questions"), OpenQueue(0)),),) if speaks else ()
    team = ((Button(_.plain("The team"), OpenTeam()),),) if organises else ()
    helps = grant.participant.role is Role.HELPER
    desk = ((Button(_.plain("Check-in desk"), OpenDesk()),),) if helps else ()
    return Screen(said, (*mine, *team, *desk, *way_on(locale, said).rows))


def _now(_: Words, grant: Grant, agenda: Agenda, speaker: Speaker | None) -> Markup:
    its = grant.invitation
    if its.role is not None:
        title = agenda.event.title.in_(_.locale)
        return lines(
            bold(_.plain(_ARE_NOW[its.role], title=title)),
            _.html("/help shows what you can do."),
        )
    before = agenda.speakers.get(grant.was_speaker_id or "")
    return lines(
        _.html("<b>Welcome, {name}.</b>", name=named(speaker, _.locale) if speaker else ""),
        _.html(
            "You are on the agenda as this speaker, and hear here of every change to your sessions"
            " and of questions to you: /queue."
        ),
        _.html("Until now you were {name}.", name=named(before, _.locale)) if before else None,
    )


def _already(_: Words, grant: Grant, speaker: Speaker | None) -> Markup:
    its = grant.invitation
    if its.role is not None:
        said = _.html(_ARE_ALREADY[its.role])
    else:
        name = named(speaker, _.locale) if speaker else ""
        said = _.html("You are known here as {name} already.", name=name)
    usable = _.html("The link still works: please forward it to whom it is for.")
    return lines(said, usable if grant.usable else None)


def bad(locale: Locale) -> Screen:
    """Answer a link that grants nothing (any more)."""
    return way_on(
        locale,
        words(locale).html(
            "This link was used, taken back, or is too old. Please ask an organiser for a new one."
        ),
    )
