"""What people get when organisers announce something, in private and in linked chats."""

from markupsafe import Markup, escape

from bot.i18n.catalogue import words
from bot.views import pages
from bot.views.screen import Attachment, Screen, lines, paragraphs
from storage.models import Announcement, ChatLanguage, Locale, MediaKind, Priority

CAPTION = 1024
"""Code points of a caption, tags not counted. Source: Bot API, sendPhoto.caption."""

# They have no buttons: a tap would put another screen in their place, and they are to stay.


def written(announcement: Announcement, language: Locale | ChatLanguage) -> Screen:
    """Write an announcement for a reader, or for a linked chat: that may read both languages."""
    if isinstance(language, ChatLanguage):
        return for_chat(announcement, language)
    return message(announcement, language)


def message(announcement: Announcement, locale: Locale) -> Screen:
    """Write an announcement for a reader of one language."""
    return Screen(_written(announcement, locale), attachment=_attachment(announcement))


def for_chat(announcement: Announcement, language: ChatLanguage) -> Screen:
    """Write an announcement for a linked chat: in Khmer, in English, or in both, Khmer first.

    Where both do not fit into one message, the English is left to the bot's own.
    """
    if language is not ChatLanguage.BOTH:
        return message(announcement, Locale(language))
    khmer = _written(announcement, Locale.KM)
    attachment = _attachment(announcement)
    if announcement.text_en is None:
        return Screen(khmer, attachment=attachment)
    text = paragraphs(khmer, _written(announcement, Locale.EN))
    if pages.length(text) > (CAPTION if attachment else pages.LIMIT):
        text = paragraphs(khmer, words(Locale.EN).html("In English: please open the bot."))
    return Screen(text, attachment=attachment)


def withdrawn(announcement: Announcement, language: Locale | ChatLanguage) -> Screen:
    """Say in place of an announcement that it was taken back; a photo cannot be taken away."""
    both = language is ChatLanguage.BOTH
    locales = tuple(Locale) if both else (Locale(language),)
    said = [words(each).html("This announcement was withdrawn.") for each in locales]
    return Screen(lines(*said), attachment=_attachment(announcement))


def _written(announcement: Announcement, locale: Locale) -> Markup:
    _ = words(locale)
    heading = (
        _.html("<b>Urgent announcement</b>")
        if announcement.priority is Priority.URGENT
        else _.html("<b>Announcement</b>")
    )
    in_khmer_only = locale is Locale.EN and announcement.text_en is None
    return paragraphs(
        heading,
        _.html("This one is in Khmer only. Please ask at the registration desk if you need help.")
        if in_khmer_only
        else None,
        escape(announcement.text(locale)),
    )


def _attachment(announcement: Announcement) -> Attachment | None:
    if announcement.media_kind is None or announcement.file_id is None:
        return None
    return Attachment(MediaKind(announcement.media_kind), announcement.file_id)
