"""/moderate: questions looked at, let through or declined, united, handed on, put on the stage."""

from collections.abc import Mapping

from markupsafe import Markup
from telegram import Update

from bot import callbacks_moderation as buttons
from bot.callbacks import Callback, short
from bot.context import Context
from bot.handlers import moderation_texts, qa_results, qa_rules, running
from bot.handlers.moderation_cases import end_entry, found_session, show
from bot.handlers.taps import Handle
from bot.i18n.catalogue import words
from bot.services import inbox as inboxes
from bot.services import moderation as service
from bot.services import questions, speaking
from bot.services import running as stage_run
from bot.services.errors import PreviewPassed
from bot.views import moderation as views
from bot.views import moderation_choices as choices
from storage.models import QuestionStatus

_DECIDED = {
    buttons.Box.PUBLISHED: QuestionStatus.APPROVED,
    buttons.Box.ANSWERED: QuestionStatus.ANSWERED,
    buttons.Box.DECLINED: QuestionStatus.REJECTED,
}


async def moderate(_update: Update, context: Context) -> None:
    """Show what is to be done."""
    its = await inboxes.look(context.db, context.me, agenda=await context.agenda())
    await context.show(views.inbox(its, context.locale))


async def open_box(_update: Update, context: Context) -> None:
    """Show a page of one of the lists."""
    tapped, agenda = context.button(buttons.OpenBox), await context.agenda()
    status = _DECIDED.get(tapped.box)
    if status is not None:
        rows = await inboxes.decided(context.db, context.me, status, agenda=agenda)
    else:
        its = await inboxes.look(context.db, context.me, agenda=agenda)
        rows = {
            buttons.Box.WAITING: its.waiting,
            buttons.Box.REPORTED: its.reported,
            buttons.Box.STRAY: its.stray,
        }[tapped.box]
    await context.show(views.box(tapped.box, rows, agenda, context.locale, page=tapped.page))


async def open_case(_update: Update, context: Context) -> object:
    """Show a question; what one was writing about it is given up."""
    ended = await end_entry(context)
    await show(context, context.button(buttons.OpenCase).question_id)
    return ended


async def approve(_update: Update, context: Context) -> None:
    """Publish a question, or keep one that was published unseen."""
    number = context.button(buttons.Approve).question_id
    was = await inboxes.case(context.db, context.me, number)
    done = await service.approve(context.db, context.me, number)
    targets = speaking.targets(await context.agenda(), was.question)
    here = await speaking.in_the_bot(context.db, targets)
    kept = was.question.status is not QuestionStatus.PENDING
    said = views.KEPT if kept else views.APPROVED if here else views.APPROVED_ALONE
    await _shown(context, number, said, done=done)


async def choose_reason(_update: Update, context: Context) -> None:
    """Choose why a question is declined."""
    tapped = context.button(buttons.ChooseReason)
    its = await inboxes.case(context.db, context.me, tapped.question_id)
    if its.question.status is not tapped.was:
        await _shown(context, tapped.question_id, "", done=False)
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
    await _shown(context, tapped.question_id, said, done=done)


async def reconsider(_update: Update, context: Context) -> None:
    """Let a declined question wait again."""
    number = context.button(buttons.Reconsider).question_id
    done = await service.reconsider(context.db, context.me, number)
    await _shown(context, number, views.WAITS_AGAIN, done=done)


async def keep_reported(_update: Update, context: Context) -> None:
    """Let a reported question stand."""
    number = context.button(buttons.KeepReported).question_id
    await service.keep_reported(context.db, context.me, number)
    await _shown(context, number, views.KEPT, done=True)


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
    await _shown(context, tapped.question_id, views.UNITED, done=done)


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
    session = await found_session(context, tapped.session)
    parts = questions.answering(session)
    await context.show(choices.speakers(its.question, session, parts, context.locale))


async def hand_over(_update: Update, context: Context) -> None:
    """Hand a question to another session or speaker."""
    tapped = context.button(buttons.HandOver)
    session = await found_session(context, tapped.session)
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
    await _shown(context, tapped.question_id, views.HANDED, done=done)


async def put_on_stage(_update: Update, context: Context) -> None:
    """Put a question on the stage, or take it off."""
    tapped = context.button(buttons.PutOnStage)
    number = tapped.question_id
    if tapped.run:
        await running.put(context, number, tapped.spot)
    else:
        done = await stage_run.put_on_stage(context.db, context.me, number, tapped.spot)
        await _shown(context, number, views.ON_STAGE, done=done)


async def mark_answered(_update: Update, context: Context) -> None:
    """Note that a question was answered on the stage."""
    tapped = context.button(buttons.MarkAnswered)
    if tapped.run:
        await running.answered(context, tapped.question_id)
    else:
        done = await stage_run.answered_on_stage(context.db, context.me, tapped.question_id)
        await _shown(context, tapped.question_id, views.ANSWERED, done=done)


async def reopen(_update: Update, context: Context) -> None:
    """Take back that a question was answered."""
    number = context.button(buttons.Reopen).question_id
    done = await stage_run.reopen(context.db, context.me, number)
    await _shown(context, number, views.REOPENED, done=done)


async def _shown(context: Context, question_id: str, said: str, *, done: bool) -> None:
    """Show a question after something was done about it, or somebody else was first."""
    said_ = words(context.locale).html(said) if done and said else Markup("")
    await show(context, question_id, said=said_, late=not done)


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.OpenInbox: moderate,
    buttons.OpenBox: open_box,
    buttons.Approve: approve,
    buttons.ChooseReason: choose_reason,
    buttons.Decline: decline,
    buttons.Reconsider: reconsider,
    buttons.KeepReported: keep_reported,
    buttons.ChooseWhole: choose_whole,
    buttons.MergeInto: merge,
    buttons.ChooseSession: choose_session,
    buttons.ChooseSpeakerFor: choose_speaker,
    buttons.HandOver: hand_over,
    buttons.PutOnStage: put_on_stage,
    buttons.MarkAnswered: mark_answered,
    buttons.Reopen: reopen,
    buttons.RunQuestions: running.run,
    buttons.RunFrom: running.run_from,
    buttons.PutOff: running.put_off,
    buttons.OpenRules: qa_rules.open_rules,
    buttons.OpenRule: qa_rules.open_rule,
    buttons.SetModeration: qa_rules.set_moderation,
    buttons.PublishAtOnce: qa_rules.publish_at_once,
    buttons.SetOpen: qa_rules.set_open,
    buttons.OpenSummaries: qa_results.open_summaries,
    buttons.ExportQuestions: qa_results.export_questions,
}

CONVERSING: Mapping[type[Callback], Handle] = {
    buttons.OpenCase: open_case,
    buttons.WriteAbout: moderation_texts.write,
    buttons.WriteAnswerTranslation: moderation_texts.write_answer_translation,
    buttons.DropTranslation: moderation_texts.drop_translation,
}
"""What begins or ends waiting for a moderator's text."""
