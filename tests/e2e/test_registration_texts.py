from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import confirm, details, play_to, register
from tests.e2e.said import Said, seen


async def test_close_organisations_are_offered_so_that_one_does_not_become_five(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    sophea = await workshop.reader("Sophea", says.code)
    await register(sophea, says)
    await play_to("organisation", dara, says)
    offer = [
        ["Youth Council of Kampot"],
        [says.buttons["keep_mine"]],
        *says.rows["organisation"],
    ]

    await dara.send("youth council kampot")
    text, _ = says.step("same")
    assert seen(dara.last) == (text.format("youth council kampot"), offer)
    await dara.send("/help", expect=2)
    assert seen(dara.last) == (text.format("youth council kampot"), offer)
    await dara.tap(says.buttons["back"])
    assert seen(dara.last) == says.step("organisation")
    await dara.send("Youth Council Kampot")
    await dara.tap("Youth Council of Kampot")
    assert seen(dara.last) == says.step("level")
    await dara.tap(says.buttons["back"])
    await dara.send("  YOUTH council of\u200b Kampot ")
    assert seen(dara.last) == says.step("level")
    await dara.tap(says.buttons["back"])
    await dara.send("Youth Council of Kampong")
    await dara.tap(says.buttons["keep_mine"])
    await dara.tap(says.buttons["national"])
    await dara.tap(says.buttons["skip"])
    await dara.send(says.buttons["skip"], expect=2)

    said = details(
        says,
        organisation="Youth Council of Kampong",
        level=says.values["national"],
        position="—",
        phone="—",
    )
    del said["province"]
    assert seen(dara.last) == says.summary(**said)


async def test_html_in_what_people_type_stands_as_they_typed_it(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await play_to("name", dara, says)
    await dara.send("<b>Dara & Co<i>")
    await dara.send('<a href="x">ODC</a>')
    await dara.tap(says.buttons["sub_national"])
    await dara.tap(says.buttons["kampot"])
    await dara.send("R&D <script>")
    await dara.send("012345678", expect=2)
    said = details(
        says,
        name="<b>Dara & Co<i>",
        organisation='<a href="x">ODC</a>',
        position="R&D <script>",
    )
    assert seen(dara.last) == says.summary(**said)
    await confirm(dara, says)

    assert seen(dara.chat[-4]) == says.standing(**said)
    assert dara.chat[-3].text.splitlines()[1] == "<b>Dara & Co<i>"
    await dara.send("/start")
    assert seen(dara.last) == says.menu("ticket", says.you_are_registered.format("<b>Dara & Co<i>"))
    row = await workshop.db.one("SELECT name FROM participant")
    assert row is not None
    assert row["name"] == "<b>Dara & Co<i>"
