"""How a session was: one tap, and something more for whoever wants to say it."""

from collections.abc import Mapping

from telegram import Message, Update

from bot import callbacks_surveys as buttons
from bot.callbacks import Callback
from bot.context import Context
from bot.handlers import answering, sessions
from bot.handlers.taps import Handle
from bot.i18n.catalogue import words
from bot.services import feedback as service
from bot.services.errors import DoesNotFit, NoSuchSession, PreviewPassed
from bot.services.survey_steps import read
from bot.views import feedback as views


async def rate(_update: Update, context: Context) -> None:
    """Rate the session that a button names."""
    tapped, agenda = context.button(buttons.RateSession), await context.agenda()
    session = await sessions.named(context, tapped.session)
    value, seal = str(tapped.value), context.bot_data.seal
    try:
        new = await service.rate(
            context.db,
            seal,
            context.me,
            session.id,
            value,
            agenda=agenda,
            rng=context.rng,
            now=context.now(),
        )
    except PreviewPassed:
        await context.show(views.too_late(context.locale))
        return
    written = await service.has_written(context.db, seal, session.id, context.chat_id)
    await context.show(
        views.thanks(session, context.locale, value=value if new else None, may_write=not written)
    )


async def say_more(_update: Update, context: Context) -> None:
    """Ask for something more about a session."""
    session = await sessions.named(context, context.button(buttons.SayMore).session)
    agenda, seal, now = await context.agenda(), context.bot_data.seal, context.now()
    try:
        free = await service.may_write(
            context.db, seal, context.me, session.id, agenda=agenda, now=now
        )
    except PreviewPassed:
        await context.show(views.too_late(context.locale))
        return
    if not free:
        await context.show(views.sent(context.locale, already=True))
    elif not await answering.is_busy(context):
        answering.wait(context, session.id)
        await context.reply(views.prompt(session, context.locale))


async def take(message: Message, context: Context, session_id: str) -> None:
    """Take what was written about a session, and show what would be sent."""
    session = (await context.agenda()).session(session_id)
    if session is None:
        answering.give_up(context)  # else the next words would be lost as well
        raise NoSuchSession(session_id)
    try:
        text = read(answering.own_text(message))
    except DoesNotFit as error:
        why = words(context.locale).html(error.why, **error.values)
        await context.reply(views.prompt(session, context.locale, why=why))
        return
    answering.give_up(context)
    await context.reply(views.card(session, text, context.locale))


async def send(_update: Update, context: Context) -> None:
    """Send what the card quotes."""
    session = await sessions.named(context, context.button(buttons.SendComment).session)
    text = answering.quoted(context)
    if text is None:
        raise PreviewPassed
    try:
        new = await service.say_more(
            context.db,
            context.bot_data.seal,
            context.me,
            session.id,
            text,
            agenda=await context.agenda(),
            rng=context.rng,
            now=context.now(),
        )
    except (DoesNotFit, PreviewPassed):
        await context.show(views.too_late(context.locale))
        return
    await context.show(views.sent(context.locale, already=not new))


async def drop(_update: Update, context: Context) -> None:
    """Write nothing after all."""
    answering.give_up(context)
    await context.show(views.dropped(context.locale))


BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.RateSession: rate,
    buttons.SayMore: say_more,
    buttons.SendComment: send,
    buttons.DropComment: drop,
}
