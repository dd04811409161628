"""What moderators choose for a question: a reason, the one it repeats, whose it is."""

from collections.abc import Mapping

from telegram import Update

from bot import callbacks_moderation as buttons
from bot.callbacks import Callback, short
from bot.context import Context
from bot.handlers import sessions
from bot.handlers.moderation_cases import shown
from bot.handlers.taps import Handle
from bot.services import inbox as inboxes
from bot.services import moderation as service
from bot.services import questions
from bot.services.errors import PreviewPassed
from bot.views import moderation as views
from bot.views import moderation_choices as choices
from storage.models import QuestionStatus


async def choose_reason(_update: Update, context: Context) -> None:
    """Choose why a question is declined."""
    tapped = context.button(buttons.ChooseReason)
    its = await inboxes.case(context.db, context.me, tapped.question_id)
    if its.question.status is not tapped.was:
        await shown(context, tapped.question_id, "", done=False)
        return
    await context.show(choices.reasons(its.question, tapped.was, context.locale))


async def decline(_update: Update, context: Context) -> None:
    """Decline a question, or take it down."""
    tapped = context.button(buttons.Decline)
    done = await service.decline(
        context.db, context.me, tapped.question_id, tapped.reason, was=tapped.was
    )
    down = tapped.was is not QuestionStatus.PENDING
    said = views.TAKEN_DOWN if down else views.DECLINED
    await shown(context, tapped.question_id, said, done=done)


async def choose_whole(_update: Update, context: Context) -> None:
    """Choose with which question this one is united."""
    number = context.button(buttons.ChooseWhole).question_id
    its = await inboxes.case(context.db, context.me, number)
    others = await inboxes.candidates(context.db, its)
    await context.show(choices.whole(its.question, others, context.locale))


async def merge(_update: Update, context: Context) -> None:
    """Unite two questions."""
    tapped, seal = context.button(buttons.MergeInto), context.bot_data.seal
    done = await service.merge(context.db, seal, context.me, tapped.question_id, tapped.into)
    await shown(context, tapped.question_id, views.UNITED, done=done)


async def choose_session(_update: Update, context: Context) -> None:
    """Choose to which session a question is handed."""
    tapped, agenda = context.button(buttons.ChooseSession), await context.agenda()
    its = await inboxes.case(context.db, context.me, tapped.question_id)
    taking = await questions.to_ask(context.db, agenda, now=context.now())
    await context.show(
        choices.sessions(its.question, agenda, taking, context.locale, page=tapped.page)
    )


async def choose_speaker(_update: Update, context: Context) -> None:
    """Choose to whom of a session a question is handed."""
    tapped = context.button(buttons.ChooseSpeakerFor)
    its = await inboxes.case(context.db, context.me, tapped.question_id)
    session = await sessions.named(context, tapped.session)
    parts = questions.answering(session)
    await context.show(choices.speakers(its.question, session, parts, context.locale))


async def hand_over(_update: Update, context: Context) -> None:
    """Hand a question to another session or speaker."""
    tapped = context.button(buttons.HandOver)
    session = await sessions.named(context, tapped.session)
    ids = [part.speaker.id for part in questions.answering(session)]
    speaker_id = next((each for each in ids if short(each) == tapped.speaker), None)
    if tapped.speaker and speaker_id is None:
        raise PreviewPassed
    done = await service.hand_over(
        context.db,
        context.me,
        tapped.question_id,
        session_id=session.id,
        speaker_id=speaker_id,
        agenda=await context.agenda(),
    )
    await shown(context, tapped.question_id, views.HANDED, done=done)


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.ChooseReason: choose_reason,
    buttons.Decline: decline,
    buttons.ChooseWhole: choose_whole,
    buttons.MergeInto: merge,
    buttons.ChooseSession: choose_session,
    buttons.ChooseSpeakerFor: choose_speaker,
    buttons.HandOver: hand_over,
}
