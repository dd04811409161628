"""The survey in the chat: opens by itself, an item a screen, back, changed, left, sent once."""

from datetime import timedelta

import pytest

from bot.services import survey_steps as steps
from simulator.person import Person
from storage import responses
from storage.models import Role
from tests.e2e.qa import Hall
from tests.e2e.said import Said
from tests.e2e.surveying import TEXT, fill_in, send_button, survey_of, to_closing


@pytest.fixture
async def closing(hall: Hall, dara: Person) -> Hall:
    """The closing session is on for two minutes, and Dara came."""
    await to_closing(hall, dara)
    return hall


async def test_before_it_opens_it_says_when(hall: Hall, dara: Person, says: Said) -> None:
    await dara.send("/survey")
    title = {"km": "មតិបិទ និងជំហានបន្ទាប់", "en": "Closing Remarks & Next Steps"}[says.code]
    assert title in dara.last.text
    assert dara.last.buttons == [[hall.its.plain("Agenda"), hall.its.plain("Main menu")]]


async def test_it_opens_by_itself_in_silence_and_nobody_is_asked_twice(
    closing: Hall, dara: Person, says: Said
) -> None:
    its, survey = closing.its, await survey_of(closing)
    assert dara.last.silent
    assert dara.last.text == "\n\n".join(
        [
            survey.title.km if says.code == "km" else survey.title.en,
            survey.introduction.km if says.code == "km" else survey.introduction.en,
            "\n".join(
                [
                    its.plain("{n} questions; most need one tap.", n=len(survey.items)),
                    its.plain("Open until {time}.", time=UNTIL[says.code]),
                ]
            ),
            "\n".join(
                [
                    its.plain(
                        "• Nobody can see which answers are yours: not the organisers either."
                    ),
                    its.plain("• That you took part is kept apart from what you answered."),
                    its.plain("• Nothing is shown for fewer than five people."),
                ]
            ),
        ]
    )
    assert dara.last.buttons == [[its.plain("Begin")]]
    since = len(dara.chat)
    await closing.tick()
    assert len(dara.chat) == since


UNTIL = {
    "km": "ថ្ងៃទី៦ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:០០ ល្ងាច",
    "en": "6 July 2025, 8:00 PM",
}


async def test_filled_in_from_the_first_item_to_thanks(closing: Hall, dara: Person) -> None:
    its, survey = closing.its, await survey_of(closing)
    await fill_in(dara, survey)

    heading = its.html("<b>Your answers</b>").striptags()
    first = its.plain("{n}. {question}", n=1, question="")
    assert dara.last.text.startswith(f"{heading}\n\n{first}")
    assert its.plain("Send my answers") in dara.last.labels
    await dara.tap_data("sv.all:2")
    assert TEXT in dara.last.text
    await dara.tap_data(send_button(dara))
    sent = its.html("<b>Your answers were sent. Thank you.</b>").striptags()
    assert dara.last.text.startswith(sent)
    counts = await responses.waiting_counts(closing.workshop.db)
    assert counts == {"workshop": 1}

    already = its.html("<b>You have sent your answers already. Thank you.</b>").striptags()
    await dara.send("/survey")
    assert dara.last.text.startswith(already)
    assert await responses.waiting_counts(closing.workshop.db) == {"workshop": 1}


async def test_one_item_a_screen_with_progress_back_skip_and_what_is_needed(
    closing: Hall, dara: Person
) -> None:
    its = closing.its
    await dara.tap_data("sv.go")
    first = dara.last
    assert its.plain("Required.") in first.text
    assert its.plain("Skip") not in first.labels
    assert its.plain("‹ Back") not in first.labels
    digits = {"km": "៥៤៣២១", "en": "54321"}[closing.code]
    assert [label[0] for label in first.labels[:5]] == list(digits)

    await dara.tap_data("sv.pick:0:3")
    second = dara.last.text
    await dara.tap_data("sv.pick:0:1", first, edit=False)  # an old button, or a second tap
    assert dara.last.text == second
    assert await responses.waiting_counts(closing.workshop.db) == {}
    await dara.tap_data("sv.back:1:0")
    assert sum(label.startswith("✓ ") for label in dara.last.labels) == 1
    assert its.plain("Next question ›") in dara.last.labels
    await dara.tap_data("sv.next:0:0")
    await dara.tap_data("sv.pick:1:4")
    await dara.tap_data("sv.next:2:0")
    await dara.tap_data("sv.pick:3:4")
    await dara.tap_data("sv.back:4:0")
    await dara.tap_data("sv.clear:3")
    assert sum(label.startswith("✓ ") for label in dara.last.labels) == 0


async def test_any_answer_is_changed_before_sending_and_what_is_sent_is_what_was_shown(
    closing: Hall, dara: Person
) -> None:
    survey = await survey_of(closing)
    await fill_in(dara, survey)
    old = send_button(dara)
    shown = dara.last
    await dara.tap_data("sv.item:0")
    await dara.tap_data("sv.pick:0:0")
    assert send_button(dara) != old
    changed = dara.last.text

    await dara.tap_data(old, shown, edit=False)  # the message reads otherwise by now
    assert await responses.waiting_counts(closing.workshop.db) == {}
    assert dara.last.text == changed
    await dara.tap_data("sv.item:0")
    await dara.tap_data("sv.back:0:0")
    assert dara.last.text == changed


async def test_a_text_that_cannot_be_taken_says_why_and_nothing_is_lost(
    closing: Hall, dara: Person
) -> None:
    survey = await survey_of(closing)
    await fill_in(dara, survey)
    number = next(n for n, each in enumerate(survey.items) if each.kind == "text")
    await dara.tap_data(f"sv.item:{number}")
    await dara.send("x" * 501)
    assert dara.last.text.split("\n\n")[1] == closing.its.plain(
        "Please write at most {most} characters; these are {n}.", most=500, n=501
    )
    await dara.send_photo()
    assert dara.last.text.split("\n\n")[1] == closing.its.plain(steps.NOT_OWN)
    await dara.send("Better <i>now</i>")
    page = number // 10
    await dara.tap_data(f"sv.all:{page}") if page else None
    assert "Better <i>now</i>" in dara.last.text


async def test_a_command_leaves_it_and_survey_goes_on_where_it_was(
    closing: Hall, dara: Person
) -> None:
    survey = await survey_of(closing)
    await dara.tap_data("sv.go")
    for number, item in enumerate(survey.items):
        if item.kind == "text":
            break
        if item.kind == "choices":
            await dara.tap_data(f"sv.next:{number}:0")
        else:
            await dara.tap_data(f"sv.pick:{number}:0")
    asked = dara.last.text
    await dara.send("/now")
    await dara.send("panel")  # a word to look up, not an answer
    assert asked not in dara.last.text
    await dara.send("/survey")
    assert dara.last.text == asked
    await dara.send("/cancel")
    await dara.send("/survey")
    await dara.send(TEXT)
    assert dara.last.text != asked
    await dara.tap_data(f"sv.back:{number + 1}:0")
    assert dara.last.text.endswith(TEXT)


async def test_it_closes_and_says_so(closing: Hall, dara: Person) -> None:
    survey = await survey_of(closing)
    await dara.tap_data("sv.go")
    closing.workshop.clock.set(now=survey.closes)
    await closing.tick()
    await dara.tap_data("sv.pick:0:3")
    closed = closing.its.plain("The survey is closed. Thank you to everybody who took part.")
    assert dara.last.text == closed
    await dara.send("/survey")
    assert dara.last.text == closed


async def test_whoever_has_not_answered_is_reminded_twice_and_thanked_once(
    closing: Hall, dara: Person
) -> None:
    its = closing.its
    emma = await closing.reader("Emma")
    since, survey = len(dara.chat), dara.last
    closing.workshop.at(16, 31)
    await closing.tick()
    await dara.tap_data("sv.go", survey)
    survey = dara.message(survey.message_id)
    await dara.tap_data("sv.pick:0:3", survey)
    closing.workshop.at(19)
    await closing.tick()
    assert its.plain("You have begun, and your answers wait for you.") in dara.last.text
    closing.workshop.at(8, 30, day=4)
    await closing.tick()
    assert its.plain("This is the last time that I remind you.") in dara.last.text
    for day in (5, 6):
        closing.workshop.at(19, day=day)
        await closing.tick()
    new = [each for each in dara.chat[since:] if each.from_bot]
    thanks = its.html("<b>Thank you for coming.</b>").striptags()
    assert [each.text.startswith(thanks) for each in new] == [True, False, False]
    assert all(each.silent for each in new)
    assert not any(each.text.startswith(thanks) for each in emma.chat)  # she did not come


async def test_while_registering_it_waits_for_the_answer_there(
    closing: Hall, dara: Person, says: Said
) -> None:
    await dara.send("/register")
    await dara.tap_data("sv.go", next(each for each in dara.chat if "sv.go" in str(each.view)))
    assert dara.last.text == closing.its.plain(
        "You are registering right now. Please finish that first, or stop it with /cancel: then"
        " your answer cannot become part of it."
    )
    del says


async def test_a_moderator_may_answer_too_and_everybody_finds_it_on_the_menu(
    closing: Hall, dara: Person
) -> None:
    mony = await closing.member("Mony", Role.MODERATOR)
    for person in (dara, mony):
        await person.send("/start")
        assert person.last.labels[0] == closing.its.plain("Survey")
        await person.tap(closing.its.plain("Survey"))
        assert person.last.labels[0] == closing.its.plain("Begin")


async def test_forged_buttons_change_nothing(closing: Hall, dara: Person) -> None:
    await dara.tap_data("sv.go")
    first = dara.last
    old = closing.its.plain("That button belongs to an earlier message. Please go on here:")
    for data in ("sv.pick:0:-1", "sv.pick:0:5", "sv.tick:0:0:1", "sv.pick:0:99999999999999999"):
        await dara.tap_data(data, first)
        assert dara.last.text == old
    for data in ("sv.pick:1:0", "sv.pick:-1:0", "sv.item:3", "sv.all:9", "sv.send:00000000"):
        await dara.tap_data(data, first, edit=False)
        assert dara.message(first.message_id).text == first.text
    for data in ("sv.next:0:1", "sv.back:7:0", "sv.clear:22"):
        await dara.tap_data(data, first, edit=False)
        assert dara.message(first.message_id).text == first.text
    assert await responses.waiting_counts(closing.workshop.db) == {}


async def test_where_one_taps_a_number_counts_and_anything_else_is_explained(
    closing: Hall, dara: Person
) -> None:
    await dara.tap_data("sv.go")
    await dara.send("៤" if closing.code == "km" else "4")
    second = dara.last.text
    assert "2" in second or "២" in second
    await dara.send("very well")
    assert dara.last.text.split("\n\n")[1] == closing.its.plain(steps.TAP)
    await dara.send("/cancel")
    await dara.send("panel")
    assert closing.its.plain(steps.TAP) not in dara.last.text
    await dara.send("/survey")
    assert dara.last.text == second


async def test_a_text_that_comes_too_late_is_not_looked_up(closing: Hall, dara: Person) -> None:
    survey = await survey_of(closing)
    number = next(n for n, each in enumerate(survey.items) if each.kind == "text")
    closing.workshop.clock.set(now=survey.closes - timedelta(minutes=10))
    await dara.send("/survey")
    await fill_in(dara, survey)
    await dara.tap_data(f"sv.item:{number}")
    closing.workshop.clock.set(now=survey.closes)
    await closing.tick()
    await dara.send(TEXT)
    closed = closing.its.plain("The survey is closed. Thank you to everybody who took part.")
    assert dara.last.text == closed


async def test_the_main_menu_leaves_it_too(closing: Hall, dara: Person) -> None:
    its = closing.its
    await dara.tap_data("sv.go")
    asked = dara.last.text
    await dara.tap(its.plain("Main menu"))
    await dara.send("panel")
    assert its.plain(steps.TAP) not in dara.last.text
    await dara.send("/survey")
    assert dara.last.text == asked
