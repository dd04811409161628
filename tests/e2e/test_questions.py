"""Reading and voting: one vote each, numbers that move together, an order that stays still."""

from datetime import timedelta

import pytest

from simulator.person import Person
from storage.models import QuestionStatus, Role
from tests.e2e.qa import PANEL, Hall, data

TEXTS = [f"What does point {n} of the policy mean?" for n in range(1, 8)]


@pytest.fixture
async def mony(hall: Hall) -> Person:
    """A moderator."""
    return await hall.member("Mony", Role.MODERATOR)


def shown(person: Person) -> list[str]:
    """Return the questions of a list in the order in which they are shown."""
    lines = person.last.text.splitlines()
    return [
        line.partition(" ")[2]
        for line in lines
        if line.partition(".")[0].strip("១២៣៤៥12345") == ""
        and " " in line
        and line[0] in "១២៣៤៥12345"
        and "." in line[:2]
    ]


async def test_votes_count_together_and_the_order_stays_while_it_is_read(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    asker = await hall.reader("Sok")
    first, second, third = await hall.published(mony, asker, TEXTS[:3])
    voters = [await hall.reader(f"Voter {n}") for n in range(5)]
    await dara.send("/questions")
    order = shown(dara)
    last = {TEXTS[n]: each for n, each in enumerate((first, second, third))}[order[-1]]

    for voter in voters:
        await voter.tap_data(f"q.up:{last}:1:1")
        await voter.tap_data(f"q.up:{last}:1:1", edit=False)  # once more: it counts once
    await dara.tap_data(f"q.up:{last}:1:0")
    assert shown(dara) == order
    assert its.plain("✓ you too") in dara.last.text
    assert its.plain("{n} people want to know too", n=6) not in dara.last.text
    await hall.pass_time()
    await dara.tap_data(f"q.up:{last}:0:0")

    assert shown(dara) == order  # the number is there now, the order is the reader's still
    assert its.plain("{n} people want to know too", n=6) in dara.last.text
    await dara.tap_data(f"q.list:{PANEL}")
    assert shown(dara)[0] == order[-1]
    await hall.pass_time()
    await dara.tap_data(f"q.list:{PANEL}")
    assert its.plain("{n} people want to know too", n=5) in dara.last.text
    assert its.plain("✓ you too") not in dara.last.text


async def test_fewer_than_five_votes_are_not_told_apart(
    hall: Hall, mony: Person, dara: Person
) -> None:
    (only,) = await hall.published(mony, await hall.reader("Sok"), TEXTS[:1])
    seen = set()
    for n in range(4):
        voter = await hall.reader(f"Voter {n}")
        await voter.tap_data(f"q.up:{only}:1:1")
        await hall.pass_time()
        await dara.send("/questions")
        seen.add(dara.last.text)

    (text,) = seen
    assert hall.its.plain("1–4 people want to know too") in text


async def test_pages_hold_each_question_once(hall: Hall, mony: Person, dara: Person) -> None:
    await hall.published(mony, await hall.reader("Sok"), TEXTS)

    await dara.send("/questions")
    pages = [shown(dara)]
    await dara.tap(hall.its.plain("More questions ›"))
    pages.append(shown(dara))

    assert [len(page) for page in pages] == [5, 2]
    assert sorted(pages[0] + pages[1]) == sorted(TEXTS)
    assert hall.its.plain("More questions ›") not in dara.last.labels
    await dara.tap(hall.its.plain("‹ From the start"))
    assert shown(dara) == pages[0]


async def test_a_question_opens_whole_and_can_be_reported_once(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    (only,) = await hall.published(mony, await hall.reader("Sok"), ["x" * 400])
    await dara.send("/questions")
    assert "x" * 400 not in dara.last.text
    await dara.tap_data(f"q.open:{only}")
    assert "x" * 400 in dara.last.text

    for _ in range(2):
        await dara.tap(its.plain("Report"))
        await dara.tap(its.plain("Report"))
        assert dara.last.text.startswith(its.plain("Thank you. A moderator will look at it."))

    await hall.pass_time(timedelta(minutes=11))
    assert (await hall.question(only)).reports == 1
    assert mony.last.text == its.plural(
        "{n} question waits to be looked at.", "{n} questions wait to be looked at.", 1
    )
    await mony.tap(its.plain("Look at them"))
    await mony.tap(its.plain("Look at the first"))
    await mony.tap(its.plain("Keep it"))
    assert (await hall.question(only)).reports == 0


async def test_what_was_taken_down_or_never_published_is_not_shown(
    hall: Hall, mony: Person, dara: Person
) -> None:
    (only,) = await hall.published(mony, await hall.reader("Sok"), TEXTS[:1])
    waiting = await hall.ask(await hall.reader("Chan"), TEXTS[1])
    await mony.tap_data(f"mod.why:{only}:off_topic:approved")

    old = "That button belongs to an earlier message. Please go on here:"
    for number in (only, waiting, "x" * 22):
        for tap in (f"q.open:{number}", f"q.up:{number}:1:1", f"q.rep:{number}:1"):
            await dara.tap_data(tap)
            assert dara.last.text == hall.its.plain(old), tap
    await dara.send("/questions")
    assert TEXTS[0] not in dara.last.text
    assert (await hall.question(only)).status is QuestionStatus.REJECTED


async def test_other_sessions_are_one_tap_away(hall: Hall, mony: Person, dara: Person) -> None:
    (only,) = await hall.published(mony, await hall.reader("Sok"), TEXTS[:1])
    hall.workshop.at(14, 50)  # the plenary is on, and nothing was asked there

    await dara.send("/questions")
    assert hall.its.plain("No questions stand here yet.") in dara.last.text
    await dara.tap(hall.its.plain("Other sessions"))
    assert hall.its.plain("Questions: {n}", n=0).replace("0", "").replace("០", "") in dara.last.text
    assert hall.its.plain("1–4") in dara.last.text
    await dara.tap_data(data(dara.last, "q.list"))

    assert shown(dara) == TEXTS[:1]
    assert (await hall.question(only)).text == TEXTS[0]
