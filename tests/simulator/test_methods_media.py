import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from simulator.errors import NOT_MODIFIED
from simulator.files import plain_png
from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


async def upload(
    simulator: Simulator,
    session: aiohttp.ClientSession,
    method: str,
    fields: dict[str, str],
    files: dict[str, bytes],
) -> Any:
    form = aiohttp.FormData(fields)
    for name, content in files.items():
        form.add_field(name, content, filename=f"{name}.png", content_type="image/png")
    url = f"{simulator.url}/bot{simulator.token}/{method}"
    async with session.post(url, data=form) as got:
        body = await got.json()
        return body.get("result", body.get("description"))


async def test_photos_by_upload_and_by_file_id(
    simulator: Simulator, session: aiohttp.ClientSession, call: Call, dara: int
) -> None:
    fields = {"chat_id": str(dara), "caption": "<i>c</i>", "parse_mode": "HTML"}
    sent = await upload(simulator, session, "sendPhoto", fields, {"photo": plain_png()})
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(90, 67), (320, 240)]
    assert (sent["caption"], sent["caption_entities"]) == (
        "c",
        [{"offset": 0, "length": 1, "type": "italic"}],
    )
    file_id = sent["photo"][-1]["file_id"]
    again = await call("sendPhoto", chat_id=dara, photo=file_id)
    assert again["photo"][-1]["file_id"] == file_id
    as_file = (400, "Bad Request: can't use file of type Photo as Document")
    assert await call("sendDocument", chat_id=dara, document=file_id) == as_file
    path = (await call("getFile", file_id=file_id))["file_path"]
    async with session.get(f"{simulator.url}/file/bot{simulator.token}/{path}") as got:
        assert await got.read() == plain_png()
    chat = await simulator.control(f"/people/{dara}/chat", method="GET")
    shown = chat["messages"][-1]["photo"]
    assert (shown["width"], shown["height"]) == (320, 240)
    async with session.get(simulator.url + shown["url"]) as got:
        assert (await got.read(), got.content_type) == (plain_png(), "image/png")


async def test_files_are_refused(
    simulator: Simulator, session: aiohttp.ClientSession, call: Call, dara: int
) -> None:
    chat = {"chat_id": str(dara)}
    bad = await upload(simulator, session, "sendPhoto", chat, {"photo": b"no picture"})
    assert bad == "Bad Request: IMAGE_PROCESS_FAILED"
    long = {**chat, "caption": "x" * 1025}
    bad = await upload(simulator, session, "sendPhoto", long, {"photo": plain_png()})
    assert bad == "Bad Request: message caption is too long"
    empty = await upload(simulator, session, "sendDocument", chat, {"document": b""})
    assert empty == "Bad Request: file must be non-empty"
    wrong = (400, "Bad Request: wrong file identifier/HTTP URL specified")
    assert await call("sendPhoto", chat_id=dara, photo="nothing") == wrong
    address = (400, "Bad Request: failed to get HTTP URL content")
    assert await call("sendPhoto", chat_id=dara, photo="https://example.org/a.png") == address


async def test_a_file_over_20_megabytes_cannot_be_fetched(simulator: Simulator, call: Call) -> None:
    await simulator.control("/people/1001/document", {"size": 20 * 1024 * 1024 + 1})
    update = (await call("getUpdates"))[0]
    file_id = update["message"]["document"]["file_id"]
    assert await call("getFile", file_id=file_id) == (400, "Bad Request: file is too big")


async def test_albums_and_new_media(
    simulator: Simulator, session: aiohttp.ClientSession, dara: int
) -> None:
    media = [
        {"type": "photo", "media": "attach://one", "caption": "first"},
        {"type": "document", "media": "attach://two"},
    ]
    files = {"one": plain_png(), "two": b"text"}
    fields = {"chat_id": str(dara), "media": json.dumps(media)}
    sent = await upload(simulator, session, "sendMediaGroup", fields, files)
    assert len({message["media_group_id"] for message in sent}) == 1
    assert (sent[0]["caption"], sent[1]["document"]["file_name"]) == ("first", "two.png")
    alone = {**fields, "media": json.dumps(media[:1])}
    refused = await upload(simulator, session, "sendMediaGroup", alone, files)
    assert refused == "Bad Request: wrong number of items in the album"
    fields = {"chat_id": str(dara), "message_id": str(sent[0]["message_id"])}
    fields["media"] = json.dumps({"type": "document", "media": "attach://two"})
    edited = await upload(simulator, session, "editMessageMedia", fields, files)
    assert "photo" not in edited
    assert edited["document"]["file_size"] == 4
    fields["media"] = json.dumps({"type": "document", "media": edited["document"]["file_id"]})
    same = await upload(simulator, session, "editMessageMedia", fields, {})
    assert same == f"Bad Request: {NOT_MODIFIED}"
    fields["caption"] = "new"
    edited = await upload(simulator, session, "editMessageCaption", fields, {})
    assert edited["caption"] == "new"


async def test_what_a_person_sends_is_sent_on_by_its_id(
    simulator: Simulator, session: aiohttp.ClientSession, call: Call
) -> None:
    dara = simulator.person_with_id(1001)
    await dara.send_photo(caption="The hall, see https://example.org", expect=0)
    content = "របៀបវារៈ\n".encode()
    await dara.send_document(content, file_name="របៀបវារៈ.txt", caption="Plan", expect=0)
    photo, document = (update["message"] for update in await call("getUpdates"))
    assert (photo["caption"], photo["caption_entities"][0]["type"]) == (
        "The hall, see https://example.org",
        "url",
    )
    assert (document["caption"], document["document"]["file_name"]) == ("Plan", "របៀបវារៈ.txt")
    file_id = document["document"]["file_id"]
    path = (await call("getFile", file_id=file_id))["file_path"]
    async with session.get(f"{simulator.url}/file/bot{simulator.token}/{path}") as got:
        assert await got.read() == content
    await call("sendDocument", chat_id=1001, document=file_id, disable_notification=True)
    await call("sendPhoto", chat_id=1001, photo=photo["photo"][-1]["file_id"], caption="Look")
    await dara.refresh()
    file, picture = dara.chat[-2:]
    assert file.document is not None
    assert (file.document["file_name"], file.silent) == ("របៀបវារៈ.txt", True)
    assert (picture.text, picture.photo is not None, picture.silent) == ("Look", True, False)
    wrong = (400, "Bad Request: can't use file of type Document as Photo")
    assert await call("sendPhoto", chat_id=1001, photo=file_id) == wrong
    edit = {"chat_id": 1001, "message_id": picture.message_id}
    assert await call("editMessageText", **edit, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    assert (await call("editMessageCaption", **edit, caption="Look!"))["caption"] == "Look!"
    with pytest.raises(LookupError, match="nobody write a caption that long"):
        await dara.send_photo(caption="x" * 1025)
