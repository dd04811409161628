"""How a broadcast goes on, and how it went: a bar, numbers, and what can be done."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.callbacks_announce import OpenAnnouncement
from bot.callbacks_broadcast import CancelUnsent, ListUnreached, UnreachedSheet
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import publishing
from bot.views.screen import Button, Rows, Screen, lines, paragraphs
from storage.models import Broadcast, DeliveryKind, DeliveryStatus, Ledger, Locale, Unreached

CELLS = 10
REASONS = 5

_HEADINGS = {
    DeliveryKind.ANNOUNCEMENT: N_("<b>Announcement</b>"),
    DeliveryKind.CORRECTION: N_("<b>Correction of an announcement</b>"),
    DeliveryKind.CHANGE: N_("<b>Change of the agenda</b>"),
}


def progress(its: Broadcast, *, zone: ZoneInfo, locale: Locale) -> Screen:
    """Show how many of a broadcast stand where; at the end also why some did not arrive."""
    _ = words(locale)
    ledger, heading = its.ledger, _.html(_HEADINGS[its.kind])
    if ledger.under_way:
        said = (
            _.html("Goes out at {time}.", time=dates.time(its.due_at, zone, locale))
            if its.due_at
            else None
        )
        stop = Button(_.plain("Cancel what is not sent"), CancelUnsent(its.kind, its.subject))
        return Screen(
            paragraphs(lines(heading, said), bar(ledger, locale), _numbers(_, ledger)),
            ((stop,), *_way_on(_, its)),
        )
    if not ledger.total:
        said = _.html("Nobody had it yet, so there was nothing to change.")
        return Screen(lines(heading, said), _way_on(_, its))
    nobody = ledger.of(DeliveryStatus.EXPIRED) == ledger.total
    if nobody and its.kind is DeliveryKind.CHANGE and not its.unreached:
        said = _.html("It was not sent: the agenda changed again before that.")
        return Screen(lines(heading, said), _way_on(_, its))
    return Screen(
        paragraphs(
            lines(heading, _.html("Nobody got it.") if nobody else _.html("It is through.")),
            bar(ledger, locale),
            _numbers(_, ledger),
            reasons(its.unreached, locale),
        ),
        (*_people(_, its), *_way_on(_, its)),
    )


def bar(ledger: Ledger, locale: Locale) -> Markup:
    """Draw how much of a broadcast is through."""
    done = ledger.total - ledger.under_way
    share = done / ledger.total if ledger.total else 1.0
    full = int(share * CELLS)
    return words(locale).html(
        "{bar} {n} of {total}", bar="▰" * full + "▱" * (CELLS - full), n=done, total=ledger.total
    )


def reasons(unreached: Sequence[Unreached], locale: Locale) -> Markup | None:
    """Say why messages failed, the most frequent reason first; None where none did."""
    _ = words(locale)
    failed = [each.reason or "?" for each in unreached if each.status is DeliveryStatus.FAILED]
    counted = sorted(set(failed), key=lambda reason: (-failed.count(reason), reason))[:REASONS]
    if not counted:
        return None
    return lines(
        _.html("Why it failed:"),
        *(_.html("• {reason} ({n})", reason=each, n=failed.count(each)) for each in counted),
    )


def _numbers(_: Words, ledger: Ledger) -> Markup:
    rows = [
        (N_("Sent: {n}"), ledger.of(DeliveryStatus.SENT), True),
        (N_("To go: {n}"), ledger.under_way, ledger.under_way > 0),
        (
            N_("Have blocked the bot: {n}"),
            ledger.of(DeliveryStatus.BLOCKED) - ledger.lost_chats,
            False,
        ),
        (N_("Groups and channels it cannot reach: {n}"), ledger.lost_chats, False),
        (N_("Failed: {n}"), ledger.of(DeliveryStatus.FAILED), False),
        (N_("Perhaps arrived: {n}"), ledger.of(DeliveryStatus.UNCERTAIN), False),
        (N_("Not sent any more: {n}"), ledger.of(DeliveryStatus.EXPIRED), False),
    ]
    return lines(*(_.html(msgid, n=n) for msgid, n, always in rows if n or always))


def _people(_: Words, its: Broadcast) -> Rows:
    if not its.unreached:
        return ()
    return (
        (Button(_.plain("People to tell in person"), ListUnreached(its.kind, its.subject)),),
        (Button(_.plain("As a spreadsheet"), UnreachedSheet(its.kind, its.subject)),),
    )


def _way_on(_: Words, its: Broadcast) -> Rows:
    if its.kind is DeliveryKind.CHANGE:
        version = int(its.subject.rpartition("-")[2])
        return publishing.rows(version, waiting=its.due_at is not None, locale=_.locale)
    announcement_id = int(its.subject.partition("-")[0])
    return ((Button(_.plain("The announcement"), OpenAnnouncement(announcement_id)),),)
