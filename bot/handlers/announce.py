"""/announce: what was announced, a new announcement, its preview and its confirmation."""

from telegram import Update

from bot.callbacks_announce import (
    Compose,
    DiscardAnnouncement,
    Earlier,
    OpenAnnouncement,
    PreviewAnnouncement,
    SendAnnouncement,
)
from bot.context import Context
from bot.handlers import announce_texts
from bot.handlers.announce_drafts import leaving, show_composer, tapped_message
from bot.handlers.broadcasts import show_progress
from bot.i18n.marked import N_
from bot.services import announcement_drafts, announcements, progress
from bot.services.errors import DoesNotFit, PreviewPassed
from bot.views import announce as views
from bot.views import announce_sent as sent_views
from bot.views.announcement import message
from storage.models import DeliveryKind, Locale

A_PAGE = 6
PAGES = 10_000
"""More than a button may name."""


async def command(_update: Update, context: Context) -> object:
    """Write an announcement; what was begun is offered first."""
    draft = await announcement_drafts.draft_of(context.db, context.me)
    if draft is None:
        return await announce_texts.begin_new(context)
    return await _go_on(_update, context)


@leaving
async def _go_on(_update: Update, context: Context) -> None:
    draft = await announcement_drafts.draft_of(context.db, context.me)
    if draft is not None:
        await context.show(views.open_draft(draft, context.locale))


@leaving
async def announcements_(_update: Update, context: Context) -> None:
    """Show what was announced last."""
    await _list(context, 0)


@leaving
async def earlier(_update: Update, context: Context) -> None:
    """Show a page of what was announced."""
    await _list(context, min(max(context.button(Earlier).page, 0), PAGES))


@leaving
async def compose(_update: Update, context: Context) -> None:
    """Show a draft whole."""
    await show_composer(context, context.button(Compose).announcement_id)


@leaving
async def preview(_update: Update, context: Context) -> None:
    """Show what each reader will get, as they will get it, and ask for the confirmation."""
    number, now = context.button(PreviewAnnouncement).announcement_id, context.now()
    its = await announcements.composed(context.db, context.me, number)
    try:
        announcements.check(its, now=now)
    except DoesNotFit as refused:
        await show_composer(context, number, refused)
        return
    for each in Locale:
        await context.reply(message(its.announcement, each))
    agenda, locale = await context.agenda(), context.locale
    await context.reply(views.preview(its, agenda, now=now, locale=locale))


@leaving
async def send(_update: Update, context: Context) -> None:
    """Send what was previewed, and show in its place how that goes on."""
    tapped = context.button(SendAnnouncement)
    try:
        its = await announcements.send(
            context.db,
            context.me,
            tapped.announcement_id,
            revision=tapped.revision,
            message_id=tapped_message(context),
            agenda=await context.agenda(),
            now=context.now(),
        )
    except DoesNotFit as refused:
        await show_composer(context, tapped.announcement_id, refused)
        return
    except PreviewPassed:  # where it is a draft still, it can be looked at again
        changed = DoesNotFit(N_("You changed it after that preview. Please look at it once more."))
        await show_composer(context, tapped.announcement_id, changed)
        return
    await show_progress(context, DeliveryKind.ANNOUNCEMENT, str(its.id))


@leaving
async def discard(_update: Update, context: Context) -> None:
    """Give a draft up, or ask first."""
    tapped = context.button(DiscardAnnouncement)
    if not tapped.sure:
        await announcements.composed(context.db, context.me, tapped.announcement_id)
        await context.show(views.ask_discard(tapped.announcement_id, context.locale))
        return
    await announcement_drafts.discard(context.db, context.me, tapped.announcement_id)
    await context.show(views.discarded(context.locale))


@leaving
async def open_(_update: Update, context: Context) -> None:
    """Show what was announced and how it went."""
    db, me = context.db, context.me
    its = await announcements.find(db, me, context.button(OpenAnnouncement).announcement_id)
    ledger = await progress.ledger(db, me, DeliveryKind.ANNOUNCEMENT, str(its.announcement.id))
    agenda = await context.agenda()
    await context.show(sent_views.opened(its, ledger, agenda, locale=context.locale))


async def _list(context: Context, page: int) -> None:
    db, me = context.db, context.me
    draft = await announcement_drafts.draft_of(db, me)
    found = await announcements.confirmed(db, me, limit=A_PAGE + 1, offset=page * A_PAGE)
    await context.show(
        sent_views.announcements(
            found[:A_PAGE],
            draft=draft,
            page=page,
            more=len(found) > A_PAGE,
            agenda=await context.agenda(),
            locale=context.locale,
        )
    )
