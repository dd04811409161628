"""How often somebody is written to unasked, what becomes one message, and what makes a sound."""

from datetime import timedelta
from typing import Any

import pytest

from bot.services import participants as people
from storage import participants, roles
from storage.models import DeliveryKind, Locale, Priority, Role
from tests.outbox.conftest import Outbox, news

NORMAL, URGENT = Priority.NORMAL, Priority.URGENT
LINE = "\n\n———\n\n"
IN_SESSION, IN_BREAK = timedelta(hours=1), timedelta(hours=2, minutes=10)
"""After 08:20: a presentation runs at 09:20, coffee is served at 10:30."""


def told(text: str) -> str:
    return f"Announcement\n\n{text}"


def file_id(shown: dict[str, Any]) -> str:
    return str(shown["url"]).rpartition("/")[2]


async def test_what_piles_up_becomes_one_message(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.announce("Lunch is upstairs.", dara.id, thida.id)
    await box.announce("The bus leaves at 17:30.", dara.id)

    await box.drain()

    assert await news(dara) == ["Announcement"]
    assert dara.last.text == told("Lunch is upstairs.") + LINE + told("The bus leaves at 17:30.")
    await thida.refresh()
    assert thida.last.text == told("Lunch is upstairs.")
    rows = await box.db.all("SELECT message_id, status FROM delivery ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (dara.last.message_id, "sent"),
        (thida.last.message_id, "sent"),
        (dara.last.message_id, "sent"),
    ]


async def test_after_a_message_there_is_none_for_ten_minutes_but_urgent_ones(box: Outbox) -> None:
    dara = await box.reader()
    await box.announce("One", dara.id)
    await box.drain()
    box.wait(timedelta(minutes=1))
    await box.announce("Two", dara.id)
    await box.announce("Fire!", dara.id, priority=URGENT)
    await box.drain()
    box.wait(timedelta(minutes=8, seconds=59))
    await box.announce("Three", dara.id)
    await box.drain()
    assert await news(dara) == ["Announcement", "Urgent announcement"]

    box.wait(timedelta(seconds=1))
    await box.drain()
    await dara.refresh()
    assert dara.last.text == told("Two") + LINE + told("Three")
    assert len(dara.chat) == 4  # /start, one, the fire, two and three


async def test_more_than_a_message_holds_comes_ten_minutes_later(box: Outbox) -> None:
    dara = await box.reader()
    for letter in "abc":
        await box.announce(letter * 1900, dara.id)

    await box.drain()
    await dara.refresh()
    assert dara.last.text == told("a" * 1900) + LINE + told("b" * 1900)
    assert await box.ledger() == [("sent", None), ("sent", None), ("pending", None)]

    box.wait(timedelta(minutes=10))
    await box.drain()
    await dara.refresh()
    assert dara.last.text == told("c" * 1900)


async def test_a_photo_and_a_file_come_alone(box: Outbox) -> None:
    dara = await box.reader()
    await dara.send_photo(expect=0)
    await dara.send_document(b"bus", file_name="bus.txt", expect=0)
    await dara.refresh()
    *_, photo, document = dara.chat
    assert photo.photo is not None
    assert document.document is not None
    await box.announce("Look", dara.id, media=("photo", file_id(photo.photo)))
    await box.announce("Read", dara.id, media=("document", file_id(document.document)))
    await box.announce("Text", dara.id)

    seen = []
    for _ in range(3):
        await box.drain()
        await dara.refresh()
        last = dara.last
        seen.append((last.text, last.photo is not None, last.document is not None))
        box.wait(timedelta(minutes=10))

    assert seen == [
        (told("Look"), True, False),
        (told("Read"), False, True),
        (told("Text"), False, False),
    ]


async def test_what_is_not_true_any_more_is_left_out(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id, priority=NORMAL)
    await box.announce("One", dara.id)
    reader = await participants.by_telegram_id(box.db, dara.id)
    assert reader is not None
    async with box.db.transaction() as tx:
        await participants.clear_registration(tx, reader.id)
        await roles.change(tx, reader.id, was=reader.role, becomes=Role.MODERATOR)

    await box.drain()

    await dara.refresh()
    assert dara.last.text == told("One")
    assert await box.ledger() == [("expired", "no place any more"), ("sent", None)]


async def test_a_correction_edits_its_part_of_a_merged_message(box: Outbox) -> None:
    dara = await box.reader()
    await box.announce("One", dara.id)
    await box.announce("Two", dara.id)
    await box.drain()

    async with box.db.transaction() as tx:
        await tx.all("UPDATE announcement SET text_en = 'Too', revision = 1 WHERE id = 2")
        await tx.all(
            "INSERT INTO delivery (dedupe_key, participant_id, kind, subject, priority, status,"
            " due_at, expires_at, changed_at, attempts) SELECT 'correction', participant_id, ?1,"
            " '2-0', 'urgent', 'pending', due_at, expires_at, changed_at, 0 FROM delivery"
            " WHERE id = 2",
            (DeliveryKind.CORRECTION,),
        )
    await box.drain()

    assert await news(dara) == ["Announcement"]
    assert (dara.last.text, dara.last.edited) == (told("One") + LINE + told("Too"), True)
    assert await box.ledger() == [("sent", None)] * 3


async def test_each_is_written_in_its_readers_language_of_the_moment(box: Outbox) -> None:
    dara = await box.reader()
    await box.announce("One", dara.id)
    await box.announce("Two", dara.id)
    await people.speak(box.db, dara.id, Locale.KM, now=box.now)

    await box.drain()

    await dara.refresh()
    heading = "សេចក្ដីជូនដំណឹង\n\n"
    assert dara.last.text == f"{heading}One{LINE}{heading}Two"


@pytest.mark.parametrize(
    ("after", "priority", "silent"),
    [
        (timedelta(), NORMAL, False),
        (IN_SESSION, NORMAL, True),
        (IN_SESSION, URGENT, False),
        (IN_BREAK, NORMAL, False),
    ],
)
async def test_what_is_not_urgent_makes_no_sound_during_a_session(
    box: Outbox, after: timedelta, priority: Priority, *, silent: bool
) -> None:
    dara = await box.reader()
    box.wait(after)
    await box.announce("One", dara.id, priority=priority)

    await box.drain()

    await dara.refresh()
    assert dara.last.silent is silent
