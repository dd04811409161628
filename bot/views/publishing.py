"""What became of a draft of the agenda: published, undone, given up."""

from datetime import datetime

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_editing import EditAgenda
from bot.callbacks_publishing import (
    FILE_SIGNS,
    Discard,
    OpenImport,
    OpenPreview,
    TellNow,
    UndoVersion,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views.screen import Button, Rows, Screen, lines, place
from storage.models import Agenda, Locale, Published


def nothing(locale: Locale) -> Screen:
    """Say that there is no draft to look at."""
    _ = words(locale)
    return Screen(
        _.html("Nothing waits to be published: you have changed nothing since."), _edit_row(_)
    )


def published(done: Published, agenda: Agenda, *, now: datetime, locale: Locale) -> Screen:
    """Say that it is published, how many are told and when."""
    return _done(words(locale).html("<b>Published.</b>"), done, agenda, now=now, locale=locale)


def undone(done: Published, agenda: Agenda, *, now: datetime, locale: Locale) -> Screen:
    """Say that the agenda is what it was, how many are told and when."""
    said = words(locale).html("<b>Undone.</b> The agenda is again what it was before.")
    return _done(said, done, agenda, now=now, locale=locale)


def telling(version: int, locale: Locale) -> Screen:
    """Say that people are told at once."""
    _ = words(locale)
    text = lines(_.html("<b>Published.</b>"), _.html("People are being told now."))
    return Screen(text, rows(version, waiting=False, locale=locale))


def cannot_undo(locale: Locale) -> Screen:
    """Say that somebody published after what should be undone."""
    _ = words(locale)
    return Screen(
        _.html(
            "The agenda was changed again after that, so it cannot be undone any more."
            " You can change it once more:"
        ),
        _edit_row(_),
    )


def refused(problem: Markup, locale: Locale) -> Screen:
    """Say why an edited event file cannot be taken."""
    return Screen(problem, _edit_row(words(locale)))


def ask_discard(unpublished: int, locale: Locale) -> Screen:
    """Ask before everything that was gathered is given up."""
    _ = words(locale)
    return Screen(
        _.plural(
            "Discard {n} change that is not published?",
            "Discard all {n} changes that are not published?",
            unpublished,
        ),
        (
            (Button(_.plain("Discard changes"), Discard(1)),),
            (Button(_.plain("Back to the preview"), OpenPreview()),),
        ),
    )


def discarded(locale: Locale) -> Screen:
    """Say that a draft was given up."""
    _ = words(locale)
    return Screen(
        _.html("Discarded. The published agenda stays as it is, and nobody was told."),
        _edit_row(_),
    )


def rows(version: int, *, waiting: bool, locale: Locale) -> Rows:
    """Return what can be done with a version; `waiting`: its notices wait for the delay."""
    _ = words(locale)
    tell = (Button(_.plain("Tell now"), TellNow(version)),) if waiting else ()
    return (
        (*tell, Button(_.plain("Undo"), UndoVersion(version))),
        (place(locale, Place.AGENDA), Button(_.plain("Change the agenda"), EditAgenda(anew=1))),
    )


def event_file(file_hash: str, locale: Locale) -> Screen:
    """Tell an organiser that an edited event file waits."""
    _ = words(locale)
    return Screen(
        lines(
            _.html("<b>The event file was edited.</b>"),
            _.html(
                "Nothing has changed yet. Please look at what it would change, then publish it or"
                " discard it."
            ),
        ),
        ((Button(_.plain("Preview"), OpenImport(file_hash[:FILE_SIGNS])),),),
    )


def _done(
    heading: Markup, done: Published, agenda: Agenda, *, now: datetime, locale: Locale
) -> Screen:
    told = _when_told(agenda, done.told, done.due_at, now=now, locale=locale)
    waiting = done.told > 0 and now < done.due_at
    return Screen(lines(heading, told), rows(done.version, waiting=waiting, locale=locale))


def _when_told(
    agenda: Agenda, told: int, due_at: datetime, *, now: datetime, locale: Locale
) -> Markup:
    _ = words(locale)
    if not told:
        return _.html("Nobody needs to be told.")
    if due_at <= now:
        return _.plural("{n} person is told now.", "{n} people are told now.", told)
    time = dates.time(due_at, agenda.event.time_zone, locale)
    return _.plural(
        "{n} person is told at {time}.", "{n} people are told at {time}.", told, time=time
    )


def _edit_row(_: Words) -> Rows:
    return ((Button(_.plain("Change the agenda"), EditAgenda()),),)
