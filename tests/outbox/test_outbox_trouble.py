"""What must not happen when things go wrong around the outbox: stuck, swallowed, mistaken."""

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot import outbox
from bot.services import deliveries as services
from bot.services import participants as people
from storage import deliveries, participants
from storage.database import Database
from storage.models import DeliveryKind, DeliveryStatus, Outcome, Parcel, Priority
from tests.conftest import SEAL
from tests.outbox.conftest import Outbox

OFTEN = 5


async def test_a_ledger_that_cannot_be_written_for_a_while_keeps_nobody_in_hand(
    box: Outbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(outbox, "LOOK_SECONDS", 0.01)
    turns = 0

    async def locked(
        db: Database, outcomes: Sequence[Outcome] = (), *, room: int, now: datetime
    ) -> list[Parcel]:
        nonlocal turns
        turns += 1
        if 1 < turns < OFTEN:
            raise sqlite3.OperationalError("database is locked")
        return await turn(db, outcomes, room=room, now=now)

    turn = services.turn
    monkeypatch.setattr(services, "turn", locked)
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id, thida.id)

    await box.drain()

    assert await box.ledger() == [("sent", None), ("sent", None)]
    assert box.requests() == [True, True]
    assert len([each for each in caplog.messages if "cannot be written" in each]) == 1


async def test_what_telegram_has_not_answered_at_a_stop_is_not_sent_again(
    box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "STOP_SECONDS", 0.01)
    monkeypatch.setattr(outbox, "LOOK_SECONDS", 0.01)
    dara = await box.reader()
    await box.news(dara.id)
    await box.fault("delay_after", seconds=60)
    draining = asyncio.create_task(box.drain())
    await dara.expect()

    box.shared.stopping.set()
    await draining

    assert await box.ledger() == [("uncertain", outbox.UNANSWERED)]


async def test_a_correction_that_has_no_room_in_its_message_swallows_no_other(box: Outbox) -> None:
    dara = await box.reader()
    await box.announce("A" * 1500, dara.id)
    await box.announce("B" * 2000, dara.id)
    await box.drain()
    async with box.db.transaction() as tx:
        await tx.all(
            "UPDATE announcement SET text_km = ?1, text_en = ?1, revision = 1 WHERE id = 1",
            ("C" * 3000,),
        )
        reader = await participants.by_telegram_id(tx, dara.id)
        assert reader is not None
        await deliveries.enqueue_for(
            tx,
            [reader.id],
            once="correction:1-1",
            kind=DeliveryKind.CORRECTION,
            subject="1-1",
            priority=Priority.URGENT,
            due_at=box.now,
            expires_at=box.now + timedelta(hours=1),
            now=box.now,
        )

    await box.drain()

    await dara.refresh()
    first, corrected = [each.text for each in dara.chat if each.from_bot]
    assert "B" * 2000 in first
    assert corrected == "Announcement\n\n" + "C" * 3000


async def test_an_outcome_is_not_noted_on_another_delivery_of_the_same_id(box: Outbox) -> None:
    dara, thida = await box.reader("Dara"), await box.reader("Thida")
    await box.news(dara.id)
    [parcel] = await services.turn(box.db, room=1, now=box.now)
    taken = parcel.deliveries[0]
    gone = await participants.by_telegram_id(box.db, dara.id)
    assert gone is not None
    await people.forget(box.db, SEAL, gone, agenda=box.agenda, now=box.now)
    await box.news(thida.id)
    [other] = await services.turn(box.db, room=1, now=box.now)
    assert other.deliveries[0].id == taken.id

    outcome = Outcome(taken, DeliveryStatus.SENT, message_id=7)
    await services.turn(box.db, [outcome], room=0, now=box.now)

    assert await box.ledger() == [("sending", None)]


async def test_a_clock_that_is_set_back_keeps_nobody_silent(box: Outbox) -> None:
    dara = await box.reader()
    await box.announce("One", dara.id)
    await box.drain()
    box.wait(timedelta(hours=-6))
    await box.announce("Two", dara.id)

    await box.drain()

    assert [status for status, _ in await box.ledger()] == ["sent", "sent"]
