"""The messages that people get unasked."""

from bot.i18n.catalogue import words
from bot.views.screen import Screen, paragraphs
from bot.views.standing import standing
from storage.models import Agenda, Participant


def promoted(agenda: Agenda, reader: Participant) -> Screen:
    """Tell somebody on the waiting list that they have a place."""
    _ = words(reader.locale)
    stands = standing(reader, ahead=0)
    good_news = _.html(
        "Good news: a place became free for you at “{title}”.",
        title=agenda.event.title.in_(reader.locale),
    )
    return Screen(paragraphs(good_news, stands.text), stands.rows)
