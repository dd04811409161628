"""/ask: a question on its way. Nothing of it is written down; the card in the chat is the draft."""

from collections.abc import Mapping
from datetime import timedelta

from markupsafe import Markup
from telegram import Message, MessageEntity, Update

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
from bot.handlers.taps import Handle
from bot.services import questions as service
from bot.services import speaking
from bot.services.errors import DoesNotFit, NoSuchSession, PreviewPassed
from bot.services.team import new_code
from bot.shared import Asking
from bot.views import asking as views
from bot.views.search import Offer
from storage import questions
from storage.models import Session

WAITS = timedelta(minutes=30)
"""A text is taken for the question that was asked for until so long after."""
LATELY = timedelta(minutes=15)
"""So long after a start somebody may have been asking before it."""


async def ask(update: Update, context: Context) -> None:
    """Choose for which session; the question is what the message quotes, or follows /ask."""
    if not await _is_busy(context):
        quote = _quoted(context, required=False) or _behind_the_command(update)
        await _choose(context, quote=quote)


async def choose_instead(context: Context) -> None:
    """Choose another session than one that takes no questions, or that there is not."""
    if not await _is_busy(context):
        await _choose(context, quote=_quoted(context, required=False), why=service.NOT_TAKEN)


async def _choose(context: Context, *, quote: str | None, why: str = "") -> None:
    give_up(context)
    agenda, now = await context.agenda(), context.now()
    sessions = await service.to_ask(context.db, agenda, now=now)
    on = frozenset(each.id for each in sessions if speaking.is_on(agenda, each.id, now=now))
    await context.show(
        views.choose_session(agenda, sessions, on=on, quote=quote, locale=context.locale, why=why)
    )


def give_up(context: Context) -> None:
    """Wait for no question any more."""
    context.bot_data.asking.pop(context.chat_id, None)


async def about(_update: Update, context: Context) -> None:
    """Ask in the session that a button names."""
    session = await _session(context, context.button(AskAbout).session)
    await ask_in(context, session.id)


async def ask_in(context: Context, session_id: str) -> None:
    """Ask in a session: for whom, where there is a choice. Raises: NoSuchSession."""
    if await _is_busy(context):
        return
    try:
        session = await service.require_open(context.db, await context.agenda(), session_id)
    except DoesNotFit:
        await choose_instead(context)
        return
    parts = service.answering(session)
    if len({part.speaker.id for part in parts}) > 1:
        quote = _quoted(context, required=False)
        await context.show(views.choose_speaker(session, parts, quote=quote, locale=context.locale))
    else:
        await _go_on(context, session.id, None)


async def for_speaker(_update: Update, context: Context) -> None:
    """Ask the speaker that a button names."""
    tapped = context.button(AskSpeaker)
    session = await _session(context, tapped.session)
    if not await _is_busy(context):
        await _go_on(context, session.id, _speaker(session, tapped.speaker))


async def rewrite(_update: Update, context: Context) -> None:
    """Ask for the text once more; the one that is there stays in sight."""
    tapped = context.button(RewriteAsk)
    session = await _session(context, tapped.session)
    if not await _is_busy(context):
        speaker_id = _speaker(session, tapped.speaker)
        await _wait(context, session.id, speaker_id, quote=_quoted(context, required=False))


async def take(message: Message, context: Context, asking: Asking) -> None:
    """Take the text that was asked for, and show what would be sent."""
    at = (asking.session_id, asking.speaker_id)
    is_own = message.forward_origin is None and message.text is not None
    try:
        text = service.read((message.text or "") if is_own else None)
    except DoesNotFit as error:
        why = views.refused(error.why, error.values, context.locale)
        await context.reply(views.prompt(await context.agenda(), *at, context.locale, why=why))
        return
    await _show_card(context, *at, text)


async def send(_update: Update, context: Context) -> None:
    """Send the question that the card quotes; sent already, show how it stands."""
    tapped, agenda = context.button(SendAsk), await context.agenda()
    text = _quoted(context)
    try:
        session = await _session(context, tapped.session)
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
            text=text or "",
            asker=context.chat_id,
            tell=bool(tapped.tell),
            agenda=agenda,
            now=context.now(),
        )
    except DoesNotFit as error:
        why = views.refused(error.why, error.values, context.locale)
        await _show_card(context, session.id, speaker_id, text or "", why=why)
        return
    tell = await service.is_told(context.db, context.bot_data.seal, question.id, context.chat_id)
    await context.show(views.sent(question, context.locale, tell=tell))


async def drop(_update: Update, context: Context) -> None:
    """Ask nothing after all."""
    waited = waiting(context) is not None or _quoted(context, required=False) is not None
    give_up(context)
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


async def repeat(context: Context, asking: Asking) -> None:
    """Ask for the text once more, after a command that did not."""
    if context.asks:
        return
    agenda = await context.agenda()
    await context.reply(views.prompt(agenda, asking.session_id, asking.speaker_id, context.locale))


def offer(context: Context, text: str) -> Offer | None:
    """Return the offer to ask what somebody wrote; None where it does not look like a question."""
    try:
        question = service.read(text)
    except DoesNotFit:
        return None
    if not service.looks_asked(question) or context.me.step or context.me.entry:
        return None
    started_at = context.bot_data.started_at
    restarted = context.me.joined_at <= started_at and context.now() - started_at < LATELY
    return views.offer(question, context.locale, restarted=restarted)


def waiting(context: Context) -> Asking | None:
    """Return what somebody was asked to write a question for; None when that is long ago."""
    asking = context.bot_data.asking.get(context.chat_id)
    if asking is None or context.now() - asking.since > WAITS:
        return None
    return asking


async def _is_busy(context: Context) -> bool:
    """Say so when somebody's next message is an answer to something else, which is stored."""
    registering = context.me.step is not None
    if not registering and context.me.entry is None:
        return False
    await context.reply(views.finish_first(context.locale, registering=registering))
    return True


async def _go_on(context: Context, session_id: str, speaker_id: str | None) -> None:
    """Show the card where the question is known already, else ask for it."""
    quote = _quoted(context, required=False)
    if quote is None:
        await _wait(context, session_id, speaker_id)
    else:
        await _show_card(context, session_id, speaker_id, quote)


async def _wait(
    context: Context, session_id: str, speaker_id: str | None, *, quote: str | None = None
) -> None:
    context.bot_data.answering.pop(context.chat_id, None)
    context.bot_data.asking[context.chat_id] = Asking(session_id, speaker_id, context.now())
    context.asks = True
    agenda = await context.agenda()
    await context.show(views.prompt(agenda, session_id, speaker_id, context.locale, quote=quote))


async def _show_card(
    context: Context,
    session_id: str,
    speaker_id: str | None,
    text: str,
    *,
    why: Markup | None = None,
) -> None:
    give_up(context)
    await context.show(
        views.card(
            await context.agenda(),
            session_id,
            speaker_id,
            text,
            hints=service.hints(text),
            question_id=new_code(context.rng),
            locale=context.locale,
            why=why,
        )
    )


async def _session(context: Context, key: str) -> Session:
    """Return the session that a button names. Raises: NoSuchSession."""
    sessions = (await context.agenda()).sessions
    found = next((each for each in sessions if short(each.id) == key), None)
    if found is None:
        raise NoSuchSession(key)
    return found


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


def _quoted(context: Context, *, required: bool = True) -> str | None:
    """Return the text that the tapped message quotes.

    Raises: PreviewPassed when it is required and the message quotes none, or is too old to be read.
    """
    message = context.query.message if context.query else None
    if isinstance(message, Message) and message.text is not None:
        kinds: list[str | None] = [MessageEntity.BLOCKQUOTE]
        for quote in message.parse_entities(kinds).values():
            return quote
    if required:
        raise PreviewPassed
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
