"""What is kept of the survey's messages is alike for those who answered and those who did not."""

import logging
from datetime import timedelta

import pytest

from simulator.person import Person
from storage.database import Row
from storage.stamps import stamp
from tests.e2e.organisers import stop_ticks
from tests.e2e.qa import Hall
from tests.e2e.surveying import came, fill_in, send_button, survey_of


@pytest.fixture
async def people(hall: Hall, dara: Person) -> list[Person]:
    """Dara, who will answer; Emma, who will not; Vanna, who will not either."""
    stop_ticks(hall.workshop)
    hall.workshop.at(16, 16)
    emma, vanna = await hall.reader("Emma"), await hall.reader("Vanna")
    await came(hall, dara, emma, vanna)
    return [dara, emma, vanna]


async def answer(hall: Hall, person: Person) -> None:
    await person.send("/survey")
    await fill_in(person, await survey_of(hall))
    await person.tap_data(send_button(person))


async def kept(hall: Hall, kind: str) -> list[Row]:
    """What is stored of the messages of a kind and of their readers, but whose each is."""
    return await hall.workshop.db.all(
        "SELECT delivery.status, due_at, expires_at, attempts, reason, message_id,"
        " delivery.changed_at, unreachable_since, quiet_until FROM delivery"
        " JOIN participant ON participant.id = participant_id WHERE kind = ?1",
        (kind,),
    )


def got(person: Person, since: int) -> int:
    return len([each for each in person.chat[since:] if each.from_bot])


async def test_reminders(
    hall: Hall, people: list[Person], caplog: pytest.LogCaptureFixture
) -> None:
    dara, emma, vanna = people
    hall.workshop.at(16, 17)
    await hall.tick()
    await answer(hall, dara)
    hall.workshop.at(18)
    await hall.tick()
    before = [len(each.chat) for each in people]

    await vanna.act("deactivate", expect=0)
    hall.workshop.at(19)
    with caplog.at_level(logging.DEBUG, "bot"):
        await hall.tick()

    assert [got(*each) for each in zip(people, before, strict=True)] == [0, 1, 0]
    assert hall.its.plain("This is the last time that I remind you.") not in emma.last.text
    rows = await kept(hall, "nudge")
    assert len(rows) == 3
    assert len({tuple(row) for row in rows}) == 1
    assert tuple(rows[0])[:1] == ("done",)
    said = [each.getMessage() for each in caplog.records if each.name.startswith("bot")]
    assert [line for line in said if "survey" in line or "delivery" in line] == [
        "a message about the survey: Forbidden"
    ]


async def test_who_answered_before_the_invitation_came(hall: Hall, people: list[Person]) -> None:
    """Everybody just got another message, so that it has to wait."""
    dara, emma, vanna = people
    until = hall.workshop.clock.now() + timedelta(minutes=8)
    async with hall.workshop.db.transaction() as tx:
        await tx.all("UPDATE participant SET quiet_until = ?1", (stamp(until),))
    hall.workshop.at(16, 17)
    await hall.tick()
    await answer(hall, dara)
    before = [len(each.chat) for each in people]

    hall.workshop.at(16, 25)
    await hall.tick()

    assert [got(*each) for each in zip(people, before, strict=True)] == [0, 1, 1]
    assert emma.last.labels == vanna.last.labels == [hall.its.plain("Begin")]
    rows = await kept(hall, "survey")
    assert (len(rows), len({tuple(row) for row in rows})) == (3, 1)


async def test_my_data_says_no_more(hall: Hall, people: list[Person]) -> None:
    dara, emma, _vanna = people
    hall.workshop.at(16, 17)
    await hall.tick()
    await answer(hall, dara)
    hall.workshop.at(19)
    await hall.tick()

    for person in (dara, emma):
        await person.send("/mydata")
        assert hall.its.plain("sent, or not needed any more") in person.last.text
