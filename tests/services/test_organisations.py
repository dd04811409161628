"""Organisations: one name each, however it is spelled, and close ones offered."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.normalise import key
from bot.services import organisations
from storage import organisations as rows
from storage.database import Database
from storage.models import Agenda, Organisation, Participant

Register = Callable[..., Awaitable[Participant]]

ENTERED = [
    "Open Development Cambodia (ODC)",
    "Cooperation Committee for Cambodia",
    "អង្គការទិន្នន័យអំពីការអភិវឌ្ឍ",
    "គណៈកម្មាធិការសហប្រតិបត្តិការដើម្បីកម្ពុជា",
    "អង្គការស្ត្រី ៣",
    "Café Youth 2030",
]


@pytest.fixture
async def entered(empty_db: Database) -> Database:
    async with empty_db.transaction() as tx:
        for name in ENTERED:
            await rows.named(tx, name=name, key=key(name))
    return empty_db


async def found(db: Database, typed: str) -> str | list[str]:
    close = await organisations.close_to(db, typed)
    return close.name if isinstance(close, Organisation) else [known.name for known in close]


ODC, CCC, ODC_KM, CCC_KM, WOMEN, YOUTH = ENTERED


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Open Development Cambodia (ODC)", ODC),
        ("open development cambodia odc", ODC),
        (" OPEN  DEVELOPMENT-CAMBODIA, (ODC). ", ODC),
        ("Open\u200b Development Cambodia\u00a0(ODC)", ODC),
        ("អង្គការ\u200bទិន្នន័យ\u200bអំពី\u200bការ\u200bអភិវឌ្ឍ", ODC_KM),
        ("គណៈកម្មាធិការសហប្រតិបត្តិការដើម្បីកម្ពុជា។", CCC_KM),
        # two halves of a vowel, and the order of signs
        ("គណៈកម្មាធិការសហប្រតិបត្តិការដេីម្បីកម្ពុជា", CCC_KM),
        # digits, the coeng that looks alike, the signs below in another order
        ("អង្គការស្ត្រី 3", WOMEN),
        ("អង្គការស្រ្តី ៣", WOMEN),
        ("អង្គការស្ដ្រី ៣", WOMEN),
        ("CAFÉ youth ២០៣០", YOUTH),
        ("Cafe\u0301 Youth 2030", YOUTH),
    ],
)
async def test_the_same_name_is_the_same_organisation(
    entered: Database, typed: str, same: str
) -> None:
    assert await found(entered, typed) == same


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ODC", [ODC]),
        ("Open Development", [ODC]),
        ("Open Develpment Cambodia", [ODC]),
        ("Committee Cooperation for Cambodia", [CCC]),
        ("Coperation Comittee for Cambodia", [CCC]),
        ("អង្គការទិន្នន័យអំពីការអភិវឌ្ឍន៍", [ODC_KM]),
        ("ទិន្នន័យអំពីការអភិវឌ្ឍ", [ODC_KM]),
        ("គណៈកម្មាធិការសហប្រតិបត្តិការកម្ពុជា", [CCC_KM]),
        ("អង្គការស្ត្រី", [WOMEN]),
        # nothing close
        ("Khmer Women Network", []),
        ("អង្គការ", []),
        ("Action for Cambodia Youth Network", []),
    ],
)
async def test_close_names_are_offered(entered: Database, typed: str, offered: list[str]) -> None:
    assert await found(entered, typed) == offered


async def test_the_closest_comes_first_and_four_are_enough(empty_db: Database) -> None:
    names = [f"Phnom Penh Youth Network Number {number}" for number in range(1, 8)]
    async with empty_db.transaction() as tx:
        for name in names:
            await rows.named(tx, name=name, key=key(name))
    offered = await found(empty_db, "Phnom Penh Youth Network Numbr 5")
    assert len(offered) == 4
    assert offered[0] == "Phnom Penh Youth Network Number 5"


async def test_where_nobody_registered_nothing_is_offered(empty_db: Database) -> None:
    assert await found(empty_db, "ODC") == []


async def test_an_organisation_is_stored_as_first_written(
    db: Database, agenda: Agenda, register: Register
) -> None:
    spellings = ["អង្គការស្ត្រី ៣", "អង្គការ\u200bស្រ្តី 3", "អង្គការស្ដ្រី ៣។"]
    people = [
        await register(number, agenda, organisation=name)
        for number, name in enumerate(spellings, start=1)
    ]
    assert [person.organisation for person in people] == [spellings[0]] * 3
    name = spellings[0]
    assert await rows.all_(db) == [Organisation(id=1, name=name, key=key(name))]


async def test_an_organisation_without_people_is_forgotten(
    db: Database, agenda: Agenda, register: Register
) -> None:
    await register(1, agenda, organisation="Old Name Network")
    await register(1, agenda, organisation="Khmer Women")
    assert [known.name for known in await rows.all_(db)] == ["Khmer Women"]


SIGNS = st.sampled_from(["\u200b", "\u200c", "\u2060", "\ufeff"])


@given(st.text(alphabet="កខគងស្ត្រីាិុំេោ៉៊ ABc១2", min_size=1), st.lists(st.integers(0, 40)), SIGNS)
def test_invisible_signs_never_make_another_key(text: str, places: list[int], sign: str) -> None:
    typed = text
    for place in places:
        typed = typed[: place % (len(typed) + 1)] + sign + typed[place % (len(typed) + 1) :]
    assert key(typed) == key(text)
