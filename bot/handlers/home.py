"""The main menu, help, and the buttons that open a screen."""

from telegram import Update

from bot.callbacks import Open, Place
from bot.context import Context
from bot.handlers import agenda, language, privacy, settings
from bot.views import home as views
from bot.views import registration as registration_views


async def menu(context: Context) -> None:
    """Show the main menu."""
    await context.show(views.home(await context.agenda(), context.me))


async def help_(_update: Update, context: Context) -> None:
    """Explain the commands."""
    await context.show(views.help_((await context.agenda()).event, context.locale, context.me.role))


async def open_(update: Update, context: Context) -> None:
    """Open the screen that a button names."""
    await _go(update, context, context.button(Open).place)


async def hear(update: Update, context: Context) -> None:
    """Answer a text outside a conversation: open the screen it names, or search the agenda."""
    text = (update.message.text or "") if update.message else ""
    where = views.named(text)
    if where is not None:
        await _go(update, context, where)
    elif registration_views.pressed(text):  # a key of a registration that expired
        await context.reply(registration_views.keys_gone(context.locale))
        await menu(context)
    else:
        await agenda.search(context, text)


async def _go(update: Update, context: Context, where: Place) -> None:
    match where:
        case Place.HOME:
            await menu(context)
        case Place.AGENDA:
            await agenda.open_today(context)
        case Place.NOW:
            await agenda.now(update, context)
        case Place.HELP:
            await help_(update, context)
        case Place.ABOUT:
            await context.show(views.about((await context.agenda()).event, context.locale))
        case Place.LANGUAGE:
            await language.ask(update, context)
        case Place.PRIVACY:
            await privacy.notice(update, context)
        case Place.MY_DATA:
            await privacy.my_data(update, context)
        case Place.SETTINGS:
            await settings.settings(update, context)
