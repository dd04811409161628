"""An announcement as its author sees it while it is written: whole, previewed, given up."""

from datetime import datetime

from markupsafe import Markup, escape

from bot.callbacks_announce import (
    AddMedia,
    Announcements,
    ChooseTime,
    Compose,
    DiscardAnnouncement,
    DropMedia,
    KhmerOnly,
    NewAnnouncement,
    PreviewAnnouncement,
    SendAnnouncement,
    SetPriority,
    WriteText,
)
from bot.callbacks_audience import ChooseAudience
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views.announce_asks import excerpt
from bot.views.announce_audience import named
from bot.views.screen import Button, Rows, Screen, lines, paragraphs
from storage.models import (
    Agenda,
    Announcement,
    Composed,
    Locale,
    MediaKind,
    Priority,
    Recipients,
)

_MEDIA = {MediaKind.PHOTO: N_("a photo"), MediaKind.DOCUMENT: N_("a document")}


def composer(
    its: Composed,
    agenda: Agenda,
    *,
    now: datetime,
    locale: Locale,
    problem: Markup | None = None,
) -> Screen:
    """Show a draft whole, with a button for everything that can be changed."""
    _ = words(locale)
    draft = its.announcement
    return Screen(
        paragraphs(
            problem,
            _.html("<b>Your announcement</b>: nothing has been sent yet."),
            texts(draft, locale),
            details(its, agenda, now=now, locale=locale),
        ),
        (
            (
                Button(_.plain("Khmer text"), WriteText(draft.id, Locale.KM)),
                Button(_.plain("English text"), WriteText(draft.id, Locale.EN)),
            ),
            *(() if draft.complete else ((Button(_.plain("Khmer only"), KhmerOnly(draft.id)),),)),
            (Button(_.plain("Who gets it"), ChooseAudience(draft.id)), _media(_, draft)),
            (_priority(_, draft), Button(_.plain("When"), ChooseTime(draft.id))),
            (Button(_.plain("Preview"), PreviewAnnouncement(draft.id)),),
            (
                Button(_.plain("Discard"), DiscardAnnouncement(draft.id, 0)),
                Button(_.plain("Announcements"), Announcements()),
            ),
        ),
    )


def open_draft(draft: Announcement, locale: Locale) -> Screen:
    """Offer to go on with what was begun."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>You have begun an announcement that is not sent yet:</b>"),
            escape(excerpt(draft.text_km)),
        ),
        (
            (Button(_.plain("Go on with it"), Compose(draft.id)),),
            (Button(_.plain("Write another instead"), NewAnnouncement()),),
            (Button(_.plain("Announcements"), Announcements()),),
        ),
    )


def preview(its: Composed, agenda: Agenda, *, now: datetime, locale: Locale) -> Screen:
    """Say below the messages as people get them how many do, and ask for the confirmation."""
    _ = words(locale)
    draft = its.announcement
    return Screen(
        paragraphs(
            _.html("<b>This is what people will get.</b>"),
            details(its, agenda, now=now, locale=locale),
            _.html("Nothing has been sent yet."),
        ),
        (
            (
                Button(
                    _confirm(_, its.recipients, later=draft.due_at is not None),
                    SendAnnouncement(draft.id, draft.revision),
                ),
            ),
            *back(_, draft.id),
        ),
    )


def ask_discard(draft_id: int, locale: Locale) -> Screen:
    """Ask before a draft is given up."""
    _ = words(locale)
    return Screen(
        _.html("Discard this announcement? What you wrote is deleted."),
        (
            (Button(_.plain("Discard"), DiscardAnnouncement(draft_id, 1)),),
            *back(_, draft_id),
        ),
    )


def discarded(locale: Locale) -> Screen:
    """Say that a draft was given up."""
    _ = words(locale)
    return Screen(
        _.html("Discarded. Nothing was sent."),
        (
            (Button(_.plain("New announcement"), NewAnnouncement()),),
            (Button(_.plain("Announcements"), Announcements()),),
        ),
    )


def texts(its: Announcement, locale: Locale) -> Markup:
    """Show the texts as written, as far as there is room for both."""
    _ = words(locale)
    english = excerpt(its.text_en)
    if its.text_en is None and its.khmer_only:
        english = _.plain("none: in Khmer only, and English readers are told so")
    return paragraphs(
        lines(_.html("<b>Khmer:</b>"), escape(excerpt(its.text_km))),
        lines(_.html("<b>English:</b>"), escape(english)),
    )


def details(its: Composed, agenda: Agenda, *, now: datetime, locale: Locale) -> Markup:
    """Say to whom it goes, how, when, and what goes along."""
    _ = words(locale)
    draft, reach = its.announcement, its.recipients
    return lines(
        _.html("To: {audience}", audience=named(its, agenda, locale)),
        _.plural("{n} person", "{n} people", reach.people)
        + _.html(": {km} in Khmer, {en} in English", km=reach.km, en=reach.en),
        _.html("Linked groups and channels: {n}", n=reach.chats) if reach.chats else None,
        _.html("Urgency: urgent")
        if draft.priority is Priority.URGENT
        else _.html("Urgency: normal"),
        _.html("Goes out: {time}", time=when(draft, agenda, now=now, locale=locale)),
        media(draft, locale),
    )


def media(its: Announcement, locale: Locale) -> Markup | None:
    """Say what goes along; None where nothing does."""
    _ = words(locale)
    if its.media_kind is None:
        return None
    return _.html("With it: {media}", media=_.plain(_MEDIA[its.media_kind]))


def when(its: Announcement, agenda: Agenda, *, now: datetime, locale: Locale) -> str:
    """Say when an announcement goes out."""
    zone = agenda.event.time_zone
    if its.due_at is None:
        return words(locale).plain("as soon as it is confirmed")
    if dates.local_day(its.due_at, zone) == dates.local_day(now, zone):
        return dates.time(its.due_at, zone, locale)
    return dates.moment(its.due_at, zone, locale)


def back(_: Words, draft_id: int) -> Rows:
    """Return the row that leads back to a draft."""
    return ((Button(_.plain("Back"), Compose(draft_id)),),)


def _media(_: Words, draft: Announcement) -> Button:
    if draft.media_kind is None:
        return Button(_.plain("Add a photo or file"), AddMedia(draft.id))
    return Button(_.plain("Remove the file"), DropMedia(draft.id))


def _priority(_: Words, draft: Announcement) -> Button:
    if draft.priority is Priority.URGENT:
        return Button(_.plain("Make it normal"), SetPriority(draft.id, Priority.NORMAL))
    return Button(_.plain("Make it urgent"), SetPriority(draft.id, Priority.URGENT))


def _confirm(_: Words, reach: Recipients, *, later: bool) -> str:
    if not reach.people:
        return _.plain("Send")
    if later:
        return _.plain_plural("Schedule for {n} person", "Schedule for {n} people", reach.people)
    return _.plain_plural("Send to {n} person", "Send to {n} people", reach.people)
