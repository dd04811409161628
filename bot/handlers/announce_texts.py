"""What an organiser writes for an announcement: its texts, what goes along, when it goes out."""

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ConversationHandler

from bot.callbacks_announce import (
    AddMedia,
    ChooseTime,
    CorrectAnnouncement,
    KeepText,
    NewAnnouncement,
    WriteText,
)
from bot.context import Context
from bot.handlers.announce_correction import show_preview
from bot.handlers.announce_drafts import show_composer
from bot.i18n.marked import N_
from bot.i18n.normalise import tidy
from bot.services import (
    announcement_drafts,
    announcement_texts,
    announcements,
    corrections,
    entries,
)
from bot.services.announcement_texts import Media
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed, StepPassed
from bot.views import announce_asks as views
from bot.views.screen import Screen
from storage import conversations
from storage.models import Entry, EntryStep, Locale, MediaKind

_TEXTS = {Locale.KM: EntryStep.ANNOUNCE_KM, Locale.EN: EntryStep.ANNOUNCE_EN}
_CORRECTIONS = {EntryStep.CORRECT_KM: Locale.KM, EntryStep.CORRECT_EN: Locale.EN}


async def begin_new(context: Context) -> object:
    """Ask for the Khmer text of a new announcement."""
    return await _begin(context, EntryStep.ANNOUNCE_KM)


async def new(_update: Update, context: Context) -> object:
    """Write an announcement, instead of the one that was begun if there is one."""
    context.button(NewAnnouncement)
    return await begin_new(context)


async def write_text(_update: Update, context: Context) -> object:
    """Write a text of a draft anew."""
    tapped = context.button(WriteText)
    return await _begin_about(context, _TEXTS[tapped.locale], tapped.announcement_id)


async def add_media(_update: Update, context: Context) -> object:
    """Ask for the photo or document that goes along."""
    tapped = context.button(AddMedia)
    return await _begin_about(context, EntryStep.ANNOUNCE_MEDIA, tapped.announcement_id)


async def choose_time(_update: Update, context: Context) -> object:
    """Offer times, and read one that is written."""
    tapped = context.button(ChooseTime)
    return await _begin_about(context, EntryStep.ANNOUNCE_TIME, tapped.announcement_id)


async def correct(_update: Update, context: Context) -> object:
    """Ask for the new wording of what was announced."""
    its = context.button(CorrectAnnouncement).announcement_id
    await corrections.begin(context.db, context.me, its)
    return await _begin(context, EntryStep.CORRECT_KM, str(its))


async def keep_text(_update: Update, context: Context) -> object:
    """Leave the wording in one language as it is."""
    tapped = context.button(KeepText)
    entry = await conversations.entry_of(context.db, context.chat_id)
    if (
        entry is None
        or _CORRECTIONS.get(entry.step) is not tapped.locale
        or entry.subject != str(tapped.announcement_id)
    ):
        raise StepPassed
    if tapped.locale is Locale.KM:
        return await _begin(context, EntryStep.CORRECT_EN, entry.subject)
    await entries.end(context.db, context.chat_id)
    await show_preview(context, tapped.announcement_id)
    return ConversationHandler.END


async def ask(context: Context, entry: Entry) -> None:
    """Ask for the step's text once more."""
    await context.reply(await _question(context, entry))


async def take(update: Update, context: Context, entry: Entry) -> object:
    """Take what was written or sent; what cannot be taken is said, and nothing is lost."""
    try:
        return await _take(update.message, context, entry)
    except DoesNotFit as refused:
        waits = await conversations.entry_of(context.db, context.chat_id) or entry
        entry = replace(waits, heard=entry.heard)  # a draft may have begun with what came along
        await entries.miss(context.db, entry, now=context.now())
        asked = await _question(context, entry)
        screen = views.refused(asked, refused.why, refused.values, context.locale)
        await context.reply(screen)
        return entry.step
    except (NotAllowed, PreviewPassed):
        await entries.end(context.db, context.chat_id)
        raise


async def _take(message: Message | None, context: Context, entry: Entry) -> object:
    text = ((message.text or message.caption) if message else None) or ""
    match entry.step:
        case EntryStep.ANNOUNCE_MEDIA:
            return await _take_media(message, context, entry)
        case EntryStep.ANNOUNCE_TIME:
            return await _take_time(context, entry, text)
        case EntryStep.CORRECT_KM | EntryStep.CORRECT_EN:
            return await _take_correction(context, entry, text)
    db, me, now = context.db, context.me, context.now()
    media = _media(message)
    if media is not None and not tidy(text):
        waits = await announcement_drafts.keep(db, me, entry, media, now=now)
        await context.reply(views.kept(int(waits.subject), _asked(entry), context.locale))
        return entry.step
    try:
        draft, step = await announcement_drafts.write(db, me, entry, text, media=media, now=now)
    except DoesNotFit:
        if media is not None:
            await announcement_drafts.keep(db, me, entry, media, now=now)
        raise
    if step is None:
        await show_composer(context, draft.id)
        return ConversationHandler.END
    if step is EntryStep.ANNOUNCE_KM:
        await context.reply(views.text_again(draft.id, Locale.KM, context.locale))
    else:
        await context.reply(views.second_text(draft.id, context.locale))
    return step


async def _take_media(message: Message | None, context: Context, entry: Entry) -> object:
    media = _media(message)
    if media is None:
        raise DoesNotFit(N_("I need a photo or a document here."))
    draft = await announcement_drafts.attach(
        context.db, context.me, entry, media, now=context.now()
    )
    await show_composer(context, draft.id)
    return ConversationHandler.END


async def _take_time(context: Context, entry: Entry, text: str) -> object:
    agenda, now = await context.agenda(), context.now()
    zone, sessions = agenda.event.time_zone, agenda.sessions
    due_at = announcement_texts.moment(text, zone=zone, now=now, sessions=sessions)
    await announcement_drafts.change(context.db, context.me, int(entry.subject), due_at=due_at)
    await entries.end(context.db, context.chat_id)
    await show_composer(context, int(entry.subject))
    return ConversationHandler.END


async def _take_correction(context: Context, entry: Entry, text: str) -> object:
    its, step = await corrections.write(context.db, context.me, entry, text, now=context.now())
    if step is None:
        await show_preview(context, its.id)
        return ConversationHandler.END
    await context.reply(views.correction(its, Locale.EN, context.locale))
    return step


def _media(message: Message | None) -> Media | None:
    """Return the photo in its largest size, or the document, that came with a message."""
    if message is not None and message.photo:
        return Media(MediaKind.PHOTO, message.photo[-1].file_id)
    if message is not None and message.document is not None:
        return Media(MediaKind.DOCUMENT, message.document.file_id)
    return None


async def _begin_about(context: Context, step: EntryStep, announcement_id: int) -> object:
    await announcements.composed(context.db, context.me, announcement_id)  # it is still a draft
    return await _begin(context, step, str(announcement_id))


async def _begin(context: Context, step: EntryStep, subject: str = "") -> object:
    entry = await entries.begin(context.db, context.me, step, subject, now=context.now())
    await context.show(await _question(context, entry))
    return entry.step


async def _question(context: Context, entry: Entry) -> Screen:
    locale = context.locale
    if not entry.subject:
        return views.first_text(locale)
    number = int(entry.subject)
    match entry.step:
        case EntryStep.ANNOUNCE_MEDIA:
            return views.media(number, locale)
        case EntryStep.ANNOUNCE_TIME:
            return views.time(number, locale)
        case EntryStep.CORRECT_KM | EntryStep.CORRECT_EN:
            its = await corrections.find(context.db, context.me, number)
            return views.correction(its, _CORRECTIONS[entry.step], locale)
    return views.text_again(number, _asked(entry), locale)


def _asked(entry: Entry) -> Locale:
    return Locale.KM if entry.step is EntryStep.ANNOUNCE_KM else Locale.EN
