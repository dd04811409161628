"""What the outbox sends, to whom, when, and in which language."""

import asyncio
from datetime import timedelta

from bot.services import participants as people
from storage import participants
from storage.models import Locale, Priority
from tests.conftest import SEAL
from tests.outbox.conftest import LASTS, Outbox, news

GOOD_NEWS = "Good news: a place became free for you at “Workshop on Digital Government Policy"
KHMER_NEWS = "ដំណឹងល្អ៖ មានកន្លែងទំនេរសម្រាប់អ្នកក្នុង «សិក្ខាសាលាស្ដីពី"


async def test_news_is_sent_once(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)
    await box.news(dara.id)

    await box.drain()
    await box.drain()

    assert await box.ledger() == [("sent", None), ("sent", None)]
    assert [each.startswith(GOOD_NEWS) for each in await news(dara)] == [True]
    assert [each.startswith(GOOD_NEWS) for each in await news(thida)] == [True]
    assert dara.last.buttons[0] == ["My ticket"]
    (row,) = await box.db.all(
        "SELECT message_id FROM delivery WHERE dedupe_key = ?1", [str(dara.id)]
    )
    assert row["message_id"] == dara.last.message_id


async def test_news_waits_until_it_is_due(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id, due=timedelta(minutes=10))

    await box.drain()
    assert (await box.ledger(), await news(dara)) == ([("pending", None)], [])

    box.wait(timedelta(minutes=10))
    await box.drain()
    assert (await box.ledger(), len(await news(dara))) == ([("sent", None)], 1)


async def test_news_is_written_in_the_language_of_the_moment_it_is_sent(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)

    await people.speak(box.db, dara.id, Locale.KM, now=box.now)
    await box.drain()

    (text,) = await news(dara)
    assert text.startswith(KHMER_NEWS)
    assert dara.last.buttons[0] == ["សំបុត្រចូលរួមរបស់ខ្ញុំ"]


async def test_whoever_blocked_the_bot_is_unreachable_until_they_come_back(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await dara.block()
    await box.news(dara.id, thida.id)

    await box.drain()

    assert await box.ledger() == [("blocked", None), ("sent", None)]
    gone = await participants.by_telegram_id(box.db, dara.id)
    assert gone is not None
    assert gone.unreachable_since == box.now

    await box.news(dara.id, key=" again")
    await box.drain()
    assert (await box.ledger())[2] == ("blocked", None)
    assert box.requests() == [False, True]

    await dara.unblock()
    await people.reachable(box.db, dara.id, now=box.now, yes=True)
    await box.drain()
    assert await box.ledger() == [("sent", None)] * 3
    assert len(await news(dara)) == 2


async def test_what_nobody_needs_any_more_expires(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)

    box.wait(LASTS)
    await box.drain()

    assert (await box.ledger(), await news(dara)) == ([("expired", None)], [])


async def test_news_that_is_no_longer_true_is_not_sent(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    reader = await participants.by_telegram_id(box.db, dara.id)
    assert reader is not None
    async with box.db.transaction() as tx:
        await participants.clear_registration(tx, reader.id)

    await box.drain()

    assert (await box.ledger(), await news(dara)) == ([("expired", "no place any more")], [])


async def test_somebody_who_deleted_everything_gets_nothing(box: Outbox) -> None:
    dara = await box.reader()
    await box.news(dara.id)
    reader = await participants.by_telegram_id(box.db, dara.id)
    assert reader is not None

    await people.forget(box.db, SEAL, reader, agenda=box.agenda, now=box.now)
    await box.drain()

    assert (await box.ledger(), await news(dara)) == ([], [])


async def test_everything_due_goes_out_and_no_more_than_half_a_second_of_it_is_in_hand(
    box: Outbox,
) -> None:
    crowd = [await box.registers(5000 + n, box.agenda) for n in range(100)]
    await box.news(*(each.telegram_id for each in crowd))
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            rows = await box.db.all("SELECT 1 FROM delivery WHERE status = 'sending'")
            most = max(most, len(rows))
            await asyncio.sleep(0)

    watching = asyncio.create_task(watch())
    await box.drain()
    watching.cancel()

    assert await box.ledger() == [("failed", "Chat not found")] * 100
    assert 0 < most <= 15  # of 29.4 a second


async def test_urgent_news_overtakes_what_waits(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    crowd = [await box.registers(5000 + n, box.agenda) for n in range(50)]
    await box.news(*(each.telegram_id for each in crowd), dara.id, priority=Priority.NORMAL)
    await box.news(thida.id, key=" urgent")

    await box.drain()

    chats = [each["chat_id"] for each in box.simulator.world.traffic.after(0) if "chat_id" in each]
    assert chats.index(str(thida.id)) == 0
    assert chats.index(str(dara.id)) == 51
