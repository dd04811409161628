"""What an organiser writes about the agenda, a message at a time; the last one makes the edit."""

from dataclasses import replace
from datetime import date, datetime

from markupsafe import Markup
from telegram import Update
from telegram.ext import ConversationHandler

from bot.callbacks_editing import KeepTitle
from bot.context import Context
from bot.handlers import event_files, late
from bot.handlers.drafts import desk, heed, show_session
from bot.handlers.editing_questions import LANGUAGE, question
from bot.handlers.parts import placed
from bot.services import drafts, entries, typed
from bot.services.errors import DoesNotFit, NoSuchSession, StepPassed
from bot.views import editing_texts as views
from storage import conversations
from storage.models import (
    Add,
    Edit,
    Entry,
    EntryStep,
    Locale,
    Move,
    Rehouse,
    Rename,
    Room,
    Session,
    SessionKind,
    Speaker,
    SpeakerKind,
    Text,
)

_NEXT = {
    EntryStep.SESSION_TITLE_KM: EntryStep.SESSION_TITLE_EN,
    EntryStep.ROOM_KM: EntryStep.ROOM_EN,
    EntryStep.SPEAKER_EN: EntryStep.SPEAKER_KM,
    EntryStep.NEW_SESSION_KM: EntryStep.NEW_SESSION_EN,
    EntryStep.NEW_SESSION_EN: EntryStep.NEW_SESSION_TIME,
}
"""What is asked after a text; after the others the edit is made."""


async def begin(context: Context, step: EntryStep, subject: str = "") -> object:
    """Ask for a text. Raises: NotAllowed, RegistrationUnderWay, NoSuchSession."""
    entry = await entries.begin(context.db, context.me, step, subject, now=context.now())
    await context.show(await question(context, entry))
    return entry.step


async def ask(context: Context, entry: Entry) -> None:
    """Ask for the step's text once more."""
    await context.reply(await question(context, entry))


async def take(update: Update, context: Context, entry: Entry) -> object:
    """Take what was written; a session that is gone meanwhile ends it."""
    try:
        if entry.step is EntryStep.EVENT_FILE:
            return await _take_file(update, context, entry)
        text = update.message.text if update.message else None
        if text is None:
            return await _again(context, entry, views.not_text(context.locale))
        if entry.step is EntryStep.LATE_MINUTES:
            return await _take_minutes(context, entry, text)
        if entry.step in LANGUAGE:
            return await _take_title(context, entry, text)
        return await _take_time(context, entry, text)
    except (NoSuchSession, StepPassed):
        await entries.end(context.db, context.chat_id)
        raise


async def keep_title(_update: Update, context: Context) -> object:
    """Keep the title that a session has in the language asked for."""
    asked = context.button(KeepTitle).locale
    steps = {EntryStep.SESSION_TITLE_KM, EntryStep.SESSION_TITLE_EN}
    entry = await conversations.entry_of(context.db, context.chat_id)
    if entry is None or entry.step not in steps or LANGUAGE[entry.step] is not asked:
        raise StepPassed
    session = (await desk(context)).session(entry.subject)
    return await _go_on(context, entry, session.title.in_(asked))


async def skip_khmer_name(_update: Update, context: Context) -> object:
    """Leave a new speaker's name in Latin letters."""
    entry = await conversations.entry_of(context.db, context.chat_id)
    if entry is None or entry.step is not EntryStep.SPEAKER_KM:
        raise StepPassed
    return await _go_on(context, entry, entry.en)


async def _take_minutes(context: Context, entry: Entry, text: str) -> object:
    problem = await late.hear(context, text)
    if problem is not None:
        return await _again(context, entry, problem)
    await entries.end(context.db, context.chat_id)
    return ConversationHandler.END


async def _take_file(update: Update, context: Context, entry: Entry) -> object:
    document = update.message.document if update.message else None
    if not await event_files.take(context, document):
        return (await entries.miss(context.db, entry, now=context.now())).step
    await entries.end(context.db, context.chat_id)
    return ConversationHandler.END


async def _take_title(context: Context, entry: Entry, text: str) -> object:
    asked = LANGUAGE[entry.step]
    title = typed.title(text, khmer=asked is Locale.KM)
    if title is None:
        return await _again(context, entry, views.not_title(asked, context.locale))
    return await _go_on(context, entry, title)


async def _take_time(context: Context, entry: Entry, text: str) -> object:
    """Read a time: of the session's own day, or of the day a new one is added to."""
    found = await desk(context)
    zone, sessions = found.plan.event.time_zone, found.plan.sessions
    if entry.step is EntryStep.NEW_SESSION_TIME:
        day = date.fromisoformat(entry.subject)
        read = typed.times(text, day=day, zone=zone, sessions=sessions)
        if read is None or read[1] is None:
            return await _again(context, entry, views.not_time(context.locale))
        session = _new_session(entry, read[0], read[1])
        return await _finish(context, entry, Add(session), session.id)
    session = found.session(entry.subject)
    day = session.starts_at.astimezone(zone).date()
    read = typed.times(text, day=day, zone=zone, sessions=sessions)
    if read is None:
        return await _again(context, entry, views.not_time(context.locale))
    start, end = read
    length = session.ends_at - session.starts_at
    return await _finish(context, entry, Move(session.id, start, end or start + length), session.id)


async def _go_on(context: Context, entry: Entry, text: str) -> object:
    """Note a text and ask for the next one; the last one makes the edit."""
    entry = (
        replace(entry, km=text) if LANGUAGE[entry.step] is Locale.KM else replace(entry, en=text)
    )
    if entry.step in _NEXT:
        entry = replace(entry, step=_NEXT[entry.step], misses=0)
        await entries.go_on(context.db, entry, now=context.now())
        await context.show(await question(context, entry))
        return entry.step
    session_id, _, target = entry.subject.partition(":")
    number = entry.heard or 0
    both = Text(entry.km, entry.en)
    match entry.step:
        case EntryStep.SESSION_TITLE_EN:
            edit: Edit = Rename(session_id, both)
        case EntryStep.ROOM_EN:
            edit = Rehouse(session_id, Room(typed.new_id(entry.en, number), both))
        case _:
            who = typed.new_id(entry.en, number)
            speaker = Speaker(who, SpeakerKind.PERSON, both, None, None, None, None)
            edit = placed((await desk(context)).session(session_id), target, speaker)
    return await _finish(context, entry, edit, session_id)


async def _finish(context: Context, entry: Entry, edit: Edit, session_id: str) -> object:
    """Add the edit to the draft and show the session; where it does not fit, ask again."""
    try:
        found = await drafts.change(context.db, context.me, edit, now=context.now())
    except DoesNotFit as error:
        problem = views.does_not_fit(error.why, error.values, context.locale)
        return await _again(context, entry, problem)
    await entries.end(context.db, context.chat_id)
    await heed(context, found)
    await show_session(context, session_id)
    return ConversationHandler.END


async def _again(context: Context, entry: Entry, problem: Markup) -> object:
    """Say what is wrong with an answer, and ask once more."""
    await entries.miss(context.db, entry, now=context.now())
    await context.reply(await question(context, entry, problem))
    return entry.step


def _new_session(entry: Entry, start: datetime, end: datetime) -> Session:
    return Session(
        id=typed.new_id(entry.en, entry.heard or 0),
        kind=SessionKind.OTHER,
        title=Text(entry.km, entry.en),
        description=None,
        starts_at=start,
        ends_at=end,
        room=None,
        qa_open=False,
        items=(),
        speakers=(),
    )
