"""Files that were sent: kept in memory, found by file_id or by path."""

import struct
import zlib
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.errors import bad_request
from simulator.parameters import Upload

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LONGEST_SIDES = 10_000
STEEPEST_RATIO = 20
SIZES = (90, 320, 800, 1280)
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_SCAN = 0xDA
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file, with the path under which it is downloaded."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes

    def reference(self) -> dict[str, Any]:
        """Give the fields every file object of the Bot API starts with."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = len(JPEG)
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 -- JPEG's marker byte
        marker = content[at + 1]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        if marker == JPEG_SCAN:
            break
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None


def image_size(content: bytes) -> tuple[int, int] | None:
    """Read width and height of a PNG or a JPEG from its header; None when it is neither."""
    if content.startswith(PNG):
        if content[12:16] == b"IHDR" and content.rstrip(b"\0")[-8:-4] == b"IEND":
            width, height = struct.unpack(">II", content[16:24])
            return width, height
        return None
    return _jpeg_size(content) if content.startswith(JPEG) else None


def plain_png(width: int = 320, height: int = 240) -> bytes:
    """Make a small one-coloured picture, for people who just send some photo."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = (b"\0" + b"\x4f\x8a\xc9" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class FileStore:
    """Every file of this simulator."""

    def __init__(self, *, random: Random) -> None:
        self._random = random
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def _sign(self, length: int) -> str:
        return "".join(self._random.choices(SIGNS, k=length))

    def add(self, upload: Upload, *, folder: str) -> StoredFile:
        """Keep an upload under a new file_id."""
        _, dot, ending = upload.file_name.rpartition(".")
        path = f"{folder}/file_{len(self._by_path) + 1}{f'.{ending}' if dot else ''}"
        stored = StoredFile(
            file_id=self._sign(60),
            unique_id=self._sign(15),
            path=path,
            name=upload.file_name,
            mime_type=upload.mime_type,
            content=upload.content,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """Find a file by its file_id."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Find a file by the path getFile gave."""
        return self._by_path.get(path)

    def photo(self, upload: Upload) -> list[dict[str, Any]]:
        """Keep a photo and give its sizes, the smallest first.

        Raises: Refusal, IMAGE_PROCESS_FAILED when it is no PNG and no JPEG.
        """
        if len(upload.content) > LARGEST_PHOTO:
            raise bad_request(
                f"file of size {len(upload.content)} bytes is too big for a photo; "
                f"the maximum size is {LARGEST_PHOTO} bytes"
            )
        size = image_size(upload.content)
        if size is None or 0 in size:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > LONGEST_SIDES or max(size) > STEEPEST_RATIO * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        longest = max(size)
        bounds = [bound for bound in SIZES if bound < longest]
        if longest <= SIZES[-1]:
            bounds.append(longest)
        return [
            {
                **self.add(upload, folder="photos").reference(),
                "width": max(size[0] * bound // longest, 1),
                "height": max(size[1] * bound // longest, 1),
            }
            for bound in bounds
        ]
