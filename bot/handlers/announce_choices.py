"""What is chosen for a draft of an announcement: for whom, how urgent, when, and with what."""

from datetime import timedelta

from telegram import Update

from bot.callbacks import BadButton
from bot.callbacks_announce import DropMedia, KhmerOnly, SetPriority, SetTime
from bot.callbacks_audience import ChooseAudience, ListAudiences, Pick
from bot.context import Context
from bot.handlers.announce_drafts import leaving, show_composer
from bot.handlers.taps import Handle
from bot.services import announcement_drafts, announcements
from bot.services.errors import DoesNotFit
from bot.views import announce_audience as views
from bot.views.screen import Screen
from storage import audiences
from storage.models import AudienceKind

SOON = range(24 * 60)
"""Minutes that a button may name."""


@leaving
async def khmer_only(_update: Update, context: Context) -> None:
    """Leave a draft without English, on purpose."""
    its = context.button(KhmerOnly).announcement_id
    await _change(context, its, khmer_only=True, text_en=None)


@leaving
async def drop_media(_update: Update, context: Context) -> None:
    """Let no photo or document go along."""
    its = context.button(DropMedia).announcement_id
    await _change(context, its, media_kind=None, file_id=None)


@leaving
async def set_priority(_update: Update, context: Context) -> None:
    """Make a draft urgent, or not."""
    tapped = context.button(SetPriority)
    await _change(context, tapped.announcement_id, priority=tapped.priority)


@leaving
async def set_time(_update: Update, context: Context) -> None:
    """Let a draft go out in so many minutes from now, or as soon as it is confirmed."""
    tapped = context.button(SetTime)
    if tapped.minutes not in SOON:
        raise BadButton
    now = context.now()
    due_at = now + timedelta(minutes=tapped.minutes) if tapped.minutes else None
    await _change(context, tapped.announcement_id, due_at=due_at)


@leaving
async def choose_audience(_update: Update, context: Context) -> None:
    """Ask for whom a draft is."""
    its = context.button(ChooseAudience).announcement_id
    await announcements.composed(context.db, context.me, its)
    await context.show(views.kinds(its, context.locale))


@leaving
async def list_audiences(_update: Update, context: Context) -> None:
    """Offer the audiences of one kind."""
    tapped = context.button(ListAudiences)
    await announcements.composed(context.db, context.me, tapped.announcement_id)
    await context.show(await _offered(context, tapped))


def pick(kind: type[Pick]) -> Handle:
    """Return the handler that takes a choice of this kind."""

    @leaving
    async def picked(_update: Update, context: Context) -> None:
        tapped = context.button(kind)
        await _change(context, tapped.announcement_id, audience=tapped.audience)

    return picked


async def _change(context: Context, announcement_id: int, **changes: object) -> None:
    try:
        await announcement_drafts.change(context.db, context.me, announcement_id, **changes)
    except DoesNotFit as refused:
        await show_composer(context, announcement_id, refused)
        return
    await show_composer(context, announcement_id)


async def _offered(context: Context, tapped: ListAudiences) -> Screen:
    its, page, locale = tapped.announcement_id, tapped.page, context.locale
    match tapped.kind:
        case AudienceKind.LANGUAGE:
            return views.languages(its, locale)
        case AudienceKind.LEVEL:
            return views.levels(its, locale)
        case AudienceKind.ROLE:
            return views.roles(its, locale)
        case AudienceKind.ORGANISATION:
            found = await audiences.organisations(context.db)
            return views.organisations(its, found, page=page, locale=locale)
        case AudienceKind.STARRED:
            stars = await audiences.stars(context.db)
            return views.sessions(its, await context.agenda(), stars, page=page, locale=locale)
        case AudienceKind.EVERYONE | AudienceKind.CHECKED_IN | AudienceKind.WAITING:
            raise BadButton
