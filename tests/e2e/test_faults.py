"""Something fails on our side: one kind sentence with a way on, and one line with ids only."""

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from simulator.person import Person
from tests.e2e.conftest import Workshop

FAILED = {
    "en": (
        "Something went wrong here. Please try again, or go on from the menu.",
        [["Agenda", "Main menu"]],
    ),
    "km": (
        "សូមអភ័យទោស មានបញ្ហាកើតឡើង។ សូមព្យាយាមម្ដងទៀត ឬបន្តពីម៉ឺនុយ។",
        [["របៀបវារៈ", "ម៉ឺនុយដើម"]],
    ),
}
NAME = (
    "Registration · 1 of 5\n\nPlease write your full name, in Khmer or Latin letters.",
    [["‹ Back", "Cancel"]],
)
LOGGED = ["update N failed: OperationalError at core.py:N"]


@asynccontextmanager
async def _broken(workshop: Workshop, table: str) -> AsyncIterator[None]:
    """Let the database lack a table for a while."""
    async with workshop.db.transaction() as tx:
        await tx.all(f"ALTER TABLE {table} RENAME TO lost")
    yield
    async with workshop.db.transaction() as tx:
        await tx.all(f"ALTER TABLE lost RENAME TO {table}")


def _seen(person: Person) -> list[tuple[str, list[list[str]]]]:
    return [(message.text, message.buttons) for message in person.chat if message.from_bot]


def _logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the bot logged of updates from WARNING on, each number as N."""
    return [
        re.sub(r"\d+", "N", record.message)
        for record in caplog.records
        if record.levelno >= logging.WARNING and "tick" not in record.message
    ]


@pytest.mark.parametrize("language", ["en", "km"])
async def test_a_command_that_fails_is_answered_in_the_persons_language(
    workshop: Workshop, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    dara = await workshop.reader("Dara", language)
    await dara.send("/agenda")
    _, agenda = _seen(dara)
    async with _broken(workshop, "star"):
        await dara.send("/agenda")
        await dara.settled()
    assert _seen(dara)[2:] == [FAILED[language]]

    await dara.tap(FAILED[language][1][0][0])

    assert _seen(dara)[2:] == [agenda]
    assert _logged(caplog) == LOGGED


async def test_a_tap_that_fails_stops_spinning_and_is_answered(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    dara = await workshop.reader("Dara", "en")
    async with _broken(workshop, "star"):
        await dara.tap("Agenda")
        await dara.settled()

    assert dara.answer is not None
    assert _seen(dara)[1:] == [FAILED["en"]]
    assert _logged(caplog) == LOGGED


async def test_an_answer_that_cannot_be_stored_can_be_given_again(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    dara = await workshop.reader("Dara", "en")
    await dara.tap("Register")
    await dara.tap("I agree")
    await workshop.db._writer.execute("PRAGMA query_only = ON")  # a full disk, say
    await dara.send("Sok Dara")
    await dara.settled()
    await workshop.db._writer.execute("PRAGMA query_only = OFF")
    assert _seen(dara)[-2:] == [NAME, FAILED["en"]]

    await dara.send("Sok Dara")

    assert dara.last.text == "Registration · 2 of 5\n\nWhich organisation are you from?"
    assert _logged(caplog) == LOGGED


async def test_without_the_table_of_people_the_sentence_comes_in_khmer(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    dara = await workshop.reader("Dara", "en")
    async with _broken(workshop, "participant"):
        await dara.send("/agenda")
        await dara.settled()

    assert _seen(dara)[1:] == [FAILED["km"]]
    assert _logged(caplog) == LOGGED
