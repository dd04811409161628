"""What was announced: the list, one of them with how it went, and what can be done about it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_announce import (
    Announcements,
    Compose,
    CorrectAnnouncement,
    Earlier,
    NewAnnouncement,
    OpenAnnouncement,
    SendCorrection,
    WithdrawAnnouncement,
)
from bot.callbacks_broadcast import ShowProgress
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.i18n.marked import N_
from bot.views.announce import media, texts
from bot.views.announce_audience import LABEL, named
from bot.views.progress import bar
from bot.views.screen import Button, Rows, Screen, lines, paragraphs, place
from storage.models import (
    Agenda,
    Announcement,
    AnnouncementStatus,
    Composed,
    DeliveryKind,
    Ledger,
    Locale,
)

_STATUSES = {
    AnnouncementStatus.DRAFT: N_("draft"),
    AnnouncementStatus.SCHEDULED: N_("scheduled"),
    AnnouncementStatus.SENDING: N_("being sent…"),
    AnnouncementStatus.SENT: N_("sent"),
    AnnouncementStatus.CANCELLED: N_("not sent"),
    AnnouncementStatus.WITHDRAWN: N_("withdrawn"),
}
_STANDS = (AnnouncementStatus.SCHEDULED, AnnouncementStatus.SENDING, AnnouncementStatus.SENT)


def announcements(
    sent: Sequence[Announcement],
    *,
    draft: Announcement | None,
    page: int,
    more: bool,
    agenda: Agenda,
    locale: Locale,
) -> Screen:
    """List what was announced, the newest first, and offer to write; `more`: a page follows."""
    _ = words(locale)
    listed = [_line(_, each, agenda) for each in sent]
    said = lines(*listed) if listed else _.html("Nothing has been announced yet.")
    draft_row = (
        ((Button(_.plain("Go on with the draft"), Compose(draft.id)),),)
        if draft is not None
        else ()
    )
    return Screen(
        paragraphs(_.html("<b>Announcements</b>"), said),
        (
            (Button(_.plain("New announcement"), NewAnnouncement()),),
            *draft_row,
            *((Button(_title(_, each), OpenAnnouncement(each.id)),) for each in sent),
            *_steps(_, page=page, more=more),
            (place(locale, Place.HOME),),
        ),
    )


def opened(its: Composed, ledger: Ledger, agenda: Agenda, *, locale: Locale) -> Screen:
    """Show what was announced, how it went, and what can be done about it."""
    _ = words(locale)
    sent = its.announcement
    return Screen(
        paragraphs(
            _.html("<b>Announcement</b> · {status}", status=_.plain(_STATUSES[sent.status])),
            texts(sent, locale),
            lines(
                _.html("To: {audience}", audience=named(its, agenda, locale)),
                _when(_, sent, agenda),
                media(sent, locale),
            ),
            bar(ledger, locale),
        ),
        (
            (
                Button(
                    _.plain("How it went"), ShowProgress(DeliveryKind.ANNOUNCEMENT, str(sent.id))
                ),
            ),
            *(_remedies(_, sent.id) if sent.status in _STANDS else ()),
            (Button(_.plain("Announcements"), Announcements()),),
        ),
    )


def preview_correction(its: Announcement, ledger: Ledger, locale: Locale) -> Screen:
    """Say below the new wording where it will stand, and ask for the confirmation."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>This is the new wording.</b>"),
            _.html(
                "It replaces the old one in each chat that has the announcement, without a sound."
            ),
            bar(ledger, locale),
        ),
        (
            (Button(_.plain("Correct it for all"), SendCorrection(its.id, its.revision)),),
            (Button(_.plain("Write it anew"), CorrectAnnouncement(its.id)),),
            *_back(_, its.id),
        ),
    )


def ask_withdraw(its: Announcement, locale: Locale) -> Screen:
    """Ask before an announcement is taken back."""
    _ = words(locale)
    return Screen(
        _.html(
            "Withdraw this announcement? In each chat that has it, a line says so in its place, and"
            " nobody else gets it."
        ),
        (
            (Button(_.plain("Withdraw"), WithdrawAnnouncement(its.id, 1)),),
            *_back(_, its.id),
        ),
    )


def cannot_correct(said: Markup, announcement_id: int, locale: Locale) -> Screen:
    """Say why there is nothing to correct."""
    return Screen(said, _back(words(locale), announcement_id))


def _steps(_: Words, *, page: int, more: bool) -> Rows:
    newer = (Button(_.plain("‹ Newer"), Earlier(page - 1)),) if page else ()
    older = (Button(_.plain("Older ›"), Earlier(page + 1)),) if more else ()
    return ((*newer, *older),) if newer or older else ()


def _remedies(_: Words, announcement_id: int) -> Rows:
    return (
        (Button(_.plain("Correct it"), CorrectAnnouncement(announcement_id)),),
        (Button(_.plain("Withdraw"), WithdrawAnnouncement(announcement_id, 0)),),
    )


def _back(_: Words, announcement_id: int) -> Rows:
    return ((Button(_.plain("Back"), OpenAnnouncement(announcement_id)),),)


def _when(_: Words, its: Announcement, agenda: Agenda) -> Markup:
    """Say when it goes out, or when it was confirmed."""
    zone = agenda.event.time_zone
    if its.due_at is not None:
        return _.html("Goes out: {time}", time=dates.moment(its.due_at, zone, _.locale))
    time = dates.moment(its.confirmed_at, zone, _.locale) if its.confirmed_at else "—"
    return _.html("Confirmed: {time}", time=time)


def _line(_: Words, its: Announcement, agenda: Agenda) -> Markup:
    zone = agenda.event.time_zone
    moment = its.due_at or its.confirmed_at
    return _.html(
        "• {time}: {title} ({status})",
        time=dates.moment(moment, zone, _.locale) if moment else "—",
        title=_title(_, its),
        status=_.plain(_STATUSES[its.status]),
    )


def _title(_: Words, its: Announcement) -> str:
    """Return the first words of an announcement, on one line."""
    return shorten(" ".join(its.text(_.locale).split()), LABEL)
