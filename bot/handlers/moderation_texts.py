"""What moderators write about a question: a correction, translations, a reason."""

from collections.abc import Mapping

from telegram import Update
from telegram.ext import ConversationHandler

from bot.callbacks import short
from bot.callbacks_moderation import DropTranslation, Wording, WriteAbout, WriteAnswerTranslation
from bot.context import Context
from bot.handlers.moderation_cases import end_entry, show
from bot.i18n.catalogue import words
from bot.services import entries, moderation_texts, wordings
from bot.services import inbox as inboxes
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from bot.views import moderation as case_views
from bot.views import moderation_asks as views
from bot.views.screen import Screen
from storage.models import Case, Entry, EntryStep

_STEPS = {
    Wording.TEXT: EntryStep.CORRECT_QUESTION,
    Wording.TRANSLATION: EntryStep.TRANSLATE_QUESTION,
    Wording.REASON: EntryStep.DECLINE_REASON,
}


async def write(_update: Update, context: Context) -> object:
    """Ask for a wording of a question."""
    tapped = context.button(WriteAbout)
    its = await inboxes.case(context.db, context.me, tapped.question_id)
    if tapped.wording is Wording.REASON and its.question.status is not tapped.was:
        await show(context, tapped.question_id, late=True)
        return None
    return await _begin(context, _STEPS[tapped.wording], its)


async def write_answer_translation(_update: Update, context: Context) -> object:
    """Ask for an answer in the other language."""
    tapped = context.button(WriteAnswerTranslation)
    its = await inboxes.case(context.db, context.me, tapped.question_id)
    ids = [each.speaker_id for each in its.answers if short(each.speaker_id) == tapped.speaker]
    if not ids:
        raise PreviewPassed
    return await _begin(context, EntryStep.TRANSLATE_ANSWER, its, ids[0])


async def drop_translation(_update: Update, context: Context) -> object:
    """Take a translation away, unless somebody else wrote another meanwhile."""
    tapped, ended = context.button(DropTranslation), await end_entry(context)
    db, me, number = context.db, context.me, tapped.question_id
    said = case_views.STORED
    try:
        if tapped.speaker:
            its = await inboxes.case(db, me, number)
            ids = [e.speaker_id for e in its.answers if short(e.speaker_id) == tapped.speaker]
            for each in ids:
                await moderation_texts.translate_answer(db, me, number, each, None, of=tapped.of)
        else:
            await moderation_texts.translate(db, me, number, None, of=tapped.of)
    except DoesNotFit as error:
        said = error.why
    await show(context, number, said=words(context.locale).html(said))
    return ended


async def ask(context: Context, entry: Entry) -> None:
    """Ask for the text once more."""
    its = await inboxes.case(context.db, context.me, wordings.question_of(entry))
    await context.reply(_question(context, entry, its))


async def take(update: Update, context: Context, entry: Entry) -> object:
    """Take what was written; what cannot be taken is said, and the step stays."""
    text = (update.message.text if update.message else None) or ""
    try:
        done = await wordings.write(context.db, context.me, entry, text)
    except DoesNotFit as error:
        its = await inboxes.case(context.db, context.me, wordings.question_of(entry))
        entry = wordings.anew(entry, its)
        await entries.miss(context.db, entry, now=context.now())
        await context.reply(_question(context, entry, its, why=error.why, values=error.values))
        return entry.step
    except (NotAllowed, PreviewPassed):
        await entries.end(context.db, context.chat_id)
        raise
    await entries.end(context.db, context.chat_id)
    said = words(context.locale).html(await _said(context, entry))
    await show(context, wordings.question_of(entry), said=said, late=not done)
    return ConversationHandler.END


async def _said(context: Context, entry: Entry) -> str:
    if entry.step is EntryStep.DECLINE_REASON:
        return case_views.DECLINED
    its = await inboxes.case(context.db, context.me, wordings.question_of(entry))
    if entry.step is EntryStep.CORRECT_QUESTION and its.question.translation is not None:
        return case_views.CORRECTED
    return case_views.STORED


async def _begin(context: Context, step: EntryStep, its: Case, speaker_id: str = "") -> object:
    subject = wordings.subject(step, its, speaker_id)
    entry = await entries.begin(context.db, context.me, step, subject, now=context.now())
    await context.show(_question(context, entry, its))
    return entry.step


def _question(
    context: Context,
    entry: Entry,
    its: Case,
    *,
    why: str = "",
    values: Mapping[str, object] | None = None,
) -> Screen:
    quote, translation = wordings.about(entry, its)
    return views.ask(
        entry.step,
        its.question,
        quote,
        context.locale,
        translation=translation,
        speaker=short(wordings.speaker_of(entry)) if wordings.speaker_of(entry) else "",
        of=wordings.mark_of(entry),
        why=why,
        values=values,
    )
