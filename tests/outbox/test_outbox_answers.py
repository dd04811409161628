"""Telling those who asked: once, outside the ledger, and without a trace of who it was."""

import logging
from collections.abc import Awaitable, Callable

import pytest

from bot import outbox_answers
from bot.services import questions as service
from bot.services.sealing import Seal
from simulator.person import Person
from storage import questions, ways_back
from storage.database import Database
from storage.models import QuestionStatus
from tests.outbox.conftest import Outbox

Asked = Callable[..., Awaitable[str]]
ANSWERED = "Your question was answered."


@pytest.fixture
def asked(box: Outbox) -> Asked:
    """Let somebody's question be answered on the stage: `await asked(dara)`."""

    async def answered(person: Person, number: int = 0, *, seal: Seal | None = None) -> str:
        question_id = f"{number:022d}"
        closed = (seal or box.shared.seal).close(question_id, person.id)
        async with box.db.transaction(anonymous=True) as tx:
            await questions.add(tx, service.new(question_id, "panel", None, f"Question {number}?"))
            await ways_back.add(tx, question_id, closed)
            for _moment in range(2):
                await questions.release(tx)
            for was, becomes in (
                (QuestionStatus.PENDING, QuestionStatus.APPROVED),
                (QuestionStatus.APPROVED, QuestionStatus.ANSWERED),
            ):
                await questions.change_status(tx, question_id, was=[was], becomes=becomes, by=None)
        return question_id

    return answered


async def tell(box: Outbox) -> None:
    await outbox_answers.tell(box.bot, box.shared)


async def news(person: Person) -> list[str]:
    await person.refresh()
    return [m.text.split("\n")[0] for m in person.chat if m.from_bot]


async def waiting(box: Outbox) -> list[str]:
    return list(await ways_back.every(box.db))


async def test_everybody_is_told_once_and_forgotten(box: Outbox, asked: Asked) -> None:
    dara, chan = await box.reader("Dara"), await box.reader("Chan")
    await asked(dara, 1)
    await asked(dara, 2)
    await asked(chan, 3)

    await tell(box)
    await tell(box)

    assert await news(dara) == [ANSWERED, ANSWERED]
    assert await news(chan) == [ANSWERED]
    assert await waiting(box) == []
    assert await box.ledger() == []


async def test_what_certainly_did_not_arrive_is_sent_the_next_time(
    box: Outbox, asked: Asked
) -> None:
    dara = await box.reader()
    question_id = await asked(dara)
    await box.fault("429", seconds=3)

    await tell(box)
    await tell(box)  # as long as Telegram asks to wait, nothing is sent
    left = await waiting(box)
    box.seconds.passed += 4
    await tell(box)

    assert left == [question_id]
    assert await news(dara) == [ANSWERED]


@pytest.mark.parametrize("failure", ["500", "502"])
async def test_an_outage_loses_nobody(box: Outbox, asked: Asked, failure: str) -> None:
    readers = [await box.reader(f"Dara {n}") for n in range(3)]
    for n, reader in enumerate(readers):
        await asked(reader, n)
    await box.fault(failure)

    await tell(box)  # ends at the first that fails
    left = await waiting(box)
    box.seconds.passed += box.shared.network.wait
    await tell(box)

    assert len(left) == 3
    assert [await news(reader) for reader in readers] == [[ANSWERED]] * 3
    assert await waiting(box) == []


async def test_while_telegram_cannot_be_reached_nothing_is_tried(box: Outbox, asked: Asked) -> None:
    dara = await box.reader()
    question_id = await asked(dara)
    await box.fault("drop_before", times=5)

    for _ in range(5):
        await tell(box)

    assert await waiting(box) == [question_id]
    assert await news(dara) == []


async def test_what_may_have_arrived_is_sent_once_more_at_most(box: Outbox, asked: Asked) -> None:
    dara = await box.reader()
    question_id = await asked(dara)

    await box.fault("drop_after")
    await tell(box)
    left = await waiting(box)
    box.seconds.passed += box.shared.network.wait
    await box.fault("drop_after")
    await tell(box)
    box.seconds.passed += box.shared.network.wait
    await tell(box)

    assert left == [question_id]
    assert await news(dara) == [ANSWERED, ANSWERED]
    assert await waiting(box) == []


async def test_looked_at_anew_while_others_are_told(
    box: Outbox, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    dara, chan = await box.reader("Dara"), await box.reader("Chan")
    ids = [await asked(dara, 1), await asked(chan, 2)]
    forget = service.told

    async def told(db: Database, question_id: str) -> None:
        await forget(db, question_id)
        async with db.transaction(anonymous=True) as tx:
            await tx.all("UPDATE question SET status = 'pending' WHERE id <> ?1", (question_id,))

    monkeypatch.setattr(service, "told", told)
    await tell(box)

    assert sorted([await news(dara), await news(chan)]) == [[], [ANSWERED]]
    assert len(await waiting(box)) == 1
    assert set(await waiting(box)) < set(ids)


async def test_who_blocked_the_bot_is_forgotten_and_not_noted(
    box: Outbox, asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dara = await box.reader()
    await asked(dara)
    await dara.block()
    before = await box.db.all("SELECT * FROM participant")

    await tell(box)

    assert await waiting(box) == []
    assert await box.db.all("SELECT * FROM participant") == before
    logged = [each.getMessage() for each in caplog.records if each.name.startswith("bot")]
    assert logged == ["a notice to somebody who asked may not have arrived"]


async def test_what_another_key_sealed_is_left_alone(box: Outbox, asked: Asked) -> None:
    dara = await box.reader()
    other = type(box.shared.seal)(bytes(range(32)))
    question_id = await asked(dara, seal=other)

    await tell(box)

    assert await news(dara) == []
    assert await waiting(box) == [question_id]


async def test_a_stop_leaves_the_rest_for_later(box: Outbox, asked: Asked) -> None:
    dara = await box.reader()
    question_id = await asked(dara)
    box.shared.stopping.set()

    await tell(box)

    assert await waiting(box) == [question_id]
