"""An edited event file that an organiser sends: checked, and previewed like any other change."""

from telegram import Document

from bot.context import Context
from bot.handlers.drafts import show_preview
from bot.services import imports
from bot.services.errors import DoesNotFit, OtherEvent
from bot.services.event_file import EventFileError
from bot.views import editing_texts as views

LARGEST = 1024 * 1024
"""Bytes, as the event file itself may have."""


async def take(context: Context, document: Document | None) -> bool:
    """Put an event file into the draft and show the preview; else say why not. Say which."""
    if document is None or (document.file_size or 0) > LARGEST:
        problem = views.not_file(context.locale)
        await context.reply(views.event_file(problem, context.locale))
        return False
    file = await context.bot.get_file(document.file_id)
    data = bytes(await file.download_as_bytearray())
    try:
        found = await imports.upload(context.db, context.me, data, now=context.now())
    except EventFileError as error:
        for screen in views.file_faults(error.faults, context.locale):
            await context.reply(screen)
        return False
    except (OtherEvent, DoesNotFit) as error:
        problem = (
            views.does_not_fit(error.why, error.values, context.locale)
            if isinstance(error, DoesNotFit)
            else views.other_event(context.locale)
        )
        await context.reply(views.event_file(problem, context.locale))
        return False
    await show_preview(context, found)
    return True
