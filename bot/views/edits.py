"""A step of a draft in a few words: what somebody wanted to change."""

from markupsafe import Markup, escape

from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from storage.models import (
    Add,
    AddSpeaker,
    Agenda,
    Cancel,
    ConfirmSpeaker,
    Edit,
    Import,
    Locale,
    Move,
    Rehouse,
    RemoveSpeaker,
    Rename,
    ReplaceSpeaker,
    Restore,
    Shift,
    Undo,
)


def describe(agenda: Agenda, edit: Edit, locale: Locale) -> Markup:
    """Name the session and what of it was to change; the id where the session is gone."""
    _ = words(locale)
    match edit:
        case Shift(minutes=minutes):
            length = dates.duration(abs(minutes), locale)
            if minutes > 0:
                return _.html("• {duration} later", duration=length)
            return _.html("• {duration} earlier", duration=length)
        case Add(session=session):
            return _.html("• {title} · add it", title=session.title.in_(locale))
        case Import():
            return _.html("• The event file")
        case Undo():
            return _.html("• Undo")
        case _:
            return _of_session(_, agenda, edit)


def _of_session(
    _: Words,
    agenda: Agenda,
    edit: Move
    | Rename
    | Rehouse
    | AddSpeaker
    | ReplaceSpeaker
    | RemoveSpeaker
    | ConfirmSpeaker
    | Cancel
    | Restore,
) -> Markup:
    session = agenda.session(edit.session_id)
    title = escape(session.title.in_(_.locale) if session else edit.session_id)
    match edit:
        case Move():
            return _.html("• {title} · the time", title=title)
        case Rename():
            return _.html("• {title} · the title", title=title)
        case Rehouse():
            return _.html("• {title} · the room", title=title)
        case Cancel():
            return _.html("• {title} · cancel it", title=title)
        case Restore():
            return _.html("• {title} · restore it", title=title)
        case AddSpeaker() | ReplaceSpeaker() | RemoveSpeaker() | ConfirmSpeaker():
            return _.html("• {title} · the speakers", title=title)
