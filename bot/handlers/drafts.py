"""An organiser's draft of the agenda: looked at, added to, and shown."""

from dataclasses import dataclass
from functools import wraps

from markupsafe import Markup
from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.handlers.taps import Handle
from bot.services import drafts, entries
from bot.services.errors import DoesNotFit, NoSuchSession
from bot.views import editing as views
from bot.views import editing_texts as texts
from bot.views import preview as preview_views
from storage import agenda_versions
from storage.models import Agenda, Edit, Plan, Preview, Session


@dataclass(frozen=True, slots=True)
class Desk:
    """The agenda as an organiser's draft has it, or as published where there is no draft."""

    plan: Plan
    preview: Preview | None

    @property
    def agenda(self) -> Agenda:
        """The draft as an agenda, whose changes are those against what is published."""
        return drawn(self.plan, self.preview)

    @property
    def unpublished(self) -> int:
        """How many edits wait to be published."""
        return len(self.preview.draft.edits) if self.preview else 0

    def session(self, session_id: str) -> Session:
        """Return a session of the draft. Raises: NoSuchSession."""
        found = next((each for each in self.plan.sessions if each.id == session_id), None)
        if found is None:
            raise NoSuchSession(session_id)
        return found


def drawn(plan: Plan, preview: Preview | None) -> Agenda:
    """Return a plan as views draw an agenda."""
    sessions = tuple(sorted(plan.sessions, key=lambda session: session.starts_at))
    return Agenda(plan.event, sessions, changes=preview.changes if preview else ())


async def desk(context: Context) -> Desk:
    """Return what the organiser works on. Raises: NotAllowed."""
    preview = await drafts.preview(context.db, context.me, now=context.now())
    if preview is not None:
        await heed(context, preview)
        return Desk(preview.plan, preview)
    newest = await agenda_versions.newest(context.db)
    if newest is None:
        raise LookupError("no agenda was published yet")
    return Desk(newest.plan, None)


async def leave(context: Context) -> object:
    """Give up what was to be written about the agenda; return the conversation's next state."""
    entry = context.me.entry
    if entry is None or not entry.startswith("agenda."):
        return None
    await entries.end(context.db, context.chat_id)
    return ConversationHandler.END


def leaving(handle: Handle) -> Handle:
    """Return the handler of a button that gives up what was to be written about the agenda."""

    @wraps(handle)
    async def left(update: Update, context: Context) -> object:
        state = await leave(context)
        await handle(update, context)
        return state

    return left


async def heed(context: Context, found: Preview) -> None:
    """Tell what others published since the organiser last looked: it counts as seen now."""
    if found.since:
        its = drawn(found.plan, found)
        await context.reply(preview_views.since(its, found.since, context.locale))


async def change(context: Context, edit: Edit, session_id: str) -> None:
    """Add an edit to the draft and show its session; where it does not fit, say why."""
    problem = None
    try:
        found = await drafts.change(context.db, context.me, edit, now=context.now())
        await heed(context, found)
    except DoesNotFit as error:
        problem = texts.does_not_fit(error.why, error.values, context.locale)
    await show_session(context, session_id, problem)


async def show_session(context: Context, session_id: str, problem: Markup | None = None) -> None:
    """Show what can be changed about a session. Raises: NotAllowed, NoSuchSession."""
    found = await desk(context)
    await context.show(
        views.session(
            found.agenda,
            found.session(session_id),
            unpublished=found.unpublished,
            locale=context.locale,
            problem=problem,
        )
    )


async def show_preview(context: Context, found: Preview, problem: Markup | None = None) -> None:
    """Show a preview, in place of what was tapped if it fits into one message."""
    screens = preview_views.preview(
        drawn(found.plan, found),
        found,
        delay=context.bot_data.notice_delay,
        now=context.now(),
        locale=context.locale,
        problem=problem,
    )
    if len(screens) == 1:
        await context.show(screens[0])
        return
    for screen in screens:
        await context.reply(screen)
