"""What an organiser is asked to write about the agenda, and what cannot be taken for an answer."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from bot.callbacks import Callback
from bot.callbacks_editing import EditAgenda, EditSession, EditSpeakers, KeepTitle, SkipKhmerName
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.i18n.numbers import digits
from bot.views import differences, pages
from bot.views.editing import back
from bot.views.faults import faults
from bot.views.screen import Button, Rows, Screen, lines, paragraphs
from storage.models import Agenda, Event, Fault, Locale, Session, Text

ENDING = ".toml"
FAULTS_ROOM = pages.LIMIT - 500
LONGEST = 500  # clusters of a fault
MESSAGES = 5


def time(agenda: Agenda, its: Session, problem: Markup | None, locale: Locale) -> Screen:
    """Ask when a session takes place."""
    _ = words(locale)
    asked = _.html(
        "When is “{title}” now? Write the start, like 10:45, or start and end, like 10:45-12:00."
        " After noon, 14:00 and 2:00 PM are the same.",
        title=its.title.in_(locale),
    )
    now = _.html("So far: {now}", now=differences.when(agenda, its, locale))
    other = _other_day(_, agenda.event)
    return Screen(paragraphs(problem, asked, other, now), ((back(_, EditSession(its.id)),),))


def title(its: Session, asked: Locale, problem: Markup | None, locale: Locale) -> Screen:
    """Ask for a session's title in one of the languages."""
    _ = words(locale)
    return Screen(
        paragraphs(
            problem,
            _.html("Please write the new title in Khmer.")
            if asked is Locale.KM
            else _.html("Now write the new title in English."),
            _.html("So far: {now}", now=its.title.in_(asked)),
        ),
        ((Button(_.plain("Keep it"), KeepTitle(asked)), back(_, EditSession(its.id))),),
    )


def room(its: Session, asked: Locale, problem: Markup | None, locale: Locale) -> Screen:
    """Ask for a new room's name in one of the languages."""
    _ = words(locale)
    return _asked(
        _,
        problem,
        _.html("Please write the name of the new room in Khmer.")
        if asked is Locale.KM
        else _.html("Now write the name of the room in English."),
        EditSession(its.id),
    )


def speaker(its: Session, asked: Locale, problem: Markup | None, locale: Locale) -> Screen:
    """Ask for a new speaker's name, in Latin letters first; the Khmer spelling may be left out."""
    _ = words(locale)
    to = EditSpeakers(its.id)
    if asked is Locale.EN:
        return _asked(_, problem, _.html("Please write the name in Latin letters."), to)
    screen = _asked(
        _,
        problem,
        _.html("Now write the name in Khmer, as the person spells it, or leave it in Latin."),
        to,
    )
    return Screen(
        screen.text, ((Button(_.plain("Leave it in Latin"), SkipKhmerName()),), *screen.rows)
    )


def new_session(asked: Locale | None, problem: Markup | None, locale: Locale) -> Screen:
    """Ask for a new session's title in one of the languages, or for its time (None)."""
    _ = words(locale)
    match asked:
        case Locale.KM:
            question = _.html("Please write the title of the new session in Khmer.")
        case Locale.EN:
            question = _.html("Now write its title in English.")
        case None:
            question = _.html(
                "From when to when? Write it like 10:45-12:00. After noon, 14:00 and 2:00 PM are"
                " the same."
            )
    return _asked(_, problem, question, EditAgenda())


def event_file(problem: Markup | None, locale: Locale) -> Screen:
    """Ask for an edited event file."""
    _ = words(locale)
    question = _.html(
        "Please send the edited event file ({ending}) here, as a document of up to 1 MiB. You see"
        " a preview first; nothing changes before you publish it.",
        ending=ENDING,
    )
    return _asked(_, problem, question, EditAgenda())


def file_faults(found: tuple[Fault, ...], locale: Locale) -> tuple[Screen, ...]:
    """List what is wrong with an event file, in up to five messages."""
    _ = words(locale)
    heading = _.html("<b>This file cannot be used. Nothing was changed.</b>")
    written = [escape(shorten(line, LONGEST)) for line in faults(found, locale).split("\n")]
    paged = pages.split(written, most=len(written), room=FAULTS_ROOM)
    left = sum(len(page) for page in paged[MESSAGES:])
    shown = [lines(*page) for page in paged[:MESSAGES]]
    more = _.plural("… and {n} more fault.", "… and {n} more faults.", left) if left else None
    way_on = ((back(_, EditAgenda()),),)
    shown[0] = paragraphs(heading, shown[0])
    shown[-1] = paragraphs(shown[-1], more, _.html("Please correct the file and send it again."))
    *first, last = shown
    return (*(Screen(each) for each in first), Screen(last, way_on))


def not_time(locale: Locale) -> Markup:
    """Say that what was written is no time."""
    return words(locale).html("I did not understand that time.")


def not_title(asked: Locale, locale: Locale) -> Markup:
    """Say that what was written is no title or name in that language."""
    _ = words(locale)
    if asked is Locale.KM:
        return _.html("That has no Khmer letters, or it is longer than 120 characters.")
    return _.html("Please use Latin letters only, 120 characters at most.")


def not_text(locale: Locale) -> Markup:
    """Say that something other than text came."""
    return words(locale).html("I need this as text.")


def not_file(locale: Locale) -> Markup:
    """Say that no document came, or one that is too large."""
    return words(locale).html("That is no file of up to 1 MiB.")


def other_event(locale: Locale) -> Markup:
    """Say that the file is about another event."""
    return words(locale).html("That file is about another event. Nothing was changed.")


def does_not_fit(why: str, values: Mapping[str, str | int | Text], locale: Locale) -> Markup:
    """Say why a change cannot be made; `why` is a msgid."""
    read = {
        name: value.in_(locale) if isinstance(value, Text) else value
        for name, value in values.items()
    }
    return words(locale).html(why, **read)


def _other_day(_: Words, event: Event) -> Markup | None:
    """Say how another day is named, where the event has several."""
    if event.first_day == event.last_day:
        return None
    example = digits(f"{event.last_day.day}/{event.last_day.month} 10:45", _.locale)
    return _.html("For another day write it in front: {example}", example=example)


def _asked(_: Words, problem: Markup | None, question: Markup, to: Callback) -> Screen:
    rows: Rows = ((back(_, to),),)
    return Screen(paragraphs(problem, question), rows)
