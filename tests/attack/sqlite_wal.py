"""The WAL as the diary that it is: what each commit added, also those from before a reset.

Source: the SQLite database file format, section 4.1.
"""

import struct

from tests.attack.sqlite_file import DatabaseFile, Value

HEADER, FRAME = 32, 24

Frame = tuple[int, bytes, bool]
"""Number of a page, the page, and whether a commit ends with it."""


def diary(database: DatabaseFile, wal: bytes) -> list[list[tuple[Value, ...]]]:
    """Return the records that each commit added, in the order of the commits.

    A page is compared with its image before; so what was only moved within it is left out.
    """
    entries: list[list[tuple[Value, ...]]] = []
    added: list[tuple[Value, ...]] = []
    old, new = _frames(wal)
    for number, page, ends in (*old, *new):
        before = {record.values for record in database.records_in(number)}
        database.images[number] = page
        added += [r.values for r in database.records_in(number) if r.values not in before]
        if ends:
            entries.append(added)
            added = []
    return entries


def current(content: bytes, wal: bytes) -> DatabaseFile:
    """Return a database file with what its WAL holds laid over it."""
    database = DatabaseFile(content)
    for number, page, _ends in _frames(wal)[1]:
        database.images[number] = page
    return database


def _frames(wal: bytes) -> tuple[list[Frame], list[Frame]]:
    """Return the frames left over from before the WAL began anew, and those that count now."""
    if len(wal) < HEADER:
        return [], []
    (size,) = struct.unpack(">I", wal[8:12])
    old: list[Frame] = []
    new: list[Frame] = []
    for at in range(HEADER, len(wal) - FRAME - size + 1, FRAME + size):
        number, commits = struct.unpack(">II", wal[at : at + 8])
        frame = (number, wal[at + FRAME : at + FRAME + size], bool(commits))
        is_new = wal[at + 8 : at + 16] == wal[16:24]  # the salts
        (new if is_new else old).append(frame)
    return old, new
