"""Everything the simulator knows: the bot, people, chats, files and what waits to be told."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from simulator import views
from simulator.accounts import FIRST_ID, Account
from simulator.chats import Chat, Kind, Message
from simulator.clock import Clock, Now
from simulator.commands import Menus
from simulator.errors import ControlError, bad_request, forbidden
from simulator.events import Events
from simulator.faults import Faults
from simulator.files import FileStore
from simulator.limits import Limiter, Limits
from simulator.queries import Queries
from simulator.traffic import Traffic
from simulator.updates import Updates
from simulator.webhook import Webhook


@dataclass(slots=True, kw_only=True)
class Bot:
    """The bot as it presents itself."""

    id: int
    username: str
    first_name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)

    def user(self) -> dict[str, Any]:
        """Give the Bot API's User of the bot, as it stands in messages."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }


class World:
    """The whole state; `random` makes ids, `now` stamps messages, aware UTC.

    `seconds` is the monotonic clock of limits, floods and taps.
    """

    def __init__(
        self,
        *,
        token: str,
        bot: Bot,
        random: Random,
        now: Now,
        clock: Clock | None = None,
        limits: Limits | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = token
        self.bot = bot
        self.clock = clock
        self.random = random
        self._now = now
        self.accounts: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore(random=random)
        self.updates = Updates(first_id=random.randrange(10**8, 5 * 10**8))
        self.webhook = Webhook(self.updates, now=self.now)
        self.queries = Queries(random=random, time=seconds)
        self.events = Events()
        self.menus = Menus()
        self.faults = Faults(time=seconds)
        self.limiter = Limiter(limits, time=seconds)
        self.traffic = Traffic(time=time.monotonic)
        self._last_message = 0

    def now(self) -> datetime:
        """Tell the time of the clock that was handed in, else the real one; aware."""
        return self.clock.now() if self.clock is not None else self._now()

    def unix(self) -> int:
        """Tell the time in whole Unix seconds."""
        return int(self.now().timestamp())

    def add_account(self, account: Account) -> Account:
        """Add a person with a phone and their chat with the bot."""
        self.accounts[account.id] = account
        self.chats[account.id] = Chat(id=account.id, kind="private")
        self.events.publish("people", person=account.id)
        return account

    def free_id(self) -> int:
        """Give the next person's id."""
        return max(self.accounts, default=FIRST_ID - 1) + 1

    def account(self, person: int) -> Account:
        """Find a person. Raises: ControlError 404."""
        if person not in self.accounts:
            raise ControlError(404, f"nobody here has the id {person}")
        return self.accounts[person]

    def add_group(self, *, title: str, kind: Kind, members: list[int]) -> Chat:
        """Add a group or a channel under a negative id, without the bot."""
        number = sum(1 for chat in self.chats.values() if chat.kind != "private") + 1
        chat_id = -5_000 - number if kind == "group" else -1_000_000_005_000 - number
        chat = Chat(id=chat_id, kind=kind, title=title, members=members)
        self.chats[chat_id] = chat
        self.events.publish("groups", chat_id=chat_id)
        return chat

    def described(self, chat: Chat) -> dict[str, Any]:
        """Give the Bot API's Chat."""
        return self.accounts[chat.id].chat() if chat.kind == "private" else chat.described()

    def find_chat(self, given: str) -> Chat:
        """Find the chat a chat_id names.

        Raises: Refusal, `chat_id is empty` or `chat not found`.
        """
        if not given.strip():
            raise bad_request("chat_id is empty")
        if given.startswith("@"):
            names = {
                (account.username or "").lower(): account.id for account in self.accounts.values()
            }
            given = str(names.get(given[1:].lower(), ""))
        try:
            return self.chats[int(given)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None

    def enter(self, given: str) -> Chat:
        """Find a chat the bot has access to, be it blocked there.

        Raises: Refusal 400 or 403 in Telegram's words.
        """
        chat = self.find_chat(given)
        if chat.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.kind == "private":
            if self.accounts[chat.id].deactivated:
                raise forbidden("user is deactivated")
        elif chat.membership == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        elif not chat.has_bot:
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def reach(self, given: str) -> Chat:
        """Find a chat the bot may write to.

        Raises: Refusal 400 or 403 in Telegram's words.
        """
        chat = self.enter(given)
        if chat.kind == "private":
            account = self.accounts[chat.id]
            if account.blocked:
                raise forbidden("bot was blocked by the user")
            if not account.started:
                raise forbidden("bot can't initiate conversation with a user")
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Count messages: each supergroup and channel for itself, all other chats together."""
        if chat.kind in {"supergroup", "channel"}:
            return max(chat.messages, default=0) + 1
        self._last_message += 1
        return self._last_message

    def put(
        self,
        chat: Chat,
        content: dict[str, Any],
        *,
        sender: dict[str, Any] | None,
        by_bot: bool = False,
        silent: bool = False,
        keyboard: dict[str, Any] | None = None,
    ) -> Message:
        """Place a message in a chat, under the next message_id, and tell the pages.

        `sender` None: the chat itself, as in channels.
        """
        raw: dict[str, Any] = {"message_id": self.next_message_id(chat)}
        if sender is None:
            raw["sender_chat"] = self.described(chat)
        else:
            raw["from"] = sender
        raw |= {"chat": self.described(chat), "date": self.unix(), **content}
        message = Message(raw=raw, from_bot=by_bot, silent=silent, keyboard=keyboard)
        chat.messages[message.id] = message
        if by_bot:
            chat.activity.add("message", message_id=message.id)
        self.tell("message", chat, message)
        return message

    def push(self, kind: str, body: dict[str, Any]) -> None:
        """Give the bot an update."""
        self.traffic.touch()
        self.updates.push(kind, body)

    def tell(self, kind: str, chat: Chat, message: Message) -> None:
        """Publish a message that is new or was edited."""
        self.events.publish(
            kind, person=chat.person, chat_id=chat.id, message=views.message(message)
        )
