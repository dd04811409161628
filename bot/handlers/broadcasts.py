"""How a broadcast goes on, stopping it, and the people to tell in person."""

from telegram import Update

from bot.callbacks_broadcast import CancelUnsent, ListUnreached, ShowProgress, UnreachedSheet
from bot.context import Context
from bot.handlers.announce_drafts import tapped_message
from bot.services import announcements, progress
from bot.views import progress as views
from bot.views import unreached as unreached_views
from storage.models import DeliveryKind


async def open_progress(_update: Update, context: Context) -> None:
    """Show how a broadcast goes on."""
    tapped = context.button(ShowProgress)
    await show_progress(context, tapped.kind, tapped.subject)


async def cancel(_update: Update, context: Context) -> None:
    """Send what was not sent yet to nobody."""
    tapped = context.button(CancelUnsent)
    now = context.now()
    await progress.cancel(context.db, context.me, tapped.kind, tapped.subject, now=now)
    await announcements.settle(context.db)
    await show_progress(context, tapped.kind, tapped.subject)


async def list_unreached(_update: Update, context: Context) -> None:
    """List the people whom it did not reach."""
    tapped = context.button(ListUnreached)
    found = await progress.unreached(context.db, context.me, tapped.kind, tapped.subject)
    screens = unreached_views.people(
        found, kind=tapped.kind, subject=tapped.subject, locale=context.locale
    )
    for screen in screens:
        await context.reply(screen)


async def send_sheet(_update: Update, context: Context) -> None:
    """Send the people whom it did not reach as a spreadsheet."""
    tapped = context.button(UnreachedSheet)
    found = await progress.unreached(context.db, context.me, tapped.kind, tapped.subject)
    await context.send_file(unreached_views.sheet(found, locale=context.locale))


async def show_progress(context: Context, kind: DeliveryKind, subject: str) -> None:
    """Show how a broadcast goes on in place of what was tapped, and as it does.

    Raises: NotAllowed, PreviewPassed.
    """
    its = await progress.standing(context.db, context.me, kind, subject, now=context.now())
    zone = (await context.agenda()).event.time_zone
    await context.show(views.progress(its, zone=zone, locale=context.locale))
    if its.ledger.under_way:
        here = (context.chat_id, tapped_message(context))
        await progress.follow(context.db, context.me, kind, subject, *here)
