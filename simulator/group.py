"""A group or a channel, for tests: `await dara.send_in(group, "/link X"); group.last.text`."""

from typing import Any

from simulator.phone import Phone
from simulator.shown import Shown


class Group(Phone):
    """What stands in a group or a channel, and what happens to the bot there.

    People write in it through `Person.send_in`; `add` and `kick` are done by `by`, a member.
    """

    _place = "groups"

    async def say(
        self, person: int, text: str, *, reply_to: Shown | None = None, expect: int = 0
    ) -> None:
        """Let a member write; in a channel, an administrator post."""
        body: dict[str, Any] = {"from": person, "text": text}
        if reply_to is not None:
            body["reply_to"] = reply_to.message_id
        await self._do("text", body, expect=expect)

    async def tap(self, person: int, label: str, *, edit: bool = True) -> None:
        """Let a member tap a button by its label. Raises: LookupError when there is none."""
        await self.refresh()
        found = self._with_button(label, None)
        if found is None:
            raise LookupError(f"there is no button {label!r}\n{self.transcript}")
        body = {"from": person, "message_id": found.message_id, "label": label}
        await self._tap(body, edit=edit)

    async def start(self, person: int, payload: str = "", *, expect: int = 0) -> None:
        """Let a member add the bot by its link for groups."""
        await self._do("startgroup", {"from": person, "payload": payload}, expect=expect)

    async def add(self, by: Phone, *, expect: int = 0) -> None:
        """Add the bot: to a group as a member, to a channel as an administrator."""
        await self._do("add", {"from": by.id}, expect=expect)

    async def kick(self, by: Phone) -> None:
        """Remove the bot."""
        await self._do("kick", {"from": by.id}, expect=0)

    async def migrate(self) -> None:
        """Turn a basic group into a supergroup, whose messages are shown from now on."""
        became = (await self._post("migrate", {}))["id"]
        self._path = self._path.replace(str(self.id), str(became))
        self.id = became
        await self.refresh()
