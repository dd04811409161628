"""The buttons of the day at a glance, and of the groups and channels that are linked."""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import ChatLanguage


@dataclass(frozen=True, slots=True)
class OpenAdmin(Callback):
    """Show the day at a glance, as it is now."""

    CODE = "adm"


@dataclass(frozen=True, slots=True)
class OpenChats(Callback):
    """Show a page of the linked groups and channels; pages count from 0."""

    CODE = "chat.all"
    page: int = 0


@dataclass(frozen=True, slots=True)
class LinkChat(Callback):
    """Make a code that links the group or channel where it is written."""

    CODE = "chat.add"


@dataclass(frozen=True, slots=True)
class OpenChat(Callback):
    """Show a linked group or channel."""

    CODE = "chat"
    linked_chat_id: int


@dataclass(frozen=True, slots=True)
class ChooseChatLanguage(Callback):
    """Write to a linked group or channel in this language."""

    CODE = "chat.lang"
    linked_chat_id: int
    language: ChatLanguage


@dataclass(frozen=True, slots=True)
class Unlink(Callback):
    """Write to a group or channel no more; asked first, done with `sure`."""

    CODE = "chat.drop"
    linked_chat_id: int
    sure: int
