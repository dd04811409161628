"""How a session was: asked, thanked for, and something more about it."""

from markupsafe import Markup

from bot.callbacks import Place, short
from bot.callbacks_surveys import DropComment, RateSession, SayMore, SendComment
from bot.i18n.catalogue import Words, words
from bot.views import question_parts
from bot.views.screen import Button, Screen, bold, lines, paragraphs, place
from bot.views.survey_words import RATING, value_word
from storage.models import SCALE, Locale, Session


def ask(session: Session, locale: Locale) -> Screen:
    """Ask how a session was."""
    _ = words(locale)
    key = short(session.id)
    return Screen(
        paragraphs(
            lines(_.html("How was this session?"), bold(session.title.in_(locale))),
            _.html("One tap. Nobody can see who answers what."),
        ),
        tuple(
            (Button(_words(_, value), RateSession(key, int(value))),) for value in reversed(SCALE)
        ),
        alone=True,
    )


def thanks(session: Session, locale: Locale, *, value: str | None, may_write: bool) -> Screen:
    """Thank for a rating; None: it was given before, and which one it was nobody knows."""
    _ = words(locale)
    return Screen(
        paragraphs(
            bold(session.title.in_(locale)),
            _.html("You chose: {rating}. Thank you.", rating=_words(_, value))
            if value is not None
            else _.html("You have rated this session already. Thank you."),
        ),
        (
            *(((_more(_, session),),) if may_write else ()),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def prompt(session: Session, locale: Locale, *, why: Markup | None = None) -> Screen:
    """Ask for something more about a session; `why` says what was wrong with what came."""
    _ = words(locale)
    return Screen(
        paragraphs(
            why,
            bold(session.title.in_(locale)),
            _.html("What was good, and what should be better? Please write it in a message."),
            _.html("Nobody can see who wrote it; only how you write can give you away."),
        ),
        ((Button(_.plain("Cancel"), DropComment()),),),
    )


def card(session: Session, text: str, locale: Locale) -> Screen:
    """Show what would be sent; the card itself is the draft."""
    _ = words(locale)
    return Screen(
        paragraphs(
            bold(session.title.in_(locale)),
            question_parts.quoted(text),
            _.html("It is kept apart from your rating, and shown together with others’."),
        ),
        (
            (Button(_.plain("Send"), SendComment(short(session.id))),),
            (
                Button(_.plain("Rewrite"), SayMore(short(session.id))),
                Button(_.plain("Discard"), DropComment()),
            ),
        ),
    )


def sent(locale: Locale, *, already: bool) -> Screen:
    """Thank for what was written."""
    _ = words(locale)
    return Screen(
        _.html("You have written about this session already. Thank you.")
        if already
        else _.html("It was sent. Thank you."),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )


def dropped(locale: Locale) -> Screen:
    """Say that nothing was sent."""
    return Screen(
        words(locale).html("Nothing was sent."),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )


def too_late(locale: Locale) -> Screen:
    """Say that a session cannot be rated any more, or not by this person."""
    return Screen(
        words(locale).html("This session cannot be rated now. Thank you all the same."),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )


def _words(_: Words, value: str) -> str:
    return _.plain("{n} · {word}", n=int(value), word=value_word(_, RATING, value))


def _more(_: Words, session: Session) -> Button:
    return Button(_.plain("Say more"), SayMore(short(session.id)))
