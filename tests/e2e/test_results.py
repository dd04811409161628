"""Results as an organiser plays them: four answers show nothing, the fifth does, and files come."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.i18n.catalogue import words
from bot.services import result_steps
from bot.services.survey_ids import WORKSHOP
from bot.services.team import new_code
from storage import responses, surveys
from storage.models import Locale, Role
from tests.coins import Heads
from tests.e2e.conftest import Workshop
from tests.e2e.said import Said
from tests.views.surveyed import SURVEY


async def answered(workshop: Workshop, people: int) -> None:
    """Let people's answers be let out: each knew little, knows much, and advises something."""
    rng = workshop.application.bot_data.rng
    async with workshop.db.transaction() as tx:
        for _person in range(people):
            rows = [(WORKSHOP, "", "*", "")]
            for item, value in (("known-before", "2"), ("known-after", "4"), ("barrier", "law")):
                rows += [(WORKSHOP, item, "*", ""), (WORKSHOP, item, value, "")]
            rows += [(WORKSHOP, "change:known-after", "up", "")]
            rows += [(WORKSHOP, "advice", "*", ""), (WORKSHOP, "advice", "", "Go <on>.")]
            await responses.add(
                tx,
                [(survey, item, new_code(rng), value, text) for survey, item, value, text in rows],
            )
        await result_steps.go_on(tx, WORKSHOP, SURVEY, complete=False, rng=Heads(1))


@pytest.mark.parametrize("code", Locale)
async def test_the_fifth_answer_brings_results(workshop: Workshop, code: Locale) -> None:
    _ = words(code)
    sokha = await workshop.reader("Sokha", code)
    await workshop.promote(sokha, Role.ORGANISER)
    async with workshop.db.transaction() as tx:
        await surveys.define(tx, SURVEY)
        await surveys.open_(tx, now=workshop.clock.now())

    await answered(workshop, 4)
    await sokha.send("/results")

    none = _.plain("Fewer than five answers so far: there is no result yet.")
    assert none in sokha.last.text
    assert _.plain("Charts") not in sokha.last.labels

    await answered(workshop, 1)
    await sokha.tap(_.plain("Refresh"))

    assert none not in sokha.last.text
    await sokha.tap(SURVEY.sections[0].title.in_(code))
    much = {"bar": "▰" * 8, "n": 5, "share": 100, "word": _.plain("Much")}
    assert _.plain("{bar} {n} ({share}%) · {word}", **much) in sokha.last.text
    assert _.plain("On average about {n} of 5", n=4) in sokha.last.text
    await sokha.tap(_.plain("‹ Back"))
    await sokha.tap(SURVEY.sections[1].title.in_(code))
    await sokha.tap(_.plain("Read the answers to {n}", n=6))
    assert sokha.last.text.count("Go <on>.") == 5
    await sokha.tap(_.plain("‹ Back"))
    await sokha.tap(_.plain("‹ Back"))
    await sokha.tap(_.plain("Before and after"))
    assert (
        _.plain("Went up: {up} · the same: {same} · went down: {down}", up=5, same=0, down=0)
        in sokha.last.text
    )
    await sokha.tap(_.plain("‹ Back"))
    await sokha.tap(_.plain("Charts"))
    await sokha.tap(SURVEY.sections[0].title.in_(code))
    await workshop.heard()
    await sokha.refresh()
    assert [each for each in sokha.chat if each.photo]
    await sokha.send("/export")
    await sokha.tap(_.plain("Everything (Excel)"))
    await workshop.heard()
    await sokha.refresh()
    assert _.plain("Ready.") in [each.text for each in sokha.chat]
    assert sokha.last.document is not None
    sent = workshop.simulator.world.find_chat(str(sokha.id)).messages[sokha.last.message_id]
    file = await workshop.application.bot.get_file(sent.raw["document"]["file_id"])
    book = load_workbook(BytesIO(await file.download_as_bytearray()))
    assert len(book.worksheets) == 6


async def test_an_organiser_closes_the_survey_before_its_time(
    workshop: Workshop, says: Said
) -> None:
    _ = words(Locale(says.code))
    sokha = await workshop.reader("Sokha", says.code)
    await workshop.promote(sokha, Role.ORGANISER)
    async with workshop.db.transaction() as tx:
        await surveys.define(tx, SURVEY)
        await surveys.open_(tx, now=workshop.clock.now())

    await sokha.send("/results")
    await sokha.tap(_.plain("Close the survey"))
    assert sokha.last.labels == [_.plain("Close it now"), _.plain("‹ Back")]
    await sokha.tap(_.plain("‹ Back"))
    assert _.plain("Close the survey") in sokha.last.labels
    await sokha.tap(_.plain("Close the survey"))
    sure = sokha.last.button(_.plain("Close it now"))["callback_data"]
    await sokha.tap(_.plain("Close it now"))

    assert _.plain("It is closed.") in sokha.last.text
    assert _.plain("Close the survey") not in sokha.last.labels
    closed = await surveys.state(workshop.db)
    workshop.at(18)
    await sokha.tap_data(sure)
    assert await surveys.state(workshop.db) == closed


async def test_participants_and_moderators_have_no_results(workshop: Workshop) -> None:
    for name, role in (("Dara", Role.ATTENDEE), ("Mony", Role.MODERATOR)):
        person = await workshop.reader(name, "en")
        await workshop.promote(person, role)

        await person.send("/results")

        assert person.last.text == "That is only for the people who run the workshop."
