"""What was announced, said anew or taken back: previewed, then done in each chat that has it."""

from telegram import Update

from bot.callbacks_announce import SendCorrection, WithdrawAnnouncement
from bot.context import Context
from bot.handlers.announce_drafts import leaving, tapped_message
from bot.handlers.broadcasts import show_progress
from bot.services import corrections, progress
from bot.services.errors import DoesNotFit
from bot.views import announce_asks as asks
from bot.views import announce_sent as views
from bot.views.announcement import message
from storage.models import DeliveryKind, Locale


async def show_preview(context: Context, announcement_id: int) -> None:
    """Show the new wording as people will read it, and ask for the confirmation.

    Raises: NotAllowed, PreviewPassed.
    """
    db, me, locale = context.db, context.me, context.locale
    its = await corrections.find(db, me, announcement_id)
    try:
        new = corrections.corrected(its)
    except DoesNotFit as refused:
        said = asks.problem(refused.why, refused.values, locale)
        await context.show(views.cannot_correct(said, its.id, locale))
        return
    ledger = await progress.ledger(db, me, DeliveryKind.ANNOUNCEMENT, str(its.id))
    for each in Locale:
        await context.reply(message(new, each))
    await context.reply(views.preview_correction(its, ledger, locale))


@leaving
async def send(_update: Update, context: Context) -> None:
    """Let every chat that has an announcement read its new wording."""
    tapped = context.button(SendCorrection)
    _its, subject = await corrections.send(
        context.db,
        context.me,
        tapped.announcement_id,
        revision=tapped.revision,
        message_id=tapped_message(context),
        now=context.now(),
    )
    await show_progress(context, DeliveryKind.CORRECTION, subject)


@leaving
async def withdraw(_update: Update, context: Context) -> None:
    """Take back what was announced, or ask first."""
    tapped = context.button(WithdrawAnnouncement)
    if not tapped.sure:
        its = await corrections.find(context.db, context.me, tapped.announcement_id)
        await context.show(views.ask_withdraw(its, context.locale))
        return
    _its, subject = await corrections.withdraw(
        context.db,
        context.me,
        tapped.announcement_id,
        message_id=tapped_message(context),
        now=context.now(),
    )
    await show_progress(context, DeliveryKind.CORRECTION, subject)
