"""The key file and the database belong together; without the right key nothing is written."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.services import keys
from storage import key_marks, responses, ways_back
from storage.database import Database
from storage.errors import KeyFileRefused, StorageError
from tests.conftest import SEAL

NEW = "0" * 64


@dataclass
class KeyFile:
    path: Path

    @property
    def content(self) -> str | None:
        return self.path.read_text("ascii").strip() if self.path.exists() else None

    def put(self, content: str | None) -> None:
        """Write it as somebody else would; None: lose it."""
        self.path.unlink(missing_ok=True)
        if content is not None:
            self.path.touch(0o600)
            self.path.write_text(content, "ascii")


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "keys" / "workshop.key")


async def test_a_new_database_gets_a_key(empty_db: Database, file: KeyFile) -> None:
    first = await keys.seal(empty_db, file.path)

    assert await key_marks.of(empty_db) == first.mark
    assert (await keys.seal(empty_db, file.path)).mark == first.mark
    assert file.content is not None
    assert file.content != first.mark


async def test_a_key_that_is_missing_is_not_replaced_without_a_word(
    empty_db: Database, file: KeyFile
) -> None:
    await keys.seal(empty_db, file.path)
    file.put(None)

    with pytest.raises(KeyFileRefused) as caught:
        await keys.seal(empty_db, file.path)

    assert str(caught.value) == keys.GONE.format(path=file.path)
    assert file.content is None


async def test_another_key_is_refused(empty_db: Database, file: KeyFile) -> None:
    await keys.seal(empty_db, file.path)
    file.put(NEW)

    with pytest.raises(KeyFileRefused) as caught:
        await keys.seal(empty_db, file.path)

    assert str(caught.value) == keys.ANOTHER.format(path=file.path)


async def test_one_that_is_lost_gets_a_successor(empty_db: Database, file: KeyFile) -> None:
    await keys.seal(empty_db, file.path)
    async with empty_db.transaction() as tx:
        await ways_back.add(tx, "A" * 22, SEAL.close("A" * 22, 1))
    with pytest.raises(StorageError) as caught:
        await keys.renew(empty_db, file.path)
    assert str(caught.value) == keys.THERE.format(path=file.path)
    async with empty_db.transaction() as tx:
        await responses.save_draft(tx, "a" * 32, b"sealed")
        await responses.wait(tx, "workshop", "B" * 22, b"sealed")
        await responses.take_part(tx, "workshop", "c" * 32)
    file.put(None)

    assert await keys.renew(empty_db, file.path) == 1

    assert await ways_back.every(empty_db) == {}
    assert await responses.waiting_counts(empty_db) == {}
    assert await responses.draft_of(empty_db, "a" * 32) is None
    assert await responses.everyone(empty_db, "workshop") == {"c" * 32}
    assert (await keys.seal(empty_db, file.path)).mark == await key_marks.of(empty_db)


async def test_a_database_of_before_that_sealed_something_needs_the_key_that_opens_it(
    empty_db: Database, file: KeyFile
) -> None:
    first = await keys.seal(empty_db, file.path)
    async with empty_db.transaction() as tx:
        await ways_back.add(tx, "A" * 22, first.close("A" * 22, 1))
        await key_marks.forget(tx)
    right = file.content

    for content, why in ((None, keys.GONE), (NEW, keys.ANOTHER)):
        file.put(content)
        with pytest.raises(KeyFileRefused) as caught:
            await keys.seal(empty_db, file.path)
        assert (str(caught.value), file.content) == (why.format(path=file.path), content)

    file.put(right)
    assert (await keys.seal(empty_db, file.path)).mark == first.mark
