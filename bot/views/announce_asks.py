"""What an organiser is asked to write for an announcement."""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup, escape

from bot.callbacks import Callback
from bot.callbacks_announce import (
    Announcements,
    Compose,
    KeepText,
    KhmerOnly,
    OpenAnnouncement,
    SetTime,
)
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import split
from bot.views.screen import Button, Rows, Screen, paragraphs
from storage.models import Announcement, Locale

EXCERPT = 1400
"""Code points of a text among other things on a screen; a preview shows it whole."""
SOON = (10, 30, 60)
"""Minutes."""


def excerpt(text: str | None) -> str:
    """Return as much of a text as has room beside another one."""
    if text is None:
        return "—"
    first, *rest = split(text, EXCERPT) or [""]
    return f"{first} …" if rest else first


def first_text(locale: Locale) -> Screen:
    """Ask for the Khmer text of a new announcement."""
    _ = words(locale)
    return Screen(
        _.html(
            "<b>New announcement</b>\n\nPlease send the text in Khmer. A photo or document with the"
            " text below it is fine too."
        ),
        _back(_, Announcements()),
    )


def second_text(announcement_id: int, locale: Locale) -> Screen:
    """Ask for the English text after the Khmer one."""
    _ = words(locale)
    return Screen(
        _.html("Thank you. Now please send the same text in English."),
        (
            (Button(_.plain("Khmer only"), KhmerOnly(announcement_id)),),
            *_back(_, Compose(announcement_id)),
        ),
    )


def text_again(announcement_id: int, asked: Locale, locale: Locale) -> Screen:
    """Ask for a text of a draft once more."""
    _ = words(locale)
    if asked is Locale.KM:
        return Screen(
            _.html("Please send the whole Khmer text anew."), _back(_, Compose(announcement_id))
        )
    return Screen(
        _.html("Please send the whole English text anew."),
        (
            (Button(_.plain("Khmer only"), KhmerOnly(announcement_id)),),
            *_back(_, Compose(announcement_id)),
        ),
    )


def kept(announcement_id: int, asked: Locale, locale: Locale) -> Screen:
    """Say that what came without a text goes along, and ask for the text."""
    _ = words(locale)
    question = (
        _.html("The file is kept and goes along. Now please send the text in Khmer.")
        if asked is Locale.KM
        else _.html("The file is kept and goes along. Now please send the text in English.")
    )
    return replace(text_again(announcement_id, asked, locale), text=question)


def media(announcement_id: int, locale: Locale) -> Screen:
    """Ask for the photo or document that goes along."""
    _ = words(locale)
    return Screen(
        _.html("Please send one photo or one document. It goes out together with the text."),
        _back(_, Compose(announcement_id)),
    )


def time(announcement_id: int, locale: Locale) -> Screen:
    """Ask when a draft goes out."""
    _ = words(locale)
    soon = [
        Button(_.plain("In {n} minutes", n=minutes), SetTime(announcement_id, minutes))
        for minutes in SOON
    ]
    return Screen(
        _.html(
            "When does it go out? Choose, or write a time like 14:30, or with a day: 3/7 14:30."
        ),
        (
            (Button(_.plain("As soon as I confirm"), SetTime(announcement_id, 0)),),
            *((button,) for button in soon),
            *_back(_, Compose(announcement_id)),
        ),
    )


def correction(its: Announcement, asked: Locale, locale: Locale) -> Screen:
    """Ask for the new wording in one language, below the one that people have."""
    _ = words(locale)
    text = its.text_km if asked is Locale.KM else its.text_en
    question = (
        _.html("Please send the new Khmer text. People have this one:")
        if asked is Locale.KM
        else _.html("Please send the new English text. People have this one:")
    )
    if text is None:
        question = _.html(
            "It is in Khmer only so far. Please send an English text, or leave it so."
        )
    return Screen(
        paragraphs(question, escape(excerpt(text)) if text else None),
        (
            (Button(_.plain("Leave it as it is"), KeepText(its.id, asked)),),
            *_back(_, OpenAnnouncement(its.id)),
        ),
    )


def refused(ask: Screen, why: str, values: Mapping[str, object], locale: Locale) -> Screen:
    """Say what was wrong with an answer, and ask again; `why` is a msgid."""
    return replace(ask, text=paragraphs(words(locale).html(why, **values), ask.text))


def problem(why: str, values: Mapping[str, object], locale: Locale) -> Markup:
    """Say why something cannot be done; `why` is a msgid."""
    return words(locale).html(why, **values)


def _back(_: Words, to: Callback) -> Rows:
    return ((Button(_.plain("Back"), to),),)
