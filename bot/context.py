"""What a handler is given: the person, their language, the database, the time, a way to answer."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime
from functools import partial
from random import Random
from typing import Any, Self, TypeVar

from telegram import CallbackQuery, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, CallbackContext, JobQueue

from bot.callbacks import BadButton, Callback
from bot.keyboards import buttons
from bot.sending import sending, through
from bot.services import progress
from bot.shared import Bot, Shared
from bot.views.screen import File, Pin, Screen
from storage.database import Database
from storage.models import Agenda, Locale, Participant, Role

_log = logging.getLogger(__name__)

Button = TypeVar("Button", bound=Callback)


class Context(CallbackContext[Bot, None, None, Shared]):
    """The context of one update: `participant` is None until they chose a language."""

    participant: Participant | None = None
    chat_id: int = 0
    cause: object = None
    query: CallbackQuery | None = None
    asks: bool = False
    """Whether this update asked for a text: of a question, or of an answer to the survey."""
    _answered: bool = False

    @classmethod
    def from_update(
        cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]"
    ) -> Self:
        """Build the context of an update, its chat and its tapped button at hand."""
        self = super().from_update(update, application)
        self.cause = update
        if isinstance(update, Update):
            self.chat_id = update.effective_chat.id if update.effective_chat else 0
            self.query = update.callback_query
        return self

    async def refresh_data(self) -> None:
        """Look up who this is, once for each update; after the purge nobody is looked up."""
        if self.bot_data.purges.report is not None:
            return
        if self.chat_id > 0:
            self.participant = await self.bot_data.people.by_telegram_id(self.chat_id)
        if self.participant is not None and (self.participant.step or self.participant.entry):
            # The next text is an answer to what is stored: it must not be taken for a question.
            self.bot_data.asking.pop(self.chat_id, None)
            self.bot_data.answering.pop(self.chat_id, None)

    @property
    def db(self) -> Database:
        """The database."""
        return self.bot_data.db

    @property
    def rng(self) -> Random:
        """The source of randomness."""
        return self.bot_data.rng

    @property
    def me(self) -> Participant:
        """The participant, for handlers behind the choice of a language."""
        if self.participant is None:
            raise LookupError("this update comes from nobody who chose a language")
        return self.participant

    @property
    def locale(self) -> Locale:
        """The language of the person; Khmer, the first language here, until they chose."""
        return self.participant.locale if self.participant else Locale.KM

    @property
    def command(self) -> str:
        """The name of the command that this update is, without slash and bot; else nothing."""
        message = self.cause.message if isinstance(self.cause, Update) else None
        first, *_ = ((message.text if message else None) or "").split() or [""]
        return first[1:].partition("@")[0] if first.startswith("/") else ""

    def now(self) -> datetime:
        """Return the clock's moment, aware UTC."""
        return self.bot_data.clock.now()

    async def agenda(self) -> Agenda:
        """Return the agenda as it stands."""
        return await self.bot_data.agenda.current(now=self.now())

    async def starred(self) -> frozenset[str]:
        """Return the ids of the sessions that the person starred."""
        return await self.bot_data.people.starred_by(self.me.id)

    def button(self, kind: type[Button]) -> Button:
        """Return what the tapped button carries. Raises: BadButton."""
        if self.query is None:
            raise BadButton
        return kind.decode(self.query.data)

    async def reply(self, screen: Screen) -> int:
        """Send a screen as a new message; return the message's id."""
        sent = through(sending(self.bot, self.chat_id, screen))
        if self.query is None:
            return (await sent).message_id
        message, _ = await asyncio.gather(sent, self.answer())
        return message.message_id

    async def show(self, screen: Screen) -> None:
        """Put a screen in place of the one whose button was tapped; without a tap, send it."""
        if self.query is None or self.query.message is None or screen.keys or screen.clears_keys:
            await self.reply(screen)
            return
        message_id = self.query.message.message_id
        if self.participant is not None and self.participant.role is Role.ORGANISER:
            await progress.leave(self.db, self.chat_id, message_id)
        await asyncio.gather(self.edit(message_id, screen), self.answer())

    async def answer(self, text: str | None = None) -> None:
        """Stop the tapped button's spinner, once; with a text, show it for a moment."""
        if self.query is None or self._answered:
            return
        self._answered = True
        # Too late is no harm: the spinner has stopped by itself.
        with suppress(BadRequest):
            await self.query.answer(text)

    async def send_picture(self, picture: File) -> None:
        """Send a picture with its caption."""
        await through(
            partial(
                self.bot.send_photo,
                self.chat_id,
                picture.content,
                caption=str(picture.caption),
                parse_mode=ParseMode.HTML,
                filename=picture.name,
            )
        )

    async def send_file(self, file: File) -> None:
        """Send a file with its caption."""
        await through(
            partial(
                self.bot.send_document,
                self.chat_id,
                file.content,
                caption=str(file.caption),
                parse_mode=ParseMode.HTML,
                filename=file.name,
                reply_markup=buttons(file.rows),
            )
        )

    async def send_pin(self, pin: Pin) -> None:
        """Send a place on the map."""
        where = (pin.latitude, pin.longitude, pin.title, pin.address)
        await through(partial(self.bot.send_venue, self.chat_id, *where))

    async def tell(self, chat_id: int, screen: Screen) -> bool:
        """Send a screen to another chat; False where Telegram does not let the bot write there."""
        try:
            await through(sending(self.bot, chat_id, screen))
        except (BadRequest, Forbidden):
            return False
        except TelegramError as error:  # it may have arrived
            _log.warning("telling chat %d failed: %s", chat_id, type(error).__name__)
        return True

    async def edit(self, message_id: int, screen: Screen) -> None:
        """Put a screen in place of a message of ours; send it where that cannot be edited."""
        try:
            await through(
                partial(
                    self.bot.edit_message_text,
                    str(screen.text),
                    self.chat_id,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=buttons(screen.rows),
                ),
                harmless=True,
            )
        except BadRequest as refused:
            # The screen stands there already; anything else means that it cannot be edited, and
            # the exception's class does not tell these apart.
            if "not modified" not in refused.message.casefold():
                await self.reply(screen)


WorkshopApplication = Application[Bot, Context, None, None, Shared, JobQueue[Context]]
