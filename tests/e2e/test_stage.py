"""/stage: what is really on, who said so, and the rest of the day moved in one tap."""

import pytest

from bot.i18n.catalogue import Words, words
from simulator.person import Person
from storage.models import Locale, Role
from tests.e2e.conftest import Workshop
from tests.e2e.said import Said

TIMES = {
    "km": {"welcome": "៩:០០ ព្រឹក", "coffee": "១០:៣០ ព្រឹក", "panel": "១០:៤៥ ព្រឹក"},
    "en": {"welcome": "9:00 AM", "coffee": "10:30 AM", "panel": "10:45 AM"},
}
TITLES = {
    "km": {"coffee": "សម្រាកអាហារសម្រន់", "panel": "វេទិកាពិភាក្សា"},
    "en": {"coffee": "Coffee Break", "panel": "Panel Discussion"},
}


@pytest.fixture
async def sokha(workshop: Workshop, says: Said) -> Person:
    """An organiser."""
    person = await workshop.reader("Sokha", says.code)
    await workshop.promote(person, Role.ORGANISER)
    return person


@pytest.fixture
def its(says: Said) -> Words:
    """The words of the language."""
    return words(Locale(says.code))


async def now_says(person: Person) -> list[str]:
    """Return what /now says, without the empty lines."""
    await person.send("/now")
    return [line for line in person.last.text.splitlines() if line]


async def test_what_is_marked_is_on_for_everyone_until_the_clock_counts_again(
    workshop: Workshop, sokha: Person, dara: Person, says: Said, its: Words
) -> None:
    times, titles = TIMES[says.code], TITLES[says.code]
    workshop.at(10, 41)
    assert (await now_says(dara))[1] == titles["coffee"]

    await sokha.send("/stage")
    await sokha.tap(times["panel"])

    noted, _stage, stands, *_more = sokha.last.text.split("\n\n")
    assert noted == its.plain("Noted. /now shows it to everyone; nobody gets a message.")
    assert stands.splitlines()[0] == its.plain("By the clock: {titles}", titles=titles["coffee"])
    assert stands.splitlines()[1].startswith(its.plain("On stage: {title}", title=titles["panel"]))
    on = await now_says(dara)
    assert on[1].startswith(titles["panel"])
    assert titles["coffee"] not in on

    await sokha.tap(its.plain("Follow the clock"))

    assert sokha.last.text.split("\n\n")[0] == its.plain("Noted. /now follows the clock again.")
    assert its.plain("Follow the clock") not in sokha.last.labels
    assert (await now_says(dara))[1] == titles["coffee"]


async def test_what_runs_over_says_when_it_was_to_end(
    workshop: Workshop, sokha: Person, dara: Person, says: Said, its: Words
) -> None:
    times, titles = TIMES[says.code], TITLES[says.code]
    workshop.at(10, 44)
    await sokha.send("/stage")
    await sokha.tap(times["coffee"])

    workshop.at(10, 52)

    on, title, over, following, panel, begins = await now_says(dara)
    planned = {"km": "ម៉ោង ១០:៤៥ ព្រឹក", "en": "10:45 AM"}[says.code]
    assert (title, over) == (
        titles["coffee"],
        its.plain("was to end at {time}", time=planned),
    )
    assert panel.startswith(titles["panel"])
    assert begins == its.plain("planned for {when}; begins a little later", when=planned)
    assert (on, following) == (its.plain("On stage now"), its.plain("Up next"))
    await sokha.tap(its.plain("Update"))
    assert its.plain("It was to end at {time}.", time=planned) in sokha.last.text
    # It is on still, and so for at least as much longer as it is late.
    await sokha.tap(its.plain("Move the rest: +{n} min", n=10))
    assert its.plain("Publish") in sokha.last.labels


async def test_beginning_late_or_early_the_day_moves_in_one_tap(
    workshop: Workshop, sokha: Person, says: Said, its: Words
) -> None:
    times = TIMES[says.code]
    late, early = (its.plain(f"Move the rest: {sign}{{n}} min", n=10) for sign in "+-")
    workshop.at(10, 57)
    await sokha.send("/stage")
    await sokha.tap(times["panel"])
    await sokha.tap(late)
    await sokha.tap(its.plain("Publish"))
    await sokha.send("/stage")
    assert late not in sokha.last.labels

    await sokha.tap(its.plain("Follow the clock"))
    workshop.at(11, 58)
    lunch = {"km": "១២:១០ រសៀល", "en": "12:10 PM"}[says.code]
    await sokha.tap(lunch)
    assert early in sokha.last.labels
    await sokha.tap(early)
    assert its.plain("Publish") in sokha.last.labels


async def test_two_say_different_things_the_last_one_counts_and_hears_of_the_other(
    workshop: Workshop, sokha: Person, says: Said, its: Words
) -> None:
    times, titles = TIMES[says.code], TITLES[says.code]
    bopha = await workshop.reader("Bopha", says.code)
    await workshop.promote(bopha, Role.MODERATOR)
    workshop.at(10, 38)
    await sokha.send("/stage")
    await bopha.send("/stage")
    await sokha.tap(times["coffee"])

    workshop.at(10, 40)
    await bopha.tap(times["panel"])

    _noted, before, *_more = bopha.last.text.split("\n\n")
    time = {"km": "ម៉ោង ១០:៣៨ ព្រឹក", "en": "10:38 AM"}[says.code]
    assert before == its.plain(
        "Before, since {time}, somebody else had said: {title}", time=time, title=titles["coffee"]
    )
    await sokha.tap(its.plain("Update"))
    assert titles["panel"] in sokha.last.text.split("\n\n")[1]


async def test_a_moderator_marks_but_does_not_move_the_day(
    workshop: Workshop, says: Said, its: Words
) -> None:
    bopha = await workshop.reader("Bopha", says.code)
    await workshop.promote(bopha, Role.MODERATOR)
    workshop.at(10, 57)
    await bopha.send("/stage")
    await bopha.tap(TIMES[says.code]["panel"])

    assert its.plain("An organiser can move the rest with /late.") in bopha.last.text
    assert its.plain("Move the rest: +{n} min", n=10) not in bopha.last.labels
    await bopha.tap_data("late:10")
    assert bopha.last.text == its.plain("That is only for the people who run the workshop.")


async def test_others_do_not_see_it_and_change_nothing(
    workshop: Workshop, dara: Person, its: Words
) -> None:
    only = its.plain("That is only for the people who run the workshop.")

    await dara.send("/stage")
    assert dara.last.text == only
    for forged in ("stage:0", "stage.on:panel", "stage.on:no-such", "stage.clock"):
        await dara.tap_data(forged)
        assert dara.last.text == only
    assert await workshop.db.all("SELECT * FROM stage") == []


async def test_a_button_of_another_day_marks_nothing(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    workshop.at(10, 38)
    await sokha.send("/stage")

    workshop.at(10, 38, day=4)
    await sokha.tap(TIMES[says.code]["panel"])

    assert sokha.last.text == says.old_button
    assert await workshop.db.all("SELECT * FROM stage") == []
    await sokha.send("/stage")
    assert len(sokha.last.labels) == 4
