"""Who stands on the agenda: a name with what belongs to it, and the roles."""

from markupsafe import Markup, escape

from bot.i18n.catalogue import Words, words
from storage.models import Locale, SessionRole, SessionSpeaker, Text


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


def role_name(_: Words, role: SessionRole, n: int = 1) -> str:
    """Name a role, for one or for several."""
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
