"""The key that is kept apart from the database: 32 random bytes in a file only its owner reads."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from storage.errors import KeyFileRefused

BYTES = 32

_FORM = re.compile(rf"[0-9a-f]{{{2 * BYTES}}}\n?")


def beside(database: Path) -> Path:
    """Return where the key of a database is unless a setting says otherwise."""
    if database.is_symlink():  # by whatever link it is called, it has one key
        database = database.resolve()
    return database.with_name(f"{database.stem}.key")


def read_or_make(path: Path) -> bytes:
    """Return the key; a file that is missing is made, with mode 0600.

    Raises: KeyFileRefused when the file is no key, cannot be used, or is readable by others.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
        return _read(path)
    except OSError as error:
        raise KeyFileRefused(f"{path} cannot be used as the key file: {error}.") from error


def remove(path: Path, *, mark_of: Callable[[bytes], str], mark: str) -> bool:
    """Delete the key file if it holds the key of this mark, and what a killed start left of it.

    Says whether there was one. Raises: OSError.
    """
    found = False
    if not path.parent.is_dir():
        return found
    drafts = re.compile(rf"{re.escape(path.name)}(\.[0-9a-f]{{8}})?")
    for each in sorted(path.parent.iterdir()):
        if drafts.fullmatch(each.name) is None or not each.is_file():
            continue
        text = each.read_text("ascii", errors="replace")
        if _FORM.fullmatch(text) and mark_of(bytes.fromhex(text.strip())) == mark:
            each.unlink()
            found = True
    return found


def _make(path: Path) -> None:
    """Write a new key, whole or not at all; one that is there stays."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(f"{token_hex(BYTES)}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename it takes no key's place that another start made
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path: Path) -> bytes:
    with path.open(encoding="ascii", errors="replace") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            raise KeyFileRefused(
                f"{path} can be read by others (mode {mode:04o}); chmod 600 {path} ."
            )
        text = file.read(4 * BYTES)
    if _FORM.fullmatch(text) is None:
        raise KeyFileRefused(
            f"{path} holds no key; restore it from its backup. If it is lost, remove the file:"
            " a new one is made, and those who wait to be told of an answer are not told."
        )
    return bytes.fromhex(text.strip())
