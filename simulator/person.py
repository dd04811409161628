"""A person with a phone, played by a test: `await dara.send("/ask"); dara.last.text`."""

from typing import Any

import aiohttp

from simulator.files import plain_png
from simulator.group import Group
from simulator.phone import Phone
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
        self,
        content: bytes,
        *,
        file_name: str,
        mime_type: str = "text/plain",
        caption: str = "",
        expect: int = 1,
    ) -> None:
        """Send a file."""
        form = _form(content, file_name=file_name, mime_type=mime_type, caption=caption)
        await self._do("document", form, expect=expect)

    async def send_photo(
        self, content: bytes | None = None, *, caption: str = "", expect: int = 1
    ) -> None:
        """Send a photo, by default some plain one."""
        png = plain_png() if content is None else content
        form = _form(png, file_name="photo.png", mime_type="image/png", caption=caption)
        await self._do("photo", form, expect=expect)

    async def send_in(
        self, group: Group, text: str, *, reply_to: Shown | None = None, expect: int = 0
    ) -> None:
        """Write in a group or channel and wait for what the bot does there."""
        await group.say(self.id, text, reply_to=reply_to, expect=expect)

    async def tap_in(self, group: Group, label: str, *, edit: bool = True) -> None:
        """Tap a button under the newest message of a group that has it."""
        await group.tap(self.id, label, edit=edit)

    async def start_in(self, group: Group, payload: str = "", *, expect: int = 0) -> None:
        """Open t.me/<bot>?startgroup=<payload> and choose a group, which adds the bot to it."""
        await group.start(self.id, payload, expect=expect)

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


def _form(content: bytes, *, file_name: str, mime_type: str, caption: str) -> aiohttp.FormData:
    form = aiohttp.FormData({"caption": caption} if caption else {}, quote_fields=False)
    form.add_field("file", content, filename=file_name, content_type=mime_type)
    return form
