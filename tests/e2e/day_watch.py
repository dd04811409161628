"""What can be seen of the whole day from outside: phones, Telegram's refusals, the ledger."""

import asyncio
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock
from simulator.server import Simulator
from storage.stamps import stamp
from tests.e2e.day_people import Line, at

PATIENCE = 20.0
LOOK = 0.002


class Watch:
    """Sees what stands on phones, and waits until it does."""

    def __init__(self, simulator: Simulator, clock: Clock, database: Path) -> None:
        self.simulator = simulator
        self.clock = clock
        self.database = database

    def since(self, moment: datetime) -> list[int]:
        """Give the chats of the messages the bot sent since a moment, one entry a message."""
        unix = int(moment.timestamp())
        return [
            chat.id
            for chat in self.simulator.world.chats.values()
            for each in chat.messages.values()
            if each.from_bot and each.raw["date"] >= unix
        ]

    async def is_at(self, hour: int, minute: int) -> None:
        """Wait for a minute of the day."""
        await _until(lambda: self.clock.now() >= at(hour, minute))

    async def arrived(self, wanted: int, *among: int) -> None:
        """Wait until so many messages of this minute have arrived, at these people's too."""

        def enough() -> bool:
            chats = self.since(self.clock.now())
            return len(chats) >= wanted and {*among} <= {*chats}

        await _until(enough)

    async def noted(self, moment: datetime, *, but: int) -> None:
        """Wait until the ledger has every message since a moment but one person's."""
        with closing(sqlite3.connect(self.database)) as db:

            def all_are() -> bool:
                rows = db.execute(
                    "SELECT telegram_id FROM delivery JOIN participant"
                    " ON participant.id = participant_id"
                    " WHERE delivery.status = 'sent' AND changed_at >= ?1",
                    (stamp(moment),),
                )
                return {*self.since(moment)} - {but} == {row[0] for row in rows}

            await _until(all_are)

    def refused(self, method: str, code: int) -> int:
        """Count how often Telegram refused a method with a code."""
        return sum(
            (entry["method"], entry.get("error_code")) == (method, code)
            for entry in self.simulator.world.traffic.after(0)
        )

    def chat(self, person: int, *, but: Collection[datetime] = ()) -> list[Line]:
        """Give what the bot wrote to somebody since the morning, but for some minutes."""
        lines = [
            Line(
                datetime.fromtimestamp(each.raw["date"], UTC),
                each.raw.get("text", each.raw.get("caption", "")),
                each.silent,
            )
            for each in self.simulator.world.chats[person].messages.values()
            if each.from_bot
        ]
        return [line for line in lines if line.time >= at(6) and line.time not in but]


async def _until(seen: Callable[[], bool]) -> None:
    """Look again and again. Raises: TimeoutError when it does not come to be seen."""
    async with asyncio.timeout(PATIENCE):
        while not seen():  # noqa: ASYNC110 -- what happens on a phone sets no event here
            await asyncio.sleep(LOOK)
