"""First contact: the language that was chosen, /start, and where deep links lead."""

from telegram import Update

from bot.callbacks import ChooseLanguage
from bot.context import Context
from bot.handlers import agenda, asking, check_in, home, language, registration, team
from bot.services import participants
from bot.services.errors import NoSuchSession
from storage.models import InvitationKind


async def start(update: Update, context: Context) -> object:
    """Open the main menu, or where a deep link leads."""
    return await _follow(update, context, " ".join(context.args or []))


async def choose_language(update: Update, context: Context) -> object:
    """Note the language, go on in it, and put the menu into it."""
    chosen, was = context.button(ChooseLanguage), context.participant
    context.participant = await participants.speak(
        context.db,
        context.chat_id,
        chosen.locale,
        organisers=context.bot_data.organisers,
        now=context.now(),
    )
    if context.participant.step is not None and not chosen.payload:
        state = await registration.begin(update, context)
    else:
        state = await _follow(update, context, chosen.payload)
    if was is None or was.locale is not chosen.locale:
        await language.put_menu(context.bot, context.participant)
    return state


async def _follow(update: Update, context: Context, payload: str) -> object:
    """Go where a deep link leads; a link that leads nowhere opens the main menu."""
    kind, _, subject = payload.partition("_")
    match kind:
        case "register":
            return await registration.begin(update, context)
        case "session":
            try:
                await agenda.show_session(context, subject)
            except NoSuchSession:
                await home.menu(context)
        case "ask":
            try:
                await (asking.ask_in(context, subject) if subject else asking.ask(update, context))
            except NoSuchSession:
                await asking.choose_instead(context)
        case "checkin":
            await check_in.scanned(context, subject)
        case InvitationKind.CLAIM | InvitationKind.TEAM | InvitationKind.SPEAKER:
            await team.accept(context, InvitationKind(kind), subject)
        case _:
            await home.menu(context)
    return None
