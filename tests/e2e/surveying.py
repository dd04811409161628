"""How people play the end of the day: the survey opened, filled in, sent."""

from typing import TYPE_CHECKING

from simulator.person import Person
from storage import check_ins, participants, surveys
from storage.models import ItemKind, Survey

if TYPE_CHECKING:
    from tests.e2e.qa import Hall

TEXT = "More time & <b>fewer</b> speeches."


async def came(hall: "Hall", *people: Person) -> None:
    """Let people have been checked in when the doors opened."""
    db = hall.workshop.db
    moment = hall.workshop.clock.now()
    for person in people:
        found = await participants.by_telegram_id(db, person.id)
        assert found is not None
        async with db.transaction() as tx:
            await check_ins.add(tx, found.id, now=moment)


async def to_closing(hall: "Hall", person: Person) -> None:
    """Let the closing session be on for two minutes, and somebody have come."""
    hall.workshop.at(16, 16)
    await came(hall, person)
    hall.workshop.at(16, 17)
    await hall.tick()


async def survey_of(hall: "Hall") -> Survey:
    """Return the survey as it is stored."""
    state = await surveys.state(hall.workshop.db)
    assert state is not None
    return state.survey


async def fill_in(person: Person, survey: Survey, *, value: int = 3, text: str = TEXT) -> None:
    """Begin, and answer every item: each choice with the value of this number, or the last."""
    await person.tap_data("sv.go")
    for number, item in enumerate(survey.items):
        if item.kind is ItemKind.TEXT:
            await person.send(text)
            continue
        chosen = min(value, len(item.values) - 1)
        if item.kind is ItemKind.CHOICES:
            await person.tap_data(f"sv.tick:{number}:{chosen}:1")
            await person.tap_data(f"sv.next:{number}:0")
        else:
            await person.tap_data(f"sv.pick:{number}:{chosen}")
            if item.follow_up is not None and item.values[chosen] == item.follow_up_on:
                await person.tap_data(f"sv.next:{number}:1")


def send_button(person: Person) -> str:
    """Return what the button carries that sends the answers which the last message shows."""
    rows = person.last.view["reply_markup"]["inline_keyboard"]
    found: list[str] = [
        button["callback_data"]
        for row in rows
        for button in row
        if button["callback_data"].startswith("sv.send")
    ]
    return found[0]
