"""Two organisers at once, edited event files, and who may not change the agenda at all."""

from pathlib import Path

from bot.callbacks import short
from bot.settings import BUILT_IN
from simulator.person import Person
from storage.models import Role, SessionRole
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.organisers import organiser, publish, session, stop_ticks
from tests.e2e.said import Said
from tests.e2e.said_changes import BUTTONS, NOT_ALLOWED
from tests.e2e.said_editing import (
    ANOTHER,
    CHANGING,
    FAULTS,
    MEANWHILE,
    NOT_FILE,
    PUBLISHED_BY_OTHERS,
    WAITS,
)
from tests.e2e.said_en import EN

DFAT = short("dfat", SessionRole.PANELIST)
GONE = "This session is not on the agenda any more."
EVERY = [
    "ed:0",
    "ed.day:0:0",
    "ed.ses:panel",
    "ed.act:panel:cancel",
    "ed.write:panel:time",
    "ed.rooms:panel:0",
    "ed.room:panel:",
    "ed.who:panel",
    f"ed.part:panel:{DFAT}",
    f"ed.pact:panel:{DFAT}:confirm",
    "ed.role:panel",
    "ed.sp:panel:panelist:0",
    f"ed.pk:panel:panelist:{short('odc')}",
    "ed.name:panel:panelist",
    "ed.new:0",
    "ed.file",
    "ed.imp:0123456789abcdef",
    "ed.back:1",
    "ed.drop:0",
    "ed.drop:1",
]
"""The data of every button that changes the agenda."""
OLD = [
    "ed.ses:gone",
    "ed.act:gone:cancel",
    "ed.write:gone:time",
    "ed.room:panel:00000000",
    "ed.part:panel:00000000",
    "ed.pact:panel:00000000:remove",
    "ed.sp:panel:00000000:0",
    "ed.pk:panel:panelist:00000000",
    "ed.name:panel:00000000",
    "ed.keep:km",
    "ed.nokm",
    "ed.imp:0123456789abcdef",
    "ed.imp:",
    "ed.back:1",
    "ed.pub:0:1",
    "late.rule:1:breaks:0",
]
"""What buttons carry of sessions, parts, rooms and drafts that are not there."""


async def test_two_organisers_see_each_other(workshop: Workshop, says: Said) -> None:
    workshop.at(10, 20)
    code = says.code
    sokha = await organiser(workshop, "Sokha", code)
    bopha = await organiser(workshop, "Bopha", code)
    await sokha.tap_data("ed.act:closing:cancel")
    await bopha.send("/late 15")
    assert CHANGING[code] in bopha.last.text
    await sokha.tap_data("ed.see")
    await sokha.tap(BUTTONS[code]["publish"])

    await bopha.tap(BUTTONS[code]["publish"])
    assert bopha.last.text.startswith(MEANWHILE[code])
    assert PUBLISHED_BY_OTHERS[code] in bopha.last.text
    await bopha.tap(BUTTONS[code]["publish"])

    rows = await workshop.db.all("SELECT published_by FROM agenda_version ORDER BY number")
    assert [row["published_by"] for row in rows] == [None, 1, 2]
    closing, panel = [await session(workshop, each) for each in ("closing", "panel")]
    assert (closing["status"], panel["starts_at"]) == ("cancelled", "2025-07-03T04:00:00Z")


async def test_what_others_published_is_told_wherever_it_is_noticed(
    workshop: Workshop, says: Said
) -> None:
    workshop.at(10, 20)
    code = says.code
    sokha = await organiser(workshop, "Sokha", code)
    bopha = await organiser(workshop, "Bopha", code)
    await bopha.tap_data("ed.act:panel:cancel")
    await sokha.tap_data("ed.act:closing:cancel")
    await publish(sokha, code)

    await bopha.tap_data("ed.ses:lunch-break")
    await bopha.settled()

    assert any(PUBLISHED_BY_OTHERS[code] in message.text for message in bopha.chat)


async def test_an_edited_event_file_is_previewed_like_any_change(
    workshop: Workshop, says: Said
) -> None:
    code = says.code
    sokha = await organiser(workshop, "Sokha", code)
    text = BUILT_IN.read_text("utf-8")
    await sokha.tap_data("ed.file")
    await sokha.send("here it is")
    assert sokha.last.text.startswith(NOT_FILE[code])
    broken = text.replace("2025-07-03 16:30:00", "2025-07-03 16:00:00")
    await sokha.send_document(broken.encode(), file_name="event.toml")
    assert sokha.last.text.startswith(FAULTS[code])
    other = text.replace('id = "digital-government-2025"', 'id = "other"')
    await sokha.send_document(other.encode(), file_name="event.toml")
    assert sokha.last.text.startswith(ANOTHER[code])
    edited = text.replace("2025-07-03 16:30:00", "2025-07-03 16:40:00")
    await sokha.send_document(edited.encode(), file_name="event.toml")
    await sokha.tap(BUTTONS[code]["publish"])

    assert (await session(workshop, "closing"))["ends_at"] == "2025-07-03T09:40:00Z"


async def test_a_file_edited_before_the_start_waits_for_organisers(
    open_workshop: Opens, tmp_path: Path, says: Said
) -> None:
    edited = tmp_path / "edited.toml"
    text = BUILT_IN.read_text("utf-8")
    edited.write_text(text.replace("2025-07-03 16:30:00", "2025-07-03 16:40:00"), "utf-8")
    async with open_workshop() as workshop:
        sokha = await organiser(workshop, "Sokha", says.code)
        number = sokha.id
    async with open_workshop(event_file=edited) as workshop:
        stop_ticks(workshop)
        sokha = await again(workshop, number)
        await workshop.drain()
        await sokha.refresh()
        assert sokha.last.text.startswith(WAITS[says.code])
        assert (await session(workshop, "closing"))["ends_at"] == "2025-07-03T09:30:00Z"

        await sokha.tap(BUTTONS[says.code]["preview"])
        await sokha.tap(BUTTONS[says.code]["publish"])

        assert (await session(workshop, "closing"))["ends_at"] == "2025-07-03T09:40:00Z"


async def test_who_is_no_organiser_any_more_does_not_read_of_a_file(
    open_workshop: Opens, tmp_path: Path
) -> None:
    edited = tmp_path / "edited.toml"
    text = BUILT_IN.read_text("utf-8")
    edited.write_text(text.replace("2025-07-03 16:30:00", "2025-07-03 16:40:00"), "utf-8")
    async with open_workshop() as workshop:
        sokha = await organiser(workshop, "Sokha", "en")
    async with open_workshop(event_file=edited) as workshop:
        stop_ticks(workshop)
        phone = await workshop.newcomer("Sokha", id=sokha.id)
        await workshop.promote(phone, Role.ATTENDEE)
        await workshop.drain()
        await phone.refresh()

        assert [message.text for message in phone.chat] == []
        rows = await workshop.db.all("SELECT status FROM delivery")
        assert [row["status"] for row in rows] == ["expired"]


async def again(workshop: Workshop, number: int) -> Person:
    """Give the phone of somebody who opened the bot before it was started again."""
    person = await workshop.newcomer("Sokha", id=number)
    await person.send("/start")
    return person


async def test_it_is_for_organisers_only(workshop: Workshop) -> None:
    dara = await workshop.reader("Dara")

    for data in EVERY:
        await dara.tap_data(data)
        assert dara.last.text == NOT_ALLOWED["en"], data


async def test_what_is_gone_is_an_old_button(workshop: Workshop) -> None:
    sokha = await organiser(workshop, "Sokha", "en")

    for data in OLD:
        await sokha.tap_data(data)
        assert sokha.last.text in {EN.old_button, GONE}, data
