import struct
from random import Random

import pytest

from simulator.errors import Refusal
from simulator.files import FileStore, image_size, plain_png
from simulator.parameters import Upload

RANDOM = Random(1)


def jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC0, 8, 8, height, width, 1)
    return b"\xff\xd8" + b"\xff\xe0\x00\x04AB" + frame + b"\xff\xd9"


def upload(content: bytes) -> Upload:
    return Upload(file_name="a.png", mime_type="image/png", content=content)


def test_sizes_are_read_from_headers() -> None:
    assert image_size(plain_png(30, 20)) == (30, 20)
    assert image_size(jpeg(640, 480)) == (640, 480)
    assert image_size(b"GIF89a") is None
    assert image_size(plain_png()[:-20]) is None
    assert image_size(b"\xff\xd8\xff") is None


def test_a_photo_has_several_sizes() -> None:
    sizes = FileStore(random=RANDOM).photo(upload(plain_png(1000, 500)))
    assert [(size["width"], size["height"]) for size in sizes] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1000, 500),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (plain_png(2, 100), "PHOTO_INVALID_DIMENSIONS"),
        (
            b"x" * (10 * 1024 * 1024 + 1),
            (
                "file of size 10485761 bytes is too big for a photo; "
                "the maximum size is 10485760 bytes"
            ),
        ),
    ],
)
def test_photos_are_refused(content: bytes, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        FileStore(random=RANDOM).photo(upload(content))
    assert refused.value.description == f"Bad Request: {problem}"
