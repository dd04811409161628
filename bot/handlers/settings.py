"""/settings: which reminders somebody wants; each tap changes one thing and the screen with it."""

from telegram import Update

from bot.callbacks_settings import ChooseBreaks, ChooseLead, ChooseMorning, ChooseScope
from bot.context import Context
from bot.services import reminders
from bot.services.reminder_times import LEADS
from bot.views import settings as views
from storage.models import ReminderRule


async def settings(_update: Update, context: Context) -> None:
    """Show which reminders come."""
    await _show(context, await reminders.rule_of(context.db, context.me))


async def choose_scope(_update: Update, context: Context) -> None:
    """Be reminded of all sessions, of the starred ones, or of none."""
    await _choose(context, scope=context.button(ChooseScope).scope)


async def choose_lead(_update: Update, context: Context) -> None:
    """Be reminded so many minutes before the start."""
    await _choose(context, minutes=context.button(ChooseLead).minutes)


async def choose_breaks(_update: Update, context: Context) -> None:
    """Be reminded of coffee and lunch too, or not."""
    await _choose(context, breaks=bool(context.button(ChooseBreaks).on))


async def choose_morning(_update: Update, context: Context) -> None:
    """Get the day's plan in the morning, or not."""
    await _choose(context, morning=bool(context.button(ChooseMorning).on))


async def _choose(context: Context, **chosen: object) -> None:
    its, now = await context.agenda(), context.now()
    rule = await reminders.choose(context.db, context.me, agenda=its, now=now, **chosen)
    await _show(context, rule)


async def _show(context: Context, rule: ReminderRule) -> None:
    concerned = reminders.concern(context.me)
    await context.show(
        views.reminders(rule, leads=LEADS, concerned=concerned, locale=context.locale)
    )
