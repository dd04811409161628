"""Sixty people register at the same time: each is asked in order, and each row is right."""

import asyncio

from simulator.person import Person
from tests.e2e.conftest import Workshop

PEOPLE = 60
PROVINCES = {"Kampot": "kampot", "Takeo": "takeo", "Kep": "kep", "Pailin": "pailin"}

REGISTERED = (
    "SELECT participant.name, organisation.name, level, province, position, phone, locale, status"
    " FROM participant JOIN organisation ON organisation.id = organisation_id"
    " ORDER BY participant.telegram_id"
)


def _number(n: int) -> str:
    """Spell a number with letters, for names take no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{n:02}")


async def _register(person: Person, n: int) -> list[str]:
    """Register as the n-th, and return the headings in the order they came."""
    province = list(PROVINCES)[n % len(PROVINCES)]
    headings = []

    async def act(how: str, what: str, *, expect: int = 1) -> None:
        await (person.tap(what) if how == "tap" else person.send(what, expect=expect))
        headings.append(person.last.text.partition("\n")[0])

    await act("tap", "Register")
    await act("tap", "I agree")
    await act("send", f"Person {_number(n)}")
    await act("send", f"Organisation {_number(n % 7) * 3}")
    await act("tap", "Sub-national level")
    await act("tap", province)
    await act("send", f"Position {_number(n)}")
    await act("send", f"0120000{n:02}", expect=2)
    await act("tap", "✅ Confirm")
    return headings


async def test_sixty_people_register_at_the_same_time(workshop: Workshop) -> None:
    people = [await workshop.newcomer("Dara") for _ in range(PEOPLE)]

    async def begin(person: Person) -> None:
        await person.send("/start")
        await person.tap("English")

    await asyncio.gather(*(begin(person) for person in people))
    headings = await asyncio.gather(*(_register(person, n) for n, person in enumerate(people)))

    steps = [f"Registration · {n} of 5" for n in (1, 2, 3, 3, 4, 5)]
    asked = ["Before you register", *steps, "Is everything right?"]
    assert [each[:-1] for each in headings] == [asked] * PEOPLE
    rows = [tuple(row) for row in await workshop.db.all(REGISTERED)]
    assert rows == [
        (
            f"Person {_number(n)}",
            f"Organisation {_number(n % 7) * 3}",
            "sub_national",
            list(PROVINCES.values())[n % len(PROVINCES)],
            f"Position {_number(n)}",
            f"0120000{n:02}",
            "en",
            "registered",
        )
        for n in range(PEOPLE)
    ]
    codes = [row[0] for row in await workshop.db.all("SELECT ticket_code FROM participant")]
    assert len(set(codes)) == PEOPLE
