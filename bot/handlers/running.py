"""The questions of a session on the stage, one after another."""

from telegram import Update

from bot.callbacks_moderation import RunQuestions
from bot.context import Context
from bot.handlers.moderation_cases import found_session
from bot.services import running as stage_run
from bot.services.errors import PreviewPassed
from bot.views import running as views
from storage import questions
from storage.models import Session


async def run(_update: Update, context: Context) -> None:
    """Show the question that a button names by its number."""
    tapped = context.button(RunQuestions)
    await _show(context, await found_session(context, tapped.session), at=tapped.after)


async def go_on(context: Context, question_id: str) -> None:
    """Show what comes first now in the session of a question."""
    question = await questions.find(context.db, question_id)
    session = (await context.agenda()).session(question.session_id) if question else None
    if session is None:
        raise PreviewPassed
    await _show(context, session, at=0)


async def _show(context: Context, session: Session, *, at: int) -> None:
    agenda = await context.agenda()
    rows = await stage_run.on_stage(context.db, context.me, session.id)
    await context.show(views.running(agenda, session, rows, context.locale, at=at))
