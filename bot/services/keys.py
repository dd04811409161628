"""The key file and the database: which belong together."""

import asyncio
from pathlib import Path

from bot.services.sealing import Seal
from storage import key_file, key_marks, responses, ways_back
from storage.database import Database
from storage.errors import KeyFileRefused, StorageError
from storage.models import KeyEnd

GONE = (
    "{path} is missing, and this database was used with a key: put its copy back there, or set"
    " SECRET_KEY_FILE to where it is. If it is lost for good, run: workshop-bot new-key (those who"
    " wait to be told of an answer are not told then, and who voted can vote once more)."
)
ANOTHER = (
    "{path} is not the key with which this database was used: put the right one back there, or set"
    " SECRET_KEY_FILE to where it is. If it is lost for good, move this one away and run:"
    " workshop-bot new-key."
)
THERE = "{path} is there; if it is not the right key, move it away first."


async def seal(db: Database, path: Path) -> Seal:
    """Return the seal that the key file makes; for a new database the file is made.

    Raises: KeyFileRefused, also for a key that is not this database's; nothing was changed then.
    """
    mark, ways = await key_marks.of(db), await ways_back.every(db)
    if (mark or ways) and not await asyncio.to_thread(path.exists):
        raise KeyFileRefused(GONE.format(path=path))
    its = Seal(key_file.read_or_make(path))
    # A database of the version before has no mark of its key yet, but perhaps what was sealed.
    opens = not ways or any(its.open(each, sealed) is not None for each, sealed in ways.items())
    if mark != its.mark if mark else not opens:
        raise KeyFileRefused(ANOTHER.format(path=path))
    if mark is None:
        async with db.transaction() as tx:
            await key_marks.put(tx, its.mark)
    return its


async def check(db: Database, path: Path) -> None:
    """Make sure that the key file is the one that this database was used with, if it ever was.

    Raises: KeyFileRefused; nothing was changed then.
    """
    if await key_marks.of(db) or await ways_back.every(db):
        await seal(db, path)


async def destroy(db: Database, path: Path) -> KeyEnd:
    """Delete the database's key, which opens nothing any more; say what became of it.

    Another database's key is left alone, and so is any when it was done before. A key that is not
    there keeps its mark: whoever knows where it lies can have it deleted. Twice is no harm.
    """
    mark = await key_marks.of(db)
    if mark is None:
        return KeyEnd.GONE
    try:
        if not await asyncio.to_thread(key_file.remove, path, mark_of=_mark_of, mark=mark):
            return KeyEnd.ELSEWHERE
    except OSError:
        return KeyEnd.KEPT
    async with db.transaction(last=True) as tx:
        await key_marks.forget(tx)
    return KeyEnd.GONE


def _mark_of(key: bytes) -> str:
    return Seal(key).mark


async def renew(db: Database, path: Path) -> int:
    """Let the next start make a new key; return how many are not told of an answer for it.

    What was sealed of the survey goes too: drafts, and answers that were not let out. Whoever sent
    theirs can answer once more. Raises: StorageError while the old key is there.
    """
    if await asyncio.to_thread(path.exists):
        raise StorageError(THERE.format(path=path))
    async with db.transaction(anonymous=True) as tx:
        await key_marks.forget(tx)
        await responses.drop_drafts(tx)
        await responses.drop_waiting(tx)
        return await ways_back.forget_all(tx)
