"""/queue: a speaker's questions, and what becomes of each."""

from collections.abc import Mapping

from telegram import Update
from telegram.ext import ConversationHandler

from bot.callbacks import Callback, short
from bot.callbacks_queue import (
    ChooseOther,
    DropAnswer,
    NotMine,
    OpenMine,
    OpenQueue,
    PassTo,
    SendAnswer,
    WillAnswer,
    WriteAnswer,
)
from bot.context import Context
from bot.handlers.taps import Handle
from bot.services import entries, speaking
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from bot.views import answering as answer_views
from bot.views import queue as views
from storage import conversations
from storage.models import Entry, EntryStep, Listed

END = ConversationHandler.END


async def queue(_update: Update, context: Context) -> None:
    """Show the questions."""
    await _show_queue(context, page=0)


async def open_queue(_update: Update, context: Context) -> None:
    """Show the page that a button names."""
    await _show_queue(context, page=context.button(OpenQueue).page)


async def open_mine(_update: Update, context: Context) -> None:
    """Show one question; the list that keeps itself up to date stays where it is."""
    tapped, agenda = context.button(OpenMine), await context.agenda()
    listed = await speaking.look(context.db, context.me, tapped.question_id, agenda=agenda)
    screen = views.one(agenda, listed, context.locale)
    await (context.reply(screen) if tapped.apart else context.show(screen))


async def write(_update: Update, context: Context) -> object:
    """Ask for the answer."""
    entry = await speaking.begin_answer(
        context.db,
        context.me,
        context.button(WriteAnswer).question_id,
        agenda=await context.agenda(),
        now=context.now(),
    )
    await ask(context, entry)
    return entry.step


async def ask(context: Context, entry: Entry) -> None:
    """Ask for the answer once more, or show the one that was written."""
    agenda = await context.agenda()
    listed = await speaking.look(context.db, context.me, entry.subject, agenda=agenda)
    if entry.km:
        speaker_id = context.me.speaker_id or ""
        screen = answer_views.preview(agenda, listed, entry.km, speaker_id, context.locale)
    else:
        mine = _own(context, listed)
        screen = answer_views.prompt(listed, context.locale, most=speaking.MOST, mine=mine)
    await context.reply(screen)


async def take(update: Update, context: Context, entry: Entry) -> object:
    """Take the answer and show it; what cannot be taken is said."""
    text = (update.message.text if update.message else None) or ""
    agenda, me, now = await context.agenda(), context.me, context.now()
    try:
        entry = await speaking.write_answer(context.db, me, entry, text, agenda=agenda, now=now)
    except DoesNotFit as error:
        listed = await speaking.look(context.db, me, entry.subject, agenda=agenda)
        await entries.miss(context.db, entry, now=now)
        screen = answer_views.prompt(
            listed, context.locale, most=speaking.MOST, why=error.why, values=error.values
        )
        await context.reply(screen)
        return entry.step
    except (NotAllowed, PreviewPassed):
        await entries.end(context.db, context.chat_id)
        raise
    await ask(context, entry)
    return entry.step


async def send(_update: Update, context: Context) -> object:
    """Publish the answer that was shown."""
    tapped = context.button(SendAnswer)
    entry = await _writing(context)
    if entry is not None and short(entry.km) != tapped.text:
        raise PreviewPassed  # they wrote something else since
    its, number = await context.agenda(), tapped.question_id
    before = _own(context, await speaking.look(context.db, context.me, number, agenda=its))
    after = _own(context, await speaking.send_answer(context.db, context.me, number, agenda=its))
    if short(after) != tapped.text:
        raise PreviewPassed  # another one was published since
    changed = before and before != after
    await _show_queue(context, page=0, said=views.CHANGED if changed else views.PUBLISHED)
    return END


async def _writing(context: Context) -> Entry | None:
    """Return the answer that the reader is writing, if any."""
    entry = await conversations.entry_of(context.db, context.chat_id)
    return entry if entry is not None and entry.step is EntryStep.ANSWER else None


def _own(context: Context, listed: Listed) -> str:
    """Return the answer that the reader gave to a question, if any."""
    mine = (each.text for each in listed.answers if each.speaker_id == context.me.speaker_id)
    return next(mine, "")


async def drop(_update: Update, context: Context) -> object:
    """Publish nothing of what was written."""
    entry = await _writing(context)
    if entry is not None:
        await entries.end(context.db, context.chat_id)
    await _show_one(context, context.button(DropAnswer).question_id, said=views.DROPPED)
    return END if entry is not None else None


async def on_stage(_update: Update, context: Context) -> None:
    """Note that it will be answered on the stage."""
    question_id, agenda = context.button(WillAnswer).question_id, await context.agenda()
    open_ = await speaking.will_answer_on_stage(context.db, context.me, question_id, agenda=agenda)
    await _show_one(context, question_id, said=views.NOTED if open_ else views.CLOSED)


async def choose_other(_update: Update, context: Context) -> None:
    """Choose to whom it is passed."""
    agenda, question_id = await context.agenda(), context.button(ChooseOther).question_id
    listed = await speaking.look(context.db, context.me, question_id, agenda=agenda)
    ids = speaking.others(agenda, listed.question, context.me.speaker_id)
    here = await speaking.in_the_bot(context.db, ids)
    ids = [each for each in ids if each in here]
    await context.show(views.choose_other(agenda, listed, ids, context.locale))


async def pass_to(_update: Update, context: Context) -> None:
    """Pass it to the speaker whom a button names."""
    tapped, agenda = context.button(PassTo), await context.agenda()
    speaker_id = next((each for each in agenda.speakers if short(each) == tapped.speaker), "")
    open_ = await speaking.pass_to(
        context.db,
        context.me,
        tapped.question_id,
        speaker_id,
        agenda=agenda,
    )
    await _show_queue(context, page=0, said=views.PASSED if open_ else views.CLOSED)


async def not_mine(_update: Update, context: Context) -> None:
    """Give it back."""
    left = await speaking.not_mine(
        context.db,
        context.me,
        context.button(NotMine).question_id,
        agenda=await context.agenda(),
    )
    said = views.GIVEN_BACK if left else views.TO_MODERATORS
    await _show_queue(context, page=0, said=said)


async def _show_queue(context: Context, *, page: int, said: str = "") -> None:
    agenda = await context.agenda()
    if context.me.speaker_id is None:
        raise NotAllowed
    listed = await speaking.queue_of(context.db, agenda, context.me.speaker_id, now=context.now())
    await context.show(views.queue(agenda, listed, context.locale, page=page, said=said))


async def _show_one(context: Context, question_id: str, *, said: str = "") -> None:
    agenda = await context.agenda()
    listed = await speaking.look(context.db, context.me, question_id, agenda=agenda)
    await context.show(views.one(agenda, listed, context.locale, said=said))


BUTTONS: Mapping[type[Callback], Handle] = {
    OpenQueue: open_queue,
    OpenMine: open_mine,
    WillAnswer: on_stage,
    ChooseOther: choose_other,
    PassTo: pass_to,
    NotMine: not_mine,
}

CONVERSING: Mapping[type[Callback], Handle] = {
    WriteAnswer: write,
    SendAnswer: send,
    DropAnswer: drop,
}
"""What begins or ends waiting for an answer."""
