"""The main menu, help, and the buttons that open a screen."""

from collections.abc import Mapping

from telegram import Update

from bot.callbacks import Open, Place
from bot.context import Context
from bot.handlers import (
    agenda,
    asking,
    asking_texts,
    language,
    privacy,
    questions,
    settings,
    survey,
    texts,
)
from bot.handlers.taps import Handle
from bot.services import surveys
from bot.views import home as views
from bot.views import registration as registration_views


async def menu(context: Context) -> None:
    """Show the main menu."""
    invited = await surveys.invites(context.db, context.bot_data.seal, context.chat_id)
    await context.show(views.home(await context.agenda(), context.me, survey=invited))


async def help_(_update: Update, context: Context) -> None:
    """Explain the commands."""
    me, event = context.me, (await context.agenda()).event
    speaks = me.speaker_id is not None
    await context.show(views.help_(event, context.locale, me.role, speaks=speaks))


async def open_(update: Update, context: Context) -> None:
    """Open the screen that a button names."""
    await PLACES[context.button(Open).place](update, context)


async def hear(update: Update, context: Context) -> None:
    """Answer a text outside a conversation: a question that was asked for, a screen, a search."""
    text = (update.message.text or "") if update.message else ""
    if update.message is not None and await texts.take(update.message, context):
        return
    where = views.named(text)
    if where is not None:
        await PLACES[where](update, context)
    elif registration_views.pressed(text):  # a key of a registration that expired
        await context.reply(registration_views.keys_gone(context.locale))
        await menu(context)
    else:
        await agenda.search(context, text, asking_texts.offer(context, text))


async def about(_update: Update, context: Context) -> None:
    """Say what the workshop is about."""
    await context.show(views.about((await context.agenda()).event, context.locale))


async def _menu(_update: Update, context: Context) -> None:
    await menu(context)


async def _today(_update: Update, context: Context) -> None:
    await agenda.open_today(context)


PLACES: Mapping[Place, Handle] = {
    Place.HOME: _menu,
    Place.AGENDA: _today,
    Place.NOW: agenda.now,
    Place.ASK: asking.ask,
    Place.QUESTIONS: questions.questions_,
    Place.HELP: help_,
    Place.ABOUT: about,
    Place.LANGUAGE: language.ask,
    Place.PRIVACY: privacy.notice,
    Place.MY_DATA: privacy.my_data,
    Place.SETTINGS: settings.settings,
    Place.SURVEY: survey.survey,
}
