"""/stage: what is really on, said by those who see it."""

from collections.abc import Mapping

from telegram import Update

from bot.callbacks import Callback
from bot.callbacks_stage import AROUND_NOW, FollowClock, MarkStage, OpenStage
from bot.context import Context
from bot.handlers.taps import Handle
from bot.services import stage as service
from bot.views import stage as views
from storage import questions
from storage.models import Mark


async def stage(_update: Update, context: Context) -> None:
    """Show the stage."""
    await _show(context)


async def open_(_update: Update, context: Context) -> None:
    """Show the stage, from the session on that a button names."""
    await _show(context, first=context.button(OpenStage).first)


async def mark(_update: Update, context: Context) -> None:
    """Say that a session is on."""
    replaced = await service.mark(
        context.db,
        context.me,
        context.button(MarkStage).session_id,
        agenda=await context.agenda(),
        now=context.now(),
    )
    await _show(context, said=views.MARKED, replaced=replaced)


async def follow_clock(_update: Update, context: Context) -> None:
    """Let the clock say what is on."""
    await service.follow_clock(context.db, context.me)
    await _show(context, said=views.BY_CLOCK)


async def _show(
    context: Context, *, first: int = AROUND_NOW, said: str = "", replaced: Mark | None = None
) -> None:
    agenda, now = await context.agenda(), context.now()
    its = await service.look(context.db, context.me, agenda=agenda, now=now)
    asked = await questions.open_by_session(context.db)
    await context.show(
        views.stage(
            agenda,
            its,
            context.me,
            now=now,
            first=first,
            said=said,
            replaced=replaced,
            asked=asked,
        )
    )


BUTTONS: Mapping[type[Callback], Handle] = {
    OpenStage: open_,
    MarkStage: mark,
    FollowClock: follow_clock,
}
