"""The bot without its ticks, one update at a time: what it does is over when it has answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot import app
from bot.clock import Clock
from bot.context import WorkshopApplication
from bot.settings import Settings
from simulator.chats import Chat
from simulator.server import Simulator
from storage.database import Database

Dump = dict[str, list[str]]


@dataclass
class Door:
    """A bot and the people in front of it, by what they are called here."""

    simulator: Simulator
    application: WorkshopApplication
    ids: dict[str, int] = field(default_factory=dict)
    _offset: int = 0

    @property
    def db(self) -> Database:
        """The bot's database."""
        return self.application.bot_data.db

    async def come(self, who: str) -> int:
        """Let somebody come who has not written to the bot yet; return their Telegram id."""
        person = await self.simulator.person(who.title())
        self.ids[who] = person.id
        return person.id

    async def act(self, who: str, act: str, **body: object) -> list[str]:
        """Let somebody do something; return what the bot wrote in their chat then."""
        return await self._said(f"/people/{self.ids[who]}/{act}", body, self._chat(who))

    async def group(self) -> int:
        """Bring everybody who is here, and the bot, into a group; return its id."""
        people = [self.simulator.person_with_id(number) for number in self.ids.values()]
        group = await self.simulator.group("Everybody", people)
        await self._handle()
        return group.id

    async def send_in(self, group: int, who: str, text: str) -> list[str]:
        """Let somebody write in a group; return what the bot wrote there then."""
        body = {"from": self.ids[who], "text": text}
        chat = self.simulator.world.chats[group]
        return await self._said(f"/groups/{group}/text", body, chat)

    async def _said(self, path: str, body: dict[str, Any], chat: Chat) -> list[str]:
        number = chat.activity.number
        await self.simulator.control(path, body)
        await self._handle()
        changed = [
            chat.messages[entry["message_id"]].raw
            for entry in chat.activity.entries[number:]
            if entry["kind"] in {"message", "edit"}
        ]
        return [message.get("text") or message.get("caption", "") for message in changed]

    async def _handle(self) -> None:
        for update in await self.application.bot.get_updates(offset=self._offset, timeout=0):
            self._offset = update.update_id + 1
            await self.application.process_update(update)

    async def send(self, who: str, text: str) -> list[str]:
        """Let somebody write."""
        return await self.act(who, "text", text=text)

    async def tap(self, who: str, data: str) -> list[str]:
        """Let somebody send a button's data, under the newest message of their chat."""
        newest = max(self._chat(who).messages)
        return await self.act(who, "tap", message_id=newest, data=data)

    async def dump(self, *without: str) -> Dump:
        """Read every row of every table, some left out."""
        tables = await self.db.all("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: [repr(tuple(row)) for row in await self.db.all(f"SELECT * FROM {name}")]
            for (name,) in tables
            if name not in without
        }

    def _chat(self, who: str) -> Chat:
        return self.simulator.world.chats[self.ids[who]]


@asynccontextmanager
async def opened(folder: Path, *, clock: Clock) -> AsyncIterator[Door]:
    """Open the bot at its door, without polling and without the scheduler."""
    async with Simulator(clock=clock) as simulator:
        settings = Settings(
            bot_token=simulator.token,
            bot_api_url=simulator.api_url,
            database=folder / "workshop.db",
            messages_per_second=1000,
        )
        rng = Random(1)
        async with app.opened(settings, clock=clock, rng=rng) as application:
            await application.initialize()
            try:
                yield Door(simulator, application)
            finally:
                await application.shutdown()
