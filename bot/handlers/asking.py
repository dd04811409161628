"""/ask: a question on its way. Nothing of it is written down; the card in the chat is the draft."""

from collections.abc import Mapping

from telegram import Update

from bot.callbacks import Callback, short
from bot.callbacks_questions import (
    AskAbout,
    AskSpeaker,
    ChooseAsk,
    DropAsk,
    FollowQuestion,
    RewriteAsk,
    SendAsk,
)
from bot.context import Context
from bot.handlers import answering, sessions
from bot.handlers import asking_texts as texts
from bot.handlers.taps import Handle
from bot.services import questions as service
from bot.services import speaking
from bot.services.errors import DoesNotFit, NoSuchSession, PreviewPassed
from bot.views import asking as views
from storage import questions
from storage.models import Session


async def ask(update: Update, context: Context) -> None:
    """Choose for which session; the question is what the message quotes, or follows /ask."""
    if not await answering.is_busy(context, asks=True):
        quote = answering.quoted(context) or _behind_the_command(update)
        await _choose(context, quote=quote)


async def choose_instead(context: Context) -> None:
    """Choose another session than one that takes no questions, or that there is not."""
    if not await answering.is_busy(context, asks=True):
        await _choose(context, quote=answering.quoted(context), why=service.NOT_TAKEN)


async def _choose(context: Context, *, quote: str | None, why: str = "") -> None:
    texts.give_up(context)
    agenda, now = await context.agenda(), context.now()
    sessions = await service.to_ask(context.db, agenda, now=now)
    on = frozenset(each.id for each in sessions if speaking.is_on(agenda, each.id, now=now))
    await context.show(
        views.choose_session(agenda, sessions, on=on, quote=quote, locale=context.locale, why=why)
    )


async def about(_update: Update, context: Context) -> None:
    """Ask in the session that a button names."""
    session = await sessions.named(context, context.button(AskAbout).session)
    await ask_in(context, session.id)


async def ask_in(context: Context, session_id: str) -> None:
    """Ask in a session: for whom, where there is a choice. Raises: NoSuchSession."""
    if await answering.is_busy(context, asks=True):
        return
    try:
        session = await service.require_open(context.db, await context.agenda(), session_id)
    except DoesNotFit:
        await choose_instead(context)
        return
    parts = service.answering(session)
    if len({part.speaker.id for part in parts}) > 1:
        quote = answering.quoted(context)
        await context.show(views.choose_speaker(session, parts, quote=quote, locale=context.locale))
    else:
        await texts.go_on(context, session.id, None)


async def for_speaker(_update: Update, context: Context) -> None:
    """Ask the speaker that a button names."""
    tapped = context.button(AskSpeaker)
    session = await sessions.named(context, tapped.session)
    if not await answering.is_busy(context, asks=True):
        await texts.go_on(context, session.id, _speaker(session, tapped.speaker))


async def rewrite(_update: Update, context: Context) -> None:
    """Ask for the text once more; the one that is there stays in sight."""
    tapped = context.button(RewriteAsk)
    session = await sessions.named(context, tapped.session)
    if not await answering.is_busy(context, asks=True):
        speaker_id = _speaker(session, tapped.speaker)
        await texts.wait(context, session.id, speaker_id, quote=answering.quoted(context))


async def send(_update: Update, context: Context) -> None:
    """Send the question that the card quotes; sent already, show how it stands."""
    tapped, agenda = context.button(SendAsk), await context.agenda()
    text = answering.quoted(context)
    if text is None:
        raise PreviewPassed
    try:
        session = await sessions.named(context, tapped.session)
    except NoSuchSession:
        await choose_instead(context)
        return
    speaker_id = _speaker(session, tapped.speaker)
    try:
        question = await service.submit(
            context.db,
            context.bot_data.seal,
            context.bot_data.floods,
            question_id=tapped.question_id,
            session_id=session.id,
            speaker_id=speaker_id,
            text=text,
            asker=context.chat_id,
            tell=bool(tapped.tell),
            agenda=agenda,
            now=context.now(),
        )
    except DoesNotFit as error:
        why = views.refused(error.why, error.values, context.locale)
        await texts.show_card(context, session.id, speaker_id, text, why=why)
        return
    tell = await service.is_told(context.db, context.bot_data.seal, question.id, context.chat_id)
    await context.show(views.sent(question, context.locale, tell=tell))


async def drop(_update: Update, context: Context) -> None:
    """Ask nothing after all."""
    waited = texts.waiting(context) is not None or answering.quoted(context) is not None
    texts.give_up(context)
    await context.show(views.dropped(context.locale, already=not waited))


async def follow(_update: Update, context: Context) -> None:
    """Show how a question stands."""
    asked_id = context.button(FollowQuestion).question_id
    asked = await questions.find(context.db, asked_id)
    listed = await service.find(context.db, asked_id)
    joined = asked is not None and asked.merged_into is not None
    screen = views.standing(
        listed, await context.agenda(), context.locale, asked_id=asked_id, joined=joined
    )
    await context.show(screen)


def _speaker(session: Session, key: str) -> str | None:
    ids = (part.speaker.id for part in service.answering(session))
    return next((each for each in ids if short(each) == key), None)


def _behind_the_command(update: Update) -> str | None:
    """Return the question that somebody wrote behind /ask, where it can be taken as it is."""
    message = update.message
    if message is None or message.forward_origin is not None:
        return None
    command, _, written = (message.text or "").partition(" ")
    if command.partition("@")[0] != "/ask":
        return None
    try:
        return service.read(written)
    except DoesNotFit:
        return None


BUTTONS: Mapping[type[Callback], Handle] = {
    ChooseAsk: ask,
    AskAbout: about,
    AskSpeaker: for_speaker,
    RewriteAsk: rewrite,
    SendAsk: send,
    DropAsk: drop,
    FollowQuestion: follow,
}
