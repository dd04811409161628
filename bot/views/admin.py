"""The day at a glance: people, the stage, messages, drafts, and where to go from there."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_admin import OpenAdmin, OpenChats
from bot.callbacks_announce import Announcements
from bot.callbacks_check_in import OpenDesk
from bot.callbacks_editing import EditAgenda
from bot.callbacks_moderation import OpenInbox
from bot.callbacks_results import OpenResults
from bot.callbacks_stage import OpenStage
from bot.callbacks_team import OpenTeam
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views.privacy import DELIVERIES
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from storage.models import (
    Agenda,
    DeliveryStatus,
    Event,
    Failure,
    Head,
    LinkedChat,
    Locale,
    Now,
    Overview,
)

REASONS = 5
SESSIONS = 5
"""How many of those side by side are named."""


def overview(agenda: Agenda, its: Overview, on: Now, *, now: datetime, locale: Locale) -> Screen:
    """Show how the day goes at this moment."""
    _ = words(locale)
    zone = agenda.event.time_zone
    time = dates.time(now, zone, locale)
    return Screen(
        paragraphs(
            _.html("<b>At a glance</b> · as of {time}", time=time),
            _people(_, its.head, agenda.event),
            _stage(_, agenda, on, now),
            _messages(_, its, now, zone),
            _.html("Questions that wait: {n}", n=its.questions) if its.questions else None,
            lines(_drafts(_, its), _chats(_, its.chats)),
        ),
        _rows(_),
    )


def _people(_: Words, head: Head, event: Event) -> Markup:
    places = (
        _.html("Registered: {n} of {places}", n=head.registered, places=event.capacity)
        if event.capacity is not None
        else _.html("Registered: {n}", n=head.registered)
    )
    return lines(
        places,
        _.html("Waiting list: {n}", n=head.waiting) if head.waiting else None,
        _.html("Checked in: {n}", n=head.checked_in),
        _.html(
            "Can be reached, with the team: {n} ({km} in Khmer, {en} in English)",
            n=sum(head.reachable.values()),
            km=head.reachable[Locale.KM],
            en=head.reachable[Locale.EN],
        ),
        _.html("Have blocked the bot: {n}", n=head.blocked),
    )


def _stage(_: Words, agenda: Agenda, on: Now, now: datetime) -> Markup:
    zone = agenda.event.time_zone
    if not on.running and not on.next:
        return _.html("The workshop has ended.")
    running = [
        _.html(
            "On stage now: {title}, planned until {time}",
            title=bold(session.title.in_(_.locale)),
            time=dates.time(session.ends_at, zone, _.locale),
        )
        for session in on.running[:SESSIONS]
    ]
    coming = [
        _.html(
            "Up next: {title}, {when}",
            title=session.title.in_(_.locale),
            when=_moment(session.starts_at, now, zone, _.locale),
        )
        for session in on.next[:SESSIONS]
    ]
    return lines(*(running or [_.html("Nothing is on right now.")]), *coming)


def _messages(_: Words, its: Overview, now: datetime, zone: ZoneInfo) -> Markup:
    if not its.queued or its.until is None:
        queued = _.html("Messages to be sent: none")
    elif its.until <= now:
        queued = _.html("Messages to be sent: {n}, all of them now", n=its.queued)
    else:
        queued = _.html(
            "Messages to be sent: {n}, the last is due {time}",
            n=its.queued,
            time=_moment(its.until, now, zone, _.locale),
        )
    failed = sum(failure.times for failure in its.failures)
    return lines(
        queued,
        _.html("Failed today: {n}", n=failed) if failed else _.html("Failed today: none"),
        *_failures(_, its.failures),
    )


def _moment(moment: datetime, now: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Write a time, with its day unless that is today."""
    today = dates.local_day(moment, zone) == dates.local_day(now, zone)
    return (dates.time if today else dates.moment)(moment, zone, locale)


def _failures(_: Words, failures: Sequence[Failure]) -> list[Markup]:
    """Say what failed and why, the latest first."""
    return [
        _.html(
            "• {kind}: {reason} ({n})",
            kind=_.plain(DELIVERIES[each.kind]),
            reason=_.plain("no answer; perhaps it arrived")
            if each.status is DeliveryStatus.UNCERTAIN
            else each.reason or "?",
            n=each.times,
        )
        for each in failures[:REASONS]
    ]


def _drafts(_: Words, its: Overview) -> Markup | None:
    agenda, written = its.agenda_drafts, its.announcement_drafts
    return lines(
        _.html("Changes of the agenda not published yet: {n}", n=agenda) if agenda else None,
        _.html("Announcements not sent yet: {n}", n=written) if written else None,
    )


def _chats(_: Words, chats: Sequence[LinkedChat]) -> Markup:
    lost = sum(chat.lost_since is not None for chat in chats)
    if lost:
        return _.html(
            "Groups and channels: {n}, of which {lost} cannot be reached", n=len(chats), lost=lost
        )
    return _.html("Groups and channels: {n}", n=len(chats))


def _rows(_: Words) -> Rows:
    return (
        (Button(_.plain("Stage"), OpenStage()), Button(_.plain("Change the agenda"), EditAgenda())),
        (
            Button(_.plain("Announcements"), Announcements()),
            Button(_.plain("The team"), OpenTeam()),
        ),
        (
            Button(_.plain("Groups and channels"), OpenChats()),
            Button(_.plain("Questions"), OpenInbox()),
        ),
        (
            Button(_.plain("Check-in desk"), OpenDesk()),
            Button(_.plain("Results"), OpenResults()),
        ),
        (Button(_.plain("Update"), OpenAdmin()), place(_.locale, Place.HOME)),
    )
