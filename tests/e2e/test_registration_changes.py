import pytest

from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import details, double_tap, play_to, register
from tests.e2e.said import Said, seen


async def ticket_code(workshop: Workshop) -> str | None:
    row = await workshop.db.one("SELECT ticket_code FROM participant")
    assert row is not None
    code: str | None = row["ticket_code"]
    return code


@pytest.mark.parametrize(
    ("line", "answer", "stands"),
    [
        ("name", "ចាន់ ធីតា", "ចាន់ ធីតា"),
        ("organisation", "ODC", "ODC"),
        ("position", "Head of Programs", "Head of Programs"),
        ("phone", "០៨៨ ៨៨៨ ៨៨៨៨", "0888888888"),
    ],
)
async def test_each_typed_line_of_the_summary_can_be_changed(
    workshop: Workshop, dara: Person, says: Said, line: str, answer: str, stands: str
) -> None:
    await play_to("summary", dara, says)
    extra = 1 if line == "phone" else 0

    await double_tap(workshop.simulator, dara, says.buttons["change"] + says.fields[line])
    assert seen(dara.last) == says.step(line)
    await dara.send(answer, expect=1 + extra)
    assert seen(dara.last) == says.summary(**details(says, **{line: stands}))
    await dara.tap(says.buttons["change"] + says.fields[line], dara.last)
    await dara.send("/help", expect=2)
    assert seen(dara.last) == says.step(line)
    if line == "phone":
        await dara.send(says.buttons["back"], expect=2)
    else:
        await dara.tap(says.buttons["back"], dara.last)
    assert seen(dara.last) == says.summary(**details(says, **{line: stands}))


async def test_the_level_and_the_province_change_together(dara: Person, says: Said) -> None:
    change_level = says.buttons["change"] + says.fields["level"]
    change_province = says.buttons["change"] + says.fields["province"]
    national = details(says, level=says.values["national"])
    del national["province"]
    await play_to("summary", dara, says)

    await dara.tap(change_level)
    assert seen(dara.last) == says.step("level")
    await dara.tap(says.buttons["national"])
    assert seen(dara.last) == says.summary(**national)
    await dara.tap(change_level)
    await dara.tap(says.buttons["sub_national"])
    assert seen(dara.last) == says.step("province")
    await dara.send("Phnom Penh")
    capital = details(says, province=says.values["phnom_penh"])
    assert seen(dara.last) == says.summary(**capital)
    await dara.tap(change_province)
    assert seen(dara.last) == says.step("province")
    await dara.tap(says.buttons["kampot"])
    assert seen(dara.last) == says.summary(**details(says))


@pytest.mark.parametrize("typed", [False, True])
async def test_going_back_from_the_province_leaves_the_level_that_stood(
    dara: Person, says: Said, *, typed: bool
) -> None:
    national = details(says, level=says.values["national"])
    del national["province"]
    await play_to("level", dara, says)
    await dara.tap(says.buttons["national"])
    await dara.send("Director")
    await dara.send("012345678", expect=2)

    await dara.tap(says.buttons["change"] + says.fields["level"])
    if typed:
        await dara.send(says.values["sub_national"])
    else:
        await dara.tap(says.buttons["sub_national"])
    assert seen(dara.last) == says.step("province")
    await dara.tap(says.buttons["back"], dara.last)
    assert seen(dara.last) == says.step("level")
    await dara.tap(says.buttons["back"], dara.last)

    assert seen(dara.last) == says.summary(**national)


async def test_registering_again_shows_what_is_there_and_changes_it(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    code = await ticket_code(workshop)
    await dara.send("/register")
    assert seen(dara.last) == says.standing(**details(says))

    await dara.tap(says.buttons["change_details"])
    assert seen(dara.last) == says.summary(**details(says))
    await dara.tap(says.buttons["change"] + says.fields["name"])
    await dara.send("Chan Thida")
    changed = details(says, name="Chan Thida")
    assert seen(dara.last) == says.summary(**changed)
    await double_tap(workshop.simulator, dara, says.buttons["confirm"])

    assert seen(dara.last) == says.standing(**changed)
    await dara.tap(says.buttons["ticket"], edit=False)
    await dara.expect(4)
    assert dara.chat[-3].text == says.ticket.format(code=code, name="Chan Thida")


async def test_cancelling_a_change_changes_nothing(dara: Person, says: Said) -> None:
    await register(dara, says)
    await dara.send("/register")
    await dara.tap(says.buttons["change_details"])
    await dara.tap(says.buttons["change"] + says.fields["name"])
    await dara.send("Chan Thida")

    await dara.tap(says.buttons["cancel"])
    assert seen(dara.last) == says.on(says.nothing_changed, "my_registration")
    await dara.tap(says.buttons["my_registration"])

    assert seen(dara.last) == says.standing(**details(says))


async def test_the_place_is_given_back_after_asking_and_details_are_forgotten(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    await dara.send("/register")

    await double_tap(workshop.simulator, dara, says.buttons["cannot_come"])
    assert seen(dara.changed) == (
        says.ask_withdraw,
        says.labels(["give_back"], ["keep_place"]),
    )
    await dara.tap(says.buttons["keep_place"])
    assert seen(dara.last) == says.standing(**details(says))
    await dara.tap(says.buttons["cannot_come"], dara.last)
    await double_tap(workshop.simulator, dara, says.buttons["give_back"])

    assert seen(dara.last) == says.on(says.withdrawn, "register_again")
    row = await workshop.db.one(
        "SELECT status, name, organisation_id, level, province, position, phone, ticket_code,"
        " consented_at, registered_at FROM participant"
    )
    assert row is not None
    assert list(row) == ["withdrawn", *[None] * 9]
    assert await workshop.db.all("SELECT * FROM organisation") == []
    await dara.send("/start")
    assert seen(dara.last) == says.menu()


async def test_whoever_gave_the_place_back_registers_again_from_the_start(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    first = await ticket_code(workshop)
    await dara.send("/register")
    await dara.tap(says.buttons["cannot_come"], dara.last)
    await dara.tap(says.buttons["give_back"])

    await dara.tap(says.buttons["register_again"])
    assert seen(dara.last) == says.step("consent")
    await dara.tap(says.buttons["disagree"])
    await register(dara, says)

    assert seen(dara.chat[-4]) == says.standing(**details(says))
    assert await ticket_code(workshop) not in {None, first}


async def test_old_buttons_of_a_place_that_was_given_back_do_nothing(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    await dara.send("/register")
    await dara.tap(says.buttons["cannot_come"], dara.last)
    await dara.tap(says.buttons["give_back"])
    standing = dara.chat[-6]  # the screen of the confirmation, above ticket, venue and file

    await dara.tap_data("wd:0", standing)
    assert seen(dara.last) == says.on(says.old_button)
    await dara.tap_data("ticket", standing)
    await dara.settled()
    assert seen(dara.changed) == says.on(says.no_ticket, "register")
    await dara.send("/register")
    await dara.tap_data("wd:0", standing)
    assert seen(dara.last) == says.step("consent")
    await dara.tap_data("wd:1", standing)

    await dara.tap(says.buttons["agree"])
    assert seen(dara.last) == says.step("name")
    assert await ticket_code(workshop) is None


async def test_giving_the_place_back_while_changing_the_phone_takes_its_keys_away(
    dara: Person, says: Said
) -> None:
    await register(dara, says)
    await dara.send("/register")
    standing = dara.last
    await dara.tap(says.buttons["cannot_come"], standing)
    await dara.send("/register")
    await dara.tap(says.buttons["change_details"], dara.last)
    await dara.tap(says.buttons["change"] + says.fields["phone"])
    assert dara.keyboard == says.keys

    await dara.tap(says.buttons["give_back"])
    await dara.settled()

    assert dara.keyboard == []
    assert seen(dara.message(standing.message_id)) == says.on(says.withdrawn, "register_again")
