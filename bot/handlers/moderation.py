"""/moderate: questions looked at, let through or declined, united, handed on, put on the stage."""

from collections.abc import Mapping

from telegram import Update

from bot import callbacks_moderation as buttons
from bot.callbacks import Callback
from bot.context import Context
from bot.handlers import moderation_texts
from bot.handlers.moderation_cases import end_entry, show, shown
from bot.handlers.taps import Handle
from bot.services import inbox as inboxes
from bot.services import moderation as service
from bot.services import speaking
from bot.views import moderation as views
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
    await shown(context, number, said, done=done)


async def reconsider(_update: Update, context: Context) -> None:
    """Let a declined question wait again."""
    number = context.button(buttons.Reconsider).question_id
    done = await service.reconsider(context.db, context.me, number)
    await shown(context, number, views.WAITS_AGAIN, done=done)


async def keep_reported(_update: Update, context: Context) -> None:
    """Let a reported question stand."""
    number = context.button(buttons.KeepReported).question_id
    await service.keep_reported(context.db, context.me, number)
    await shown(context, number, views.KEPT, done=True)


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.OpenInbox: moderate,
    buttons.OpenBox: open_box,
    buttons.Approve: approve,
    buttons.Reconsider: reconsider,
    buttons.KeepReported: keep_reported,
}

CONVERSING: Mapping[type[Callback], Handle] = {
    buttons.OpenCase: open_case,
    buttons.WriteAbout: moderation_texts.write,
    buttons.WriteAnswerTranslation: moderation_texts.write_answer_translation,
    buttons.DropTranslation: moderation_texts.drop_translation,
}
"""What begins or ends waiting for a moderator's text."""
