"""A person with a phone, played by a test: `await dara.send("/ask"); dara.last.text`."""

from typing import Any

import aiohttp

from simulator.phone import Entries, Phone, changes
from simulator.shown import Shown


class Person(Phone):
    """Does what a person does, waits for the bot, and then shows what stands on the phone."""

    async def send(self, text: str, *, expect: int = 1) -> None:
        """Send a text and wait for `expect` messages, edits or answers of the bot."""
        await self._do("text", {"text": text}, expect=expect)

    async def tap(
        self, label: str, message: Shown | int | None = None, *, edit: bool = True
    ) -> None:
        """Tap a button by its label: under the newest message that has it, or below the field.

        Waits for the answer of the tap and, unless `edit` is False, for one message or edit.
        Raises: LookupError when there is no such button.
        """
        await self.refresh()
        found = self._with_button(label, message)
        if found is None:
            await self._press(label)
            return
        url = found.button(label).get("url", "")
        if "?start=" in url:
            await self.open_link(url.partition("?start=")[2])
            return
        body = {"message_id": found.message_id, "label": label}
        await self._tap(body, edit=edit)

    async def tap_data(
        self, data: str, message: Shown | int | None = None, *, edit: bool = True
    ) -> None:
        """Tap with forged data, under the newest message of the bot unless told otherwise."""
        if message is None:
            await self.refresh()
            message = self.last
        number = message if isinstance(message, int) else message.message_id
        await self._tap({"message_id": number, "data": data}, edit=edit)

    async def share_contact(self, *, expect: int = 1, **fields: Any) -> None:
        """Share a contact: one's own, or with phone, user_id (None: no account), first_name."""
        await self._do("contact", fields, expect=expect)

    async def open_link(self, payload: str = "", *, expect: int = 1) -> None:
        """Open t.me/<bot>?start=<payload>."""
        await self._do("start", {"payload": payload}, expect=expect)

    async def edit(self, text: str, message_id: int | None = None, *, expect: int = 1) -> None:
        """Edit one's own message, the newest unless told otherwise."""
        if message_id is None:
            await self.refresh()
            own = [message.message_id for message in self.chat if not message.from_bot]
            message_id = own[-1]
        await self._do("edit", {"message_id": message_id, "text": text}, expect=expect)

    async def act(self, act: str, *, expect: int = 1, **fields: Any) -> None:
        """Do anything else the control API knows: location, sticker, voice, photo, forward."""
        await self._do(act, fields, expect=expect)

    async def send_document(
        self, content: bytes, *, file_name: str, mime_type: str = "text/plain", expect: int = 1
    ) -> None:
        """Send a file."""
        form = aiohttp.FormData()
        form.add_field("file", content, filename=file_name, content_type=mime_type)
        await self._do("document", form, expect=expect)

    async def block(self) -> None:
        """Block the bot."""
        await self._do("block", {}, expect=0)

    async def unblock(self) -> None:
        """Unblock the bot."""
        await self._do("unblock", {}, expect=0)

    async def _press(self, label: str) -> None:
        if label in self._contact_buttons:
            await self.share_contact()
        elif any(label in row for row in self.keyboard):
            await self.send(label)
        else:
            raise LookupError(f"there is no button {label!r}\n{self.transcript}")

    async def _post(self, act: str, body: dict[str, Any] | aiohttp.FormData) -> dict[str, Any]:
        form = isinstance(body, aiohttp.FormData)
        given: dict[str, Any] = {"data": body} if form else {"json": body}
        async with self._session.post(f"{self._url}/{act}", **given) as answer:
            result: dict[str, Any] = await answer.json()
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
