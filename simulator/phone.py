"""A phone: what stands on it, and how to wait until the bot has changed that."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from simulator.line import Line
from simulator.shown import Shown

SECONDS = 10.0

Entries = list[dict[str, Any]]


def visible(entries: Entries) -> int:
    """Count what the bot did that a person notices: messages, edits and answers."""
    return sum(1 for entry in entries if entry["kind"] in {"message", "edit", "answer"})


def changes(entries: Entries) -> int:
    """Count messages and edits."""
    return sum(1 for entry in entries if entry["kind"] in {"message", "edit"})


class Phone:
    """What one person sees.

    `last` is the newest message of the bot, `changed` the one it sent or edited most recently,
    `chat` all messages, `keyboard` the labels below the text field, `alert` the text of the
    latest answer to a tap, `commands` the menu.
    """

    _place = "people"

    def __init__(
        self,
        chat: int,
        *,
        line: Line,
        settle: Callable[[], Awaitable[None]] | None = None,
        finish: Callable[[int], Awaitable[None]] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.id = chat
        self._path = f"/control/{self._place}/{chat}"
        self._line = line
        self._settle = settle
        self._finish = finish
        self._seconds = seconds
        self._since = 0
        self._changed = 0
        self.chat: list[Shown] = []
        self.commands: list[str] = []
        self.keyboard: list[list[str]] = []
        self._contact_buttons: set[str] = set()
        self.alert: str | None = None
        self.answer: dict[str, Any] | None = None

    @property
    def last(self) -> Shown:
        """The newest message of the bot. Raises: LookupError before the first."""
        for message in reversed(self.chat):
            if message.from_bot:
                return message
        raise LookupError("the bot has written nothing yet")

    @property
    def changed(self) -> Shown:
        """The message the bot sent or edited most recently. Raises: LookupError."""
        return self.message(self._changed)

    @property
    def transcript(self) -> str:
        """The whole chat as lines of text."""
        return "\n".join(str(message) for message in self.chat)

    def message(self, message_id: int) -> Shown:
        """Find a message by its id. Raises: LookupError."""
        for message in self.chat:
            if message.message_id == message_id:
                return message
        raise LookupError(f"there is no message {message_id}\n{self.transcript}")

    async def expect(self, n: int = 1) -> None:
        """Wait until the bot has sent, edited or answered `n` times since this person's last act.

        Raises: TimeoutError with the transcript after ten seconds.
        """
        await self._until(lambda entries: visible(entries) >= n, f"{n} more of the bot")

    async def settled(self) -> None:
        """Wait until the bot has nothing more to do, then look at the phone."""
        if self._settle is not None:
            await self._settle()
        await self.refresh()

    async def refresh(self) -> None:
        """Look at the phone."""
        view = await self._line.get(f"{self._path}/chat")
        self.chat = [Shown.of(message) for message in view["messages"]]
        self.commands = [command["command"] for command in view["commands"]]
        rows = (view["reply_keyboard"] or {}).get("keyboard", [])
        self.keyboard = [[button["text"] for button in row] for row in rows]
        self._contact_buttons = {
            button["text"] for row in rows for button in row if button.get("request_contact")
        }

    async def _post(self, act: str, body: dict[str, Any] | aiohttp.FormData) -> dict[str, Any]:
        result = await self._line.post(f"{self._path}/{act}", body)
        if "error" in result:
            raise LookupError(f"{result['error']}\n{self.transcript}")
        self._since = result["activity"]
        return result

    async def _do(self, act: str, body: dict[str, Any] | aiohttp.FormData, *, expect: int) -> None:
        await self._post(act, body)
        await self.expect(expect)

    async def _tap(self, body: dict[str, Any], *, edit: bool) -> None:
        self.alert = self.answer = None
        tapped = (await self._post("tap", body))["callback_query_id"]

        def done(entries: Entries) -> bool:
            answered = any(entry.get("callback_query_id") == tapped for entry in entries)
            return answered and (not edit or changes(entries) > 0)

        await self._until(done, "an answer to the tap" + (" and a message or edit" if edit else ""))

    def _with_button(self, label: str, message: Shown | int | None) -> Shown | None:
        if message is not None:
            return self.message(message if isinstance(message, int) else message.message_id)
        for shown in reversed(self.chat):
            if label in shown.labels:
                return shown
        return None

    async def _until(self, done: Callable[[Entries], bool], what: str) -> None:
        entries: Entries = []
        try:
            async with asyncio.timeout(self._seconds):
                while not done(entries):
                    entries += await self._after(self._since + len(entries))
        except TimeoutError:
            await self.refresh()
            raise TimeoutError(f"waited in vain for {what}\n{self.transcript}") from None
        if self._finish is not None:
            await self._finish(self.id)
        for entry in entries:
            if entry["kind"] == "answer":
                self.answer, self.alert = entry, entry.get("text")
            elif entry["kind"] in {"message", "edit"}:
                self._changed = entry["message_id"]
        await self.refresh()

    async def _after(self, number: int) -> Entries:
        path, wait = f"{self._path}/activity", str(self._seconds)
        entries: Entries = (await self._line.get(path, after=str(number), wait=wait))["activity"]
        return entries
