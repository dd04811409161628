"""The agenda: a day, a session, what is on now, a search, and stars."""

from telegram import Update

from bot.callbacks import OpenDay, OpenSession, Star
from bot.context import Context
from bot.services import agenda, qa_rules
from bot.views import agenda as views
from bot.views import now as now_views
from bot.views import search as search_views
from bot.views import session as session_views
from bot.views.search import Offer
from storage import questions


async def command(_update: Update, context: Context) -> None:
    """Show today's agenda, or search it for the words after the command."""
    if context.args:
        await search(context, " ".join(context.args))
    else:
        await open_today(context)


async def open_today(context: Context) -> None:
    """Show the day that matters now."""
    await _show_day(context, agenda.today(await context.agenda(), context.now()), 0)


async def open_day(_update: Update, context: Context) -> None:
    """Show the page of a day that a button names."""
    tapped = context.button(OpenDay)
    await _show_day(context, tapped.day, tapped.page)


async def now(_update: Update, context: Context) -> None:
    """Show what is on and what comes next."""
    its, moment = await context.agenda(), context.now()
    on, rules = agenda.at(its, moment), await qa_rules.of_all(context.db, its)
    takes = any(rules[session.id].open for session in on.running)
    await context.show(now_views.now(its, on, now=moment, takes=takes, locale=context.locale))


async def open_session(_update: Update, context: Context) -> None:
    """Show the session that a button names."""
    await show_session(context, context.button(OpenSession).session_id)


async def star(_update: Update, context: Context) -> None:
    """Star a session or take the star away, as the button's label said."""
    tapped, its = context.button(Star), await context.agenda()
    change = agenda.star if tapped.on else agenda.unstar
    session_id, moment = tapped.session_id, context.now()
    await change(context.db, context.me.id, agenda=its, session_id=session_id, now=moment)
    await show_session(context, session_id)


async def show_session(context: Context, session_id: str) -> None:
    """Show a session's card. Raises: NoSuchSession."""
    its, moment = await context.agenda(), context.now()
    session, before, after = agenda.find(its, session_id)
    rules = await qa_rules.of_all(context.db, its)
    await context.show(
        session_views.card(
            its,
            session,
            before=before,
            after=after,
            day=agenda.day_of(its, session),
            phase=agenda.phase(its, session, moment),
            starred=session_id in await context.starred(),
            takes=rules[session_id].open and not session.cancelled,
            asked=session_id in await questions.sessions(context.db),
            locale=context.locale,
        )
    )


async def _show_day(context: Context, index: int, page: int) -> None:
    its, moment = await context.agenda(), context.now()
    index = min(max(index, 0), len(its.days) - 1)
    await context.show(
        views.day(
            its,
            shown=index,
            page=page,
            phases=tuple(agenda.phase(its, each, moment) for each in its.days[index].sessions),
            starred=await context.starred(),
            locale=context.locale,
        )
    )


async def search(context: Context, text: str, offer: Offer | None = None) -> None:
    """Search the agenda; `offer`: what else the text could be meant for."""
    its = await context.agenda()
    await context.reply(
        search_views.found(
            its,
            agenda.search(its, text),
            text=text,
            starred=await context.starred(),
            locale=context.locale,
            offer=offer,
        )
    )
