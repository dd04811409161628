"""Several updates that a person takes for one thing: one answer."""

from simulator.acts import location, photo, write
from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import play_to
from tests.e2e.said import Said, seen
from tests.e2e.test_first_contact import ASKED


async def send_album(workshop: Workshop, person: Person, album: str) -> None:
    world = workshop.simulator.world
    for _ in range(3):
        content = {**photo(world, None), "media_group_id": album}
        write(world, world.account(person.id), content)
    await person.settled()


def answers(person: Person, stood: int) -> list[tuple[str, list[list[str]]]]:
    return [seen(message) for message in person.chat[stood:] if message.from_bot]


async def test_an_album_is_answered_once(workshop: Workshop, dara: Person, says: Said) -> None:
    stood = len(dara.chat)

    await send_album(workshop, dara, "77")
    assert answers(dara, stood) == [says.on(says.only_text)]
    await send_album(workshop, dara, "78")

    assert answers(dara, stood) == [says.on(says.only_text)] * 2


async def test_an_album_is_one_wrong_answer(workshop: Workshop, dara: Person, says: Said) -> None:
    await play_to("name", dara, says)
    stood = len(dara.chat)

    await send_album(workshop, dara, "77")

    assert answers(dara, stood) == [says.wrong("name", "not_text")]


async def test_somebody_new_who_sends_an_album_is_asked_the_language_once(
    workshop: Workshop,
) -> None:
    dara = await workshop.newcomer()

    await send_album(workshop, dara, "77")

    assert answers(dara, 0) == [ASKED]


async def test_a_live_location_is_answered_once_however_it_moves(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    world, stood = workshop.simulator.world, len(dara.chat)
    here = location({})["location"]
    live = {"location": {**here, "live_period": 900}}
    message = write(world, world.account(dara.id), live)

    for step in range(5):
        moved = {**live["location"], "latitude": 11.5 + step / 1000}
        message.raw = {**message.raw, "location": moved, "edit_date": world.unix()}
        world.push("edited_message", message.raw)
    await dara.settled()

    assert answers(dara, stood) == [says.on(says.only_text)]


async def test_a_changed_text_is_answered(dara: Person, says: Said) -> None:
    await dara.send("zzz")
    stood = len(dara.chat)

    await dara.edit("yyy")

    assert answers(dara, stood) == [says.on(says.edited)]
