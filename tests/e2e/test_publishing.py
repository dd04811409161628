"""Told at once, tapped twice, heard twice: what organisers see of a publication stays true."""

from collections.abc import AsyncIterator, Coroutine

import pytest
from telegram import Update

from bot import jobs, outbox_progress, ratelimit_chats
from bot.context import Context, WorkshopApplication
from simulator.person import Person
from storage.models import RegistrationStatus
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.organisers import organiser, stop_ticks
from tests.e2e.plays import double_tap

BLOCKED = (
    "Change of the agenda\nIt is through.\n\n▰▰▰▰▰▰▰▰▰▰ 2 of 2\n\nSent: 1\nHave blocked the bot: 1"
)
MERGED = "Change of the agenda\nIt was not sent: the agenda changed again before that."
PUBLISHED = "Published.\n2 people are told at 10:22 AM."
UNDONE = "Undone. The agenda is again what it was before.\nNobody needs to be told."


@pytest.fixture
async def workshop(
    open_workshop: Opens, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Workshop]:
    """The workshop at 10:20, its ticks run by the test; no second passes between messages."""
    monkeypatch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
    async with open_workshop() as opened:
        stop_ticks(opened)
        opened.at(10, 20)
        yield opened


@pytest.fixture
async def sokha(workshop: Workshop) -> Person:
    """An organiser."""
    return await organiser(workshop, "Sokha", "en")


@pytest.fixture
async def dara(workshop: Workshop) -> Person:
    """Somebody registered who blocked the bot."""
    person = await workshop.reader("Dara", "en")
    async with workshop.db.transaction() as tx:  # registering is played elsewhere
        row = "UPDATE participant SET status = ?2, name = ?3 WHERE telegram_id = ?1"
        await tx.all(row, (person.id, RegistrationStatus.REGISTERED, "Dara"))
    await person.block()
    return person


async def tick(workshop: Workshop) -> None:
    """Run the three ticks as the scheduler does each second."""
    await jobs.remind(Context(workshop.application))
    await workshop.drain()
    await outbox_progress.show(workshop.application.bot, workshop.application.bot_data)
    await workshop.simulator.quiet()


async def late(sokha: Person, minutes: int) -> int:
    """Publish a delay; return the message that shows it."""
    await sokha.send(f"/late {minutes}")
    await sokha.tap("Publish")
    await sokha.settled()
    return sokha.last.message_id


async def heard_twice(
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    sokha: Person,
    act: Coroutine[object, object, object],
) -> list[str]:
    """Handle an update once more, as after kill -9 before it counted; return what that said."""
    updates = list[Update]()
    handle = type(workshop.application).process_update

    async def noted(application: WorkshopApplication, update: Update) -> None:
        updates.append(update)
        await handle(application, update)

    with monkeypatch.context() as patch:
        patch.setattr(type(workshop.application), "process_update", noted)
        await act
        await sokha.settled()
    before = len(sokha.chat)
    await workshop.application.process_update(updates[-1])
    await sokha.settled()
    return [message.text for message in sokha.chat[before:]]


@pytest.mark.usefixtures("dara")
@pytest.mark.parametrize("how", ["at once", "twice", "when it is due"])
async def test_told_now_the_message_goes_on_with_the_ledger(
    workshop: Workshop, sokha: Person, how: str
) -> None:
    message_id = await late(sokha, 5)
    if how == "when it is due":
        workshop.at(10, 22)
    if how == "twice":
        await double_tap(workshop.simulator, sokha, "Tell now")
    else:
        await sokha.tap("Tell now")
        await sokha.settled()
    for _ in range(2):
        await tick(workshop)
    await sokha.refresh()

    assert sokha.message(message_id).text == BLOCKED


@pytest.mark.usefixtures("dara")
async def test_what_a_later_notice_took_over_is_not_told_now(sokha: Person) -> None:
    message_id = await late(sokha, 5)
    published = sokha.last
    await late(sokha, 10)

    await sokha.tap("Tell now", published)
    await sokha.settled()

    assert sokha.message(message_id).text == MERGED


@pytest.mark.usefixtures("dara")
async def test_publishing_heard_twice_shows_what_was_published(
    workshop: Workshop, sokha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sokha.send("/late 15")
    tapped = sokha.tap("Publish")
    assert await heard_twice(workshop, monkeypatch, sokha, tapped) == []
    assert sokha.last.text == PUBLISHED

    assert await heard_twice(workshop, monkeypatch, sokha, sokha.tap("Undo")) == [UNDONE]
    rows = await workshop.db.all("SELECT subject, over FROM progress")
    assert [tuple(row) for row in rows] == [("%-2", 0)]


async def test_a_text_heard_twice_is_answered_with_the_next_question(
    workshop: Workshop, sokha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sokha.send("/announce")
    said = await heard_twice(workshop, monkeypatch, sokha, sokha.send("សួស្ដី"))

    assert said == ["Please send the whole English text anew."]
    await sokha.tap_data("ed.pub:9:9")
    await sokha.settled()
    assert sokha.last.text == said[0]


async def test_late_asks_once(sokha: Person) -> None:
    await sokha.send("/late")
    asked = sokha.last.text
    for words in ("/late", "/late x"):
        before = len(sokha.chat)
        await sokha.send(words)
        await sokha.settled()
        said = [message.text for message in sokha.chat[before:] if message.from_bot]
        assert len(said) == 1
        assert said[0].endswith(asked)


async def test_a_delay_of_the_morning_is_shown_anew_in_the_afternoon(
    workshop: Workshop, sokha: Person
) -> None:
    await sokha.send("/late 15")
    workshop.at(14)

    await sokha.tap("Publish")
    await sokha.settled()
    assert "Please look again before you publish." in sokha.last.text
    await sokha.tap("Publish")
    await sokha.settled()

    rows = await workshop.db.all("SELECT id, starts_at FROM session ORDER BY starts_at")
    starts = {row["id"]: row["starts_at"] for row in rows}
    assert [starts[each] for each in ("panel", "group-work")] == [
        "2025-07-03T03:45:00Z",
        "2025-07-03T06:30:00Z",
    ]


async def test_a_button_of_the_delay_that_is_too_old_shows_it_anew(
    workshop: Workshop, sokha: Person
) -> None:
    await sokha.send("/late 15")
    workshop.at(10, 40)

    await sokha.tap("Shorten the breaks")
    await sokha.settled()

    assert "Please look again before you publish." in sokha.last.text
