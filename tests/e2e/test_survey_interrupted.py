"""A text that was awaited for the survey or the feedback, and what came between."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.callbacks import short
from bot.services import survey_steps as steps
from bot.services.agenda import AgendaBook
from simulator.person import Person
from storage.models import Agenda, ItemKind, Role
from tests.e2e.qa import Hall, data
from tests.e2e.surveying import came, survey_of, to_closing


@pytest.fixture
async def closing(hall: Hall, dara: Person) -> Hall:
    """The closing session is on for two minutes, and Dara came."""
    await to_closing(hall, dara)
    return hall


async def to_text(hall: Hall, person: Person) -> int:
    """Go as far as the first item that is answered with a text; return its number."""
    await person.tap_data("sv.go")
    survey = await survey_of(hall)
    for number, item in enumerate(survey.items):
        if item.kind is ItemKind.TEXT:
            return number
        kind = "next" if item.kind is ItemKind.CHOICES else "pick"
        await person.tap_data(f"sv.{kind}:{number}:0")
    raise AssertionError


async def test_whoever_deleted_their_data_in_the_middle_is_not_told_that_it_is_closed(
    closing: Hall, dara: Person
) -> None:
    await dara.tap_data("sv.go")
    asked = dara.last
    await dara.send("/mydata")
    mine = dara.last
    await dara.tap_data("sv.pick:0:3", asked)
    await dara.tap_data(data(mine, "del"), mine)
    await dara.tap_data("del:1", mine)
    await dara.send("/start")
    await dara.tap({"km": "ភាសាខ្មែរ", "en": "English"}[closing.code])
    await dara.send("panel")
    closed = closing.its.plain("The survey is closed. Thank you to everybody who took part.")
    assert dara.last.text != closed


async def test_while_something_else_is_written_an_answer_has_to_wait(
    hall: Hall, dara: Person
) -> None:
    await hall.workshop.promote(dara, Role.HELPER)
    await came(hall, dara)
    hall.workshop.at(12, 1)
    await hall.tick()
    await dara.tap_data(f"fb:{short('panel')}:3")
    rated = dara.last
    await dara.send("/checkin")
    await dara.tap_data("ci.walk")

    await dara.tap_data(f"fb.more:{short('panel')}", rated)

    assert dara.last.text == hall.its.plain(
        "You are writing something else right now. Please finish that first, or stop it with"
        " /cancel: then your answer cannot become part of it."
    )


async def test_a_word_written_at_the_main_menu_is_no_answer(closing: Hall, dara: Person) -> None:
    await to_text(closing, dara)
    asked = dara.last.text
    await dara.tap(closing.its.plain("Main menu"))
    await dara.send("panel")
    await dara.send("/survey")
    assert dara.last.text == asked


async def test_the_button_of_the_menu_that_leads_back_asks_again(
    closing: Hall, dara: Person
) -> None:
    await to_text(closing, dara)
    asked = dara.last.text
    await dara.tap(closing.its.plain("Main menu"))
    await dara.tap(closing.its.plain("Survey"))
    assert dara.last.text == asked
    await dara.send("An answer.")
    await dara.send("/survey")
    assert dara.last.text != asked


def restart(hall: Hall) -> None:
    """Forget what a restart forgets."""
    shared = hall.workshop.application.bot_data
    shared.asking.clear()
    shared.answering.clear()
    object.__setattr__(shared, "started_at", hall.workshop.clock.now())


async def test_after_a_restart_a_question_on_its_way_is_no_answer(
    closing: Hall, dara: Person
) -> None:
    await to_text(closing, dara)
    asked = dara.last.text
    await dara.send("/ask")
    await dara.tap_data(f"q.in:{short('panel')}")
    await dara.tap_data(f"q.for:{short('panel')}:")
    restart(closing)

    await dara.send("Who pays for it?")

    forgot = closing.its.plain(steps.FORGOTTEN)
    heading, rest = asked.split("\n\n", 1)
    assert dara.last.text == f"{heading}\n\n{forgot}\n\n{rest}"
    await dara.send("/survey")
    assert dara.last.text == asked  # nothing of it was kept


async def test_after_a_restart_a_comment_on_a_session_is_no_answer(
    hall: Hall, dara: Person
) -> None:
    hall.workshop.at(16, 16)
    await came(hall, dara)
    hall.workshop.at(16, 17)
    await hall.tick()
    await to_text(hall, dara)
    asked = dara.last.text
    await dara.tap_data(f"fb.more:{short('panel')}")
    assert dara.last.text != asked
    restart(hall)

    await dara.send("It was long.")

    assert hall.its.plain(steps.FORGOTTEN) in dara.last.text
    await dara.send("/survey")
    assert dara.last.text == asked


async def test_after_a_restart_an_answer_is_taken_the_second_time(
    closing: Hall, dara: Person
) -> None:
    number = await to_text(closing, dara)
    restart(closing)

    for _twice in range(2):
        await dara.send("An answer.")

    assert closing.its.plain(steps.FORGOTTEN) not in dara.last.text
    await dara.tap_data(f"sv.back:{number + 1}:0")
    assert "An answer." in dara.last.text


async def test_after_a_restart_the_name_of_a_screen_is_no_answer(
    closing: Hall, dara: Person
) -> None:
    await to_text(closing, dara)
    asked = dara.last.text
    await dara.send("/cancel")
    restart(closing)
    await dara.send(closing.its.plain("Agenda"))
    await dara.send("/survey")
    assert dara.last.text == asked


async def test_a_session_that_goes_while_a_comment_is_written_is_said_once(
    hall: Hall, dara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await came(hall, dara)
    hall.workshop.at(12, 1)
    await hall.tick()
    await dara.tap_data(f"fb:{short('panel')}:3")
    await dara.tap_data(f"fb.more:{short('panel')}")
    current = AgendaBook.current

    async def without(self: AgendaBook, *, now: datetime) -> Agenda:
        its = await current(self, now=now)
        return replace(its, sessions=tuple(each for each in its.sessions if each.id != "panel"))

    monkeypatch.setattr(AgendaBook, "current", without)
    await dara.send("It was long.")
    first = dara.last.text
    await dara.send("lunch")
    assert dara.last.text != first
