"""How an announcement goes out: at its time, followed, cancelled, and whom it did not reach."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from simulator.person import Person
from storage import linked_chats
from storage.models import Role
from tests.e2e.announcing import (
    IN_ENGLISH,
    IN_KHMER,
    announce,
    go_out,
    member,
    organiser,
    preview,
    show_progress,
    still,
    write,
)
from tests.e2e.conftest import Opens, Workshop


@pytest.fixture
async def workshop(
    open_workshop: Opens, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Workshop]:
    """A workshop where the test runs the ticks."""
    async with open_workshop() as opened:
        still(opened, monkeypatch)
        yield opened


@pytest.fixture
async def mony(workshop: Workshop) -> Person:
    return await organiser(workshop)


async def test_it_waits_for_its_time(workshop: Workshop, mony: Person) -> None:
    dara = await member(workshop, "Dara", "km")
    await write(mony)
    await mony.tap("When")
    await mony.send("8:00")
    assert mony.last.text.startswith("That time has passed.")
    await mony.send("nine")
    assert mony.last.text.startswith("I cannot read that as a time.")
    await mony.send("៩:០៥")
    assert "Goes out: 9:05 AM" in mony.last.text
    await preview(mony)
    await mony.tap("Schedule for 2 people")
    await go_out(workshop, dara, mony)
    assert dara.last.text != IN_KHMER
    assert mony.changed.text.splitlines()[1] == "Goes out at 9:05 AM."

    workshop.at(9, 5)
    await go_out(workshop, dara)

    assert dara.last.text == IN_KHMER


async def test_who_comes_meanwhile_gets_it_and_who_leaves_does_not(
    workshop: Workshop, mony: Person
) -> None:
    dara = await member(workshop, "Dara", "km")
    await write(mony)
    await mony.tap("When")
    await mony.tap("In 10 minutes")
    await preview(mony)
    await mony.tap("Schedule for 2 people")
    vanna = await member(workshop, "Vanna", "km")
    await workshop.promote(dara, Role.ATTENDEE)

    workshop.at(9)
    await go_out(workshop, dara, vanna, mony)

    assert [IN_KHMER in [each.text for each in who.chat] for who in (dara, vanna)] == [False, True]
    assert mony.changed.text == (
        "Announcement\nIt is through.\n\n▰▰▰▰▰▰▰▰▰▰ 3 of 3\n\nSent: 2\nNot sent any more: 1"
    )


async def test_what_waits_can_be_cancelled(workshop: Workshop, mony: Person) -> None:
    dara = await member(workshop, "Dara", "km")
    await write(mony)
    await mony.tap("When")
    await mony.tap("In 10 minutes")
    await preview(mony)
    await mony.tap("Schedule for 2 people")

    await mony.tap("Cancel what is not sent")
    workshop.at(10)
    await go_out(workshop, dara, mony)

    assert dara.last.text != IN_KHMER
    assert mony.changed.text == (
        "Announcement\nNobody got it.\n\n▰▰▰▰▰▰▰▰▰▰ 2 of 2\n\nSent: 0\nNot sent any more: 2"
    )
    rows = await workshop.db.all("SELECT status, reason FROM delivery")
    assert [tuple(row) for row in rows] == [("expired", "cancelled")] * 2
    await mony.tap("The announcement")
    assert mony.changed.text.startswith("Announcement · not sent")


async def test_what_was_cancelled_does_not_come_to_whoever_comes_back(
    workshop: Workshop, mony: Person
) -> None:
    dara, vanna = await member(workshop, "Dara"), await member(workshop, "Vanna")
    await dara.block()
    await announce(mony, "Send to 3 people")
    async with workshop.db.transaction() as tx:
        await tx.all("UPDATE delivery SET due_at = '2025-07-03T02:00:00Z' WHERE id = 3")
    await go_out(workshop, mony)
    await mony.tap("Cancel what is not sent")

    await dara.unblock()
    await workshop.simulator.quiet()
    workshop.at(9)
    await go_out(workshop, dara, vanna)

    assert IN_ENGLISH not in [message.text for message in (*dara.chat, *vanna.chat)]
    rows = await workshop.db.all("SELECT status FROM delivery ORDER BY id")
    assert [row["status"] for row in rows] == ["sent", "blocked", "expired"]


async def test_who_was_not_reached_is_named_as_text_and_as_a_spreadsheet(
    workshop: Workshop, mony: Person
) -> None:
    dara = await member(workshop, "Dara", "km")
    await dara.block()
    await announce(mony, "Send to 2 people")
    await go_out(workshop, mony)

    assert mony.changed.buttons == [
        ["People to tell in person"],
        ["As a spreadsheet"],
        ["The announcement"],
    ]
    ledger = mony.changed
    assert ledger.text.endswith("Sent: 1\nHave blocked the bot: 1")
    await mony.tap("People to tell in person", ledger)
    listed = mony.last.text
    await mony.tap("As a spreadsheet", ledger)

    assert listed == "1 person to tell in person\n\n• no name given — has blocked the bot"
    assert mony.last.document is not None
    sent = workshop.simulator.world.find_chat(str(mony.id)).messages[mony.last.message_id]
    file = await workshop.application.bot.get_file(sent.raw["document"]["file_id"])
    sheet = load_workbook(BytesIO(await file.download_as_bytearray())).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Name", "Organisation", "Phone", "Why it did not arrive"],
        [None, None, None, "has blocked the bot"],
    ]


async def test_progress_is_shown_as_it_goes_on_and_only_then(
    workshop: Workshop, mony: Person
) -> None:
    people = [await member(workshop, f"P{n}") for n in range(3)]
    await announce(mony, "Send to 4 people")
    async with workshop.db.transaction() as tx:
        await tx.all("UPDATE delivery SET due_at = '2025-07-03T02:00:00Z' WHERE id > 2")
    await go_out(workshop, mony)
    assert mony.changed.text == "Announcement\n\n▰▰▰▰▰▱▱▱▱▱ 2 of 4\n\nSent: 2\nTo go: 2"
    assert mony.changed.buttons == [["Cancel what is not sent"], ["The announcement"]]
    requests = len(workshop.simulator.world.traffic.after(0))
    await show_progress(workshop)
    assert len(workshop.simulator.world.traffic.after(0)) == requests  # nothing is new

    workshop.at(9)
    await go_out(workshop, mony, *people)

    assert mony.changed.text.startswith("Announcement\nIt is through.\n\n▰▰▰▰▰▰▰▰▰▰ 4 of 4")


async def half_sent(workshop: Workshop, mony: Person) -> None:
    """Announce something of which half waits until nine."""
    await member(workshop, "Dara")
    await announce(mony, "Send to 2 people")
    async with workshop.db.transaction() as tx:
        await tx.all("UPDATE delivery SET due_at = '2025-07-03T02:00:00Z' WHERE id = 2")


async def test_a_message_that_shows_something_else_is_left_alone(
    workshop: Workshop, mony: Person
) -> None:
    await half_sent(workshop, mony)
    await mony.tap("The announcement")
    opened = mony.changed
    await go_out(workshop, mony)
    assert mony.message(opened.message_id).text.startswith("Announcement · being sent…")

    await mony.tap("How it went")
    assert mony.changed.text == "Announcement\n\n▰▰▰▰▰▱▱▱▱▱ 1 of 2\n\nSent: 1\nTo go: 1"
    workshop.at(9)
    await go_out(workshop, mony)

    assert mony.changed.text.startswith("Announcement\nIt is through.")


async def test_a_failure_on_the_way_is_made_good_by_the_next_tick(
    workshop: Workshop, mony: Person
) -> None:
    await half_sent(workshop, mony)
    fault = {"kind": "drop_before", "method": "editMessageText", "times": 1}
    await workshop.simulator.control("/faults", fault)
    await go_out(workshop, mony)
    missed = mony.changed.text
    await show_progress(workshop)
    await mony.refresh()

    assert "Sent: 0" in missed
    assert "Sent: 1" in mony.changed.text


async def test_whoever_is_no_organiser_any_more_sees_no_more_of_it(
    workshop: Workshop, mony: Person
) -> None:
    await half_sent(workshop, mony)
    await workshop.promote(mony, Role.ATTENDEE)

    await go_out(workshop, mony)

    assert "Sent: 0" in mony.changed.text
    rows = await workshop.db.all("SELECT over FROM progress")
    assert [row["over"] for row in rows] == [1]


async def test_a_linked_group_reads_both_languages(workshop: Workshop, mony: Person) -> None:
    group = await workshop.simulator.group("Team", members=[mony])
    async with workshop.db.transaction() as tx:
        await linked_chats.add(tx, group.id, title="Team", by=None, now=workshop.clock.now())

    await announce(mony, "Send to 1 person")
    await go_out(workshop, mony)
    await group.refresh()

    assert group.last.text == f"{IN_KHMER}\n\n{IN_ENGLISH}"


async def test_a_group_that_was_lost_is_named_and_counted_apart(
    workshop: Workshop, mony: Person
) -> None:
    group = await workshop.simulator.group("Team", members=[mony])
    async with workshop.db.transaction() as tx:
        await linked_chats.add(tx, group.id, title="Team", by=None, now=workshop.clock.now())
    await announce(mony, "Send to 1 person")
    await group.kick(mony)
    await workshop.simulator.quiet()
    await go_out(workshop, mony)

    assert mony.changed.text == (
        "Announcement\nIt is through.\n\n▰▰▰▰▰▰▰▰▰▰ 2 of 2\n\n"
        "Sent: 1\nGroups and channels it cannot reach: 1"
    )
    await mony.tap("People to tell in person")
    assert mony.last.text == (
        "1 group or channel not reached\n\n• Team (group or channel) — the bot cannot write there"
    )
