from collections.abc import AsyncIterator

import pytest

from simulator.person import Person
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.plays import confirm, details, register
from tests.e2e.said import Said, Seen, seen


@pytest.fixture
async def workshop(open_workshop: Opens) -> AsyncIterator[Workshop]:
    """A workshop with one place, where the test runs the tick."""
    async with open_workshop(capacity=1) as opened:
        queue = opened.application.job_queue
        assert queue is not None
        for tick in queue.get_jobs_by_name("outbox"):
            tick.schedule_removal()
        yield opened


def waiting(says: Said, place: str) -> Seen:
    heading = f"{says.waiting}\n{place}\n{says.i_write_to_you}"
    rows = says.labels(["change_details"], ["cannot_come"], ["agenda", "home"])
    return f"{heading}\n\n{says.details(**details(says))}", rows


async def withdraw(person: Person, says: Said) -> None:
    await person.send("/register")
    await person.tap(says.buttons["cannot_come"], person.last)
    await person.tap(says.buttons["give_back"])


async def waits(workshop: Workshop, name: str, says: Said) -> Person:
    person = await workshop.reader(name, says.code)
    await register(person, says)
    return person


async def test_beyond_capacity_people_wait_and_the_first_is_promoted(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    sophea = await waits(workshop, "Sophea", says)
    assert seen(sophea.last) == waiting(says, says.next_one)
    rith = await waits(workshop, "Rith", says)
    assert seen(rith.last) == waiting(says, says.one_before)
    vanna = await waits(workshop, "Vanna", says)
    assert seen(vanna.last) == waiting(says, says.two_before)
    await vanna.send("/start")
    assert seen(vanna.last) == says.menu("my_registration", says.you_are_waiting.format("Sok Dara"))
    await vanna.tap_data("ticket")
    assert seen(vanna.changed) == waiting(says, says.two_before)

    await withdraw(dara, says)
    assert seen(sophea.last) == waiting(says, says.next_one)
    await workshop.drain()

    await sophea.refresh()
    await rith.settled()
    text, rows = says.standing(**details(says))
    assert seen(sophea.last) == (f"{says.good_news}\n\n{text}", rows)
    assert seen(rith.last) == waiting(says, says.one_before)
    await rith.send("/register")
    assert seen(rith.last) == waiting(says, says.next_one)
    await sophea.tap(says.buttons["ticket"])
    await sophea.expect(4)
    assert [message.photo is not None for message in sophea.chat[-3:]] == [True, False, False]
    told = len(sophea.chat)
    await workshop.drain()
    await sophea.refresh()
    assert len(sophea.chat) == told


async def test_the_news_comes_in_the_language_read_when_it_is_sent(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    sophea = await waits(workshop, "Sophea", says)
    await withdraw(dara, says)
    other = {"km": "English", "en": "ភាសាខ្មែរ"}[says.code]

    await sophea.send("/language")
    await sophea.tap(other)
    await workshop.drain()
    await sophea.refresh()

    ticket = {"km": "My ticket", "en": "សំបុត្រចូលរួមរបស់ខ្ញុំ"}[says.code]
    assert sophea.last.buttons[0] == [ticket]


async def test_changing_details_keeps_the_place_in_the_line(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    sophea = await waits(workshop, "Sophea", says)
    await waits(workshop, "Rith", says)
    workshop.at(9)

    await sophea.tap(says.buttons["change_details"])
    await confirm(sophea, says)

    assert seen(sophea.last) == waiting(says, says.next_one)


async def test_a_deleted_person_frees_the_place(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    sophea = await waits(workshop, "Sophea", says)

    await dara.send("/mydata")
    await dara.tap(says.buttons["delete"])
    await dara.tap(says.buttons["delete_all"])
    await workshop.drain()
    await sophea.refresh()

    text, rows = says.standing(**details(says))
    assert seen(sophea.last) == (f"{says.good_news}\n\n{text}", rows)


async def test_whoever_gives_the_place_back_before_the_news_is_not_told_that_they_have_one(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    sophea = await waits(workshop, "Sophea", says)
    await withdraw(dara, says)
    await withdraw(sophea, says)

    await workshop.drain()

    await sophea.refresh()
    assert seen(sophea.last) == says.on(says.withdrawn, "register_again")
    rows = await workshop.db.all("SELECT status, reason FROM delivery")
    assert [tuple(row) for row in rows] == [("expired", "no place any more")]


async def test_a_person_who_blocked_the_bot_hears_the_news_on_coming_back(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    sophea = await waits(workshop, "Sophea", says)
    await sophea.block()
    await workshop.heard()
    await withdraw(dara, says)
    await workshop.drain()

    assert seen(sophea.last) == waiting(says, says.next_one)
    await sophea.unblock()
    await workshop.heard()
    await workshop.drain()

    await sophea.refresh()
    text, rows = says.standing(**details(says))
    assert seen(sophea.last) == (f"{says.good_news}\n\n{text}", rows)
    assert [row["status"] for row in await workshop.db.all("SELECT * FROM delivery")] == ["sent"]
