"""The key file: made once, for its owner alone, and refused where that is not so."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage import key_file
from storage.errors import KeyFileRefused


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workshop.key"


def refused(path: Path) -> str:
    with pytest.raises(KeyFileRefused) as caught:
        key_file.read_or_make(path)
    return str(caught.value)


def no_key(path: Path) -> str:
    return (
        f"{path} holds no key; restore it from its backup. If it is lost, remove the file:"
        " a new one is made, and those who wait to be told of an answer are not told."
    )


def test_it_lies_beside_the_database() -> None:
    assert key_file.beside(Path("data/workshop.db")) == Path("data/workshop.key")


def test_it_is_made_for_its_owner_and_kept(path: Path) -> None:
    key = key_file.read_or_make(path)

    assert len(key) == 32
    assert path.read_text("ascii") == f"{key.hex()}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_file.read_or_make(path) == key
    assert list(path.parent.iterdir()) == [path]


def test_whatever_the_umask_its_mode_is_the_same(path: Path) -> None:
    before = os.umask(0)
    try:
        key_file.read_or_make(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_each_key_is_another_and_its_folder_is_made(tmp_path: Path) -> None:
    keys = {key_file.read_or_make(tmp_path / "new" / f"{n}.key") for n in range(5)}
    assert len(keys) == 5


def test_many_who_make_it_at_once_get_one_key(path: Path) -> None:
    with ThreadPoolExecutor(16) as makers:
        keys = set(makers.map(key_file.read_or_make, [path] * 64))

    assert keys == {key_file.read_or_make(path)}
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601, 0o620])
def test_one_that_others_can_read_or_write_is_refused(path: Path, mode: int) -> None:
    key_file.read_or_make(path)
    path.chmod(mode)
    assert refused(path) == (f"{path} can be read by others (mode {mode:04o}); chmod 600 {path} .")

    path.chmod(0o400)
    assert len(key_file.read_or_make(path)) == 32


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"ab" * 31, b"ab" * 33, b"zz" * 32, b"AB" * 32, "ក".encode() * 64, bytes(32)],
)
def test_what_is_no_key_is_refused_and_kept(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)

    assert refused(path) == no_key(path)
    assert path.read_bytes() == content


def test_what_cannot_be_used_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path) == (
        f"{tmp_path} cannot be used as the key file: [Errno 21] Is a directory: '{tmp_path}'."
    )
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "workshop.key"
    assert refused(path).startswith(f"{path} cannot be used as the key file: [Errno ")


def test_a_refusal_does_not_tell_the_key(path: Path) -> None:
    key = key_file.read_or_make(path)
    path.chmod(0o644)
    assert key.hex() not in refused(path)
