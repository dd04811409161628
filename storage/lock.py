"""The lock of a database: only one bot runs on it, and it is purged by nobody else meanwhile.

Whoever only reads or adds a little, such as `claim` or `backup`, does not need it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import DatabaseInUse, StorageError


def beside(database: Path) -> Path:
    """Return the file that is locked: empty, and left there, for another may be at it."""
    database = database.resolve()  # by whatever link it is called, it is the same database
    return database.with_name(f"{database.name}.lock")


@contextmanager
def hold(database: Path) -> Iterator[None]:
    """Hold the lock while the block lasts; a program that is killed holds it no longer.

    Raises: DatabaseInUse when another program holds it; StorageError when it cannot be held.
    """
    path = beside(database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise StorageError(f"{database} cannot be used as the database: {error}.") from error
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseInUse(
                f"Another bot runs on {database} already; stop it first, or set DATABASE to"
                " another file."
            ) from error
        except OSError as error:
            raise StorageError(f"{database} cannot be used as the database: {error}.") from error
        yield
    finally:
        os.close(number)
