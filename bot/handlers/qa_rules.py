"""Which sessions take questions, and when these are looked at."""

from collections.abc import Mapping

from telegram import Update

from bot.callbacks import Callback
from bot.callbacks_qa_rules import OpenRule, OpenRules, PublishAtOnce, SetModeration, SetOpen
from bot.context import Context
from bot.handlers import sessions
from bot.handlers.taps import Handle
from bot.services import access
from bot.services import qa_rules as service
from bot.views import qa_rules as views
from storage.models import Moderation, Right


async def open_rules(_update: Update, context: Context) -> None:
    """Show the rules."""
    await _show_rules(context)


async def _show_rules(context: Context, *, late: bool = False) -> None:
    await access.require(context.db, context.me.id, Right.MODERATE)
    agenda = await context.agenda()
    rules = await service.of_all(context.db, agenda)
    sessions = [each for each in agenda.sessions if not each.cancelled and not each.is_break]
    screen = views.rules(
        agenda,
        await service.of_event(context.db),
        rules,
        sessions[: views.MOST],
        context.locale,
        may_decide=access.may(context.me, Right.ORGANISE),
        late=late,
    )
    await context.show(screen)


async def open_rule(_update: Update, context: Context) -> None:
    """Show the rule of one session."""
    await access.require(context.db, context.me.id, Right.MODERATE)
    await _show_rule(context, context.button(OpenRule).session)


async def set_moderation(_update: Update, context: Context) -> None:
    """Decide when questions are looked at, or ask first whether all should be published unseen."""
    tapped, agenda = context.button(SetModeration), await context.agenda()
    if not tapped.session and tapped.moderation is Moderation.AFTER:
        await access.require(context.db, context.me.id, Right.ORGANISE)
        of = await service.marked(context.db, agenda)
        await context.show(views.ask_publish(of, context.locale))
        return
    session_id = (await sessions.named(context, tapped.session)).id if tapped.session else ""
    await service.moderate(context.db, context.me, session_id, tapped.moderation, agenda=agenda)
    if tapped.session:
        await _show_rule(context, tapped.session)
    else:
        await _show_rules(context)


async def publish_at_once(_update: Update, context: Context) -> None:
    """Let the questions of all sessions be published unseen."""
    done = await service.moderate(
        context.db,
        context.me,
        views.EVENT,
        Moderation.AFTER,
        agenda=await context.agenda(),
        of=context.button(PublishAtOnce).of,
    )
    whole = await service.of_event(context.db)
    await _show_rules(context, late=not done and whole is not Moderation.AFTER)


async def set_open(_update: Update, context: Context) -> None:
    """Let a session take questions, or no more."""
    tapped, agenda = context.button(SetOpen), await context.agenda()
    session = await sessions.named(context, tapped.session)
    await service.open_(context.db, context.me, session.id, yes=bool(tapped.yes), agenda=agenda)
    await _show_rule(context, tapped.session)


async def _show_rule(context: Context, key: str) -> None:
    session = await sessions.named(context, key)
    rules = await service.of_all(context.db, await context.agenda())
    may_decide = access.may(context.me, Right.ORGANISE)
    await context.show(
        views.rule(session, rules[session.id], context.locale, may_decide=may_decide)
    )


BUTTONS: Mapping[type[Callback], Handle] = {
    OpenRules: open_rules,
    OpenRule: open_rule,
    SetModeration: set_moderation,
    PublishAtOnce: publish_at_once,
    SetOpen: set_open,
}
