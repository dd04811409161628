"""/checkin: a ticket's code or a name lets somebody in; a poster's code lets oneself in."""

from collections.abc import Mapping
from hmac import compare_digest

from telegram import Update

from bot.callbacks import Callback
from bot.callbacks_check_in import CheckIn, LetIn, OpenDesk, UndoCheckIn, UndoLetIn
from bot.context import Context
from bot.handlers import roster
from bot.handlers.taps import Handle
from bot.services import access, checking_in, entries, guests, walk_ins
from bot.services.errors import NotAllowed, PreviewPassed
from bot.views import check_in as views
from bot.views import guests as guest_views
from bot.views import home as home_views
from bot.views import welcome as welcome_views
from storage.models import CheckedIn, Entry, EntryStep, Right


async def command(_update: Update, context: Context) -> object:
    """Show the desk, and wait for a code or a name."""
    return await open_(context)


async def open_desk(_update: Update, context: Context) -> object:
    """Show the desk, and wait for a code or a name."""
    return await open_(context)


async def open_(context: Context) -> object:
    """Show the desk, and wait for a code or a name. Raises: NotAllowed, RegistrationUnderWay."""
    entry = await entries.begin(context.db, context.me, EntryStep.CHECK_IN, now=context.now())
    counts = await guests.counts(context.db, context.me)
    organises = access.may(context.me, Right.ORGANISE)
    await context.show(views.desk(counts, context.locale, organises=organises))
    return entry.step


async def ask(context: Context, entry: Entry) -> None:
    """Say once more what is waited for."""
    if entry.step is EntryStep.ROSTER:
        await roster.ask(context)
        return
    await context.reply(views.asked_again(context.locale))


async def take(update: Update, context: Context, entry: Entry) -> object:
    """Let in whose code was sent; for a name, ask who it is."""
    if entry.step is EntryStep.ROSTER:
        return await roster.take(update, context, entry)
    text = (update.message.text if update.message else None) or ""
    try:
        found = await guests.look(context.db, context.me, text)
    except NotAllowed:
        await entries.end(context.db, context.chat_id)
        raise
    if found.code:
        await _let_in(context, found.guests[0].code)
    elif found.guests:
        screen = guest_views.choose(
            found, await context.agenda(), now=context.now(), locale=context.locale
        )
        await context.reply(screen)
    else:
        say = views.unknown(context.locale, text) if text else views.not_text(context.locale)
        await context.reply(say)
    return entry.step


async def scanned(context: Context, code: str) -> None:
    """Open the link of a ticket, or of the poster."""
    event = (await context.agenda()).event
    if compare_digest(code.encode(), context.bot_data.seal.poster(event.id).encode()):
        await _myself(context)
    elif access.may(context.me, Right.CHECK_IN):
        await _let_in(context, code)
    else:
        await context.show(home_views.desk_link(context.locale))


async def check_in(_update: Update, context: Context) -> object:
    """Check in whom a button names; where those of one name were shown, whom it meant is known."""
    tapped, its = context.button(CheckIn), await context.agenda()
    done = await checking_in.check_in(
        context.db, context.me, tapped.kind, tapped.number, agenda=its, now=context.now()
    )
    state: EntryStep | None = None
    if done.guest is not None and await walk_ins.is_alike(context.db, context.me, done.guest):
        state = EntryStep.CHECK_IN
        await entries.begin(context.db, context.me, state, now=context.now())
    await _show(context, done)
    return state


async def let_in(_update: Update, context: Context) -> None:
    """Give somebody on the waiting list a place, and check them in."""
    number, its = context.button(LetIn).participant_id, await context.agenda()
    await _show(
        context,
        await checking_in.let_in(context.db, context.me, number, agenda=its, now=context.now()),
    )


async def undo(_update: Update, context: Context) -> None:
    """Take back the check-in that is shown."""
    tapped = context.button(UndoCheckIn)
    if tapped.moment is None:
        await access.require(context.db, context.me.id, Right.CHECK_IN)
        raise PreviewPassed
    done = await checking_in.undo(
        context.db, context.me, tapped.kind, tapped.number, checked_in_at=tapped.moment
    )
    await _show(context, done)


async def undo_let_in(_update: Update, context: Context) -> None:
    """Take back that somebody was let in: they wait again."""
    tapped, its = context.button(UndoLetIn), await context.agenda()
    if tapped.moments is None:
        await access.require(context.db, context.me.id, Right.CHECK_IN)
        raise PreviewPassed
    checked_in_at, waited_since = tapped.moments
    done = await checking_in.undo_letting_in(
        context.db,
        context.me,
        tapped.participant_id,
        checked_in_at=checked_in_at,
        waited_since=waited_since,
        agenda=its,
        now=context.now(),
    )
    await _show(context, done)


async def _let_in(context: Context, code: str) -> None:
    its = await context.agenda()
    done = await checking_in.by_code(context.db, context.me, code, agenda=its, now=context.now())
    await _show(context, done)


async def _show(context: Context, done: CheckedIn) -> None:
    its = await context.agenda()
    await context.show(views.result(done, its, now=context.now(), locale=context.locale))


async def _myself(context: Context) -> None:
    """Check whoever opened the poster's code in, around the event's hours."""
    its, now = await context.agenda(), context.now()
    done = await checking_in.myself(context.db, context.me, agenda=its, now=now)
    missed, hours = checking_in.missed(its, now), checking_in.window(its, now)
    await context.show(welcome_views.myself(done, context.me, its, missed, hours=hours, now=now))


BUTTONS: Mapping[type[Callback], Handle] = {
    LetIn: let_in,
    UndoCheckIn: undo,
    UndoLetIn: undo_let_in,
}
CONVERSING: Mapping[type[Callback], Handle] = {OpenDesk: open_desk, CheckIn: check_in}
"""Those that change what the next message means."""
