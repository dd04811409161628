"""The roster and the poster: sent as files, and the roster taken back in."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from telegram import Document, Update
from telegram.ext import ConversationHandler

from bot.callbacks import Callback, short
from bot.callbacks_check_in import ApplyRoster, ReturnRoster, SendPoster, SendRoster, Sheet
from bot.context import Context
from bot.handlers.taps import Handle
from bot.services import access, entries
from bot.services import roster as service
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from bot.services.roster_reading import LARGEST, NOT_A_ROSTER, TOO_LARGE, read
from bot.views import poster as poster_views
from bot.views import roster as sheets
from bot.views import roster_import as views
from storage import conversations
from storage.models import Entry, EntryStep, Right, RosterRow


async def send(_update: Update, context: Context) -> None:
    """Send the roster."""
    everybody = await service.rows(context.db, context.me)
    write = sheets.sheet if context.button(SendRoster).sheet is Sheet.XLSX else sheets.to_print
    await context.answer()
    written = partial(write, everybody, await context.agenda(), context.locale)
    await context.send_file(await asyncio.to_thread(written))


async def send_poster(_update: Update, context: Context) -> None:
    """Send the poster, and its code alone."""
    await access.require(context.db, context.me.id, Right.ORGANISE)
    its, name = await context.agenda(), context.bot.username
    code = context.bot_data.seal.poster(its.event.id)
    await context.answer()
    draw = partial(poster_views.picture, code, bot_username=name, locale=context.locale)
    await context.send_picture(await asyncio.to_thread(draw))
    write = partial(poster_views.to_print, its, code, bot_username=name, locale=context.locale)
    await context.send_file(await asyncio.to_thread(write))


async def ask_back(_update: Update, context: Context) -> object:
    """Ask for a roster that was filled in."""
    step = EntryStep.ROSTER
    await entries.begin(context.db, context.me, step, now=context.now())
    await context.show(views.ask(context.locale))
    return step


async def ask(context: Context) -> None:
    """Ask for the file once more."""
    await context.reply(views.ask(context.locale))


async def take(update: Update, context: Context, entry: Entry) -> object:
    """Take a file and show what it would change; what cannot be read is said."""
    document = update.message.document if update.message else None
    try:
        await access.require(context.db, context.me.id, Right.ORGANISE)
        rows = await _fetch(context, _fitting(document))
        found = await service.preview(context.db, context.me, rows)
    except DoesNotFit as error:
        await entries.miss(context.db, entry, now=context.now())
        await context.reply(views.ask(context.locale, why=error.why))
        return entry.step
    except NotAllowed:
        await entries.end(context.db, context.chat_id)
        raise
    entry = replace(entry, file_id=_fitting(document))
    await entries.go_on(context.db, entry, now=context.now())
    await context.reply(views.preview(found, context.locale, file=short(entry.file_id)))
    if views.is_long(found):
        write = partial(views.sheet, found, context.locale)
        await context.send_file(await asyncio.to_thread(write))
    return entry.step


async def apply(_update: Update, context: Context) -> object:
    """Do what the preview says, as far as it is true still."""
    entry = await conversations.entry_of(context.db, context.chat_id)
    await access.require(context.db, context.me.id, Right.ORGANISE)
    tapped = context.button(ApplyRoster)
    if entry is None or not entry.file_id or short(entry.file_id) != tapped.file:
        raise PreviewPassed
    done = await service.apply(
        context.db,
        context.me,
        entry,
        await _fetch(context, entry.file_id),
        agenda=await context.agenda(),
        rng=context.rng,
        now=context.now(),
    )
    await context.show(views.applied(done, context.locale))
    return ConversationHandler.END


def _fitting(document: Document | None) -> str:
    """Return the id of a file that may be a roster. Raises: DoesNotFit."""
    if document is None:
        raise DoesNotFit(NOT_A_ROSTER)
    if (document.file_size or 0) > LARGEST:
        raise DoesNotFit(TOO_LARGE)
    return document.file_id


async def _fetch(context: Context, file_id: str) -> list[RosterRow]:
    """Read the file that Telegram keeps. Raises: DoesNotFit."""
    file = await context.bot.get_file(file_id)
    data = bytes(await file.download_as_bytearray())
    return await asyncio.to_thread(read, data, sheets.names())


BUTTONS: Mapping[type[Callback], Handle] = {SendRoster: send, SendPoster: send_poster}
CONVERSING: Mapping[type[Callback], Handle] = {ReturnRoster: ask_back, ApplyRoster: apply}
"""Those that change what the next message means."""
