"""Photos, documents, albums and the download of files."""

from typing import Any

from simulator import sending, texts
from simulator.errors import bad_request
from simulator.files import LARGEST_DOWNLOAD, StoredFile
from simulator.parameters import Parameters, Upload
from simulator.world import World

FILE_TYPES = {"photos": "Photo", "stickers": "Sticker", "voice": "VoiceNote"}
FEWEST_IN_ALBUM = 2
MOST_IN_ALBUM = 10


def _given(
    world: World, parameters: Parameters, reference: str, *, missing: str
) -> Upload | StoredFile:
    """Find the file a parameter means: attach://, a file_id, or an upload of its own name."""
    if not reference:
        raise bad_request(f"there is no {missing} in the request")
    if reference.startswith("attach://"):
        upload = parameters.uploads.get(reference.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {missing} in the request")
        return upload
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.get(reference)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    kind = FILE_TYPES.get(stored.path.partition("/")[0], "Document")
    if (kind == "Photo") != (missing == "photo"):
        raise bad_request(f"can't use file of type {kind} as {missing.capitalize()}")
    return stored


def _own(world: World, parameters: Parameters, name: str) -> Upload | StoredFile:
    upload = parameters.uploads.get(name)
    return upload or _given(world, parameters, parameters.text(name), missing=name)


def _photo(world: World, file: Upload | StoredFile) -> list[dict[str, Any]]:
    if isinstance(file, Upload):
        return world.files.photo(file)
    upload = Upload(file_name=file.name, mime_type=file.mime_type, content=file.content)
    sizes = world.files.photo(upload)
    sizes[-1] |= file.reference()
    return sizes


def _document(world: World, file: Upload | StoredFile) -> dict[str, Any]:
    if isinstance(file, Upload):
        if not file.content:
            raise bad_request("file must be non-empty")
        file = world.files.add(file, folder="documents")
    return {**file.reference(), "file_name": file.name, "mime_type": file.mime_type}


def captioned(parameters: Parameters, content: dict[str, Any]) -> dict[str, Any]:
    """Add the request's caption to a photo or a document."""
    text, entities = texts.caption(parameters)
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = entities
    return content


def send_photo(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a picture. Source: Bot API, sendPhoto."""
    file = _own(world, parameters, "photo")
    content = captioned(parameters, {})
    going = sending.way(world, parameters)
    return sending.place(world, going, {"photo": _photo(world, file), **content})


def send_document(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a file. Source: Bot API, sendDocument."""
    file = _own(world, parameters, "document")
    content = captioned(parameters, {})
    going = sending.way(world, parameters)
    return sending.place(world, going, {"document": _document(world, file), **content})


def media(world: World, parameters: Parameters, given: Any) -> dict[str, Any]:
    """Read one InputMediaPhoto or InputMediaDocument into the content of a message."""
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = given.get("type")
    if kind not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: type must be photo or document here")
    own = {name: str(given.get(name) or "") for name in ("caption", "parse_mode")}
    content = captioned(Parameters(own), {})
    file = _given(world, parameters, str(given.get("media") or ""), missing=kind)
    if kind == "photo":
        return {"photo": _photo(world, file), **content}
    return {"document": _document(world, file), **content}


def send_media_group(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Send an album. Source: Bot API, sendMediaGroup."""
    given = parameters.structure("media", problem="can't parse media JSON object")
    if not isinstance(given, list):
        raise bad_request("media must be an Array of InputMedia")
    if not FEWEST_IN_ALBUM <= len(given) <= MOST_IN_ALBUM:
        raise bad_request("wrong number of items in the album")
    contents = [media(world, parameters, item) for item in given]
    going = sending.way(world, parameters)
    album = {"media_group_id": str(world.random.randrange(10**16, 10**17))}
    return [sending.place(world, going, {**content, **album}) for content in contents]


def get_file(world: World, parameters: Parameters) -> dict[str, Any]:
    """Prepare a download. Source: Bot API, getFile."""
    stored = world.files.get(parameters.text("file_id").strip())
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.reference(), "file_path": stored.path}
