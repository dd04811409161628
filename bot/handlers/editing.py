"""/admin > agenda: which session to change, and its time, title, room and status."""

from telegram import Update

from bot.callbacks import short
from bot.callbacks_editing import (
    NOWHERE,
    Act,
    ChangeSession,
    ChooseRoom,
    EditAgenda,
    EditDay,
    EditSession,
    Field,
    NewSession,
    PickRoom,
    Write,
)
from bot.context import Context
from bot.handlers.drafts import change, desk, leaving, show_session
from bot.handlers.editing_texts import begin
from bot.services import agenda
from bot.services.errors import StepPassed
from bot.views import editing as views
from storage.models import Cancel, EntryStep, Rehouse, Restore

_STEPS = {
    Field.TIME: EntryStep.SESSION_TIME,
    Field.TITLE: EntryStep.SESSION_TITLE_KM,
    Field.ROOM: EntryStep.ROOM_KM,
}


@leaving
async def open_(_update: Update, context: Context) -> None:
    """List the sessions of the day that matters now."""
    found = await desk(context)
    day = agenda.today(found.agenda, context.now())
    await _show_day(context, day, 0, anew=bool(context.button(EditAgenda).anew))


@leaving
async def open_day(_update: Update, context: Context) -> None:
    """List the sessions of a page of a day."""
    tapped = context.button(EditDay)
    await _show_day(context, tapped.day, tapped.page)


async def _show_day(context: Context, day: int, page: int, *, anew: bool = False) -> None:
    found = await desk(context)
    its = found.agenda
    screen = views.sessions(
        its,
        shown=min(max(day, 0), len(its.days) - 1),
        page=page,
        unpublished=found.unpublished,
        locale=context.locale,
    )
    await (context.reply(screen) if anew else context.show(screen))


@leaving
async def open_session(_update: Update, context: Context) -> None:
    """Show what can be changed about a session."""
    await show_session(context, context.button(EditSession).session_id)


@leaving
async def act(_update: Update, context: Context) -> None:
    """Call a session off, or let it take place after all."""
    tapped = context.button(ChangeSession)
    kind = Cancel if tapped.act is Act.CANCEL else Restore
    await change(context, kind(tapped.session_id), tapped.session_id)


@leaving
async def choose_room(_update: Update, context: Context) -> None:
    """Offer the rooms."""
    tapped, found = context.button(ChooseRoom), await desk(context)
    session = found.session(tapped.session_id)
    await context.show(
        views.rooms(session, found.plan.rooms, page=tapped.page, locale=context.locale)
    )


@leaving
async def pick_room(_update: Update, context: Context) -> None:
    """Put a session into a room."""
    tapped, found = context.button(PickRoom), await desk(context)
    room = next((each for each in found.plan.rooms if short(each.id) == tapped.room), None)
    if room is None and tapped.room != NOWHERE:
        raise StepPassed
    await change(context, Rehouse(tapped.session_id, room), tapped.session_id)


async def write(_update: Update, context: Context) -> object:
    """Ask for a session's new time, title or room."""
    tapped, found = context.button(Write), await desk(context)
    session = found.session(tapped.session_id)
    return await begin(context, _STEPS[tapped.field], session.id)


async def new_session(_update: Update, context: Context) -> object:
    """Ask for the title of a session to add."""
    tapped, found = context.button(NewSession), await desk(context)
    days = found.agenda.days
    day = days[min(max(tapped.day, 0), len(days) - 1)]
    return await begin(context, EntryStep.NEW_SESSION_KM, day.date.isoformat())


async def send_file(_update: Update, context: Context) -> object:
    """Ask for an edited event file."""
    return await begin(context, EntryStep.EVENT_FILE)
