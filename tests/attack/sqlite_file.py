"""What lies in a database file, read without SQLite: records, their places, what is left over.

Source: the SQLite database file format, sections 1.3, 1.5, 1.6 and 2.1.
"""

import re
import struct
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
KNOWN = {INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE}
INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
REAL, ZERO, ONE, FIRST_BLOB = 7, 8, 9, 12

Value = int | float | str | bytes | None


class Record(NamedTuple):
    """A record of a table: its values, and where it lies. `rowid` is None where there is none."""

    values: tuple[Value, ...]
    page: int
    offset: int
    rowid: int | None


class DatabaseFile:
    """A database file as bytes; later images of its pages may be laid over it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        size = struct.unpack(">H", content[16:18])[0]
        self.page_size = 65536 if size == 1 else size
        self.usable = self.page_size - content[20]
        self.images: dict[int, bytes] = {}
        self._records: dict[str, list[Record]] = {}

    def page(self, number: int) -> bytes:
        """Return a page; they count from 1."""
        start = (number - 1) * self.page_size
        return self.images.get(number) or self.content[start : start + self.page_size]

    def roots(self) -> dict[str, int]:
        """Return the root page of each table and index, by name."""
        return {str(r.values[1]): int(str(r.values[3])) for r in self._schema if r.values[3]}

    @cached_property
    def _schema(self) -> list[Record]:
        return list(self._tree(1))

    def tables(self) -> list[str]:
        """Return the names of the tables; an index only tells again what they hold."""
        return [str(r.values[1]) for r in self._schema if r.values[0] == "table" and r.values[3]]

    def table(self, name: str) -> list[Record]:
        """Return the records of a table, in the order of its b-tree; read once."""
        if name not in self._records:
            self._records[name] = list(self._tree(self.roots()[name]))
        return self._records[name]

    def order_of(self, name: str) -> list[Record]:
        """Return a table's records in the order in which they seem to have come.

        By row id where there is one. Else page by page, and in a page from its end on: new cells
        are put below the older ones until the page is built anew.
        """
        return sorted(
            self.table(name),
            key=lambda each: (each.rowid or 0, 0 if each.rowid else each.page, -each.offset),
        )

    def _tree(self, number: int) -> Iterator[Record]:
        page = self.page(number)
        yield from self.records_in(number)
        for child in self._children(page, 100 if number == 1 else 0):
            yield from self._tree(child)

    def _children(self, page: bytes, start: int) -> Iterator[int]:
        if page[start] not in {INTERIOR_INDEX, INTERIOR_TABLE}:
            return
        for at in _cells(page, start):
            yield struct.unpack(">I", page[at : at + 4])[0]
        yield struct.unpack(">I", page[start + 8 : start + 12])[0]

    def records_in(self, number: int, page: bytes | None = None) -> Iterator[Record]:
        """Give the records whose cells lie in a page, or in an older or newer image of it."""
        page = self.page(number) if page is None else page
        start = 100 if number == 1 else 0
        kind = page[start] if page else 0
        if kind not in KNOWN or kind == INTERIOR_TABLE:
            return
        for at in _cells(page, start):
            place, rowid = at + (4 if kind == INTERIOR_INDEX else 0), None
            size, place = _varint(page, place)
            if kind == LEAF_TABLE:
                rowid, place = _varint(page, place)
            payload = self._payload(page, place, size, is_table=kind == LEAF_TABLE)
            yield Record(_values(payload), number, at, rowid)

    def _payload(self, page: bytes, at: int, size: int, *, is_table: bool) -> bytes:
        most = self.usable - 35 if is_table else (self.usable - 12) * 64 // 255 - 23
        if size <= most:
            return page[at : at + size]
        least = (self.usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (self.usable - 4)
        local = local if local <= most else least
        content, (following,) = (
            page[at : at + local],
            struct.unpack(">I", page[at + local : at + local + 4]),
        )
        while following and len(content) < size:
            more = self.page(following)
            if not more:  # of a page that is not there any more
                break
            content += more[4 : self.usable]
            following = struct.unpack(">I", more[:4])[0]
        return content[:size]

    def left_over(self) -> Iterator[bytes]:
        """Give what no cell uses: free pages, and the room between a page's pointers and cells."""
        used = self._used()
        for number in range(1, len(self.content) // self.page_size + 1):
            page = self.page(number)
            start = 100 if number == 1 else 0
            if number not in used:
                yield page
            elif page[start] in KNOWN:
                head = start + (12 if page[start] in {INTERIOR_INDEX, INTERIOR_TABLE} else 8)
                count, content = struct.unpack(">HH", page[start + 3 : start + 7])
                yield page[head + 2 * count : content or 65536]
                (block,) = struct.unpack(">H", page[start + 1 : start + 3])
                while block:  # room that a cell left between others
                    following, size = struct.unpack(">HH", page[block : block + 4])
                    yield page[block + 4 : block + size]
                    block = following

    def _used(self) -> set[int]:
        found, todo = {1}, [1, *self.roots().values()]
        while todo:
            number = todo.pop()
            found.add(number)
            todo += self._children(self.page(number), 100 if number == 1 else 0)
        return found


def strings(content: bytes, least: int = 6) -> list[str]:
    """Return the texts in some bytes: runs of letters of any script, UTF-8."""
    text = content.decode("utf-8", "replace")
    return re.findall(rf"[^\x00-\x1f\x7f\ufffd]{{{least},}}", text)


def _cells(page: bytes, start: int) -> list[int]:
    head = start + (12 if page[start] in {INTERIOR_INDEX, INTERIOR_TABLE} else 8)
    (count,) = struct.unpack(">H", page[start + 3 : start + 5])
    return list(struct.unpack(f">{count}H", page[head : head + 2 * count]))


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = content[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | content[at + 8], at + 9


@lru_cache(maxsize=2**16)  # of the many images of a page, most hold mostly the same records
def _values(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        size = INTEGERS.get(kind, 8 if kind == REAL else max(kind - FIRST_BLOB, 0) // 2)
        part = payload[at : at + size]
        at += size
        if kind in INTEGERS:
            values.append(int.from_bytes(part, signed=True))
        elif kind == REAL:
            values.append(struct.unpack(">d", part)[0])
        elif kind in {ZERO, ONE}:
            values.append(kind - ZERO)
        elif kind >= FIRST_BLOB:
            values.append(part.decode("utf-8", "replace") if kind % 2 else part)
        else:
            values.append(None)
    return tuple(values)
