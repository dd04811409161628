"""How a person plays the steps of a registration."""

import asyncio
from collections.abc import Awaitable, Callable

from simulator.person import Person
from simulator.server import Simulator
from tests.e2e.said import Said, Seen

NAME = "Sok Dara"
ORGANISATION = "Youth Council of Kampot"
POSITION = "Director"
PHONE = "012345678"

Play = Callable[[Person, Said], Awaitable[None]]

PLAYS: dict[str, Play] = {
    "consent": lambda person, says: person.tap(says.buttons["agree"]),
    "name": lambda person, _: person.send(NAME),
    "organisation": lambda person, _: person.send(ORGANISATION),
    "level": lambda person, says: person.tap(says.buttons["sub_national"]),
    "province": lambda person, says: person.tap(says.buttons["kampot"]),
    "position": lambda person, _: person.send(POSITION),
    "phone": lambda person, _: person.send(PHONE, expect=2),
}
"""What answers each step, in the order of the steps."""

STEPS = (*PLAYS, "summary")


async def play_to(step: str, person: Person, says: Said) -> None:
    """Begin to register, and answer every step before `step`."""
    await person.send("/register")
    for name, play in PLAYS.items():
        if name == step:
            return
        await play(person, says)


async def register(person: Person, says: Said) -> None:
    """Register, and wait for all that comes of it."""
    await play_to("summary", person, says)
    await confirm(person, says)


async def confirm(person: Person, says: Said) -> None:
    """Confirm a first registration, and wait for the ticket's last part where there is a place.

    Drawing it takes long enough to pass for quiet.
    """
    await person.tap(says.buttons["confirm"])
    if says.waiting not in person.changed.text:
        await person.expect(5)  # the answer, the card, and the three parts of the ticket
    await person.settled()


def details(says: Said, **changed: str) -> dict[str, str]:
    """Give what was said on the way, as the summary names it."""
    return {
        "name": NAME,
        "organisation": ORGANISATION,
        "level": says.values["sub_national"],
        "province": says.values["kampot"],
        "position": POSITION,
        "phone": PHONE,
        **changed,
    }


def asked(step: str, says: Said) -> Seen:
    """Show the question of a step, the summary included."""
    return says.summary(**details(says)) if step == "summary" else says.step(step)


async def double_tap(simulator: Simulator, person: Person, label: str) -> None:
    """Tap a button twice before the bot can do anything, and see both taps answered."""
    await person.refresh()
    shown = next(message for message in reversed(person.chat) if label in message.labels)
    data = shown.button(label)["callback_data"]
    tap = {"message_id": shown.message_id, "data": data, "wait": 5}
    taps = [simulator.control(f"/people/{person.id}/tap", tap) for _ in range(2)]
    assert [each["answered"] for each in await asyncio.gather(*taps)] == [True, True]
    await person.settled()
