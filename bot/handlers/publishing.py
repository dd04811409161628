"""A draft of the agenda: previewed, published, undone, discarded; edited event files."""

from telegram import Update

from bot.callbacks_publishing import Discard, OpenImport, Publish, TakeBack, TellNow, UndoVersion
from bot.context import Context
from bot.handlers.broadcasts import show_progress
from bot.handlers.drafts import leaving, show_preview
from bot.services import drafts, imports, progress, publishing
from bot.services.errors import DoesNotFit, PreviewPassed
from bot.views import editing_texts as texts
from bot.views import preview as preview_views
from bot.views import publishing as views
from storage.models import DeliveryKind, Published


@leaving
async def open_preview(_update: Update, context: Context) -> None:
    """Show what publishing would do."""
    found = await drafts.preview(context.db, context.me, now=context.now())
    if found is None:
        await context.show(views.nothing(context.locale))
    else:
        await show_preview(context, found)


@leaving
async def open_import(_update: Update, context: Context) -> None:
    """Show what an edited event file would change."""
    file = context.button(OpenImport).file
    try:
        found = await imports.open_import(context.db, context.me, file, now=context.now())
    except DoesNotFit as error:
        problem = texts.does_not_fit(error.why, error.values, context.locale)
        await context.reply(views.refused(problem, context.locale))
    else:
        await show_preview(context, found)


@leaving
async def publish(_update: Update, context: Context) -> None:
    """Publish what the preview showed; what is another now is shown first."""
    tapped, now, message = context.button(Publish), context.now(), _tapped(context)
    preview = {"revision": tapped.revision, "version": tapped.version}
    try:
        done = await publishing.publish(
            context.db,
            context.me,
            **preview,
            delay=context.bot_data.notice_delay,
            now=now,
            shown_in=None if message is None else (context.chat_id, message),
        )
    except PreviewPassed:
        before = await publishing.published(context.db, context.me, **preview)
        if before is None:
            await _look_again(context)
            return
        done = before  # a second tap, or the first once more after kill -9
    its = await context.agenda()
    await context.show(views.published(done, its, now=now, locale=context.locale))
    await _follow(context, done, message)


async def _look_again(context: Context) -> None:
    """Show the draft against what is published now. Raises: PreviewPassed without a draft."""
    found = await drafts.preview(context.db, context.me, now=context.now())
    if found is None:
        raise PreviewPassed
    await show_preview(context, found, preview_views.passed(context.locale))


@leaving
async def undo(_update: Update, context: Context) -> None:
    """Publish the version before, unless somebody published since."""
    version, now = context.button(UndoVersion).version, context.now()
    delay = context.bot_data.notice_delay
    try:
        done = await publishing.undo(context.db, context.me, version=version, delay=delay, now=now)
    except PreviewPassed:
        before = await publishing.undone(context.db, context.me, version=version)
        if before is None:
            await context.reply(views.cannot_undo(context.locale))
            return
        done = before  # a second tap, or the first once more after kill -9
    its = await context.agenda()
    # A message of its own: the tapped one goes on showing who was told of what is undone.
    message_id = await context.reply(views.undone(done, its, now=now, locale=context.locale))
    await _follow(context, done, message_id)


@leaving
async def tell_now(_update: Update, context: Context) -> None:
    """Let the notices that wait for the delay go out at once; else show how they stand."""
    version, kind, message = context.button(TellNow).version, DeliveryKind.CHANGE, _tapped(context)
    begun = await publishing.tell_now(context.db, context.me, version=version, now=context.now())
    if not begun or message is None:
        await show_progress(context, kind, f"%-{version}")
        return
    await context.show(views.telling(version, context.locale))
    here = (context.chat_id, message)
    await progress.follow(context.db, context.me, kind, f"%-{version}", *here)


@leaving
async def take_back(_update: Update, context: Context) -> None:
    """Take back the last change of the draft."""
    revision = context.button(TakeBack).revision
    found = await drafts.take_back(context.db, context.me, revision=revision, now=context.now())
    if found is None:
        await context.show(views.discarded(context.locale))
    else:
        await show_preview(context, found)


@leaving
async def discard(_update: Update, context: Context) -> None:
    """Give up the draft, or ask first."""
    db, me, now = context.db, context.me, context.now()
    found = await drafts.preview(db, me, now=now)
    if found is not None and not context.button(Discard).sure:
        await context.show(views.ask_discard(len(found.draft.edits), context.locale))
        return
    await drafts.discard(db, me, now=now)
    await context.show(views.discarded(context.locale))


def _tapped(context: Context) -> int | None:
    """Return the id of the message whose button was tapped, if it can still be edited."""
    message = context.query.message if context.query else None
    return None if message is None else message.message_id


async def _follow(context: Context, done: Published, message_id: int | None) -> None:
    """Let a message show how the notices of a version go out."""
    if done.told and message_id is not None:
        subject = f"%-{done.version}"
        await progress.follow(
            context.db, context.me, DeliveryKind.CHANGE, subject, context.chat_id, message_id
        )
