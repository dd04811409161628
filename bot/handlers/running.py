"""The questions of a session on the stage, one after another."""

from telegram import Update

from bot.callbacks_moderation import PutOff, RunFrom, RunQuestions
from bot.context import Context
from bot.handlers.moderation_cases import found_session
from bot.services import running as stage_run
from bot.services.errors import PreviewPassed
from bot.views import running as views
from storage import questions
from storage.models import Session, Spot


async def run(_update: Update, context: Context) -> None:
    """Show the question that a button names by its number."""
    tapped = context.button(RunQuestions)
    await _show(context, await found_session(context, tapped.session), at=tapped.after)


async def run_from(_update: Update, context: Context) -> None:
    """Show a question among those of its session."""
    number = context.button(RunFrom).question_id
    await _go_on(context, number, to=number)


async def put(context: Context, question_id: str, spot: Spot) -> None:
    """Put a question on the stage, or take it off and go on to the next."""
    after = await stage_run.after(context.db, context.me, question_id)
    await stage_run.put_on_stage(context.db, context.me, question_id, spot)
    await _go_on(context, question_id, to=question_id if spot is Spot.NOW else after)


async def put_off(_update: Update, context: Context) -> None:
    """Put off a question that is on the stage, and go on to the next."""
    number = context.button(PutOff).question_id
    after = await stage_run.after(context.db, context.me, number)
    await stage_run.put_off(context.db, context.me, number)
    await _go_on(context, number, to=after)


async def answered(context: Context, question_id: str) -> None:
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
