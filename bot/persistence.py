"""Conversation states that survive kill -9.

A service stores each step before the answer to it is sent, so there is nothing left to flush:
python-telegram-bot's own saving, after the answer and every 60 s, would come too late. What remains
is to hand the states back at the start.
"""

from typing import Any

from telegram.ext import BasePersistence, PersistenceInput
from telegram.ext._utils.types import CDCData, ConversationDict, ConversationKey

from bot.shared import Shared
from storage import conversations
from storage.database import Database


class StoredSteps(BasePersistence[None, None, Shared]):
    """Give the conversation handler the steps that the services stored."""

    def __init__(self, db: Database) -> None:
        nothing_else = PersistenceInput(
            bot_data=False, chat_data=False, user_data=False, callback_data=False
        )
        super().__init__(store_data=nothing_else, update_interval=3600)
        self._db = db

    async def get_conversations(self, name: str) -> ConversationDict:
        """Return the steps that were under way when the program stopped."""
        del name  # there is one conversation handler
        return {(chat_id,): step for chat_id, step in (await conversations.steps(self._db)).items()}

    async def update_conversation(
        self, name: str, key: ConversationKey, new_state: object | None
    ) -> None:
        """Do nothing: the step was stored before it was answered."""

    async def get_user_data(self) -> dict[int, Any]:
        """Return nothing: none is kept."""
        return {}

    async def get_chat_data(self) -> dict[int, Any]:
        """Return nothing: none is kept."""
        return {}

    async def get_bot_data(self) -> Any:
        """Return nothing: it is made anew."""
        return None

    async def get_callback_data(self) -> CDCData | None:
        """Return nothing: buttons carry their own data."""
        return None

    async def update_user_data(self, user_id: int, data: Any) -> None:
        """Do nothing: none is kept."""

    async def update_chat_data(self, chat_id: int, data: Any) -> None:
        """Do nothing: none is kept."""

    async def update_bot_data(self, data: Any) -> None:
        """Do nothing: it is made anew."""

    async def update_callback_data(self, data: CDCData) -> None:
        """Do nothing: buttons carry their own data."""

    async def drop_user_data(self, user_id: int) -> None:
        """Do nothing: none is kept."""

    async def drop_chat_data(self, chat_id: int) -> None:
        """Do nothing: none is kept."""

    async def refresh_user_data(self, user_id: int, user_data: Any) -> None:
        """Do nothing: none is kept."""

    async def refresh_chat_data(self, chat_id: int, chat_data: Any) -> None:
        """Do nothing: none is kept."""

    async def refresh_bot_data(self, bot_data: Any) -> None:
        """Do nothing: it is made anew."""

    async def flush(self) -> None:
        """Do nothing: everything was stored before it was answered."""
