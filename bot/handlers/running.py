"""The questions of a session on the stage, one after another."""

from collections.abc import Mapping

from telegram import Update

from bot import callbacks_running as buttons
from bot.callbacks import Callback
from bot.context import Context
from bot.handlers import sessions
from bot.handlers.moderation_cases import shown
from bot.handlers.taps import Handle
from bot.services import running as stage_run
from bot.services.errors import PreviewPassed
from bot.views import moderation as case_views
from bot.views import running as views
from storage import questions
from storage.models import Session, Spot


async def put_on_stage(_update: Update, context: Context) -> None:
    """Put a question on the stage, or take it off."""
    tapped = context.button(buttons.PutOnStage)
    number = tapped.question_id
    if tapped.run:
        await _put(context, number, tapped.spot)
    else:
        done = await stage_run.put_on_stage(context.db, context.me, number, tapped.spot)
        await shown(context, number, case_views.ON_STAGE, done=done)


async def mark_answered(_update: Update, context: Context) -> None:
    """Note that a question was answered on the stage."""
    tapped = context.button(buttons.MarkAnswered)
    if tapped.run:
        await _answered(context, tapped.question_id)
    else:
        done = await stage_run.answered_on_stage(context.db, context.me, tapped.question_id)
        await shown(context, tapped.question_id, case_views.ANSWERED, done=done)


async def reopen(_update: Update, context: Context) -> None:
    """Take back that a question was answered."""
    number = context.button(buttons.Reopen).question_id
    done = await stage_run.reopen(context.db, context.me, number)
    await shown(context, number, case_views.REOPENED, done=done)


async def run(_update: Update, context: Context) -> None:
    """Show the question that a button names by its number."""
    tapped = context.button(buttons.RunQuestions)
    await _show(context, await sessions.named(context, tapped.session), at=tapped.after)


async def run_from(_update: Update, context: Context) -> None:
    """Show a question among those of its session."""
    number = context.button(buttons.RunFrom).question_id
    await _go_on(context, number, to=number)


async def _put(context: Context, question_id: str, spot: Spot) -> None:
    """Put a question on the stage, or take it off and go on to the next."""
    after = await stage_run.after(context.db, context.me, question_id)
    await stage_run.put_on_stage(context.db, context.me, question_id, spot)
    await _go_on(context, question_id, to=question_id if spot is Spot.NOW else after)


async def put_off(_update: Update, context: Context) -> None:
    """Put off a question that is on the stage, and go on to the next."""
    number = context.button(buttons.PutOff).question_id
    after = await stage_run.after(context.db, context.me, number)
    await stage_run.put_off(context.db, context.me, number)
    await _go_on(context, number, to=after)


async def _answered(context: Context, question_id: str) -> None:
    """Note that a question was answered on the stage, and go on to the next."""
    after = await stage_run.after(context.db, context.me, question_id)
    await stage_run.answered_on_stage(context.db, context.me, question_id)
    await _go_on(context, question_id, to=after)


async def _go_on(context: Context, question_id: str, *, to: str | None) -> None:
    """Show a question of the session of another, or the first where it is not open."""
    question = await questions.find(context.db, question_id)
    session = (await context.agenda()).session(question.session_id) if question else None
    if session is None:
        raise PreviewPassed
    rows = await stage_run.on_stage(context.db, context.me, session.id)
    numbers = {each.id: n for n, each in enumerate(rows)}
    await _show(context, session, at=numbers.get(to or "", 0))


async def _show(context: Context, session: Session, *, at: int) -> None:
    agenda = await context.agenda()
    rows = await stage_run.on_stage(context.db, context.me, session.id)
    await context.show(views.running(agenda, session, rows, context.locale, at=at))


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.PutOnStage: put_on_stage,
    buttons.MarkAnswered: mark_answered,
    buttons.Reopen: reopen,
    buttons.RunQuestions: run,
    buttons.RunFrom: run_from,
    buttons.PutOff: put_off,
}
